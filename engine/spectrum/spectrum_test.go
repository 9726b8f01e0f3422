package spectrum

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// reflected is the matrix QDQ with the reflection Q = I − 2vvᵀ: the eigenvalues
// are those of D.
func reflected(d []float64, rng *rand.Rand) Product {
	v := unit(Random(len(d), rng))
	reflect := func(x []float64) {
		s := 0.0
		for i := range x {
			s += v[i] * x[i]
		}
		for i := range x {
			x[i] -= 2 * s * v[i]
		}
	}
	return func(dst, x []float64) {
		copy(dst, x)
		reflect(dst)
		for i := range dst {
			dst[i] *= d[i]
		}
		reflect(dst)
	}
}

// n steps find every eigenvalue; the error bounds hold.
func TestLanczosFindsAll(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 0))
	d := Random(40, rng)
	d[3], d[4] = 50, -20
	want := slices.Sorted(slices.Values(d))
	r, err := Lanczos(reflected(d, rng), Random(40, rng), 40)
	if err != nil {
		t.Fatal(err)
	}
	total := 0.0
	for k, v := range r.Values {
		total += r.Weights[k]
		if !(math.Abs(v-want[k]) <= 1e-11*50) {
			t.Errorf("value %d is %v, want %v", k, v, want[k])
		}
	}
	if !(math.Abs(total-1) <= 1e-12) {
		t.Errorf("weights sum to %v", total)
	}
	few, err := Lanczos(reflected(d, rand.New(rand.NewPCG(5, 0))), Random(40, rng), 12)
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range few.Values {
		nearest := math.Inf(1)
		for _, w := range want {
			nearest = min(nearest, math.Abs(v-w))
		}
		if !(nearest <= few.Errors[k]+1e-10) {
			t.Errorf("no eigenvalue within %v of %v", few.Errors[k], v)
		}
	}
}

// Law: a power of two scales an estimate, to the bit, anywhere in the normal doubles.
func TestDensityAtTheEnds(t *testing.T) {
	d := Random(30, rand.New(rand.NewPCG(4, 0)))
	estimate := func(exponent int) *Estimate {
		a := reflected(d, rand.New(rand.NewPCG(5, 0)))
		e, err := Density(func(dst, v []float64) {
			a(dst, v)
			for i, x := range dst {
				dst[i] = math.Ldexp(x, exponent)
			}
		}, 30, 5, 12, rand.New(rand.NewPCG(6, 0)))
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	want := estimate(0)
	for _, exponent := range []int{-900, -560, 560, 900} {
		got := estimate(exponent)
		scaled := func(got, want float64) bool { return got == math.Ldexp(want, exponent) }
		if !slices.EqualFunc(got.Values, want.Values, scaled) || !slices.Equal(got.Weights, want.Weights) ||
			!scaled(got.Smallest, want.Smallest) || !scaled(got.Largest, want.Largest) || !scaled(got.Trace, want.Trace) || !scaled(got.TraceError, want.TraceError) {
			t.Errorf("2^%d × %+v is %+v", exponent, want, got)
		}
	}
}

// A matrix with three eigenvalues ends after three steps.
func TestLanczosEndsEarly(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 0))
	d := make([]float64, 30)
	for i := range d {
		d[i] = float64(i%3) - 1
	}
	r, err := Lanczos(reflected(d, rng), Random(30, rng), 20)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Values) != 3 || !(math.Abs(r.Values[0]+1) <= 1e-13) || !(math.Abs(r.Values[2]-1) <= 1e-13) {
		t.Errorf("values %v", r.Values)
	}
}

// The quadrature is exact for polynomials: moments of the estimate equal those
// of the probes, and the trace lies within its error of the sum.
func TestDensity(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 0))
	d := Random(200, rng)
	sum := 0.0
	for _, v := range d {
		sum += v
	}
	e, err := Density(reflected(d, rng), 200, 20, 30, rng)
	if err != nil {
		t.Fatal(err)
	}
	if !(math.Abs(e.Trace-sum) <= 4*e.TraceError) {
		t.Errorf("trace %v ± %v, want %v", e.Trace, e.TraceError, sum)
	}
	if !(math.Abs(e.Largest-slices.Max(d)) <= 1e-6 && math.Abs(e.Smallest-slices.Min(d)) <= 1e-6) {
		t.Errorf("extremes %v, %v, want %v, %v", e.Smallest, e.Largest, slices.Min(d), slices.Max(d))
	}
	exact, err := Exact(reflected(d, rng), 200)
	if err != nil {
		t.Fatal(err)
	}
	if !(math.Abs(exact.Trace-sum) <= 1e-10) {
		t.Errorf("exact trace %v, want %v", exact.Trace, sum)
	}
	area := 0.0
	for x := -10.0; x < 10; x += 0.01 {
		area += 0.01 * e.Smooth(x, 0.1)
	}
	if !(math.Abs(area-1) <= 1e-6) {
		t.Errorf("the density has area %v", area)
	}
}

func TestNotFinite(t *testing.T) {
	bad := func(dst, v []float64) { copy(dst, v); dst[0] = math.NaN() }
	if _, err := Lanczos(bad, []float64{1, 2, 3}, 3); err != ErrNotFinite {
		t.Errorf("error %v", err)
	}
	if _, err := Exact(bad, 3); err != ErrNotFinite {
		t.Errorf("error %v", err)
	}
	if _, err := Lanczos(bad, []float64{0, 0}, 2); err == nil {
		t.Error("a zero start has no error")
	}
}

func ExampleLanczos() {
	diagonal := func(dst, v []float64) {
		for i, d := range []float64{1, 2, 5} {
			dst[i] = d * v[i]
		}
	}
	r, err := Lanczos(diagonal, []float64{1, 1, 1}, 3)
	fmt.Printf("%.6f %.6f %v\n", r.Values, r.Weights, err)
	// Output: [1.000000 2.000000 5.000000] [0.333333 0.333333 0.333333] <nil>
}
