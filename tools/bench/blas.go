package main

import (
	"fmt"

	"github.com/ebitengine/purego"
)

// gemm adds op(A)·op(B) to C.
type gemm func(c, a, b []float64, m, n, k int, ta, tb bool)

// openBLAS loads the library of the system (Debian: libopenblas0), on one thread.
func openBLAS() (gemm, error) {
	library, err := purego.Dlopen("libopenblas.so.0", purego.RTLD_NOW|purego.RTLD_GLOBAL)
	if err != nil {
		return nil, fmt.Errorf("no OpenBLAS to compare with: %w", err)
	}
	var threads func(n int32)
	purego.RegisterLibFunc(&threads, library, "openblas_set_num_threads")
	threads(1)
	var dgemm func(order, ta, tb, m, n, k int32, alpha float64, a *float64, lda int32, b *float64, ldb int32, beta float64, c *float64, ldc int32)
	purego.RegisterLibFunc(&dgemm, library, "cblas_dgemm")
	const rowMajor, plain, transposed = 101, 111, 112
	return func(c, a, b []float64, m, n, k int, ta, tb bool) {
		opA, lda, opB, ldb := int32(plain), k, int32(plain), n
		if ta {
			opA, lda = transposed, m
		}
		if tb {
			opB, ldb = transposed, k
		}
		dgemm(rowMajor, opA, opB, int32(m), int32(n), int32(k), 1, &a[0], int32(lda), &b[0], int32(ldb), 1, &c[0], int32(n))
	}, nil
}
