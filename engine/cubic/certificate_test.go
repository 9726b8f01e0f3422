package cubic

import (
	"math"
	"math/big"
)

// exact is arithmetic of 400 bits, independent of twofold.
func exact(x float64) *big.Float       { return new(big.Float).SetPrec(400).SetFloat64(x) }
func plus(x, y *big.Float) *big.Float  { return exact(0).Add(x, y) }
func minus(x, y *big.Float) *big.Float { return exact(0).Sub(x, y) }
func times(x, y *big.Float) *big.Float { return exact(0).Mul(x, y) }
func ratio(x, y *big.Float) *big.Float { return exact(0).Quo(x, y) }

func number(x *big.Float) float64 { v, _ := x.Float64(); return v }

// length returns ‖Dη‖.
func length(m model, eta []float64) *big.Float {
	sum := exact(0)
	for i, e := range eta {
		v := times(exact(m.d[i]), exact(e))
		sum = plus(sum, times(v, v))
	}
	if sum.Sign() == 0 {
		return sum
	}
	return exact(0).Sqrt(sum)
}

// phi returns φ(η).
func phi(m model, eta []float64) float64 {
	n := len(eta)
	r := length(m, eta)
	sum := times(ratio(exact(m.lambda), exact(6)), times(r, times(r, r)))
	for i := range n {
		row := exact(-2 * m.g[i])
		for j := range n {
			row = plus(row, times(exact(m.h[i*n+j]), exact(eta[j])))
		}
		sum = plus(sum, times(times(exact(0.5), exact(eta[i])), row))
	}
	return number(sum)
}

// residual returns the largest |((H̄ + ½λrD²)η − ḡ)_i| as a share of the terms it
// is the sum of.
func residual(m model, eta []float64) (worst float64) {
	n := len(eta)
	half := times(exact(m.lambda/2), length(m, eta))
	for i := range n {
		d2 := times(exact(m.d[i]), exact(m.d[i]))
		cubic := times(times(half, d2), exact(eta[i]))
		sum, size := minus(cubic, exact(m.g[i])), math.Abs(number(cubic))+math.Abs(m.g[i])
		for j := range n {
			v := times(exact(m.h[i*n+j]), exact(eta[j]))
			sum, size = plus(sum, v), size+math.Abs(number(v))
		}
		if size > 0 {
			worst = max(worst, math.Abs(number(sum))/size)
		}
	}
	return worst
}

// semidefinite reports whether H̄ + ½λrD², each diagonal entry raised by slack
// of its two terms, has a Cholesky factor. Only the groups of keep take part.
func semidefinite(m model, r *big.Float, slack float64, keep func(int) bool) bool {
	var at []int
	for i := range m.d {
		if keep(i) {
			at = append(at, i)
		}
	}
	n, s := len(at), len(m.d)
	half := times(exact(m.lambda/2), r)
	a := make([]*big.Float, n*n)
	for i, p := range at {
		for j, q := range at {
			a[i*n+j] = exact(m.h[p*s+q])
		}
		cubic := times(half, times(exact(m.d[p]), exact(m.d[p])))
		raise := times(exact(slack), plus(cubic, exact(math.Abs(m.h[p*s+p]))))
		a[i*n+i] = plus(a[i*n+i], plus(cubic, raise))
	}
	for k := range n {
		if a[k*n+k].Sign() <= 0 {
			return false
		}
		for i := k + 1; i < n; i++ {
			l := ratio(a[i*n+k], a[k*n+k])
			for j := k + 1; j < n; j++ {
				a[i*n+j] = minus(a[i*n+j], times(l, a[k*n+j]))
			}
		}
	}
	return true
}
