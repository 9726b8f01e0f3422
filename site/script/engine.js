// The Web Worker of the engine: starts wasm/engine and carries text both ways.
// The first message names the program; every later one is a command as JSON, or
// the word "taken". Until the program listens, they wait.

import { kernels } from "./kernels.js";
import { start } from "./loader.js";

const waiting = [];

const fail = (why) => self.postMessage({ failed: `engine: ${why}` });

self.onmessage = async ({ data }) => {
  self.onmessage = (message) => waiting.push(message.data);
  try {
    await start(data.program, (loaded) => self.postMessage({ loaded }), fail, { kernel: kernels() });
  } catch (error) {
    fail(error.message);
    return;
  }
  // The program has put its two functions into the global scope before its first wait.
  const pass = (text) => (text === "taken" ? self.engineTaken() : self.engineReceive(text));
  self.onmessage = (message) => pass(message.data);
  waiting.forEach(pass);
};
