// The Web Worker of the engine: starts wasm/engine and carries messages both ways.
// The first names the program, {path, bytes} or compiled. Every later one is a
// wish as JSON, the word "taken", the word "ping", which a living worker
// answers, {file: {do, name, blob, id}}, or {resume: …}, what a worker before this
// one has left. Until the program listens, they wait.

import { start } from "./loader.js";

const tell = (message) => self.postMessage(message);
const fail = (why) => tell({ failed: why });

/** read returns the bytes of a file and reports its progress. */
async function read(name, blob) {
  const bytes = new Uint8Array(blob.size);
  let done = 0;
  let told = performance.now();
  for (const stream = blob.stream().getReader(); ; ) {
    const { value } = await stream.read();
    if (!value) return bytes;
    bytes.set(value, done);
    done += value.length;
    if (performance.now() - told < 100) continue;
    told = performance.now();
    tell({ reading: { name, done, of: blob.size } });
  }
}

async function pass(said) {
  if (said === "taken") return self.engineTaken();
  if (said === "ping") return tell({ lives: true });
  if (typeof said === "string") return self.engineReceive(said);
  if (said.file) {
    const { do: verb, name, blob, id } = said.file;
    let bytes;
    try {
      bytes = await read(name, blob);
    } catch (error) {
      return tell({ unread: id, why: `${name} cannot be read: ${error.message}` });
    }
    return self.engineFile(verb, name, bytes, id);
  }
  const { text, pieces, files, calm, client } = said.resume;
  try {
    for (const file of files) self.engineShelve(file.name, await read(file.name, file));
  } catch (error) {
    return fail(`a file that was opened cannot be read again: ${error.message}`);
  }
  return self.engineResume(text, pieces, client, calm);
}

// begin starts the program, which puts its functions into the global scope before its first wait.
async function begin(program) {
  tell({ here: true });
  const compiled = await start(program, (loaded) => tell({ loaded }), fail);
  if (compiled !== program) tell({ compiled });
}

let begun = null; // a promise

self.onmessage = ({ data }) => {
  const work = begun ? begun.then(() => pass(data)) : (begun = begin(data.program));
  work.catch((error) => fail(error.message));
};
