// Kernels: the SIMD module that computes for a Go program in the page, over the
// program's memory. There are two editions, made by tools/simd; the browser
// takes the better one that it understands, or none.

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
  let simd;
  const calls = {
    dots: (c, a, b, m, n, k, depth, width) => simd.dots(c, a, b, m, n, k, depth, width),
    rows: (c, a, b, m, n, k, ai, ap, bp, bj, depth, width, room) =>
      simd.rows(c, a, b, m, n, k, ai, ap, bp, bj, depth, width, room),
    single: (c, a, b, m, n, k, ai, ap, bp, bj, depth, width, room) =>
      simd.single(c, a, b, m, n, k, ai, ap, bp, bj, depth, width, room),
    tile: (c, a, b, m, n, k, ldb) => simd.tile(c, a, b, m, n, k, ldb),
    dot: (x, y, n) => simd.dot(x, y, n),
    axpy: (y, w, x, n) => simd.axpy(y, w, x, n),
    times: (y, x, w, n) => simd.times(y, x, w, n),
    advance: (x, xx, d1, d2, q2, q3, n) => simd.advance(x, xx, d1, d2, q2, q3, n),
    values: (f, y, x, n) => simd.values(f, y, x, n),
    pull1: (f, dx, d1, x, y, dy, n) => simd.pull1(f, dx, d1, x, y, dy, n),
    pull3: (f, dx, d1, d2, q2, q3, x, y, dy, n) => simd.pull3(f, dx, d1, d2, q2, q3, x, y, dy, n),
  };
  return {
    imports: { level: () => level, ...calls },
    async join(mem) {
      if (level === 0) return;
      simd = (await WebAssembly.instantiate(editions[level], { go: { mem } })).instance.exports;
      for (const [name, call] of Object.entries(calls)) {
        // A missing argument would be 0: a loop that never ends, say.
        if (call.length !== simd[name]?.length) throw new Error(`the kernel ${name} takes other arguments`);
      }
    },
  };
}
