package cubic

import (
	"errors"
	"math"
)

// maxInverse bounds the work of an inverse per summary: S³ = 2·10⁶ products
// take a few milliseconds.
const maxInverse = 128

// Why there is no Inverse.
var (
	ErrSingular = errors.New("H̄ is singular")
	ErrLarge    = errors.New("not computed for so many groups")
	ErrNumbers  = errors.New("H̄ is not finite")
	ErrRange    = errors.New("H̄⁻¹ leaves the range of the numbers")
)

// Inverse writes the inverse of the symmetric matrix h (n×n, row-major) into
// dst. Rows and columns are first scaled to the same size, h ↦ EhE: that groups differ
// by orders of magnitude is no singularity. dst and h are not the same slice.
func Inverse(dst, h []float64, n int) error {
	if n > maxInverse {
		return ErrLarge
	}
	e := make([]float64, n)
	for i := range n {
		for _, v := range h[i*n : i*n+n] {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return ErrNumbers
			}
		}
		e[i] = math.Abs(h[i*n+i])
		if e[i] == 0 {
			for _, v := range h[i*n : i*n+n] {
				e[i] = max(e[i], math.Abs(v))
			}
		}
		if e[i] == 0 {
			return ErrSingular
		}
		e[i] = 1 / math.Sqrt(e[i])
	}
	equal := make([]float64, n*n)
	for i := range n {
		for j := range n {
			equal[i*n+j] = scaledOf(e[i]).times(scaledOf(h[i*n+j])).times(scaledOf(e[j])).float()
		}
	}
	before := rowSum(equal, n)
	if !invert(dst, equal, n) || !(before*rowSum(dst, n) < 1e14) { // no digit would be right
		return ErrSingular
	}
	for i := range n {
		for j := range i + 1 {
			mean := scaledOf((dst[i*n+j] + dst[j*n+i]) / 2)
			v := mean.times(scaledOf(e[i])).times(scaledOf(e[j]))
			if !v.ordinary() {
				return ErrRange
			}
			dst[i*n+j] = v.float()
			dst[j*n+i] = dst[i*n+j]
		}
	}
	return nil
}

// invert writes the inverse of a to dst and destroys a: Gauss and Jordan with
// row pivots. With a library for it, a page that has no engine would load 2.7 MB more.
func invert(dst, a []float64, n int) bool {
	clear(dst)
	for i := range n {
		dst[i*n+i] = 1
	}
	row := func(m []float64, i int) []float64 { return m[i*n : (i+1)*n] }
	for k := range n {
		p := k
		for i := k + 1; i < n; i++ {
			if math.Abs(a[i*n+k]) > math.Abs(a[p*n+k]) {
				p = i
			}
		}
		pivot := a[p*n+k]
		if pivot == 0 {
			return false
		}
		for _, m := range [...][]float64{a, dst} {
			x, y := row(m, k), row(m, p)
			for j := range n {
				x[j], y[j] = y[j], x[j]
			}
			for j := range n {
				x[j] /= pivot
			}
		}
		for i := range n {
			f := a[i*n+k]
			if i == k || f == 0 {
				continue
			}
			for _, m := range [...][]float64{a, dst} {
				x, y := row(m, i), row(m, k)
				for j := range n {
					x[j] -= f * y[j]
				}
			}
		}
	}
	return true
}

// rowSum returns the largest sum of absolute values of a row.
func rowSum(a []float64, n int) (largest float64) {
	for i := range n {
		sum := 0.0
		for _, v := range a[i*n : (i+1)*n] {
			sum += math.Abs(v)
		}
		largest = max(largest, sum)
	}
	return largest
}
