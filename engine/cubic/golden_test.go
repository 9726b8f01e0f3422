package cubic

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// problem is one case of testdata/nesterov_*.json: the minimisers under "true"
// were found with 80 digits.
type problem struct {
	S      int
	H      [][]float64
	G      []float64 `json:"g"`
	D      []float64
	Lambda float64 `json:"damping_int"`
	True   struct {
		Exists bool
		Unique bool
		Hard   bool `json:"hard_case"`
		R      float64
		Lrs    []float64
		Alt    []float64 `json:"lrs_alt"`
		Value  float64
		// |⟨c, q⟩|/‖c‖ for c = D⁻¹ḡ and q the critical eigenvector
		Component float64 `json:"rel_component_along_min_eigvec"`
	}
}

func golden(t testing.TB) map[string][]problem { return goldenFiles(t, "testdata/nesterov_*.json") }

func goldenFiles(t testing.TB, pattern string) map[string][]problem {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	files := map[string][]problem{}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Class string
			Cases []problem
		}
		if err := json.Unmarshal(raw, &file); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		files[file.Class] = file.Cases
	}
	return files
}

// entrywise returns max_s |x_s − y_s| / |y_s|.
func entrywise(x, y []float64) (worst float64) {
	for i := range x {
		if x[i] != y[i] {
			worst = max(worst, math.Abs(x[i]-y[i])/math.Abs(y[i]))
		}
	}
	return worst
}

func TestGolden(t *testing.T) {
	var s Solver
	var step Step
	for class, cases := range golden(t) {
		t.Run(class, func(t *testing.T) {
			var worstValue, worstEta float64
			for i, c := range cases {
				err := s.Solve(&step, c.G, slices.Concat(c.H...), c.D, c.Lambda)
				name := fmt.Sprintf("case %d (S = %d, λ = %g): %v", i, c.S, c.Lambda, step.Status)
				if !c.True.Exists {
					if err != ErrUnbounded || step.Status != Unbounded {
						t.Errorf("%s: %v, want unbounded", name, err)
					}
					continue
				}
				if err != nil {
					t.Errorf("%s: %v", name, err)
					continue
				}
				value := math.Abs(step.Value - c.True.Value)
				if c.True.Value != 0 {
					value /= math.Abs(c.True.Value)
				}
				eta := entrywise(step.Eta, c.True.Lrs)
				if c.True.Alt != nil {
					eta = min(eta, entrywise(step.Eta, c.True.Alt))
				}
				worstValue, worstEta = max(worstValue, value), max(worstEta, eta)
				if !(value <= 1e-9 && eta <= 1e-6) {
					t.Errorf("%s: value off by %.1e, η by %.1e\n got %v\nwant %v", name, value, eta, step.Eta, c.True.Lrs)
				}
				if c.True.Hard && (step.Status != Boundary || !(entrywise(step.AltEta, c.True.Lrs) <= 1e-6 || entrywise(step.AltEta, c.True.Alt) <= 1e-6)) {
					t.Errorf("%s: second minimiser %v, want %v or %v", name, step.AltEta, c.True.Lrs, c.True.Alt)
				}
				// Below 1e-15 a component is rounding of ḡ: either name is right.
				if c.True.Component > 1e-15 && step.Status == Boundary {
					t.Errorf("%s, but the critical component is %g", name, c.True.Component)
				}
			}
			t.Logf("worst: value %.1e, η %.1e", worstValue, worstEta)
		})
	}
}

// At the ends of the doubles η, r and φ are those of a bisection with 1,500 digits,
// to a few roundings.
func TestGoldenAtTheEnds(t *testing.T) {
	var s Solver
	var step Step
	for i, c := range goldenFiles(t, "testdata/ends.json")["ends"] {
		if err := s.Solve(&step, c.G, slices.Concat(c.H...), c.D, c.Lambda); err != nil {
			t.Errorf("case %d: %v", i, err)
			continue
		}
		got := append(slices.Clone(step.Eta), step.R, step.Value)
		if e := entrywise(got, append(slices.Clone(c.True.Lrs), c.True.R, c.True.Value)); !(e <= 1e-15) {
			t.Errorf("case %d (%v): off by %.1e: η = %v, r = %g, φ = %g", i, step.Status, e, step.Eta, step.R, step.Value)
		}
	}
}
