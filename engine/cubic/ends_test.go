package cubic

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// ends makes random problems at the ends of the doubles.
var ends = map[string]func(rng *rand.Rand, n int) model{
	"ends_anywhere":  func(rng *rand.Rand, n int) model { return anywhere(rng, n, 1070, 1070, 1070, 1070) },
	"ends_spread_D":  func(rng *rand.Rand, n int) model { return anywhere(rng, n, 4, 4, 1000, 4) },
	"ends_spread_H":  func(rng *rand.Rand, n int) model { return anywhere(rng, n, 4, 300, 4, 4) },
	"ends_spread_g":  func(rng *rand.Rand, n int) model { return anywhere(rng, n, 1000, 4, 4, 4) },
	"ends_damping":   func(rng *rand.Rand, n int) model { return anywhere(rng, n, 4, 4, 4, 1070) },
	"ends_graded":    func(rng *rand.Rand, n int) model { return graded(rng, anywhere(rng, n, 4, 4, 300, 300), 300) },
	"ends_scaled":    func(rng *rand.Rand, n int) model { return elsewhere(rng, one(rng, n)) },
	"ends_near_hard": func(rng *rand.Rand, n int) model { return hard(rng, n, power(rng, -300, -10), 0.1) },
	"ends_nearly":    func(rng *rand.Rand, n int) model { return aside(rng, max(n, 2)) },
	"ends_subnormal": func(rng *rand.Rand, n int) model { return dusted(rng, one(rng, n)) },
}

// one returns a problem of any of the ordinary classes.
func one(rng *rand.Rand, n int) model {
	names := slices.Sorted(func(yield func(string) bool) {
		for name := range classes {
			if !yield(name) {
				return
			}
		}
	})
	return classes[names[rng.IntN(len(names))]](rng, n)
}

// at returns a number of random sign whose exponent is at most e off 0.
func at(rng *rand.Rand, e int) float64 {
	return math.Ldexp(uniform(rng, 1, 2), min(rng.IntN(2*e+1)-e, 1022)) * float64(1-2*rng.IntN(2))
}

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

// aside returns a problem with a gradient that is exactly orthogonal to the
// lowest eigenvector but for one small number.
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
		m.g[n-1] = 0
	}
	m.g[rng.IntN(n)] += at(rng, 1) * 0
	for i := range n {
		if m.g[i] == 0 {
			m.g[i] = at(rng, 900)
			m.g[i] = math.Copysign(math.Min(math.Abs(m.g[i]), 1/math.Abs(m.g[i])), m.g[i])
		}
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

// digitsOf is arithmetic of some number of bits, by code of its own.
type bitsOf uint

func (p bitsOf) of(x float64) *big.Float        { return new(big.Float).SetPrec(uint(p)).SetFloat64(x) }
func (p bitsOf) mul(x, y *big.Float) *big.Float { return p.of(0).Mul(x, y) }
func (p bitsOf) add(x, y *big.Float) *big.Float { return p.of(0).Add(x, y) }

// gauss solves ax = b by elimination in the given order and returns the number of
// pivots that are not positive.
func (p bitsOf) gauss(a [][]*big.Float, b []*big.Float) (x []*big.Float, below int) {
	n := len(b)
	x = make([]*big.Float, n)
	for k := range n {
		if a[k][k].Sign() <= 0 {
			below++
		}
		if a[k][k].Sign() == 0 {
			return nil, below
		}
		for i := k + 1; i < n; i++ {
			f := p.of(0).Quo(a[i][k], a[k][k])
			for j := k; j < n; j++ {
				a[i][j] = p.of(0).Sub(a[i][j], p.mul(f, a[k][j]))
			}
			b[i] = p.of(0).Sub(b[i], p.mul(f, b[k]))
		}
	}
	for i := n - 1; i >= 0; i-- {
		x[i] = b[i]
		for j := i + 1; j < n; j++ {
			x[i] = p.of(0).Sub(x[i], p.mul(a[i][j], x[j]))
		}
		x[i] = p.of(0).Quo(x[i], a[i][i])
	}
	return x, below
}

// truth is a minimiser in many digits.
type truth struct {
	eta    []*big.Float
	r, phi *big.Float
}

// minimum follows Newton's method on (H̄ + ½λ‖Dη‖D²)η = ḡ from a step, and
// reports whether it ends where H̄ + ½λ‖Dη‖D² is positive definite, which makes
// the end the minimiser, the only one.
func minimum(m model, start []*big.Float, p bitsOf) (truth, bool) {
	n := len(m.g)
	eta := make([]*big.Float, n)
	for i := range eta {
		eta[i] = p.of(0).Set(start[i])
	}
	half := p.mul(p.of(m.lambda), p.of(0.5))
	d2 := make([]*big.Float, n)
	for i := range d2 {
		d2[i] = p.mul(p.of(m.d[i]), p.of(m.d[i]))
	}
	matrix := func(t *big.Float) [][]*big.Float {
		a := make([][]*big.Float, n)
		for i := range n {
			a[i] = make([]*big.Float, n)
			for j := range n {
				a[i][j] = p.mul(p.add(p.of(m.h[i*n+j]), p.of(m.h[j*n+i])), p.of(0.5))
			}
			a[i][i] = p.add(a[i][i], p.mul(t, d2[i]))
		}
		return a
	}
	length := func() *big.Float {
		sum := p.of(0)
		for i, e := range eta {
			sum = p.add(sum, p.mul(d2[i], p.mul(e, e)))
		}
		return p.of(0).Sqrt(sum)
	}
	last := 1 << 30
	for range 40 {
		r := length()
		t := p.mul(half, r)
		a := matrix(t)
		f := make([]*big.Float, n)
		for i := range n {
			f[i] = p.of(-m.g[i])
			for j := range n {
				f[i] = p.add(f[i], p.mul(a[i][j], eta[j]))
			}
		}
		if r.Sign() > 0 {
			for i := range n {
				for j := range n {
					v := p.mul(p.mul(d2[i], eta[i]), p.mul(d2[j], eta[j]))
					a[i][j] = p.add(a[i][j], p.of(0).Quo(p.mul(half, v), r))
				}
			}
		}
		x, _ := p.gauss(a, f)
		if x == nil {
			return truth{}, false
		}
		worst := -1 << 30
		for i := range n {
			if x[i].Sign() != 0 && eta[i].Sign() != 0 {
				worst = max(worst, x[i].MantExp(nil)-eta[i].MantExp(nil))
			}
			eta[i] = p.of(0).Sub(eta[i], x[i])
		}
		before := last
		if last = worst; worst < -120 && worst >= before-8 || worst < -int(p)/2 {
			break
		}
	}
	if last >= -60 {
		return truth{}, false
	}
	r := length()
	t := p.mul(half, r)
	a := matrix(t)
	phi := p.of(0).Quo(p.mul(p.mul(half, p.mul(r, r)), r), p.of(3))
	for i := range n {
		row := p.of(-2 * m.g[i])
		if math.Abs(m.g[i]) > 1e300 {
			row = p.mul(p.of(-2), p.of(m.g[i]))
		}
		for j := range n {
			h := p.mul(p.add(p.of(m.h[i*n+j]), p.of(m.h[j*n+i])), p.of(0.5))
			row = p.add(row, p.mul(h, eta[j]))
		}
		phi = p.add(phi, p.mul(p.mul(p.of(0.5), eta[i]), row))
	}
	rhs := make([]*big.Float, n)
	for i := range rhs {
		rhs[i] = p.of(0)
	}
	_, below := p.gauss(a, rhs)
	return truth{eta, r, phi}, below == 0
}

func TestTmpEnds(t *testing.T) {
	for class, make := range ends {
		rng := rand.New(rand.NewPCG(5, 6))
		count := map[string]int{}
		for i := range 300 {
			n := 1 + rng.IntN(6)
			m := make(rng, n)
			if slices.ContainsFunc(m.h, func(v float64) bool { return math.IsInf(v, 0) }) {
				continue
			}
			var s Solver
			var step Step
			_ = s.Solve(&step, m.g, m.h, m.d, m.lambda)
			if ok, _ := s2(m); ok {
				count["fast"]++
			}
			count[step.Status.String()]++
			if step.Status == Unbounded || step.Status == NotFinite || step.Status == ZeroGradient {
				continue
			}
			p := bitsOf(512 + digits(m.g, m.h, m.d, m.lambda))
			start := []*big.Float{}
			for _, e := range step.Eta {
				start = append(start, p.of(e))
			}
			tr, ok := minimum(m, start, p)
			if !ok {
				count["uncertified "+step.Status.String()]++
				if count["uncertified "+step.Status.String()] < 3 {
					t.Logf("%s %d: %v uncertified: %v %v", class, i, step.Status, m, step)
				}
				continue
			}
			rel := func(x float64, y *big.Float) float64 {
				if y.Sign() == 0 {
					return math.Abs(x)
				}
				d := p.add(p.of(x), p.of(0).Neg(y))
				q, _ := d.Quo(d, y).Float64()
				return math.Abs(q)
			}
			worst := 0.0
			for k := range step.Eta {
				if step.Eta[k] == 0 && tr.eta[k].MantExp(nil) < -2000 {
					continue
				}
				worst = max(worst, rel(step.Eta[k], tr.eta[k]))
			}
			if e := max(worst, rel(step.R, tr.r), rel(step.Value, tr.phi)); !(e < 1e-15) {
				count["wrong"]++
				t.Errorf("%s %d (%v): off by %g (η %g r %g φ %g): %v %v", class, i, step.Status, e, worst, rel(step.R, tr.r), rel(step.Value, tr.phi), m, step)
			}
		}
		t.Logf("%s: %v", class, count)
	}
}
func s2(m model) (bool, Status) {
	var s Solver
	status := s.status(m.g, m.h, m.d, m.lambda)
	return s.certain(status, m.h, m.lambda), status
}
