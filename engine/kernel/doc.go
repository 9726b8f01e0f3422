// Package kernel holds the few loops that cost time: three matrix products, a
// weighted Gram matrix, dot products. All matrices are dense, row-major and
// contiguous. Every function adds to its destination, so that sums over
// chunks and over terms need no second pass.
//
// This package is the seam for faster code: a build for a processor with SIMD
// replaces the bodies, never the contracts. The portable loops here are tiled
// for the registers of a machine with sixteen floating-point registers and
// rely on the caller's chunks to stay in the cache.
package kernel
