// The stage: the frame in which wasm/canvas draws.

import { shown, watch } from "./theme-choice.js";

/** canDraw reports whether the picture can be drawn: Ebiten needs WebGL 2. */
export const canDraw = () => document.createElement("canvas").getContext("webgl2") !== null;

/** A program that fails so soon, in milliseconds, after one before it would fail again. */
const soon = 10_000;

/**
 * Stage owns the frame. The frame may be loaded again at any time: a graphics
 * context that is lost (Ebiten reloads its page then), another density of
 * pixels, which Ebiten reads once, or a program that fails begins a new picture.
 * It gets the events of the one before again.
 */
export class Stage {
  #frame;
  #window = null; // the frame's, while the canvas is ready
  #history = new History();

  /** changed is called when the scene changed of itself, or by the pointer. */
  changed = () => {};

  /** again is called when a picture begins anew, to bring it where the one before was. */
  again = () => {};

  /** ready resolves when the canvas has drawn, and rejects when it never will. */
  ready;

  /**
   * draw says whether the scene is drawn or only answers; loading shows how much of
   * the program has come; lost is called with the reason if a later picture cannot be
   * drawn.
   */
  constructor({ scene, files, bare }, draw, loading, lost) {
    const frame = document.getElementById("canvas");
    this.#frame = frame;
    this.ready = new Promise((resolve, reject) => {
      let drawn = false;
      let died = -Infinity;
      window.addEventListener("message", ({ source, origin, data }) => {
        if (source !== frame.contentWindow || origin !== window.location.origin) return;
        if (data.here) loading.report("canvas.wasm", "script");
        if (data.loaded) loading.report("canvas.wasm", data.loaded);
        if (!data.failed) return;
        this.#window = null;
        if (!drawn) reject(new Error(`canvas: ${data.failed}`));
        else if (performance.now() - died < soon) lost(`canvas: ${data.failed}`);
        else frame.contentWindow.location.reload();
        died = performance.now();
      });
      frame.addEventListener("load", () => {
        const inner = frame.contentWindow;
        if (inner.location.href === "about:blank") return;
        let opened = false;
        inner.addEventListener("pagehide", () => (this.#window = null));
        // A page that Back takes from the browser's cache has its frame again as it was.
        inner.addEventListener("pageshow", ({ persisted }) => {
          if (persisted && opened) this.#window = inner;
        });
        const open = () => {
          this.#open(inner);
          opened = drawn = true;
          resolve();
        };
        if (inner.canvasReady) open();
        else inner.addEventListener("canvas-ready", open, { once: true });
      });
    });
    this.ready.then(
      () => this.#watchDensity(),
      () => {}, // ready rejects
    );
    watch((theme) => this.#window?.canvasTheme(theme));
    frame.src = `${files["frame.html"].path}?scene=${scene}${bare ? "&bare=yes" : ""}${draw ? "" : "&draw=no"}`;
  }

  #open(inner) {
    this.#window = inner;
    inner.addEventListener("canvas-changed", () => this.changed());
    inner.canvasTheme(shown());
    for (const text of this.#history.texts()) inner.canvasReceive(text);
    this.again();
  }

  // No event reports every change (a zoom, another screen, an emulation), so it is
  // polled. A zoom goes through several densities: the picture follows
  // one that stays.
  #watchDensity() {
    let drawn = window.devicePixelRatio;
    let seen = drawn;
    setInterval(() => {
      const now = window.devicePixelRatio;
      if (now === seen && now !== drawn) {
        drawn = now;
        this.#frame.contentWindow.location.reload();
      }
      seen = now;
    }, 400);
  }

  /** receive passes an event of the engine on, as its JSON text. */
  receive(event, text) {
    this.#history.keep(event, text);
    this.#window?.canvasReceive(text);
  }

  /** alt returns the picture in words. */
  alt() {
    return this.#window?.canvasAlt() ?? "";
  }

  /** open reports whether there is a picture to ask. */
  get open() {
    return this.#window !== null;
  }

  /** ask puts a question to the scene and returns its reply, both as JSON text. */
  ask(text) {
    return this.#window?.canvasAsk(text);
  }

  /** says returns what the scene asks of the engine since the last call. */
  says() {
    return JSON.parse(this.#window?.canvasSays?.() ?? "[]");
  }

  /** picture returns what the canvas shows as a PNG; null where nothing is drawn. */
  picture() {
    const inner = this.#window;
    const canvas = inner?.document.querySelector("canvas");
    // Between two turns, so that no half-painted picture is read.
    return new Promise((resolve) => (canvas ? inner.requestAnimationFrame(() => canvas.toBlob(resolve)) : resolve(null)));
  }

  /** counts returns what the picture has cost so far: {draws, updates, calls}. */
  counts() {
    return this.#window?.canvasDraws() ?? null;
  }
}

/** Some four thousand steps of the default network, read in a second or two. */
const most = 2_000_000;

/** So many lists of frames keep the answers to the digits shown: those that a new picture shows are among them. */
const answered = 12;

/**
 * History keeps the events that a picture has received since its run was opened, as text:
 * the opening and changes all, frames the latest.
 */
class History {
  #kept = []; // {is, text}
  #size = 0; // of the frames' texts

  keep({ is, lane = 0 }, text) {
    if (is === "opened" && lane === 0) {
      // What is looked at outlives a new start.
      this.#kept = this.#kept.filter((event) => event.is === "looking");
      this.#size = 0;
    }
    // Of what is looked at, only the latest counts.
    if (["looking", "seen", "answer"].includes(is)) this.#kept = this.#kept.filter((event) => event.is !== is);
    this.#kept.push({ is, text });
    if (is === "frames") {
      this.#size += text.length;
      const old = this.#kept.at(-answered);
      if (old?.is === "frames") {
        this.#size -= old.text.length;
        old.text = old.text.replaceAll(/,"digits":\[.*?\]\}\]/g, "");
        this.#size += old.text.length;
      }
    }
    while (this.#size > most) {
      const first = this.#kept.findIndex((event) => event.is === "frames");
      this.#size -= this.#kept[first].text.length;
      this.#kept.splice(first, 1);
    }
  }

  texts() {
    return this.#kept.map(({ text }) => text);
  }
}
