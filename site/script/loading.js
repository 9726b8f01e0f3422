// The stage while its programs load, and what stands there if none comes.

import { notice } from "./notice.js";

const byId = (id) => document.getElementById(id);

/** Loading is the bar over the stage: bytes loaded of the programs of those names. */
export class Loading {
  #loaded = new Map();
  #total;

  constructor(files, names) {
    this.#total = names.reduce((sum, name) => sum + files[name].bytes, 0);
  }

  report(name, bytes) {
    this.#loaded.set(name, bytes);
    const sum = [...this.#loaded.values()].reduce((a, b) => a + b, 0);
    byId("bar").value = sum / this.#total;
    byId("bytes").textContent = `${(sum / 1e6).toFixed(1)} of ${(this.#total / 1e6).toFixed(1)} MB`;
  }
}

/** loaded takes the bar away. */
export const loaded = () => (byId("loading").hidden = true);

/** empty leaves the stage empty: nothing will be drawn. */
export function empty() {
  loaded();
  byId("empty").hidden = false;
}

/** failed tells why a program does not run. */
export function failed(sentence) {
  empty();
  notice("engine", `${sentence} Reload the page to try again.`);
}

/** canCompute reports whether the browser runs our programs as they stream in. */
export const canCompute = () => typeof WebAssembly === "object" && Boolean(WebAssembly.instantiateStreaming);

/** without says what the browser lacks, and what follows. */
export const without = (what, follows) => `This browser has no ${what} (or it is switched off), ${follows}`;

/** anyCurrent is the way out for a browser that cannot compute. */
export const anyCurrent = "Any current Firefox, Chrome, Edge or Safari has it.";
