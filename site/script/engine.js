// The Web Worker of the engine: starts wasm/engine and carries text both ways.
// The first message names the program; every later one is a command as JSON, or
// the word "taken", or a file. Until the program listens, they wait.

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
  // The program has put its functions into the global scope before its first wait.
  const pass = (said) => {
    if (said === "taken") self.engineTaken();
    else if (said.file) self.engineFile(said.file.do, said.file.name, said.file.bytes, said.file.id);
    else self.engineReceive(said);
  };
  self.onmessage = (message) => pass(message.data);
  waiting.forEach(pass);
};
