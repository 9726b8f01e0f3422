// The stage: the frame in which wasm/canvas draws.

/** Stage owns the frame. */
export class Stage {
  #frame;
  #window = null; // the frame's, once the canvas is ready
  #waiting = [];
  #theme = "light";

  /** ready resolves when the canvas has drawn, and rejects when it never will. */
  ready;

  /** report is called with the bytes of the program received so far. */
  constructor(frame, address, report) {
    this.#frame = frame;
    this.ready = new Promise((resolve, reject) => {
      window.addEventListener("message", ({ source, origin, data }) => {
        if (source !== frame.contentWindow || origin !== window.location.origin) return;
        if (data.loaded) report(data.loaded);
        if (data.failed) reject(new Error(`canvas: ${data.failed}`));
      });
      frame.addEventListener("load", () => {
        if (frame.contentWindow.location.href === "about:blank") return;
        const open = () => {
          this.#open();
          resolve();
        };
        if (frame.contentWindow.canvasReady) open();
        else frame.contentWindow.addEventListener("canvas-ready", open, { once: true });
      });
    });
    frame.src = address;
  }

  #open() {
    this.#window = this.#frame.contentWindow;
    this.#window.canvasTheme(this.#theme);
    for (const text of this.#waiting.splice(0)) this.#window.canvasReceive(text);
  }

  /** receive passes an event of the engine on, as its JSON text. */
  receive(text) {
    if (this.#window) this.#window.canvasReceive(text);
    else this.#waiting.push(text);
  }

  theme(name) {
    this.#theme = name;
    this.#window?.canvasTheme(name);
  }

  /** alt returns the picture in words. */
  alt() {
    return this.#window?.canvasAlt() ?? "";
  }

  /** counts returns what the picture has cost so far: {draws, updates, calls}. */
  counts() {
    return this.#window?.canvasDraws() ?? null;
  }
}
