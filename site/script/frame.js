// The frame of the canvas: starts wasm/canvas, which puts canvasReceive,
// canvasTheme, canvasAlt and canvasDraws on this window and raises
// "canvas-ready" when its first picture is drawn.

import { start } from "./loader.js";

const tell = (message) => window.parent.postMessage(message, window.location.origin);

// The page scrolls when the wheel turns over the picture: Ebiten would swallow it.
window.addEventListener("wheel", (event) => event.stopImmediatePropagation(), { capture: true, passive: true });

// Keys belong to the page, also after a click on the picture.
for (const type of ["keydown", "keyup"]) {
  window.addEventListener(
    type,
    (event) => {
      if (event.key === "Tab") {
        event.stopImmediatePropagation(); // let the focus leave
        return;
      }
      if (type === "keydown" && !event.repeat) tell({ key: event.key, modified: event.ctrlKey || event.metaKey || event.altKey });
    },
    { capture: true },
  );
}

window.addEventListener("canvas-ready", () => {
  // The picture has a text alternative in the page; it is no stop for the tabulator.
  document.querySelector("canvas")?.setAttribute("tabindex", "-1");
});

start(
  document.querySelector("script[data-program]").dataset.program,
  (loaded) => tell({ loaded }),
  (why) => tell({ failed: why }),
).catch((error) => tell({ failed: error.message }));
