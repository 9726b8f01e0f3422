package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// function is a pointwise function with the derivatives that the engine wants.
// The formulas are those of engine/kernel/function.go, which says why.
type function struct {
	name   string
	curved bool
	// value returns f(x).
	value func(a *assembler, x vec) vec
	// slopes returns the derivatives of order 1 to 3 (or only the first) from x
	// and y = f(x). load reads them, so that what is not used is not read.
	slopes func(a *assembler, x, y func() vec, order int) [3]vec
}

// functions in the order of the generated file.
var functions = []function{
	{name: "exp", curved: true,
		value: func(a *assembler, x vec) vec { return a.exp(x) },
		slopes: func(a *assembler, _, y func() vec, _ int) [3]vec {
			e := y()
			return [3]vec{e, e, e}
		}},
	{name: "tanh", curved: true,
		value: func(a *assembler, x vec) vec {
			e := a.expm1(a.minus(a.add(x, x)))
			d, one := a.add(e, a.constant(2)), a.value(a.constant(1))
			lost := a.sub(e, a.sub(d, a.constant(2)))
			r := a.div(one, d)
			q := a.mul(e, r) // −tanh |x|, to be corrected by what the rest e − q·(e + 2) says
			q = a.fma(a.fnma(lost, q, a.fnma(d, q, e)), r, q)
			return a.or(a.abs(q), a.sign(x))
		},
		slopes: func(a *assembler, _, y func() vec, order int) [3]vec {
			t, one := y(), a.value(a.constant(1))
			d := a.mul(a.sub(one, t), a.add(one, t))
			if order == 1 {
				return [3]vec{d}
			}
			double := a.mul(t, a.constant(-2))
			cubic := a.fma(a.mul(t, a.constant(6)), t, a.constant(-2))
			return [3]vec{d, a.mul(double, d), a.mul(d, cubic)}
		}},
	{name: "sigmoid", curved: true,
		value: func(a *assembler, x vec) vec { s, _ := a.logistic(x, false); return s },
		slopes: func(a *assembler, x, _ func() vec, order int) [3]vec {
			s, c := a.logistic(x(), true)
			return a.bell(s, c, order)
		}},
	{name: "softplus", curved: true,
		value: func(a *assembler, x vec) vec {
			tail := a.log1p(a.exp(a.minus(x)))
			return a.add(tail, a.max(x, a.constant(0)))
		},
		slopes: func(a *assembler, x, _ func() vec, order int) [3]vec {
			s, c := a.logistic(x(), order > 1)
			if order == 1 {
				return [3]vec{s}
			}
			d := a.bell(s, c, 2)
			return [3]vec{s, d[0], d[1]}
		}},
	{name: "elu", curved: true,
		value: func(a *assembler, x vec) vec {
			e := a.expm1(a.min(x, a.constant(0)))
			return a.pick(x, greater, a.constant(0), x, e)
		},
		slopes: func(a *assembler, x, _ func() vec, order int) [3]vec {
			v := x()
			e, zero := a.exp(a.min(v, a.constant(0))), a.value(a.constant(0))
			d := [3]vec{a.pick(v, greater, zero, a.value(a.constant(1)), e)}
			if order > 1 {
				d[1] = a.pick(v, greater, zero, zero, e)
				d[2] = d[1]
			}
			return d
		}},
	{name: "relu",
		value: func(a *assembler, x vec) vec { return a.max(x, a.constant(0)) },
		slopes: func(a *assembler, x, _ func() vec, _ int) [3]vec {
			zero := a.value(a.constant(0))
			return [3]vec{a.pick(x(), greater, zero, a.value(a.constant(1)), zero)}
		}},
}

// values writes the loop over f(x).
func (a *assembler) values(f function) {
	a.function(f.name, "(y, x *float64, n int)", "writes f(x_p) to y.")
	y, x := a.param("y"), a.param("x")
	a.along([]reg.GPVirtual{y, x}, func(m *mask) {
		a.store(f.value(a, a.read(at(x), m)), at(y), m)
	})
	a.leave()
}

// pull writes the loop of the adjoint through f, with the slopes on the way.
func (a *assembler) pull(f function, order int) {
	names := []string{"dx", "d1", "x", "y", "dy"}
	if order == 1 {
		a.function(f.name+"Pull1", "(dx, d1, x, y, dy *float64, n int)",
			"writes f′ to d1 and f′·dy to dx.")
	} else {
		names = append(names, "d2", "q2", "q3")
		a.function(f.name+"Pull3", "(dx, d1, d2, q2, q3, x, y, dy *float64, n int)",
			"writes f′ to d1, f″ to d2, f″·dy to q2, f‴·dy to q3 and f′·dy to dx.")
	}
	p, list := map[string]reg.GPVirtual{}, []reg.GPVirtual(nil)
	for _, name := range names {
		p[name] = a.param(name)
		list = append(list, p[name])
	}
	a.along(list, func(m *mask) {
		from := func(name string) func() vec { return func() vec { return a.read(at(p[name]), m) } }
		put := func(name string, v vec) { a.store(v, at(p[name]), m) }
		d := f.slopes(a, from("x"), from("y"), order)
		dy := a.read(at(p["dy"]), m)
		put("d1", d[0])
		put("dx", a.mul(d[0], dy))
		if order == 3 {
			put("d2", d[1])
			put("q2", a.mul(d[1], dy))
			put("q3", a.mul(d[2], dy))
		}
	})
	a.leave()
}

// bell returns the derivatives of σ where σ = s and 1 − σ = c.
func (a *assembler) bell(s, c vec, order int) [3]vec {
	d := a.mul(s, c)
	if order == 1 {
		return [3]vec{d}
	}
	six := a.value(a.constant(6))
	return [3]vec{d, a.mul(d, a.sub(c, s)), a.mul(d, a.fnma(six, d, a.value(a.constant(1))))}
}

// logistic returns σ(x) and, if both are wanted, σ(−x).
func (a *assembler) logistic(x vec, both bool) (s, c vec) {
	e, one := a.exp(a.minus(x)), a.value(a.constant(1))
	d := a.add(e, one)
	lost := a.sub(e, a.sub(d, one))
	large := a.div(one, d)
	large = a.fma(large, a.fnma(lost, large, a.fnma(d, large, one)), large)
	small := a.mul(e, large)
	s = a.pick(x, less, a.constant(0), small, large)
	if both {
		c = a.pick(x, less, a.constant(0), large, small)
	}
	return s, c
}

// reduce returns r and n with x = n·ln 2 + r, and shifter + n, whose low bits
// are the integer n.
func (a *assembler) reduce(x vec) (r, n, shifted vec) {
	shift := a.value(a.constant(shifter))
	shifted = a.fma(x, a.value(a.constant(log2e)), shift)
	n = a.sub(shifted, shift)
	r = a.fnma(a.constant(ln2Low), n, a.fnma(a.constant(ln2High), n, x))
	return r, n, shifted
}

// taylor returns (eʳ − 1 − r)/r² for |r| ≤ ½ ln 2.
func (a *assembler) taylor(r vec) vec {
	q := a.value(a.constant(1 / factorial(13)))
	for k := 12; k >= 2; k-- {
		q = a.fma(q, r, a.constant(1/factorial(k)))
	}
	return q
}

// power returns 2ⁿ from shifter + n, for a normal 2ⁿ.
func (a *assembler) power(shifted vec) vec {
	z := a.vec()
	a.VPSLLQ(operand.U8(52), shifted, z)
	a.VPADDQ(a.constant(1), z, z)
	return z
}

// expm1 returns eˣ − 1 for x ≤ 0.
func (a *assembler) expm1(x vec) vec {
	r, _, shifted := a.reduce(a.max(x, a.constant(-64)))
	scale := a.power(shifted)
	whole, linear := a.sub(scale, a.constant(1)), a.mul(scale, r)
	sum := a.add(whole, linear)
	lost := a.sub(linear, a.sub(sum, whole))
	return a.add(sum, a.fma(a.mul(linear, r), a.taylor(r), lost))
}

// exp returns eˣ.
func (a *assembler) exp(x vec) vec {
	x = a.max(a.min(x, a.constant(710)), a.constant(-746))
	r, n, _ := a.reduce(x)
	e := a.add(a.fma(a.mul(r, r), a.taylor(r), r), a.constant(1))
	// 2ⁿ in two factors, so that neither overflows where eˣ does not.
	shift := a.value(a.constant(shifter))
	half := a.fma(n, a.value(a.constant(0.5)), shift)
	rest := a.add(a.sub(n, a.sub(half, shift)), shift)
	return a.mul(a.mul(e, a.power(half)), a.power(rest))
}

// log1p returns log(1 + e) for 0 ≤ e ≤ 1.
func (a *assembler) log1p(e vec) vec {
	half, zero := a.value(a.constant(0.5)), a.value(a.constant(0))
	one := a.value(a.constant(1))
	f := a.pick(e, greater, half, a.mul(a.sub(e, one), half), e)
	k := a.pick(e, greater, half, one, zero)
	s := a.div(f, a.add(f, a.constant(2)))
	z := a.mul(s, s)
	q := a.value(a.constant(2.0 / 23))
	for i := 21; i >= 3; i -= 2 {
		q = a.fma(q, z, a.constant(2/float64(i)))
	}
	q = a.mul(q, z)
	square := a.mul(a.mul(f, f), half)
	low := a.fma(s, a.add(square, q), a.mul(k, a.constant(ln2Low)))
	return a.fma(k, a.value(a.constant(ln2High)), a.sub(f, a.sub(square, low)))
}

const (
	// shifter is 1.5·2⁵²: adding it rounds to an integer and leaves that integer
	// in the low bits.
	shifter = 3 << 51
	log2e   = math.Log2E
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
