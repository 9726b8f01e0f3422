package op

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// A decided row has one output far above the others, or a bit far from 0: the
// loss goes down to 1e-300.

// decided returns one row of outputs, a target and two tangents.
func decided(rng *rand.Rand, n int, classes bool) (z, x, second []float64, t Targets) {
	gap := 690 * rng.Float64()
	z, x, second = normals(rng, n), normals(rng, n), normals(rng, n)
	common := math.Exp2(40*rng.Float64()) - 1 // a softmax sees nothing of it
	for c := range z {
		z[c] += gap * rng.Float64()
		x[c], second[c] = x[c]*math.Exp2(20*rng.NormFloat64())+common, second[c]+common
	}
	best := rng.IntN(n)
	z[best] = 0
	for _, v := range z {
		z[best] = math.Max(z[best], v)
	}
	z[best] += gap
	for c := range z {
		if z[best]-z[c] > 690 {
			z[c] = z[best] - 690
		}
	}
	if classes {
		t.Labels = []int{best}
		if rng.IntN(4) == 0 {
			t.Labels[0] = rng.IntN(n)
		}
		return z, x, second, t
	}
	for c := range z {
		z[c] = math.Copysign(math.Min(690, math.Abs(z[c])), rng.NormFloat64())
		value := float64(rng.IntN(2))
		if z[c] > 0 && rng.IntN(4) > 0 {
			value = 1 // the bit is right
		} else if rng.IntN(4) > 0 {
			value = 0
		}
		if rng.IntN(4) == 0 {
			value = rng.Float64()
		}
		t.Values = append(t.Values, value)
	}
	return z, x, second, t
}

// truth is a head's row in the tests' own arithmetic, by the textbook formulas.
type truth struct {
	loss              *big.Float
	lambda            []*big.Float
	curved            *big.Float // ℓ″[x, x]
	third, thirdSize  *big.Float // ℓ‴[x, x, x] and the sum of its absolute terms
	mixed, mixedSize  *big.Float // ℓ″[x, ẍ]
	series, seriesAll []*big.Float
}

// softmaxTruth: ℓ = log Σ exp z_c − z_t, mean, covariance and third cumulant.
func softmaxTruth(z, x, second []float64, t Targets) truth {
	sum := exact(0)
	p := make([]*big.Float, len(z))
	for c, v := range z {
		p[c] = bigExp(exact(v))
		sum = plus(sum, p[c])
	}
	mean, mean2 := exact(0), exact(0)
	for c := range p {
		p[c] = over(p[c], sum)
		mean, mean2 = plus(mean, times(p[c], exact(x[c]))), plus(mean2, times(p[c], exact(second[c])))
	}
	w := truth{curved: exact(0), third: exact(0), thirdSize: exact(0), mixed: exact(0), mixedSize: exact(0)}
	w.loss = minus(bigLog(sum), exact(z[t.Labels[0]]))
	for c := range p {
		v, v2 := minus(exact(x[c]), mean), minus(exact(second[c]), mean2)
		w.curved = plus(w.curved, times(p[c], v, v))
		w.third, w.thirdSize = addBoth(w.third, w.thirdSize, times(p[c], v, v, v))
		w.mixed, w.mixedSize = addBoth(w.mixed, w.mixedSize, times(p[c], v, v2))
		l := newBig().Set(p[c])
		if c == t.Labels[0] {
			l = minus(l, exact(1))
		}
		w.lambda = append(w.lambda, l)
	}
	return w
}

// bitsTruth: ℓ = mean of log(1 + eᶻ) − tz.
func bitsTruth(z, x, second []float64, t Targets) truth {
	n := exact(float64(len(z)))
	w := truth{loss: exact(0), curved: exact(0), third: exact(0), thirdSize: exact(0), mixed: exact(0), mixedSize: exact(0)}
	for c, v := range z {
		e := bigExp(exact(v))
		s := over(e, plus(exact(1), e))
		rest := minus(exact(1), s)
		w.loss = plus(w.loss, over(minus(bigLog(plus(exact(1), e)), times(exact(t.Values[c]), exact(v))), n))
		w.lambda = append(w.lambda, over(minus(s, exact(t.Values[c])), n))
		u := exact(x[c])
		w.curved = plus(w.curved, over(times(s, rest, u, u), n))
		w.third, w.thirdSize = addBoth(w.third, w.thirdSize, over(times(s, rest, rest, u, u, u), n))
		w.third, w.thirdSize = addBoth(w.third, w.thirdSize, over(times(exact(-1), s, rest, s, u, u, u), n))
		w.mixed, w.mixedSize = addBoth(w.mixed, w.mixedSize, over(times(s, rest, u, exact(second[c])), n))
	}
	return w
}

func addBoth(sum, size, term *big.Float) (*big.Float, *big.Float) {
	return plus(sum, term), plus(size, newBig().Abs(term))
}

// Law: of decided rows, too, what cannot be negative is right to 1e-12 of itself,
// and signed sums to 1e-12 of their absolute terms. The slopes are relative to
// the probabilities; of a bit with a target between 0 and 1, to the terms that
// cancel.
func TestDecidedRows(t *testing.T) {
	const tol = 1e-12
	rng := rand.New(rand.NewPCG(61, 0))
	for i := range 400 {
		h, arithmetic := CrossEntropy, softmaxTruth
		if i%2 == 1 {
			h, arithmetic = BinaryCrossEntropy, bitsTruth
		}
		n := 2 + rng.IntN(5)
		z, x, second, targets := decided(rng, n, h.Classes)
		want := arithmetic(z, x, second, targets)
		d := Dims{Rows: 1, In: n, Out: 1}
		lambda, state, y := make([]float64, n), make([]float64, h.State(n)), make([]float64, n)
		check := func(what string, got float64, want, scale *big.Float) {
			t.Helper()
			if !within(got, want, tol, scale) {
				t.Errorf("%s of z = %v, target %v, x = %v: %s is %v, want %.17g", h.Name(), z, targets, x, what, got, want)
			}
		}
		check("the loss", h.Loss(lambda, state, z, targets, d, 1), want.loss, want.loss)
		for c, l := range lambda {
			scale := want.lambda[c]
			if !h.Classes && targets.Values[c] != 0 && targets.Values[c] != 1 {
				scale = exact(1)
			}
			check(fmt.Sprintf("λ_%d", c), l, want.lambda[c], scale)
		}
		h.Centre(x, state, d)
		h.Curve(y, x, state, d, 1)
		check("ℓ″[x, x]", dot(y, x), want.curved, want.curved)
		check("ℓ‴[x, x, x]", h.Third(x, state, d, 1), want.third, want.thirdSize)
		h.Centre(second, state, d)
		check("ℓ″[x, ẍ]", dot(y, second), want.mixed, want.mixedSize)
	}
}

// Law: the coefficients along a line are right to 1e-12 of the sum of their
// absolute terms, which is what the same recursions give when every term counts
// with its absolute value.
func TestDecidedTaylor(t *testing.T) {
	const orders, tol = 7, 1e-12
	rng := rand.New(rand.NewPCG(62, 0))
	for i := range 100 {
		h := CrossEntropy
		if i%2 == 1 {
			h = BinaryCrossEntropy
		}
		n := 2 + rng.IntN(3)
		z, x, second, targets := decided(rng, n, h.Classes)
		series := make([][]float64, n)
		for c := range series {
			series[c] = append([]float64{z[c], math.Copysign(1, x[c]), second[c]}, normals(rng, orders-3)...)
		}
		want, size := make([]*big.Float, orders), make([]*big.Float, orders)
		for k := range want {
			want[k], size[k] = exact(0), exact(0)
		}
		label := 0
		if h.Classes {
			label = targets.Labels[0]
			sum, all := zeros(orders), zeros(orders)
			top := largest(z)
			for c, zc := range series {
				e, _ := bigSeriesExp(bigSeries(zc))
				relative := bigSeries(zc)
				for k := range relative {
					relative[k] = minus(relative[k], exact(series[top][k]))
				}
				_, majorant := bigSeriesExp(relative)
				for k := range sum {
					sum[k] = plus(sum[k], e[k])
					if c != top {
						all[k] = plus(all[k], majorant[k])
					}
				}
			}
			all[0] = plus(all[0], exact(1))
			l, _ := bigSeriesLog(sum)
			_, majorant := bigSeriesLog(all)
			for k := range want {
				want[k] = minus(l[k], exact(series[label][k]))
				size[k] = plus(majorant[k], newBig().Abs(minus(exact(series[top][k]), exact(series[label][k]))))
			}
		} else {
			for c, zc := range series {
				e, all := bigSeriesExp(bigSeries(zc))
				if z[c] > 0 {
					mirrored := make([]float64, orders)
					for k, v := range zc {
						mirrored[k] = -v
					}
					_, all = bigSeriesExp(bigSeries(mirrored))
				}
				e[0], all[0] = plus(e[0], exact(1)), plus(all[0], exact(1))
				l, _ := bigSeriesLog(e)
				_, majorant := bigSeriesLog(all)
				linear := targets.Values[c]
				if z[c] > 0 {
					linear = 1 - linear
				}
				for k, v := range zc {
					term := minus(l[k], times(exact(targets.Values[c]), exact(v)))
					want[k] = plus(want[k], over(term, exact(float64(n))))
					all := plus(majorant[k], exact(math.Abs(linear*v)))
					size[k] = plus(size[k], over(all, exact(float64(n))))
				}
			}
		}
		got := make([]float64, orders)
		h.Taylor(got, series, label, targets.Values)
		size[0] = want[0] // the loss is not negative
		for k := range got {
			if !within(got[k], want[k], tol, size[k]) {
				t.Errorf("%s: coefficient %d of %v, target %v, is %v, want %.17g of terms of %.3g", h.Name(), k, series, targets, got[k], want[k], size[k])
			}
		}
	}
}

func zeros(n int) []*big.Float { return bigSeries(make([]float64, n)) }

func bigSeries(x []float64) (y []*big.Float) {
	for _, v := range x {
		y = append(y, exact(v))
	}
	return y
}

// bigSeriesExp returns the coefficients of exp x(t), and what the same recursion
// gives with |x_k| in place of x_k for k ≥ 1.
func bigSeriesExp(x []*big.Float) (e, all []*big.Float) {
	e, all = zeros(len(x)), zeros(len(x))
	e[0] = bigExp(x[0])
	all[0] = e[0]
	for k := 1; k < len(x); k++ {
		for j := 1; j <= k; j++ {
			factor := over(exact(float64(j)), exact(float64(k)))
			e[k] = plus(e[k], times(factor, x[j], e[k-j]))
			all[k] = plus(all[k], times(factor, newBig().Abs(x[j]), all[k-j]))
		}
	}
	return e, all
}

// bigSeriesLog returns the coefficients of log x(t), and what the same recursion
// gives when nothing is subtracted.
func bigSeriesLog(x []*big.Float) (l, all []*big.Float) {
	l, all = zeros(len(x)), zeros(len(x))
	l[0] = bigLog(x[0])
	all[0] = newBig().Abs(l[0])
	for k := 1; k < len(x); k++ {
		l[k], all[k] = newBig().Set(x[k]), newBig().Abs(x[k])
		for j := 1; j < k; j++ {
			factor := over(exact(float64(j)), exact(float64(k)))
			l[k] = minus(l[k], times(factor, l[j], x[k-j]))
			all[k] = plus(all[k], times(factor, all[j], newBig().Abs(x[k-j])))
		}
		l[k], all[k] = over(l[k], x[0]), over(all[k], x[0])
	}
	return l, all
}

// Law: a shift of all outputs of a row that is exact changes no bit.
func TestShiftOfTheOutputs(t *testing.T) {
	rng := rand.New(rand.NewPCG(63, 0))
	for range 100 {
		const rows, n = 3, 4
		d := Dims{Rows: rows, In: n, Out: 1}
		z, shifted := make([]float64, rows*n), make([]float64, rows*n)
		labels := make([]int, rows)
		for i := range z {
			z[i] = math.Round(0x1p20*100*rng.NormFloat64()) / 0x1p20
		}
		for r := range rows {
			labels[r] = rng.IntN(n)
			shift := math.Round(0x1p20*1000*rng.NormFloat64()) / 0x1p20
			for c := range n {
				shifted[r*n+c] = z[r*n+c] + shift
			}
		}
		x := normals(rng, rows*n)
		all := func(z []float64) (numbers []float64) {
			lambda, state, y := make([]float64, rows*n), make([]float64, rows*CrossEntropy.State(n)), make([]float64, rows*n)
			numbers = append(numbers, CrossEntropy.Loss(lambda, state, z, Targets{Labels: labels}, d, 0.3))
			v := append([]float64(nil), x...)
			CrossEntropy.Centre(v, state, d)
			CrossEntropy.Curve(y, v, state, d, 0.3)
			numbers = append(numbers, CrossEntropy.Third(v, state, d, 0.3))
			return append(append(numbers, lambda...), y...)
		}
		before, after := all(z), all(shifted)
		for i := range before {
			if before[i] != after[i] {
				t.Fatalf("number %d is %v, after a shift %v", i, before[i], after[i])
			}
		}
	}
}
