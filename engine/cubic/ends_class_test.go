package cubic

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
)

// ends makes random problems at the ends of the doubles: of exponents up to those
// of ±1070, subnormal numbers, D over 600 orders of magnitude, κ = λ|ḡ|D³/2H̄² from
// 1e-600 to 1e600, and gradients almost orthogonal to the critical direction.
var ends = map[string]func(rng *rand.Rand, n int) model{
	"ends_anywhere":  func(rng *rand.Rand, n int) model { return anywhere(rng, 1+n%3, 1070, 1070, 1070, 1070) },
	"ends_spread_D":  func(rng *rand.Rand, n int) model { return anywhere(rng, n, 4, 4, reach(rng), 4) },
	"ends_spread_H":  func(rng *rand.Rand, n int) model { return anywhere(rng, n, 4, reach(rng)/3, 4, 4) },
	"ends_spread_g":  func(rng *rand.Rand, n int) model { return anywhere(rng, n, reach(rng), 4, 4, 4) },
	"ends_damping":   func(rng *rand.Rand, n int) model { return anywhere(rng, n, 4, 4, 4, 1070) },
	"ends_graded":    func(rng *rand.Rand, n int) model { return graded(rng, anywhere(rng, n, 4, 4, 300, 300), 300) },
	"ends_scaled":    func(rng *rand.Rand, n int) model { return elsewhere(rng, one(rng, n)) },
	"ends_near_hard": func(rng *rand.Rand, n int) model { return hard(rng, n, power(rng, -300, -10), 0.1) },
	"ends_nearly":    func(rng *rand.Rand, n int) model { return aside(rng, max(n, 2)) },
	"ends_subnormal": func(rng *rand.Rand, n int) model { return dusted(rng, one(rng, n)) },
}

// one returns a problem of any of the ordinary classes.
func one(rng *rand.Rand, n int) model {
	names := slices.Sorted(maps.Keys(classes))
	return classes[names[rng.IntN(len(names))]](rng, n)
}

// at returns a number of random sign whose exponent is at most e off 0.
func at(rng *rand.Rand, e int) float64 {
	return math.Ldexp(uniform(rng, 1, 2), min(rng.IntN(2*e+1)-e, 1022)) * float64(1-2*rng.IntN(2))
}

// reach returns an exponent of 60 to 960: with the largest, few minimisers of
// many groups are in the range of float64.
func reach(rng *rand.Rand) int { return 60 << rng.IntN(5) }

// anywhere returns a problem whose numbers have random exponents up to those
// given; a group now and then has D = 0, no gradient, or no coupling.
func anywhere(rng *rand.Rand, n, g, h, d, lambda int) model {
	m := model{make([]float64, n), make([]float64, n*n), make([]float64, n), math.Abs(at(rng, lambda))}
	sparse, definite := rng.IntN(3) == 0, rng.IntN(2) == 0
	for i := range n {
		m.g[i], m.d[i] = at(rng, g), at(rng, d)
		if rng.IntN(12) == 0 {
			m.d[i] = 0
		}
		if rng.IntN(12) == 0 {
			m.g[i] = 0
		}
		for j := range i + 1 {
			if i == j || !sparse || rng.IntN(3) == 0 {
				m.h[i*n+j] = at(rng, h)
			}
			if definite {
				if i == j {
					m.h[i*n+j] = math.Abs(m.h[i*n+j])
				} else {
					_, e := math.Frexp(m.h[i*n+i])
					_, f := math.Frexp(m.h[j*n+j])
					m.h[i*n+j] = math.Ldexp(rng.NormFloat64()/float64(4*n), (e+f)/2)
				}
			}
			m.h[j*n+i] = m.h[i*n+j]
		}
	}
	return m
}

// graded scales the groups of H̄ and ḡ, not D, by random powers of two.
func graded(rng *rand.Rand, m model, e int) model {
	n := len(m.g)
	a := make([]int, n)
	for i := range a {
		a[i] = rng.IntN(2*e+1) - e
		m.g[i] = math.Ldexp(m.g[i], a[i])
	}
	for i := range n {
		for j := range n {
			m.h[i*n+j] = math.Ldexp(m.h[i*n+j], a[i]+a[j])
		}
	}
	return m
}

// elsewhere returns the problem in other units of φ, of λ and of each group, by
// powers of two so large that κ reaches both ends.
func elsewhere(rng *rand.Rand, m model) model {
	value, r := rng.IntN(401)-200, rng.IntN(401)-200
	m.lambda = math.Ldexp(m.lambda, value-3*r)
	for i := range m.g {
		a := rng.IntN(401) - 200
		m.g[i], m.d[i] = math.Ldexp(m.g[i], value-a), math.Ldexp(m.d[i], r-a)
		for j := range m.g {
			m.h[i*len(m.g)+j] = math.Ldexp(m.h[i*len(m.g)+j], -a)
			m.h[j*len(m.g)+i] = math.Ldexp(m.h[j*len(m.g)+i], -a)
		}
	}
	for i := range m.h {
		m.h[i] = math.Ldexp(m.h[i], value)
	}
	return m
}

// aside returns a problem whose gradient is orthogonal to the lowest eigenvector
// exactly, but for one number that may be anything in size.
func aside(rng *rand.Rand, n int) model {
	m := model{make([]float64, n), make([]float64, n*n), make([]float64, n), power(rng, -1, 2)}
	for i := range n {
		m.d[i] = 1
		m.g[i] = float64(1-2*(i%2)) / 64
		for j := range n {
			m.h[i*n+j] = -1
		}
	}
	if n%2 == 1 {
		m.g[n-1] = math.Ldexp(at(rng, 0), -rng.IntN(900))
	}
	return m
}

// dusted replaces some numbers by subnormal ones.
func dusted(rng *rand.Rand, m model) model {
	n := len(m.g)
	dust := func() float64 { return math.Ldexp(rng.NormFloat64(), -1022-rng.IntN(52)) }
	for range 1 + rng.IntN(3) {
		i, j := rng.IntN(n), rng.IntN(n)
		switch rng.IntN(4) {
		case 0:
			m.g[i] = dust()
		case 1:
			m.d[i] = dust()
		case 2:
			m.lambda = math.Abs(dust())
		case 3:
			if i != j {
				m.h[i*n+j] = dust()
				m.h[j*n+i] = m.h[i*n+j]
			}
		}
	}
	return m
}
