// Kernels: the SIMD module that computes for a Go program in the page, over the
// program's memory. There are two editions, made by tools/simd; the browser
// takes the better one that it understands, or none.

import makeCalls from "simd:calls";
import plain from "simd:plain";
import relaxed from "simd:relaxed";

/** editions by level; at level 0, in a browser without SIMD, Go computes by itself. */
const editions = [null, plain, relaxed];

/** bestLevel is the highest level that the browser understands. */
export function bestLevel() {
  let level = editions.length - 1;
  while (level > 0 && !WebAssembly.validate(editions[level])) level--;
  return level;
}

/**
 * kernels returns what a Go program imports as "kernel", and join, which makes
 * the module once there is a memory for it to work on.
 */
export function kernels(level = bestLevel()) {
  const { calls, join } = makeCalls();
  return {
    imports: { level: () => level, ...calls },
    async join(mem) {
      if (level > 0) join((await WebAssembly.instantiate(editions[level], { go: { mem } })).instance.exports);
    },
  };
}
