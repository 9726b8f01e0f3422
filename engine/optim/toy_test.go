package optim

import (
	"math"
	"math/rand/v2"

	"github.com/cauchy-newton/playground/engine/summary"
)

// toy is an objective whose derivatives are known by hand.
type toy struct {
	group []int // group of every parameter
	loss  func(x []float64) float64
	grad  func(dst, x []float64)
	hess  func(x, u, v []float64) float64 // uᵀHv
	third func(x, u []float64) float64    // D³L[u, u, u]

	summaries int // counts calls of Summarise
	us        [][]float64
}

func (t *toy) Len() int { return len(t.group) }

func (t *toy) Groups() int {
	s := 0
	for _, g := range t.group {
		s = max(s, g+1)
	}
	return s
}

func (t *toy) Gradient(dst, x []float64) float64 {
	t.grad(dst, x)
	return t.loss(x)
}

func (t *toy) SummaryLoss(x []float64) float64 { return t.loss(x) }

func (t *toy) Spread(dst, eta, u []float64) {
	for p, g := range t.group {
		dst[p] = eta[g] * u[p]
	}
}

func (t *toy) Summarise(dst *summary.Summary, x, u []float64) {
	t.summaries++
	n := t.Groups()
	for len(t.us) <= n {
		t.us = append(t.us, make([]float64, len(u)))
	}
	g := t.us[n]
	t.grad(g, x)
	dst.Loss = t.loss(x)
	for s := range n {
		dst.Gbar[s] = 0
		for p, v := range u {
			t.us[s][p] = 0
			if t.group[p] == s {
				t.us[s][p] = v
				dst.Gbar[s] += g[p] * v
			}
		}
	}
	for i := range n {
		dst.Order3[i] = t.third(x, t.us[i])
		for j := range n {
			dst.Hbar[i*n+j] = t.hess(x, t.us[i], t.us[j])
		}
	}
}

// quadratic is ½xᵀAx − bᵀx.
func quadratic(a, b []float64, group []int) *toy {
	n := len(b)
	bilinear := func(u, v []float64) (sum float64) {
		for i := range n {
			for j := range n {
				sum += u[i] * a[i*n+j] * v[j]
			}
		}
		return sum
	}
	return &toy{
		group: group,
		loss: func(x []float64) float64 {
			sum := bilinear(x, x) / 2
			for i := range n {
				sum -= b[i] * x[i]
			}
			return sum
		},
		grad: func(dst, x []float64) {
			for i := range n {
				dst[i] = -b[i]
				for j := range n {
					dst[i] += a[i*n+j] * x[j]
				}
			}
		},
		hess:  func(_, u, v []float64) float64 { return bilinear(u, v) },
		third: func(_, _ []float64) float64 { return 0 },
	}
}

// bowl is a random positive definite quadratic.
func bowl(rng *rand.Rand, n int, group []int) *toy {
	m, a, b := make([]float64, n*n), make([]float64, n*n), make([]float64, n)
	for i := range m {
		m[i] = rng.NormFloat64()
	}
	for i := range n {
		b[i] = rng.NormFloat64()
		for j := range n {
			for k := range n {
				a[i*n+j] += m[i*n+k] * m[j*n+k]
			}
		}
		a[i*n+i]++
	}
	return quadratic(a, b, group)
}

// rosenbrock is (1 − x)² + 100(y − x²)².
func rosenbrock(group ...int) *toy {
	return &toy{
		group: group,
		loss:  func(x []float64) float64 { return math.Pow(1-x[0], 2) + 100*math.Pow(x[1]-x[0]*x[0], 2) },
		grad: func(dst, x []float64) {
			d := x[1] - x[0]*x[0]
			dst[0], dst[1] = -2*(1-x[0])-400*x[0]*d, 200*d
		},
		hess: func(x, u, v []float64) float64 {
			xx, xy := 2-400*x[1]+1200*x[0]*x[0], -400*x[0]
			return xx*u[0]*v[0] + xy*(u[0]*v[1]+u[1]*v[0]) + 200*u[1]*v[1]
		},
		third: func(x, u []float64) float64 {
			return 2400*x[0]*u[0]*u[0]*u[0] - 3*400*u[0]*u[0]*u[1]
		},
	}
}

// discrete is the partition into single parameters.
func discrete(n int) []int {
	g := make([]int, n)
	for i := range g {
		g[i] = i
	}
	return g
}
