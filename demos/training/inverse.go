package training

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// maxInverse bounds the work of an inverse per summary: S³ = 2·10⁶ products
// take a few milliseconds.
const maxInverse = 128

var (
	errSingular = errors.New("H̄ is singular")
	errLarge    = errors.New("not computed for so many groups")
	errNumbers  = errors.New("H̄ is not finite")
)

// inverse writes the inverse of the symmetric matrix h (n×n, row-major) into
// dst. Rows and columns are first brought to one size, h ↦ EhE: groups differ
// by orders of magnitude, which is no singularity.
func inverse(dst, h []float64, n int) error {
	if n > maxInverse {
		return errLarge
	}
	e := make([]float64, n)
	for i := range n {
		for _, v := range h[i*n : i*n+n] {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return errNumbers
			}
		}
		e[i] = math.Abs(h[i*n+i])
		if e[i] == 0 {
			for _, v := range h[i*n : i*n+n] {
				e[i] = max(e[i], math.Abs(v))
			}
		}
		if e[i] == 0 {
			return errSingular
		}
		e[i] = 1 / math.Sqrt(e[i])
	}
	scaled := mat.NewDense(n, n, nil)
	for i := range n {
		for j := range n {
			scaled.Set(i, j, e[i]*h[i*n+j]*e[j])
		}
	}
	var lu mat.LU
	lu.Factorize(scaled)
	if c := lu.Cond(); !(c < 1e14) { // no digit of the inverse would be right
		return errSingular
	}
	inv := mat.NewDense(n, n, dst)
	if err := lu.SolveTo(inv, false, eye(n)); err != nil {
		return errSingular
	}
	for i := range n {
		for j := range i + 1 {
			v := (inv.At(i, j) + inv.At(j, i)) / 2 * e[i] * e[j]
			inv.Set(i, j, v)
			inv.Set(j, i, v)
		}
	}
	return nil
}

func eye(n int) *mat.Dense {
	m := mat.NewDense(n, n, nil)
	for i := range n {
		m.Set(i, i, 1)
	}
	return m
}
