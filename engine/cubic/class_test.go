package cubic

import (
	"math"
	"math/rand/v2"
)

// model is one random problem.
type model struct {
	g, h, d []float64
	lambda  float64
}

// classes makes random problems of the 22 kinds of the golden files.
var classes = map[string]func(rng *rand.Rand, n int) model{
	"pd_generic":     func(rng *rand.Rand, n int) model { return draw(rng, n, 0.05, 50) },
	"pd_zero_g":      func(rng *rand.Rand, n int) model { return still(draw(rng, n, 0.05, 50)) },
	"pd_one_zero_D":  func(rng *rand.Rand, n int) model { return zeroed(rng, draw(rng, n, 0.05, 50), 1) },
	"pd_all_zero_D":  func(rng *rand.Rand, n int) model { return zeroed(rng, draw(rng, n, 0.05, 50), n) },
	"pd_spread_D":    func(rng *rand.Rand, n int) model { return spread(rng, draw(rng, n, 0.05, 50)) },
	"pd_tiny_D":      func(rng *rand.Rand, n int) model { return tiny(rng, draw(rng, n, 0.05, 50)) },
	"pd_scaled":      func(rng *rand.Rand, n int) model { return rescale(draw(rng, n, 0.05, 50), units(rng, n)) },
	"indef_generic":  func(rng *rand.Rand, n int) model { return draw(rng, n, -10, 10) },
	"indef_zero_g":   func(rng *rand.Rand, n int) model { return still(draw(rng, n, -10, 10)) },
	"indef_one_zero": func(rng *rand.Rand, n int) model { return zeroed(rng, draw(rng, n, -10, 10), 1) },
	"indef_spread_D": func(rng *rand.Rand, n int) model { return spread(rng, draw(rng, n, -10, 10)) },
	"indef_tiny_D":   func(rng *rand.Rand, n int) model { return tiny(rng, draw(rng, n, -10, 10)) },
	"indef_scaled":   func(rng *rand.Rand, n int) model { return rescale(draw(rng, n, -10, 10), units(rng, n)) },
	"negdef_generic": func(rng *rand.Rand, n int) model { return draw(rng, n, -10, -0.1) },
	"nearsing":       func(rng *rand.Rand, n int) model { return nearly(rng, n) },
	"nearsing_zero":  func(rng *rand.Rand, n int) model { return zeroed(rng, nearly(rng, n), 1) },
	"nearsing_D":     func(rng *rand.Rand, n int) model { return spread(rng, nearly(rng, n)) },
	"hard_exact":     exactlyHard,
	"hard_rounded":   func(rng *rand.Rand, n int) model { return hard(rng, n, 0, 0.1) },
	"hard_near_1e-9": func(rng *rand.Rand, n int) model { return hard(rng, n, 1e-9, 0.1) },
	"hard_near_1e-5": func(rng *rand.Rand, n int) model { return hard(rng, n, 1e-5, 0.1) },
	"not_hard":       func(rng *rand.Rand, n int) model { return hard(rng, n, 0, 1e3) },
}

// unique tells the classes with one minimiser, well separated from the next.
func unique(class string) bool {
	switch class {
	case "indef_zero_g", "hard_exact", "hard_rounded", "hard_near_1e-9", "hard_near_1e-5", "not_hard",
		"indef_spread_D", "indef_tiny_D", "nearsing_D", "nearsing", "nearsing_zero":
		return false
	}
	return true
}

// frame returns an orthogonal matrix, columns by Gram–Schmidt.
func frame(rng *rand.Rand, n int) []float64 {
	q := make([]float64, n*n)
	for j := range n {
		for i := range n {
			q[i*n+j] = rng.NormFloat64()
		}
		for range 2 {
			for k := range j {
				c := 0.0
				for i := range n {
					c += q[i*n+k] * q[i*n+j]
				}
				for i := range n {
					q[i*n+j] -= c * q[i*n+k]
				}
			}
		}
		size := 0.0
		for i := range n {
			size = math.Hypot(size, q[i*n+j])
		}
		for i := range n {
			q[i*n+j] /= size
		}
	}
	return q
}

// compose returns Q Diag(eigen) Qᵀ.
func compose(q, eigen []float64) []float64 {
	n := len(eigen)
	h := make([]float64, n*n)
	for i := range n {
		for j := range i + 1 {
			for k, e := range eigen {
				h[i*n+j] += q[i*n+k] * e * q[j*n+k]
			}
			h[j*n+i] = h[i*n+j]
		}
	}
	return h
}

func uniform(rng *rand.Rand, lo, hi float64) float64 { return lo + (hi-lo)*rng.Float64() }

func power(rng *rand.Rand, lo, hi float64) float64 { return math.Pow(10, uniform(rng, lo, hi)) }

// draw returns a problem with the eigenvalues of H̄ in [lo, hi].
func draw(rng *rand.Rand, n int, lo, hi float64) model {
	eigen := make([]float64, n)
	for i := range eigen {
		eigen[i] = uniform(rng, lo, hi)
	}
	if lo < 0 {
		eigen[0] = lo * uniform(rng, 0.1, 1)
	}
	m := model{make([]float64, n), compose(frame(rng, n), eigen), make([]float64, n), power(rng, -1, 2)}
	for i := range n {
		m.g[i], m.d[i] = rng.NormFloat64(), power(rng, -1, 0.5)
	}
	return m
}

func still(m model) model { clear(m.g); return m }

func zeroed(rng *rand.Rand, m model, count int) model {
	for _, i := range rng.Perm(len(m.d))[:count] {
		m.d[i] = 0
	}
	return m
}

func spread(rng *rand.Rand, m model) model {
	for i := range m.d {
		m.d[i] = power(rng, -8, 8)
	}
	return m
}

func tiny(rng *rand.Rand, m model) model {
	m.d[rng.IntN(len(m.d))] = power(rng, -9, -5)
	return m
}

func units(rng *rand.Rand, n int) []float64 {
	a := make([]float64, n)
	for i := range a {
		a[i] = power(rng, -6, 6)
	}
	return a
}

// rescale returns the problem in other units: η → A⁻¹η.
func rescale(m model, a []float64) model {
	n := len(a)
	r := model{make([]float64, n), make([]float64, n*n), make([]float64, n), m.lambda}
	for i := range n {
		r.g[i], r.d[i] = a[i]*m.g[i], math.Abs(a[i])*m.d[i]
		for j := range n {
			r.h[i*n+j] = a[i] * a[j] * m.h[i*n+j]
		}
	}
	return r
}

// nearly returns a problem with one eigenvalue of about ±1e-12.
func nearly(rng *rand.Rand, n int) model {
	m := draw(rng, n, 0.05, 50)
	eigen := make([]float64, n)
	for i := range eigen {
		eigen[i] = uniform(rng, 0.05, 50)
	}
	eigen[0] = power(rng, -14, -8) * float64(1-2*rng.IntN(2))
	m.h = compose(frame(rng, n), eigen)
	return m
}

// hard returns a problem whose gradient has the given component along the
// critical eigenvector of D⁻¹H̄D⁻¹, and the given size across it. A large size
// makes ψ(r_min) > 0, which is not hard.
func hard(rng *rand.Rand, n int, component, size float64) model {
	m := draw(rng, n, -10, 10)
	q, eigen, c := frame(rng, n), make([]float64, n), make([]float64, n)
	for k := range n {
		eigen[k], c[k] = uniform(rng, -4, 10), size*rng.NormFloat64()
	}
	eigen[0], c[0] = -5, component*size
	k := compose(q, eigen)
	for i := range n {
		m.g[i] = 0
		for j := range n {
			m.g[i] += m.d[i] * q[i*n+j] * c[j]
			m.h[i*n+j] = m.d[i] * m.d[j] * k[i*n+j]
		}
	}
	return m
}

// exactlyHard couples pairs of groups by [p q; q p], whose eigenvectors are
// exact, with D a power of two; the lowest one, p − q, has no gradient.
func exactlyHard(rng *rand.Rand, n int) model {
	n = max(n, 2)
	m := model{make([]float64, n), make([]float64, n*n), make([]float64, n), power(rng, -1, 2)}
	for i := range n {
		m.d[i] = math.Ldexp(1, rng.IntN(4)-2)
	}
	for i := 0; i < n; i += 2 {
		p, q := float64(rng.IntN(8)), float64(rng.IntN(8))
		g := float64(rng.IntN(9)-4) / 64
		if i == 0 {
			p, q = 0, 16
		}
		m.h[i*n+i], m.g[i] = p*m.d[i]*m.d[i], g*m.d[i]
		if i+1 < n {
			m.h[(i+1)*n+i+1], m.g[i+1] = p*m.d[i+1]*m.d[i+1], g*m.d[i+1]
			m.h[i*n+i+1] = q * m.d[i] * m.d[i+1]
			m.h[(i+1)*n+i] = m.h[i*n+i+1]
		}
	}
	return m
}
