// Programs: fetching and starting a Go program while its bytes still arrive.

import "wasm_exec";
import { intact, megabytes, request, wrong } from "./intact.js";
import { kernels } from "./kernels.js";

/** compile fetches a program; what goes wrong on the way is an Error in words. */
async function compile({ path, bytes }, report) {
  const response = await request(path);
  let loaded = 0;
  const parts = [];
  const counter = new TransformStream({
    transform(chunk, controller) {
      loaded += chunk.byteLength;
      parts.push(chunk);
      report(loaded);
      controller.enqueue(chunk);
    },
  });
  const counted = new Response(response.body.pipeThrough(counter), {
    headers: { "Content-Type": "application/wasm" },
  });
  const damaged = () => wrong(path, "is damaged: it is not the program that this page was made with");
  let module;
  try {
    module = await WebAssembly.compileStreaming(counted);
  } catch {
    throw loaded < (bytes ?? 0) ? wrong(path, `is cut off: ${megabytes(loaded)} of ${megabytes(bytes)} MB arrived`) : damaged();
  }
  // A program with some bits changed may compile and compute something else.
  if (!(await intact(path, new Blob(parts)))) throw damaged();
  return module;
}

/**
 * start runs a program, {path, bytes} or one that was compiled before, which
 * it compiles while it streams in. report is called with the bytes received so
 * far, counted after decompression. Returns the compiled program once it has
 * reached its first wait; ended is called with a sentence and the exit code if it
 * ever stops. args are the words after the program's name, level is that of the kernels.
 */
export async function start(program, report, ended, { args = [], level } = {}) {
  const module = program instanceof WebAssembly.Module ? program : await compile(program, report);
  const go = new globalThis.Go();
  const kernel = kernels(level);
  go.importObject.kernel = kernel.imports;
  const instance = await WebAssembly.instantiate(module, go.importObject);
  await kernel.join(instance.exports.mem);
  go.argv.push(...args);
  let code = 0;
  go.exit = (status) => (code = status);
  go.run(instance).then(
    () => ended(`the program ended (${code})`, code),
    (error) => ended(`the program failed: ${error.message}`),
  );
  return module;
}
