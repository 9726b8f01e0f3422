// The frame of the canvas: starts wasm/canvas, which puts canvasReceive,
// canvasAsk, canvasTheme, canvasAlt and canvasDraws on this window and raises
// "canvas-ready" when its first picture is drawn.

import { arrived } from "./arrival.js";
import { start } from "./loader.js";

const tell = (message) => window.parent.postMessage(message, window.location.origin);
const fail = (why) => tell({ failed: why });

window.addEventListener("canvas-error", (event) => fail(event.detail));

const { program, bytes } = document.querySelector("script[data-program]").dataset;

tell({ here: true });
start({ path: program, bytes: Number(bytes) }, (loaded) => tell({ loaded }), fail).catch((error) => fail(error.message));
arrived(document.currentScript);
