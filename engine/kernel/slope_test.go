package kernel

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// slopes tells f′, f″ and f‴ exactly, and the numbers by whose last places the
// errors of the three are to be counted. Where a slope is a product of values
// without cancellation that is the slope itself; f″ and f‴ of the bell curves
// have zeros, near which their error is that of the factor s(1−s) before them;
// and tanh's slopes are computed from y, which has lost 1 − y², so theirs is
// that of 1.
var slopes = []struct {
	name   string
	f      *Function
	exact  func(x float64) (d, scale [3]*big.Float)
	bounds [3]float64
}{
	{"exp", Exp, func(x float64) (d, scale [3]*big.Float) { return thrice(bigExp(exact(x))) }, [3]float64{2, 2, 2}},
	{"tanh", Tanh, func(x float64) (d, scale [3]*big.Float) {
		e := bigExpm1(2 * x)
		y := number().Quo(e, number().Add(e, exact(2)))
		square := times(y, y)
		d1 := number().Sub(exact(1), square)
		d3 := times(d1, number().Sub(times(exact(6), square), exact(2)))
		// f″ = −2y f′ is as small as y near 0.
		return [3]*big.Float{d1, times(exact(-2), times(y, d1)), d3}, [3]*big.Float{exact(1), times(exact(2), y), exact(2)}
	}, [3]float64{4, 4, 8}},
	{"sigmoid", Sigmoid, func(x float64) (d, scale [3]*big.Float) {
		d1, d2, d3 := bigBell(x)
		return [3]*big.Float{d1, d2, d3}, [3]*big.Float{d1, d1, d1}
	}, [3]float64{4, 6, 9}},
	{"softplus", Softplus, func(x float64) (d, scale [3]*big.Float) {
		s := bigSigmoid(exact(x))
		d2, d3, _ := bigBell(x)
		return [3]*big.Float{s, d2, d3}, [3]*big.Float{s, d2, d2}
	}, [3]float64{2, 4, 6}},
	{"elu", ELU, func(x float64) (d, scale [3]*big.Float) {
		if x > 0 {
			return [3]*big.Float{exact(1), number(), number()}, [3]*big.Float{exact(1), exact(1), exact(1)}
		}
		return thrice(bigExp(exact(x)))
	}, [3]float64{2, 2, 2}},
}

func times(x, y *big.Float) *big.Float { return number().Mul(x, y) }

func thrice(x *big.Float) (d, scale [3]*big.Float) {
	return [3]*big.Float{x, x, x}, [3]*big.Float{x, x, x}
}

// bigBell returns the derivatives of σ: sc, sc(c−s), sc(1−6sc) with c = 1 − s.
func bigBell(x float64) (d1, d2, d3 *big.Float) {
	s, c := bigSigmoid(exact(x)), bigSigmoid(exact(-x))
	d1 = times(s, c)
	return d1, times(d1, number().Sub(c, s)), times(d1, number().Sub(exact(1), times(exact(6), d1)))
}

// Law: all three slopes of every function keep their bounds, in units in the
// last place of their scale, with every set of loops.
func TestSlopesAgainstExact(t *testing.T) {
	x := arguments(rand.New(rand.NewPCG(31, 0)))
	n := len(x)
	for _, c := range slopes {
		want, scale := make([][3]*big.Float, n), make([][3]*big.Float, n)
		for i, v := range x {
			want[i], scale[i] = c.exact(v)
		}
		t.Run(c.name, func(t *testing.T) {
			onEverySet(t, func(t *testing.T) {
				out := make([][]float64, 7)
				for i := range out {
					out[i] = make([]float64, n)
				}
				y, dx, d1, d2, q2, d3, one := out[0], out[1], out[2], out[3], out[4], out[5], out[6]
				for i := range one {
					one[i] = 1
				}
				c.f.Values(y, x)
				c.f.Pull3(dx, d1, d2, q2, d3, x, y, one) // λ = 1: f‴ itself
				var worst, at [3]float64
				for i := range x {
					for k, got := range [3]float64{d1[i], d2[i], d3[i]} {
						if e := units(got, want[i][k], scale[i][k]); e > worst[k] {
							worst[k], at[k] = e, x[i]
						}
					}
				}
				t.Logf("f′, f″, f‴ within %.2f", worst)
				for k, e := range worst {
					if !(e <= c.bounds[k]) {
						t.Errorf("derivative %d at %v is %.2f units off", k+1, at[k], e)
					}
				}
			})
		})
	}
}

// units is the distance from an exact value, in units in the last place of a
// scale.
func units(got float64, want, scale *big.Float) float64 {
	if math.IsNaN(got) || math.IsInf(got, 0) {
		return math.Inf(1)
	}
	s, _ := number().Abs(scale).Float64()
	off, _ := number().Quo(number().Sub(exact(got), want), exact(math.Nextafter(s, math.Inf(1))-s)).Float64()
	return math.Abs(off)
}
