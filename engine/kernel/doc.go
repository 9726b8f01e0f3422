// Package kernel holds the few loops that cost time: three matrix products, a
// weighted Gram matrix, loops over vectors, and the pointwise functions with
// their derivatives. All matrices are dense, row-major and contiguous. Every
// product adds to its destination, so that sums over chunks and over terms need
// no second pass.
//
// The products come in two precisions, see [Precision].
//
// The loops come in sets of one contract: portable Go everywhere, on amd64
// assembly for AVX2 with FMA and for AVX-512, which tools/kernelgen writes, and in
// a page modules of SIMD code, with the relaxed multiply–add and without, which
// tools/simd writes. The widest set available is the default. Results of two sets
// differ by rounding; those of one set are the same bits every time.
package kernel
