package kernel

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// precision of the exact values, in bits.
const precision = 220

func exact(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }

func number() *big.Float { return new(big.Float).SetPrec(precision) }

// exponentials are those of float64 arguments, which most functions share.
var exponentials = map[float64]*big.Float{}

// bigExp returns eˣ: Taylor's series of x/2ᵏ, squared k times.
func bigExp(x *big.Float) *big.Float {
	near, accuracy := x.Float64()
	if known := exponentials[near]; accuracy == big.Exact && known != nil {
		return number().Set(known)
	}
	const halvings = 40
	small := number().SetMantExp(x, -halvings)
	sum, term := exact(1), exact(1)
	for k := 1; term.Sign() != 0 && term.MantExp(nil) > -precision-halvings; k++ {
		term.Mul(term, small)
		term.Quo(term, exact(float64(k)))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	if accuracy == big.Exact {
		exponentials[near] = number().Set(sum)
	}
	return sum
}

// bigExpm1 returns eˣ − 1, for a small x by its series.
func bigExpm1(x float64) *big.Float {
	if math.Abs(x) > 1e-20 {
		return number().Sub(bigExp(exact(x)), exact(1))
	}
	return number().Add(exact(x), number().Mul(exact(x/2), exact(x)))
}

// bigSoftplus returns log(1 + eˣ): by Newton's steps y += (1 + eˣ)e⁻ʸ − 1, or
// by its series where eˣ is small.
func bigSoftplus(x float64) *big.Float {
	e := bigExp(exact(x))
	if x < -40 {
		return e.Sub(e, number().Mul(number().Mul(e, e), exact(0.5)))
	}
	e.Add(e, exact(1))
	y := exact(math.Max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))))
	for range 2 { // 53, 107, 214 bits
		step := bigExp(number().Neg(y))
		y.Add(y, step.Sub(step.Mul(step, e), exact(1)))
	}
	return y
}

func bigSigmoid(x *big.Float) *big.Float {
	d := bigExp(number().Neg(x))
	return number().Quo(exact(1), d.Add(d, exact(1)))
}

// ulps is the distance of a float64 from an exact value, in units in the last
// place of that value.
func ulps(got float64, want *big.Float) float64 {
	near, _ := want.Float64()
	if got == near {
		return 0
	}
	if math.IsInf(near, 0) || math.IsInf(got, 0) || math.IsNaN(got) {
		return math.Inf(1)
	}
	unit := math.Nextafter(math.Abs(near), math.Inf(1)) - math.Abs(near)
	off, _ := new(big.Float).Quo(number().Sub(exact(got), want), exact(unit)).Float64()
	return math.Abs(off)
}

var curves = []struct {
	name         string
	f            *Function
	value        func(x float64) *big.Float
	slope        func(x float64) *big.Float // f′, nil where it follows from y and is tested as such
	lo, hi, zero float64                    // limits at −∞ and +∞, value at 0
}{
	{"exp", Exp, func(x float64) *big.Float { return bigExp(exact(x)) }, func(x float64) *big.Float { return bigExp(exact(x)) }, 0, math.Inf(1), 1},
	{"tanh", Tanh, func(x float64) *big.Float {
		e := bigExpm1(2 * x)
		return e.Quo(e, number().Add(e, exact(2)))
	}, nil, -1, 1, 0},
	{"sigmoid", Sigmoid, func(x float64) *big.Float { return bigSigmoid(exact(x)) },
		func(x float64) *big.Float { return number().Mul(bigSigmoid(exact(x)), bigSigmoid(exact(-x))) }, 0, 1, 0.5},
	{"softplus", Softplus, bigSoftplus, func(x float64) *big.Float { return bigSigmoid(exact(x)) }, 0, math.Inf(1), math.Ln2},
	{"elu", ELU, func(x float64) *big.Float {
		if x > 0 {
			return exact(x)
		}
		return bigExpm1(x)
	}, func(x float64) *big.Float { return bigExp(exact(math.Min(x, 0))) }, -1, math.Inf(1), 0},
	{"relu", ReLU, func(x float64) *big.Float { return exact(math.Max(x, 0)) }, func(x float64) *big.Float {
		if x > 0 {
			return exact(1)
		}
		return number()
	}, 0, math.Inf(1), 0},
}

// arguments covers all magnitudes: those of activations, tiny ones down to the
// denormals, those where exponentials leave the normal range.
func arguments(rng *rand.Rand) []float64 {
	x := []float64{5e-324, -5e-324, 1e-310, -1e-310, 2.2250738585072014e-308, -1e-300, 1e-17, -1e-17,
		0.34657359027997264, 0.34657359027997265, 0.693, math.Ln2, -math.Ln2, 0.5493061443340549, 1, -1, 18.7, -18.7, 19.1, 22, -36.7, -37, -38, 40}
	for range 400 {
		x = append(x, 3*rng.NormFloat64(), 0.3*rng.NormFloat64(), rng.NormFloat64()*math.Exp(-30*rng.Float64()))
	}
	for range 100 {
		x = append(x, 1400*rng.Float64()-700)
	}
	// From −708.4 on eˣ is denormal, below −745.13 it is 0.
	return append(x, -701, -708.3, -708.5, -709.5, -715.25, -720.5, -733.7, -740.123, -744, -745.1, -745.2, 701, 709.78)
}

// Values are within 2 units in the last place of the exact ones, and so are the
// first slopes of those functions that compute them from x; the sigmoid's, a
// product of two such values, are within 4.
func TestFunctionsAgainstExact(t *testing.T) {
	for i, f := range Functions {
		if i == len(curves) || curves[i].f != f || limits[i].f != f {
			t.Fatalf("no exact values, or no limits, of function %d, %s", i, f.Name)
		}
	}
	rng := rand.New(rand.NewPCG(11, 0))
	x := arguments(rng)
	for _, c := range curves {
		values, slopes := make([]*big.Float, len(x)), make([]*big.Float, len(x))
		for i, v := range x {
			if values[i] = c.value(v); c.slope != nil {
				slopes[i] = c.slope(v)
			}
		}
		t.Run(c.name, func(t *testing.T) {
			onEverySet(t, func(t *testing.T) {
				n := len(x)
				y, d1, dx, one := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
				for i := range one {
					one[i] = 1
				}
				c.f.Values(y, x)
				c.f.Pull1(dx, d1, x, y, one)
				worst, at, worst1, at1 := 0.0, 0.0, 0.0, 0.0
				for i := range x {
					if e := ulps(y[i], values[i]); e > worst {
						worst, at = e, x[i]
					}
					if c.slope == nil {
						continue
					}
					if e := ulps(d1[i], slopes[i]); e > worst1 {
						worst1, at1 = e, x[i]
					}
				}
				t.Logf("values within %.2f ulp, slopes within %.2f", worst, worst1)
				if !(worst <= 2) {
					t.Errorf("f(%v) is %.2f ulp off", at, worst)
				}
				if bound := map[bool]float64{false: 2, true: 4}[c.f == Sigmoid]; !(worst1 <= bound) {
					t.Errorf("f′(%v) is %.2f ulp off", at1, worst1)
				}
			})
		})
	}
}

// Infinities, zeros and NaN give the limits, and nothing but them.
func TestFunctionsAtSpecials(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		for _, c := range curves {
			x := []float64{math.Inf(-1), -1e300, -1e4, 0, math.Copysign(0, -1), 1e4, 1e300, math.Inf(1), math.NaN()}
			grows := c.f == Softplus || c.f == ELU || c.f == ReLU
			top := func(x float64) float64 {
				if grows {
					return x
				}
				return c.hi
			}
			want := []float64{c.lo, c.lo, c.lo, c.zero, c.zero, top(1e4), top(1e300), c.hi, math.NaN()}
			y := make([]float64, len(x))
			c.f.Values(y, x)
			for i := range x {
				if y[i] != want[i] && !(math.IsNaN(y[i]) && math.IsNaN(want[i])) {
					t.Errorf("%s(%v) = %v, want %v", c.name, x[i], y[i], want[i])
				}
			}
		}
	})
}

// On every length, ragged ends included, the pulls are the slopes times the
// adjoint, each entry by itself, and nothing outside is touched.
func TestPulls(t *testing.T) {
	const slack = 3
	onEverySet(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(12, 0))
		for n := range 40 {
			for which, f := range Functions {
				x, dy, y := normal(rng, n), normal(rng, n), make([]float64, n+slack)
				f.Values(y[:n], x)
				out := make([][]float64, 7)
				for i := range out {
					out[i] = make([]float64, n+slack)
				}
				dx, d1, d2, q2, q3, dx1, d11 := out[0], out[1], out[2], out[3], out[4], out[5], out[6]
				f.Pull1(dx1[:n], d11[:n], x, y[:n], dy)
				if f.Curved {
					f.Pull3(dx[:n], d1[:n], d2[:n], q2[:n], q3[:n], x, y[:n], dy)
				}
				for p := range n {
					s1, s2, s3 := f.Slopes(x[p], f.Value(x[p]))
					near := func(name string, got, want float64) {
						if !(math.Abs(got-want) <= 4e-15*(1+math.Abs(want))) {
							t.Fatalf("function %d, %d of %d: %s is %v, want %v", which, p, n, name, got, want)
						}
					}
					near("f", y[p], f.Value(x[p]))
					near("f′ alone", d11[p], s1)
					near("f′·dy alone", dx1[p], s1*dy[p])
					if !f.Curved {
						continue
					}
					near("f′", d1[p], s1)
					near("f′·dy", dx[p], s1*dy[p])
					near("f″", d2[p], s2)
					near("f″·dy", q2[p], s2*dy[p])
					near("f‴·dy", q3[p], s3*dy[p])
				}
				for i, o := range append(out, y) {
					for p := n; p < n+slack; p++ {
						if o[p] != 0 {
							t.Fatalf("function %d, length %d: output %d is written behind its end", which, n, i)
						}
					}
				}
			}
		}
	})
}
