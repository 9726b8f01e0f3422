package spectrum

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/lapack/gonum"
	"gonum.org/v1/gonum/mat"
)

// negligible: entries below it are taken for 0, where the largest is about 1. It is far below the rounding of the eigenvalues, and above the 1e-122 below which
// gonum scales a block: of such blocks Dsterf panics and Dsteqr is wrong (v0.17).
const negligible = 1e-110

// Eigenvalues returns the eigenvalues of m, ascending, or ErrNotFinite. It is
// mat.EigenSym for any size of the entries.
func Eigenvalues(m *mat.SymDense) ([]float64, error) {
	n, largest := m.SymmetricDim(), 0.0
	for i := range n {
		for j := range i + 1 {
			v := m.At(i, j)
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, ErrNotFinite
			}
			largest = max(largest, math.Abs(v))
		}
	}
	// A power of two makes the largest entry about 1, so that no square overflows or
	// underflows.
	_, exponent := math.Frexp(largest)
	a := make([]float64, n*n)
	for i := range n {
		for j := i; j < n; j++ {
			a[i*n+j] = math.Ldexp(m.At(i, j), -exponent)
		}
	}
	var impl gonum.Implementation
	values, beside, tau, work := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, 64*n)
	impl.Dsytrd(blas.Upper, n, a, n, values, beside, tau, work, len(work))
	for i := range n {
		if math.Abs(values[i]) < negligible {
			values[i] = 0
		}
		if math.Abs(beside[i]) < negligible {
			beside[i] = 0
		}
	}
	if !impl.Dsterf(n, values, beside) {
		return nil, ErrNotFinite
	}
	for i := range values {
		values[i] = math.Ldexp(values[i], exponent)
	}
	return values, nil
}
