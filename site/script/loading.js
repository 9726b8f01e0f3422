// The stage while its programs load, and when none arrives.

import { noPicture } from "./arrival.js";
import { megabytes } from "./intact.js";
import { notice } from "./notice.js";
import { canDraw } from "./stage.js";
import { choose } from "./tabs.js";

const byId = (id) => document.getElementById(id);

/** A part of which nothing has arrived for so many milliseconds is named. */
const slow = 2000;

/**
 * Loading is the bar over the stage: bytes loaded of the programs of those names.
 * It says which of them has stopped.
 */
export class Loading {
  #parts; // by name: {bytes, loaded, heard, script}; heard is the time since the page was opened
  #total;

  constructor(files, names) {
    this.#parts = new Map(names.map((name) => [name, { bytes: files[name].bytes, loaded: 0, heard: 0, script: name.replace(".wasm", ".js") }]));
    this.#total = names.reduce((sum, name) => sum + files[name].bytes, 0);
    const timer = setInterval(() => (byId("loading").hidden ? clearInterval(timer) : this.#show()), 250);
  }

  /** report takes how many bytes of a program have come, or "script" when its script runs. */
  report(name, news) {
    const part = this.#parts.get(name);
    if (!part) return; // it is not waited for
    part.heard = performance.now();
    if (news === "script") part.script = "";
    else part.loaded = news;
    this.#show();
  }

  #show() {
    const sum = [...this.#parts.values()].reduce((sum, { loaded }) => sum + loaded, 0);
    byId("bar").value = sum / this.#total;
    byId("bytes").textContent = `${megabytes(sum)} of ${megabytes(this.#total)} MB`;
    const now = performance.now();
    const still = [];
    for (const [name, { bytes, loaded, heard, script }] of this.#parts) {
      if (now - heard < slow) continue;
      const nothing = `nothing new for ${Math.round((now - heard) / 1000)} s`;
      if (script === "canvas.js") continue; // what a frame lacks is told elsewhere (arrival.js)
      if (script) still.push(`${script} has not arrived, ${nothing}.`);
      else if (loaded < bytes) still.push(`${name}: ${megabytes(loaded)} of ${megabytes(bytes)} MB, ${nothing}.`);
      else still.push(`${name} has arrived and is being started.`);
    }
    byId("still").textContent = still.length ? `Waiting. ${still.join(" ")}${still.some((words) => words.includes("nothing")) ? " If it stays so, reload the page." : ""}` : "";
  }
}

/** loaded removes the bar. */
export const loaded = () => (byId("loading").hidden = true);

/** failed shows why a program does not run. */
export function failed(sentence) {
  noPicture();
  notice("engine", `${sentence} Reload the page to try again.`);
}

/** canCompute reports whether the browser runs our programs as they stream in. */
export const canCompute = () => typeof WebAssembly === "object" && Boolean(WebAssembly.instantiateStreaming);

/** without says what the browser lacks, and what follows. */
const without = (what, follows) => `This browser has no ${what} (or it is switched off), ${follows}`;

/** drawable reports whether the picture can be drawn. If not, a notice says what follows, and leads to its numbers. */
export function drawable(follows) {
  if (canDraw()) return true;
  notice("picture", without("WebGL 2", follows), { label: "More numbers", act: () => choose("more") });
  byId("empty").hidden = false;
  return false;
}

/**
 * lacks reports whether the browser lacks what a lesson or the training runs on: then a
 * notice says so, and nothing can be pressed.
 */
export function lacks(what, worker = false) {
  let words;
  if (!canCompute()) words = without("WebAssembly", `and the ${what} runs on it. Any current Firefox, Chrome, Edge or Safari has it.`);
  else if (worker && typeof Worker !== "function") {
    words = `This browser has no Web Workers (or they are switched off), and the ${what} runs in one. Any current Firefox, Chrome, Edge or Safari has them.`;
  } else return false;
  notice("browser", words);
  noPicture();
  for (const element of document.querySelectorAll("#buttons button, #controls :is(input, select)")) element.disabled = true;
  return true;
}
