package op

import (
	"math"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/engine/activation"
	"github.com/cauchy-newton/playground/engine/kernel"
)

// Every row of package activation has its function here, and no two have a name
// or a label in common.
func TestEveryRowHasItsFunction(t *testing.T) {
	var names, labels []string
	for _, f := range Activations() {
		names = append(names, f.Name())
	}
	if want := activation.Names(activation.Rows); !slices.Equal(names, want) {
		t.Errorf("the functions are %q, the rows %q", names, want)
	}
	for _, r := range activation.Rows {
		if labels = append(labels, r.Label); r.Label == "" || r.Words == "" || !(r.Gain > 0) {
			t.Errorf("a row is incomplete: %+v", r)
		}
	}
	slices.Sort(names)
	slices.Sort(labels)
	if len(slices.Compact(names)) < len(names) || len(slices.Compact(labels)) < len(labels) {
		t.Errorf("names %q, labels %q", names, labels)
	}
}

// Law: with every set of loops, by itself and over slices, an activation and its
// slopes are at ±1e200 and ±∞ what the row says of its tails, and so are its
// Taylor coefficients where they are finite; at ±1e-200 it is its tangent, with
// the slopes that it has nearby; and NaN stays NaN.
func TestExtremes(t *testing.T) {
	defer kernel.Use(kernel.Set())
	for _, set := range kernel.Sets() {
		if err := kernel.Use(set); err != nil {
			t.Fatal(err)
		}
		for i, f := range Activations() {
			row := activation.Rows[i]
			check := func(x float64, what string, got, want [4]float64, off float64) {
				t.Helper()
				for k := range want {
					if !(math.Abs(got[k]-want[k]) <= 0x1p-50*math.Abs(want[k])+off) && got[k] != want[k] {
						t.Errorf("%s, %s at %g, %s: derivative %d is %g, want %g", set, f.Name(), x, what, k, got[k], want[k])
					}
				}
			}
			for _, x := range []float64{-1e200, math.Inf(-1), 1e200, math.Inf(1)} {
				tail, sign := row.Above, 1.0
				if x < 0 {
					tail, sign = row.Below, -1
				}
				want, factor := [4]float64{}, tail.Factor
				for k := range want { // the derivatives of Factor·|x|^Power
					if p := tail.Power - float64(k); factor != 0 {
						want[k] = factor * math.Pow(math.Abs(x), p)
						factor *= p * sign
					}
				}
				check(x, "itself", valueAndSlopes(f, x), want, 1e-150)
				check(x, "over slices", overSlices(f, x), want, 1e-150)
				if c := make([]float64, 4); !math.IsInf(x, 0) && !math.IsInf(want[0], 0) {
					f.Taylor(c, []float64{x, 1, 0, 0})
					check(x, "Taylor", [4]float64{c[0], c[1], 2 * c[2], 6 * c[3]}, want, 1e-150)
				}
			}
			for _, x := range []float64{-1e-200, 1e-200} {
				slopes := valueAndSlopes(f, x)
				tangent := slopes
				tangent[0] = f.Value(0) + slopes[1]*x
				check(x, "itself", slopes, tangent, 0)
				check(x, "over slices", overSlices(f, x), tangent, 1e-15)
				check(x, "nearby", valueAndSlopes(f, math.Copysign(1e-12, x)), tangent, 1e-10)
			}
			if y := f.Value(math.NaN()); !math.IsNaN(y) || !math.IsNaN(overSlices(f, math.NaN())[0]) {
				t.Errorf("%s, %s of NaN is %g", set, f.Name(), y)
			}
		}
	}
}

func valueAndSlopes(f *Pointwise, x float64) [4]float64 {
	y := f.Value(x)
	d1, d2, d3 := f.Slopes(x, y)
	return [4]float64{y, d1, d2, d3}
}

// overSlices is the third entry of five in a slice that is x all over.
func overSlices(f *Pointwise, x float64) [4]float64 {
	var v [8][]float64
	for i := range v {
		v[i] = []float64{1, 1, 1, 1, 1}
	}
	const at = 2
	in, y, one, dx, d1, d2, q2, q3 := v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]
	for i := range in {
		in[i] = x
	}
	f.Values(y, in)
	if !f.Curved {
		f.Pull1(dx, d1, in, y, one)
		return [4]float64{y[at], d1[at]}
	}
	f.Pull3(dx, d1, d2, q2, q3, in, y, one)
	return [4]float64{y[at], d1[at], d2[at], q3[at]}
}
