// The worker's entry. It starts the Go program anew for each request; whatever
// keeps the program from answering ends in a problem as JSON, and what it was
// stands in the worker's log.

import "./build/wasm_exec.js";
import { createRuntimeContext, loadModule } from "./build/runtime.mjs";
import published from "./build/headers.txt";

// The headers that the site's files carry: the first block of its _headers.
const security = [...published.split("\n/")[0].matchAll(/^ +(\S+): (.*)$/gm)];

class Unreadable extends Error {}

async function run(request, env, ctx) {
  const binding = {};
  const go = new Go();
  const module = await loadModule();
  const { promise: ready, resolve } = Promise.withResolvers();
  const instance = new WebAssembly.Instance(module, { ...go.importObject, workers: { ready: resolve } });
  const ended = go.run(instance, createRuntimeContext({ env, ctx, binding })).then(() => {
    throw new Error("the program ended before it had answered");
  });
  await Promise.race([ready, ended]);
  // The only error that comes back as one is that of reading the request;
  // whatever else goes wrong ends the program.
  const answer = binding.handleRequest(request).catch((error) => {
    throw new Unreadable(error.message);
  });
  return Promise.race([answer, ended]);
}

function problem(status, title, detail) {
  return new Response(JSON.stringify({ title, status, detail }), {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
  });
}

export default {
  async fetch(request, env, ctx) {
    let answer;
    try {
      answer = await run(request, env, ctx);
    } catch (error) {
      if (error instanceof Unreadable) {
        answer = problem(400, "Bad Request", "The address cannot be read: it may hold a % that two hexadecimal digits do not follow.");
      } else {
        console.error(error);
        answer = problem(500, "Internal Server Error", "The program failed.");
      }
    }
    for (const [, name, value] of security) {
      if (!answer.headers.has(name)) answer.headers.set(name, value);
    }
    return answer;
  },
};
