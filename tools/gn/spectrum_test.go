package main

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

// spectrumOf runs gn spectrum on a golden file.
func spectrumOf(t *testing.T, line ...string) (r spectrumReport) {
	t.Helper()
	code, stdout, stderr := feed("", append([]string{"spectrum", networks + "discrete_tanh_nll.json", "--json"}, line...)...)
	if code != done {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	if err := json.Unmarshal([]byte(stdout), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// The exact spectrum obeys the trace, its density integrates to 1, and Lanczos
// finds the same ends.
func TestSpectrum(t *testing.T) {
	exact := spectrumOf(t)
	if !exact.Exact || len(exact.Values) != exact.Parameters {
		t.Fatalf("%d values of %d parameters, exact: %v", len(exact.Values), exact.Parameters, exact.Exact)
	}
	sum, mass := 0.0, 0.0
	for _, v := range exact.Values {
		sum += v
	}
	for i := 1; i < len(exact.Density); i++ {
		mass += exact.Density[i].Density * (exact.Density[i].At - exact.Density[i-1].At)
	}
	if !(math.Abs(sum-exact.Trace) <= 1e-9 && math.Abs(mass-1) <= 0.01) {
		t.Errorf("trace %v of eigenvalues that sum to %v, density of mass %v", exact.Trace, sum, mass)
	}
	estimate := spectrumOf(t, "--estimate", "--probes", "6")
	if estimate.Exact || !(math.Abs(estimate.Largest-exact.Largest) <= 1e-8) || !(math.Abs(estimate.Smallest-exact.Smallest) <= 1e-8) {
		t.Errorf("estimated [%v, %v], exact [%v, %v]", estimate.Smallest, estimate.Largest, exact.Smallest, exact.Largest)
	}
	if !(math.Abs(estimate.Trace-exact.Trace) <= 5*estimate.TraceError) {
		t.Errorf("trace estimated as %v ± %v, is %v", estimate.Trace, estimate.TraceError, exact.Trace)
	}
	// Along the gradient, ḡ of the trivial partition is ‖u‖² and H̄ is uᵀHu,
	// which lies between the ends of the spectrum times ‖u‖².
	one := spectrumOf(t, "--partition", "trivial").Cases[0]
	_, stdout, _ := feed("", "summary", networks+"discrete_tanh_nll.json", "--partition", "trivial", "--json")
	var s struct{ Cases []struct{ G []float64 } }
	if err := json.Unmarshal([]byte(stdout), &s); err != nil {
		t.Fatal(err)
	}
	if v, square := one.Eigenvalues[0], s.Cases[0].G[0]; !(v > exact.Smallest*square && v < exact.Largest*square) {
		t.Errorf("uᵀHu = %v with ‖u‖² = %v and eigenvalues in [%v, %v]", v, square, exact.Smallest, exact.Largest)
	}

	code, text, stderr := feed(tiny, "spectrum", "-")
	for _, want := range []string{"Hessian of 2 parameters, all eigenvalues", "largest  4", "trace    4\n", "H̄, canonical, 2 groups: "} {
		if code != done || !strings.Contains(text, want) {
			t.Errorf("exit %d, stderr %q: no %q in\n%s", code, stderr, want, text)
		}
	}
}
