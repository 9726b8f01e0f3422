// The page of a trial: runs one Go program, a test or a benchmark, with the
// kernels of a given level, and hands back what it printed.

import { bestLevel } from "../../site/script/kernels.js";
import { start } from "../../site/script/loader.js";
import { Shelf } from "./shelf.js";

/**
 * trial runs the program at url in a folder, with the files that it may read as
 * texts by path; it resolves to its output and exit code. A page has one program,
 * which is compiled once.
 */
let program;
globalThis.trial = (url, level, args, folder, files) =>
  new Promise((resolve, reject) => {
    new Shelf(files, folder).lend(globalThis);
    const decoder = new TextDecoder();
    let output = "";
    globalThis.fs.writeSync = (_, bytes) => {
      output += decoder.decode(bytes, { stream: true });
      return bytes.length;
    };
    globalThis.fs.write = (file, bytes, offset, length, position, callback) => {
      callback(null, globalThis.fs.writeSync(file, bytes.subarray(offset, offset + length)));
    };
    const ended = (why, code) => (code === undefined ? reject(new Error(`${why}\n${output}`)) : resolve({ output, code }));
    start(program ?? { path: url }, () => {}, ended, { args, level }).then((compiled) => (program = compiled), reject);
  });

/** best is the highest level of this browser. */
globalThis.best = bestLevel();
