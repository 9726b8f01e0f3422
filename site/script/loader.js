// Programs: fetching and starting a Go program while its bytes still arrive.

import "wasm_exec";

/**
 * start fetches the program at url, compiles it while it streams in, and runs
 * it. report is called with the bytes received so far, counted after
 * decompression. Returns once the program has reached its first wait; ended is
 * called with a sentence and the exit code if it ever stops. args are the words
 * after the program's name, kernel what kernels() made, for a program that
 * computes.
 */
export async function start(url, report, ended, { args = [], kernel } = {}) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be loaded (${response.status})`);
  let loaded = 0;
  const counter = new TransformStream({
    transform(chunk, controller) {
      loaded += chunk.byteLength;
      report(loaded);
      controller.enqueue(chunk);
    },
  });
  const counted = new Response(response.body.pipeThrough(counter), {
    headers: { "Content-Type": "application/wasm" },
  });
  const go = new globalThis.Go();
  if (kernel) go.importObject.kernel = kernel.imports;
  const { instance } = await WebAssembly.instantiateStreaming(counted, go.importObject);
  await kernel?.join(instance.exports.mem);
  go.argv.push(...args);
  let code = 0;
  go.exit = (status) => {
    code = status;
  };
  go.run(instance).then(
    () => ended(`the program ended (${code})`, code),
    (error) => ended(`the program failed: ${error.message}`),
  );
}
