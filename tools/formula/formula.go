// Package formula has the functions of engine/kernel as vector arithmetic, once for
// all generators of loops: tools/kernelgen writes it as assembly, tools/simd as
// WebAssembly. The formulas are those of engine/kernel/function.go, which explains
// them, without branches.
package formula

import (
	"math"

	"github.com/cauchy-newton/playground/engine/kernel"
)

// Math is the arithmetic of a generator: each method writes instructions that
// compute a vector of float64, lane by lane. A vector that is read more than once
// goes through Hold first.
type Math[V any] interface {
	Constant(x float64) V
	Hold(x V) V
	Add(x, y V) V
	Sub(x, y V) V
	Mul(x, y V) V
	Div(x, y V) V
	MulAdd(x, y, z V) V // x·y + z
	Max(x, limit V) V   // NaN where x is
	Min(x, limit V) V   // NaN where x is
	// Over returns e/(d + lost) and Inverse 1/(d + lost), where lost is the rounding
	// error of the sum d.
	Over(e, d, lost V) V
	Inverse(d, lost V) V
	// Down returns −|x|, Signed |x| with the sign of like.
	Down(x V) V
	Signed(x, like V) V
	// Above returns a choice: yes where x is above the limit, no elsewhere.
	Above(x V, limit float64) func(yes, no V) V
	// Power returns 2ⁿ from Shifter + n, for a normal 2ⁿ.
	Power(shifted V) V
}

// Formula is a function with its derivatives.
type Formula[V any] struct {
	Value func(x V) V
	// Slopes returns the derivatives of order 1 to 3, or only the first. x and
	// y = f(x) are loaded when they are called.
	Slopes func(x, y func() V, order int) [3]V
}

// Each calls write with every function of [kernel.Functions], in their order.
func Each[V any](m Math[V], write func(f *kernel.Function, as Formula[V])) {
	formulas := writer[V]{m}.formulas()
	for _, f := range kernel.Functions {
		as, ok := formulas[f.Name]
		if !ok {
			panic("formula: there is none for " + f.Name)
		}
		write(f, as)
	}
}

// Vectors returns the vectors of [kernel.Function]'s Values (order 0), Pull1 or
// Pull3, in the order of the parameters.
func Vectors(order int) []string {
	return map[int][]string{
		0: {"y", "x"},
		1: {"dx", "d1", "x", "y", "dy"},
		3: {"dx", "d1", "d2", "q2", "q3", "x", "y", "dy"},
	}[order]
}

// Write writes Values, Pull1 or Pull3 for one vector of each.
func (f Formula[V]) Write(m Math[V], order int, get func(name string) V, put func(name string, v V)) {
	read := func(name string) func() V { return func() V { return m.Hold(get(name)) } }
	if order == 0 {
		put("y", f.Value(read("x")()))
		return
	}
	d := f.Slopes(read("x"), read("y"), order)
	dy := read("dy")()
	for k, v := range d[:order] {
		v = m.Hold(v)
		if k < 2 {
			put([]string{"d1", "d2"}[k], v)
		}
		put([]string{"dx", "q2", "q3"}[k], m.Mul(v, dy))
	}
}

// writer writes formulas.
type writer[V any] struct{ Math[V] }

func (m writer[V]) formulas() map[string]Formula[V] {
	return map[string]Formula[V]{
		"exp": {
			Value: m.exp,
			Slopes: func(_, y func() V, _ int) [3]V {
				e := y()
				return [3]V{e, e, e}
			},
		},
		"tanh": {
			Value: func(x V) V {
				e := m.Hold(m.expm1(m.Down(m.Add(x, x))))
				d := m.Hold(m.Add(e, m.Constant(2)))
				lost := m.Hold(m.Sub(e, m.Sub(d, m.Constant(2))))
				return m.Signed(m.Over(e, d, lost), x)
			},
			Slopes: func(_, y func() V, order int) [3]V {
				t, one := y(), m.Hold(m.Constant(1))
				d := m.Hold(m.Mul(m.Sub(one, t), m.Add(one, t)))
				if order == 1 {
					return [3]V{d}
				}
				double := m.Mul(t, m.Constant(-2))
				cubic := m.MulAdd(m.Mul(t, m.Constant(6)), t, m.Constant(-2))
				return [3]V{d, m.Mul(double, d), m.Mul(d, cubic)}
			},
		},
		"sigmoid": {
			Value: func(x V) V {
				s, _ := m.logistic(x, false)
				return s
			},
			Slopes: func(x, _ func() V, order int) [3]V {
				s, c := m.logistic(x(), true)
				return m.bell(s, c, order)
			},
		},
		"softplus": {
			Value: func(x V) V {
				tail := m.log1p(m.Hold(m.exp(m.Down(x))))
				return m.Add(tail, m.Max(x, m.Constant(0)))
			},
			Slopes: func(x, _ func() V, order int) [3]V {
				s, c := m.logistic(x(), order > 1)
				if order == 1 {
					return [3]V{s}
				}
				d := m.bell(s, c, 2)
				return [3]V{s, d[0], d[1]}
			},
		},
		"elu": {
			Value: func(x V) V {
				e := m.expm1(m.Min(x, m.Constant(0)))
				return m.Above(x, 0)(x, e)
			},
			Slopes: func(x, _ func() V, order int) [3]V {
				v := x()
				e := m.Hold(m.exp(m.Min(v, m.Constant(0))))
				above := m.Above(v, 0)
				d := [3]V{above(m.Constant(1), e)}
				if order > 1 {
					d[1] = m.Hold(above(m.Constant(0), e))
					d[2] = d[1]
				}
				return d
			},
		},
		"relu": {
			Value: func(x V) V { return m.Max(x, m.Constant(0)) },
			Slopes: func(x, _ func() V, _ int) [3]V {
				return [3]V{m.Above(x(), 0)(m.Constant(1), m.Constant(0))}
			},
		},
	}
}

// bell returns the derivatives of σ where σ = s and 1 − σ = c.
func (m writer[V]) bell(s, c V, order int) [3]V {
	d := m.Hold(m.Mul(s, c))
	if order == 1 {
		return [3]V{d}
	}
	return [3]V{d, m.Mul(d, m.Sub(c, s)), m.Mul(d, m.MulAdd(d, m.Constant(-6), m.Constant(1)))}
}

// logistic returns σ(x) and, if both are wanted, σ(−x).
func (m writer[V]) logistic(x V, both bool) (s, c V) {
	e := m.Hold(m.exp(m.Down(x)))
	d := m.Hold(m.Add(e, m.Constant(1)))
	large := m.Hold(m.Inverse(d, m.Hold(m.Sub(e, m.Sub(d, m.Constant(1))))))
	small := m.Hold(m.Mul(e, large))
	above := m.Above(x, 0)
	s = m.Hold(above(large, small))
	if both {
		c = m.Hold(above(small, large))
	}
	return s, c
}

// reduce returns r and n with x = n·ln 2 + r, and Shifter + n, whose low bits are
// the integer n.
func (m writer[V]) reduce(x V) (r, n, shifted V) {
	shift := m.Hold(m.Constant(Shifter))
	shifted = m.Hold(m.MulAdd(x, m.Constant(math.Log2E), shift))
	n = m.Hold(m.Sub(shifted, shift))
	r = m.Hold(m.MulAdd(n, m.Constant(-ln2Low), m.MulAdd(n, m.Constant(-ln2High), x)))
	return r, n, shifted
}

// taylor returns (eʳ − 1 − r)/r² for |r| ≤ ½ ln 2.
func (m writer[V]) taylor(r V) V {
	q := m.Constant(1 / factorial(13))
	for k := 12; k >= 2; k-- {
		q = m.MulAdd(q, r, m.Constant(1/factorial(k)))
	}
	return q
}

// expm1 returns eˣ − 1 for x ≤ 0.
func (m writer[V]) expm1(x V) V {
	r, _, shifted := m.reduce(m.Hold(m.Max(x, m.Constant(-64))))
	scale := m.Hold(m.Power(shifted))
	whole, linear := m.Hold(m.Sub(scale, m.Constant(1))), m.Hold(m.Mul(scale, r))
	sum := m.Hold(m.Add(whole, linear))
	lost := m.Sub(linear, m.Sub(sum, whole))
	return m.Add(sum, m.MulAdd(m.Mul(linear, r), m.taylor(r), lost))
}

// exp returns eˣ. 2ⁿ comes in two factors, so that neither overflows where eˣ
// does not.
func (m writer[V]) exp(x V) V {
	r, n, _ := m.reduce(m.Hold(m.Max(m.Min(x, m.Constant(710)), m.Constant(-746))))
	e := m.Add(m.MulAdd(m.Mul(r, r), m.taylor(r), r), m.Constant(1))
	shift := m.Hold(m.Constant(Shifter))
	half := m.Hold(m.MulAdd(n, m.Constant(0.5), shift))
	rest := m.Add(m.Sub(n, m.Sub(half, shift)), shift)
	return m.Mul(m.Mul(e, m.Power(half)), m.Power(rest))
}

// log1p returns log(1 + e) for 0 ≤ e ≤ 1.
func (m writer[V]) log1p(e V) V {
	half, one, large := m.Constant(0.5), m.Constant(1), m.Above(e, 0.5)
	f := m.Hold(large(m.Mul(m.Sub(e, one), half), e))
	k := m.Hold(large(one, m.Constant(0)))
	s := m.Hold(m.Div(f, m.Add(f, m.Constant(2))))
	z := m.Hold(m.Mul(s, s))
	q := m.Constant(2.0 / 23)
	for i := 21; i >= 3; i -= 2 {
		q = m.MulAdd(q, z, m.Constant(2/float64(i)))
	}
	square := m.Hold(m.Mul(m.Mul(f, f), half))
	low := m.MulAdd(s, m.Add(square, m.Mul(q, z)), m.Mul(k, m.Constant(ln2Low)))
	return m.MulAdd(k, m.Constant(ln2High), m.Sub(f, m.Sub(square, low)))
}

const (
	// Shifter is 1.5·2⁵²: adding it rounds to an integer and leaves that integer
	// in the low bits.
	Shifter = 3 << 51
	// ln2High has 32 trailing zeros, so that n·ln2High is exact (fdlibm).
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10
)

func factorial(n int) float64 {
	f := 1.0
	for i := 2; i <= n; i++ {
		f *= float64(i)
	}
	return f
}
