package plot

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// random axes over values of every size.
func axes(t *testing.T, try func(t *testing.T, a *Axis, lo, hi float64)) {
	t.Helper()
	rng := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		a := &Axis{Scale: Scale(rng.IntN(3))}
		x, y := math.Pow(10, 16*rng.Float64()-8), math.Pow(10, 16*rng.Float64()-8)
		lo, hi := min(x, y), max(x, y)
		if a.Scale != Log && rng.IntN(2) == 0 {
			lo = -lo
		}
		if rng.IntN(10) == 0 {
			hi = lo
		}
		a.Fit(lo, hi)
		try(t, a, lo, hi)
	}
}

// A fitted axis holds its values, and Value is the inverse of At.
func TestFit(t *testing.T) {
	axes(t, func(t *testing.T, a *Axis, lo, hi float64) {
		for _, v := range []float64{lo, hi} {
			at := a.At(v)
			if !(at > -1e-6 && at < 1+1e-6) {
				t.Errorf("%+v: %g lies at %g", a, v, at)
			}
			if back := a.Value(at); !(math.Abs(back-v) <= 1e-6*math.Abs(v)+1e-9*(a.Hi-a.Lo)) {
				t.Errorf("%+v: %g comes back as %g", a, v, back)
			}
		}
		if !(a.Lo < a.Hi) {
			t.Errorf("%+v is empty", a)
		}
	})
}

// Ticks rise, lie on the axis where their value lies, and no more of them are
// labelled than asked for; there are at least two labels.
func TestTicks(t *testing.T) {
	axes(t, func(t *testing.T, a *Axis, lo, hi float64) {
		for _, n := range []int{2, 3, 5, 8} {
			ticks := a.Ticks(n)
			labels := 0
			for i, k := range ticks {
				if !(k.At >= -1e-6 && k.At <= 1+1e-6 && math.Abs(a.At(k.Value)-k.At) <= 1e-9) {
					t.Errorf("%v %g…%g: tick %+v lies at %g", a.Scale, a.Lo, a.Hi, k, a.At(k.Value))
				}
				if i > 0 && k.At < ticks[i-1].At {
					t.Errorf("%v %g…%g: ticks fall", a.Scale, a.Lo, a.Hi)
				}
				if k.Label != "" {
					labels++
				}
			}
			if labels > max(n, 5) || labels < 2 {
				t.Errorf("%v %g…%g: %d labels for n = %d: %+v", a.Scale, a.Lo, a.Hi, labels, n, ticks)
			}
		}
	})
}

func TestTickLabels(t *testing.T) {
	for _, c := range []struct {
		axis Axis
		n    int
		want []string
	}{
		{Axis{Lo: 0, Hi: 100}, 6, []string{"0", "20", "40", "60", "80", "100"}},
		{Axis{Lo: -1, Hi: 1}, 5, []string{"−1.0", "−0.5", "0", "0.5", "1.0"}},
		{Axis{Lo: 0, Hi: 20000}, 3, []string{"0", "10k", "20k"}},
		{Axis{Scale: Log, Lo: 0.1, Hi: 5}, 6, []string{"0.1", "0.2", "0.5", "1", "2", "5"}},
		{Axis{Scale: Log, Lo: 1e-5, Hi: 1e5}, 6, []string{"10⁻⁵", "0.001", "0.1", "10", "1000", "10⁵"}},
		{Axis{Scale: Symlog, Lo: -100, Hi: 100, Knee: 1}, 8, []string{"−100", "−10", "−1", "0", "1", "10", "100"}},
	} {
		var got []string
		for _, k := range c.axis.Ticks(c.n) {
			if k.Label != "" {
				got = append(got, k.Label)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v %g…%g: %q, want %q", c.axis.Scale, c.axis.Lo, c.axis.Hi, got, c.want)
		}
	}
}

// No values, and values that cannot be shown, give an axis all the same.
func TestFitNothing(t *testing.T) {
	for _, scale := range []Scale{Linear, Log, Symlog} {
		for _, r := range [][2]float64{{math.Inf(1), math.Inf(-1)}, {math.NaN(), 1}, {0, math.Inf(1)}, {0, 0}} {
			a := Axis{Scale: scale}
			a.Fit(r[0], r[1])
			if !(a.Lo < a.Hi) || len(a.Ticks(4)) < 2 {
				t.Errorf("%v of %v: %+v", scale, r, a)
			}
		}
	}
}
