package cubic

import (
	"fmt"
	"math"
)

// Fall writes the direction along which φ falls without bound, φ(tv) → −∞ for
// t → ∞, and reports whether there is one. The cubic term is 0 along it, Dv = 0,
// and either vᵀH̄v < 0, the lowest there is in units of each group's |H̄_ss|^½, or
// vᵀH̄v = 0 and ḡᵀv > 0; never ḡᵀv < 0. The largest entry of v in those units is
// 1. With D = 0 it is the direction in which the quadratic model has no minimum.
//
// There is none when Solver finds a step for some λ > 0, and there is one when
// it reports ErrUnbounded for a λ > 0, unless φ falls along no straight line but
// along a curve that bends into a flat direction. Fall panics
// when the lengths do not match and reports false for a NaN or an Inf.
func Fall(v, gbar, hbar, d []float64) bool {
	ok := check(gbar, hbar, d)
	if len(v) != len(gbar) {
		panic(fmt.Sprintf("cubic: %d entries of v, %d of ḡ", len(v), len(gbar)))
	}
	if clear(v); !ok {
		return false
	}
	// Whether φ falls is decided in exact arithmetic: twofold numbers may fail where
	// the entries of the model differ by many orders of magnitude.
	var f fall
	if !f.find(gbar, hbar, d) {
		return false
	}
	return lowestFall(v, gbar, hbar, d) && f.agrees(v) || f.restore(v)
}

// lowestFall is Fall in twofold numbers.
func lowestFall(v, gbar, hbar, d []float64) bool {
	n := len(gbar)
	var free, scale []int
	for s := range n {
		if d[s] == 0 {
			free, scale = append(free, s), append(scale, -curvatureExponent(hbar, n, s))
		}
	}
	m := len(free)
	k, q := make([]twofold, m*m), make([]twofold, m*m)
	top := 0.0
	for i, s := range free {
		for j, t := range free {
			h := exactSum(math.Ldexp(hbar[s*n+t], scale[i]+scale[j]-1), math.Ldexp(hbar[t*n+s], scale[i]+scale[j]-1))
			if math.IsInf(h.hi, 0) {
				return false
			}
			k[i*m+j], top = h, max(top, math.Abs(h.hi))
		}
	}
	jacobi(k, q, m)
	low := -1
	for i := range m {
		if e := k[i*m+i].hi; e < -rounding*float64(m)*top && (low < 0 || e < k[low*m+low].hi) {
			low = i
		}
	}
	y := make([]twofold, m)
	slope := func(x []twofold) (sum twofold) {
		for i, s := range free {
			sum = sum.add(x[i].mul(whole(math.Ldexp(gbar[s], scale[i]))))
		}
		return sum
	}
	if low >= 0 {
		for i := range m {
			y[i] = q[i*m+low]
		}
	} else {
		// The slope's part in the flat directions, if it is more than rounding.
		size := 0.0
		for i, s := range free {
			size += math.Abs(math.Ldexp(gbar[s], scale[i]))
		}
		for j := range m {
			if math.Abs(k[j*m+j].hi) > rounding*float64(m)*top {
				continue
			}
			x := make([]twofold, m)
			for i := range m {
				x[i] = q[i*m+j]
			}
			part := slope(x)
			if math.Abs(part.hi) <= rounding*float64(m)*size {
				continue
			}
			for i := range m {
				y[i] = y[i].add(x[i].mul(part))
			}
		}
	}
	largest := 0.0
	for _, e := range y {
		largest = max(largest, math.Abs(e.hi))
	}
	if largest == 0 {
		return false
	}
	if slope(y).hi < 0 {
		largest = -largest
	}
	for i, s := range free {
		v[s] = math.Ldexp(y[i].float()/largest, scale[i])
	}
	return true
}
