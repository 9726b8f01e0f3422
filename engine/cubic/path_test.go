package cubic

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// The picture and the solver are two ways to one step.
func TestPathMeetsSolver(t *testing.T) {
	var s Solver
	var p Path
	var step Step
	for class, cases := range golden(t) {
		for i, c := range cases {
			h := slices.Concat(c.H...)
			fit := p.Fit(c.G, h, c.D)
			eta := make([]float64, c.S)
			for _, factor := range []float64{1e-4, 1e-2, 1, 1e2, 1e4} {
				lambda := factor * c.Lambda
				err := s.Solve(&step, c.G, h, c.D, lambda)
				if fit != err {
					t.Fatalf("%s case %d: Fit says %v, Solve %v", class, i, fit, err)
				}
				if err != nil {
					continue
				}
				r, status := p.Eta(eta, lambda)
				if !status.Solved() {
					t.Fatalf("%s case %d: %v", class, i, status)
				}
				other := step.AltEta
				if other == nil {
					other = step.Eta
				}
				if e := min(far(eta, step.Eta, c.D), far(eta, other, c.D)); e > 1e-5 || math.Abs(r-step.R) > 1e-5*step.R {
					t.Errorf("%s case %d, λ = %g (%v, %v): off by %.1e\n%v\n%v", class, i, lambda, status, step.Status, e, eta, step.Eta)
				}
			}
		}
	}
}

// far returns ‖D(x − y)‖/‖Dy‖, with 1 for D_s = 0.
func far(x, y, d []float64) float64 {
	var diff, size float64
	for i := range x {
		w := math.Abs(d[i])
		if w == 0 {
			w = 1
		}
		diff, size = math.Hypot(diff, w*(x[i]-y[i])), math.Hypot(size, w*y[i])
	}
	if diff == 0 {
		return 0
	}
	return diff / size
}

// From Newton's step to 0, and ‖Dη‖ falls all the way.
func TestPathEnds(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	g, h, d := positive(rng, 5)
	var s Solver
	var newton Step
	if err := s.Solve(&newton, g, h, d, 0); err != nil {
		t.Fatal(err)
	}
	var p Path
	if err := p.Fit(g, h, d); err != nil {
		t.Fatal(err)
	}
	eta := make([]float64, 5)
	last := math.Inf(1)
	for e := -14.0; e <= 20; e++ {
		r, _ := p.Eta(eta, math.Pow(10, e))
		if r >= last {
			t.Errorf("λ = 1e%g: r = %g after %g", e, r, last)
		}
		last = r
		if e == -14 && far(eta, newton.Eta, d) > 1e-11 {
			t.Errorf("near λ = 0: %v, Newton's step is %v", eta, newton.Eta)
		}
	}
	if last > 1e-9*newton.R {
		t.Errorf("at λ = 1e20 r is still %g", last)
	}
	if p.Eta(eta, 0); far(eta, newton.Eta, d) > 1e-11 {
		t.Errorf("at λ = 0: %v, Newton's step is %v", eta, newton.Eta)
	}
}

// ψ decreases beyond the floor and crosses zero at the r of the step.
func TestSecularCrossesAtStep(t *testing.T) {
	var s Solver
	var p Path
	var step Step
	for i, c := range golden(t)["indef_generic"] {
		h := slices.Concat(c.H...)
		if err := p.Fit(c.G, h, c.D); err != nil {
			t.Fatal(err)
		}
		if err := s.Solve(&step, c.G, h, c.D, c.Lambda); err != nil {
			t.Fatal(err)
		}
		floor := p.Floor(c.Lambda)
		if floor <= 0 || floor >= step.R {
			t.Fatalf("case %d: floor %g, r %g", i, floor, step.R)
		}
		gap := step.R - floor
		low, at, high := p.Secular(floor+0.9*gap, c.Lambda), p.Secular(step.R, c.Lambda), p.Secular(floor+1.1*gap, c.Lambda)
		if !(low > 0 && high < 0) || math.Abs(at) > 1e-6*(low-high) {
			t.Errorf("case %d: ψ = %g, %g, %g around the step", i, low, at, high)
		}
	}
}

// positive returns a random problem with H̄ positive definite.
func positive(rng *rand.Rand, n int) (g, h, d []float64) {
	g, h, d = make([]float64, n), make([]float64, n*n), make([]float64, n)
	m := make([]float64, n*n)
	for i := range m {
		m[i] = rng.NormFloat64()
	}
	for i := range n {
		g[i], d[i] = rng.NormFloat64(), math.Exp(rng.NormFloat64())
		for j := range n {
			for k := range n {
				h[i*n+j] += m[i*n+k] * m[j*n+k] / float64(n)
			}
		}
		h[i*n+i] += 0.1
	}
	return g, h, d
}
