// The frame of the canvas: starts wasm/canvas, which puts canvasReceive,
// canvasAsk, canvasTheme, canvasAlt and canvasDraws on this window and raises
// "canvas-ready" when its first picture is drawn.

import { arrived } from "./arrival.js";
import { start } from "./loader.js";

const tell = (message) => window.parent.postMessage(message, window.location.origin);
const fail = (why) => tell({ failed: why });

window.addEventListener("canvas-error", (event) => fail(event.detail));

const { program, bytes } = document.querySelector("script[data-program]").dataset;

// Ebiten asks for the next frame all the time, whether or not anything moves. While
// canvasRests is true it gets four a second, and one at once when something happens,
// also when it happens while a frame is being drawn.
const paint = window.requestAnimationFrame.bind(window);
let stirred = false;
let wake = () => {};
window.requestAnimationFrame = (frame) => {
  const next = () => {
    wake = () => {};
    paint((time) => {
      stirred = false;
      frame(time);
    });
  };
  if (stirred || !window.canvasRests) return next();
  const late = setTimeout(next, 250);
  wake = () => {
    clearTimeout(late);
    next();
  };
};
for (const name of ["canvas-called", "resize", "pointerdown", "pointermove", "pointerup", "pointercancel", "pointerout"]) {
  window.addEventListener(name, () => ((stirred = true), wake()), { capture: true });
}
// Ebiten has taken it; whoever else asks is meant.
window.addEventListener("canvas-ready", () => (window.requestAnimationFrame = paint), { once: true });

// Ebiten draws into a texture and copies it to the screen whole: smoothing the copy's
// edges, a browser's default, takes four samples of every pixel and changes none. At
// rest nothing is copied: the pixels stay, so that the picture can be kept.
const context = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, options) {
  return context.call(this, kind, { ...options, antialias: false, preserveDrawingBuffer: true });
};

tell({ here: true });
start({ path: program, bytes: Number(bytes) }, (loaded) => tell({ loaded }), fail).catch((error) => fail(error.message));
arrived(document.currentScript);
