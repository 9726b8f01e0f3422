package simd

import (
	"math"

	"github.com/cauchy-newton/playground/tools/simd/encode"
)

// pointwise is a function applied entry by entry. The formulas are those of
// engine/kernel/function.go, which says why.
type pointwise struct {
	curved bool
	value  func(b *formula, x encode.V128) encode.V128
	// slopes returns the derivatives of order 1 to 3, or the first only.
	slopes func(b *formula, x, y encode.V128, order int) [3]encode.V128
}

// functions adds values, pull1 and pull3, which take the function's place in
// this list.
func (m kernels) functions() {
	list := []pointwise{exponential, tanh, sigmoid, softplus, elu, relu}
	choose := func(name string, params int, build func(p pointwise) *encode.Function) {
		var by []*encode.Function
		for _, p := range list {
			by = append(by, build(p))
		}
		f := m.Function(name)
		v := f.IntParams(1 + params)
		var args []encode.Integer
		for _, a := range v[1:] {
			args = append(args, a)
		}
		for i, g := range by {
			if g != nil {
				f.If(v[0].Equal(encode.Int(i)), func() { f.Call(g, args...) }, nil)
			}
		}
	}
	choose("values", 3, m.values)
	choose("pull1", 6, func(p pointwise) *encode.Function { return m.pull(p, 1) })
	choose("pull3", 9, func(p pointwise) *encode.Function {
		if !p.curved {
			return nil
		}
		return m.pull(p, 3)
	})
}

func (m kernels) values(p pointwise) *encode.Function {
	f := m.Function("")
	v := f.IntParams(3) // y, x, n
	m.each(f, v[:2], v[2], func(at []entries) {
		b := &formula{kernels: m, f: f}
		at[0].put(p.value(b, b.hold(at[1].get())))
	})
	return f
}

func (m kernels) pull(p pointwise, order int) *encode.Function {
	f := m.Function("")
	names := []string{"dx", "d1", "d2", "q2", "q3", "x", "y", "dy"}
	if order == 1 {
		names = []string{"dx", "d1", "x", "y", "dy"}
	}
	v := f.IntParams(len(names) + 1)
	m.each(f, v[:len(names)], v[len(names)], func(at []entries) {
		of := map[string]entries{}
		for i, name := range names {
			of[name] = at[i]
		}
		b := &formula{kernels: m, f: f}
		d := p.slopes(b, b.hold(of["x"].get()), b.hold(of["y"].get()), order)
		dy := b.hold(of["dy"].get())
		of["d1"].put(d[0])
		of["dx"].put(d[0].Mul(dy))
		if order == 3 {
			of["d2"].put(d[1])
			of["q2"].put(d[1].Mul(dy))
			of["q3"].put(d[2].Mul(dy))
		}
	})
	return f
}

var exponential = pointwise{
	curved: true,
	value:  (*formula).exp,
	slopes: func(b *formula, _, y encode.V128, _ int) [3]encode.V128 { return [3]encode.V128{y, y, y} },
}

var tanh = pointwise{
	curved: true,
	value: func(b *formula, x encode.V128) encode.V128 {
		e := b.hold(b.expm1(b.down(x).Mul(b.constant(2))))
		d := b.hold(e.Add(b.constant(2)))
		q := b.hold(e.Div(d)) // −tanh |x|, to be corrected by what the sum has lost
		lost := e.Sub(d.Sub(b.constant(2)))
		return b.magnitude().Pick(q.Div(d).Mul(lost).Sub(q), x)
	},
	slopes: func(b *formula, _, y encode.V128, order int) [3]encode.V128 {
		one := b.constant(1)
		d := b.hold(one.Sub(y).Mul(one.Add(y)))
		if order == 1 {
			return [3]encode.V128{d}
		}
		cubic := b.mulAdd(y.Mul(b.constant(6)), y, b.constant(-2))
		return [3]encode.V128{d, b.hold(y.Mul(b.constant(-2)).Mul(d)), cubic.Mul(d)}
	},
}

var sigmoid = pointwise{
	curved: true,
	value: func(b *formula, x encode.V128) encode.V128 {
		s, _ := b.logistic(x)
		return s
	},
	slopes: func(b *formula, x, _ encode.V128, _ int) [3]encode.V128 { return b.bell(b.logistic(x)) },
}

var softplus = pointwise{
	curved: true,
	value: func(b *formula, x encode.V128) encode.V128 {
		tail := b.log1p(b.hold(b.exp(b.down(x))))
		return x.Max(b.constant(0)).Add(tail)
	},
	slopes: func(b *formula, x, _ encode.V128, _ int) [3]encode.V128 {
		s, c := b.logistic(x)
		d := b.bell(s, c)
		return [3]encode.V128{s, d[0], d[1]}
	},
}

var elu = pointwise{
	curved: true,
	value: func(b *formula, x encode.V128) encode.V128 {
		return x.Positive().Pick(x, b.expm1(x.Min(b.constant(0))))
	},
	slopes: func(b *formula, x, _ encode.V128, _ int) [3]encode.V128 {
		e, above := b.hold(b.exp(x.Min(b.constant(0)))), b.hold(x.Positive())
		bent := b.hold(above.Pick(b.constant(0), e))
		return [3]encode.V128{b.hold(above.Pick(b.constant(1), e)), bent, bent}
	},
}

var relu = pointwise{
	value: func(b *formula, x encode.V128) encode.V128 { return x.Max(b.constant(0)) },
	slopes: func(b *formula, x, _ encode.V128, _ int) [3]encode.V128 {
		return [3]encode.V128{b.hold(x.Positive().Pick(b.constant(1), b.constant(0)))}
	},
}

// formula writes formulas into a function.
type formula struct {
	kernels
	f *encode.Function
}

// hold computes x once, to be read more than once.
func (b *formula) hold(x encode.V128) encode.V128 {
	v := b.f.Vector()
	b.f.SetVector(v, x)
	return v.V128
}

// constant is (x, x).
func (b *formula) constant(x float64) encode.V128 { return b.f.Constant(math.Float64bits(x)) }

// magnitude has all bits set but the sign.
func (b *formula) magnitude() encode.V128 { return b.f.Constant(1<<63 - 1) }

// down is −|x|, and NaN where x is.
func (b *formula) down(x encode.V128) encode.V128 {
	return b.magnitude().Pick(x, b.constant(math.Copysign(0, -1)))
}

// bell returns the derivatives of σ where σ = s and 1 − σ = c.
func (b *formula) bell(s, c encode.V128) [3]encode.V128 {
	d := b.hold(s.Mul(c))
	return [3]encode.V128{d, b.hold(d.Mul(c.Sub(s))), d.Mul(b.mulAdd(d, b.constant(-6), b.constant(1)))}
}

// logistic returns σ(x) and σ(−x). The larger is corrected by what the sum has
// lost.
func (b *formula) logistic(x encode.V128) (s, c encode.V128) {
	e := b.hold(b.exp(b.down(x)))
	d := b.hold(e.Add(b.constant(1)))
	r := b.hold(b.constant(1).Div(d))
	lost := e.Sub(d.Sub(b.constant(1)))
	large := b.hold(r.Sub(r.Mul(r).Mul(lost)))
	small := b.hold(e.Mul(large))
	above := b.hold(x.Positive())
	return b.hold(above.Pick(large, small)), b.hold(above.Pick(small, large))
}

// reduce returns r and n with x = n·ln 2 + r, and shifter + n, whose low bits
// are the integer n.
func (b *formula) reduce(x encode.V128) (r, n, shifted encode.V128) {
	x = b.hold(x)
	shifted = b.hold(b.mulAdd(x, b.constant(math.Log2E), b.constant(shifter)))
	n = b.hold(shifted.Sub(b.constant(shifter)))
	r = b.hold(b.mulAdd(n, b.constant(-ln2Low), b.mulAdd(n, b.constant(-ln2High), x)))
	return r, n, shifted
}

// taylor returns (eʳ − 1 − r)/r² for |r| ≤ ½ ln 2.
func (b *formula) taylor(r encode.V128) encode.V128 {
	q := b.constant(1 / factorial(13))
	for k := 12; k >= 2; k-- {
		q = b.mulAdd(q, r, b.constant(1/factorial(k)))
	}
	return q
}

// power returns 2ⁿ from shifter + n, for a normal 2ⁿ.
func (b *formula) power(shifted encode.V128) encode.V128 {
	return shifted.ShiftBits(52).AddBits(b.constant(1))
}

// expm1 returns eˣ − 1 for x ≤ 0.
func (b *formula) expm1(x encode.V128) encode.V128 {
	r, _, shifted := b.reduce(x.Max(b.constant(-64)))
	scale := b.hold(b.power(shifted))
	whole, linear := b.hold(scale.Sub(b.constant(1))), b.hold(scale.Mul(r))
	sum := b.hold(whole.Add(linear))
	lost := linear.Sub(sum.Sub(whole))
	return sum.Add(b.mulAdd(linear.Mul(r), b.taylor(r), lost))
}

// exp returns eˣ. 2ⁿ comes in two factors, so that neither overflows where eˣ
// does not.
func (b *formula) exp(x encode.V128) encode.V128 {
	r, n, _ := b.reduce(x.Min(b.constant(710)).Max(b.constant(-746)))
	half := b.hold(n.Mul(b.constant(0.5)).Add(b.constant(shifter)))
	rest := n.Sub(half.Sub(b.constant(shifter))).Add(b.constant(shifter))
	return b.mulAdd(r.Mul(r), b.taylor(r), r).Add(b.constant(1)).Mul(b.power(half)).Mul(b.power(rest))
}

// log1p returns log(1 + e) for 0 ≤ e ≤ 1.
func (b *formula) log1p(e encode.V128) encode.V128 {
	half, one := b.constant(0.5), b.constant(1)
	large := b.hold(e.Sub(half).Positive())
	f := b.hold(large.Pick(e.Sub(one).Mul(half), e))
	k := b.hold(large.Pick(one, b.constant(0)))
	s := b.hold(f.Div(f.Add(b.constant(2))))
	z := b.hold(s.Mul(s))
	q := b.constant(2.0 / 23)
	for i := 21; i >= 3; i -= 2 {
		q = b.mulAdd(q, z, b.constant(2/float64(i)))
	}
	square := b.hold(f.Mul(f).Mul(half))
	low := b.mulAdd(s, b.mulAdd(q, z, square), k.Mul(b.constant(ln2Low)))
	return b.mulAdd(k, b.constant(ln2High), f.Sub(square.Sub(low)))
}

const (
	// shifter is 1.5·2⁵²: adding it rounds to an integer and leaves that integer
	// in the low bits.
	shifter = 3 << 51
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
