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
				if e := min(far(eta, step.Eta, c.D), far(eta, other, c.D)); !(e <= 1e-5 && math.Abs(r-step.R) <= 1e-5*step.R) {
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
		if !(r < last) {
			t.Errorf("λ = 1e%g: r = %g after %g", e, r, last)
		}
		last = r
		if e == -14 && !(far(eta, newton.Eta, d) <= 1e-11) {
			t.Errorf("near λ = 0: %v, Newton's step is %v", eta, newton.Eta)
		}
	}
	if !(last <= 1e-9*newton.R) {
		t.Errorf("at λ = 1e20 r is still %g", last)
	}
	if p.Eta(eta, 0); !(far(eta, newton.Eta, d) <= 1e-11) {
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
		if !(floor > 0 && floor < step.R) {
			t.Fatalf("case %d: floor %g, r %g", i, floor, step.R)
		}
		gap := step.R - floor
		low, at, high := p.Secular(floor+0.9*gap, c.Lambda), p.Secular(step.R, c.Lambda), p.Secular(floor+1.1*gap, c.Lambda)
		if !(low > 0 && high < 0) || !(math.Abs(at) <= 1e-6*(low-high)) {
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

// At every r, a root of the secular curve or not, η(r) solves its equation and
// ‖Dη(r)‖ − r is the curve; the poles are where it cannot be solved.
func TestPathSolvesAtEveryR(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var p Path
	for n := 1; n <= 4; n++ {
		for range 20 {
			g, h, d := make([]float64, n), make([]float64, n*n), make([]float64, n)
			for i := range n {
				g[i], d[i] = rng.NormFloat64(), 0.2+rng.Float64()
				for j := range i + 1 {
					h[i*n+j] = rng.NormFloat64()
					h[j*n+i] = h[i*n+j]
				}
			}
			if err := p.Fit(g, h, d); err != nil {
				t.Fatal(err)
			}
			const lambda = 0.7
			poles := p.Poles(nil, lambda)
			if floor := p.Floor(lambda); len(poles) > 0 && !(math.Abs(poles[0]-floor) <= 1e-14*floor) || len(poles) == 0 && floor != 0 {
				t.Errorf("floor %g, poles %v", floor, poles)
			}
			eta := make([]float64, n)
			for _, r := range []float64{0, 0.3, 1.1, 5} {
				if !p.At(eta, r, lambda) {
					t.Fatalf("no η at r = %g", r)
				}
				size := 0.0
				for i := range n {
					left := lambda / 2 * r * d[i] * d[i] * eta[i]
					for j := range n {
						left += h[i*n+j] * eta[j]
					}
					size = math.Hypot(size, d[i]*eta[i])
					if !(math.Abs(left-g[i]) <= 1e-9*(1+size)) {
						t.Errorf("S = %d, r = %g: (H̄ + ½λrD²)η misses ḡ by %g", n, r, left-g[i])
					}
				}
				if got := p.Secular(r, lambda); !(math.Abs(got-(size-r)) <= 1e-9*(1+size)) {
					t.Errorf("S = %d: ψ(%g) = %g, ‖Dη‖ − r = %g", n, r, got, size-r)
				}
			}
			// Each pole is a change of sign of det(H̄ + ½λrD²): beside it η is huge.
			for _, r := range poles {
				if p.At(eta, r*(1+1e-9), lambda); !(p.Secular(r*(1+1e-9), lambda) >= 1e3*r) {
					t.Errorf("no pole at r = %g: ψ = %g", r, p.Secular(r*(1+1e-9), lambda))
				}
			}
		}
	}
}

// A group without a ruler follows the others by its own Newton step at every r.
func TestPathAtWithoutRuler(t *testing.T) {
	var p Path
	if err := p.Fit([]float64{1, 2}, []float64{-1, 0.5, 0.5, 4}, []float64{1, 0}); err != nil {
		t.Fatal(err)
	}
	eta := make([]float64, 2)
	if !p.At(eta, 3, 2) || !(math.Abs((-1+3)*eta[0]+0.5*eta[1]-1) <= 1e-14) || !(math.Abs(0.5*eta[0]+4*eta[1]-2) <= 1e-14) {
		t.Errorf("η = %v", eta)
	}
	if err := p.Fit([]float64{1, 2}, []float64{1, 0, 0, -4}, []float64{1, 0}); err != ErrUnbounded || p.At(eta, 1, 1) || p.Poles(nil, 1) != nil {
		t.Errorf("a curve without a minimum: %v, %v", err, eta)
	}
}

// At the minimiser the model has the value that the solver says, and nowhere
// less.
func TestModelIsLeastAtTheStep(t *testing.T) {
	var s Solver
	var step Step
	g, h, d := []float64{1, -2}, []float64{-1, 0.5, 0.5, 3}, []float64{0.8, 1.3}
	if err := s.Solve(&step, g, h, d, 0.6); err != nil {
		t.Fatal(err)
	}
	least := Model(step.Eta, g, h, d, 0.6)
	if !(math.Abs(least-step.Value) <= 1e-13*math.Abs(least)) || Model([]float64{0, 0}, g, h, d, 0.6) != 0 {
		t.Errorf("φ = %g, the solver says %g", least, step.Value)
	}
	rng := rand.New(rand.NewPCG(8, 9))
	for range 200 {
		if eta := []float64{4 * rng.NormFloat64(), 4 * rng.NormFloat64()}; !(Model(eta, g, h, d, 0.6) >= least) {
			t.Errorf("φ(%v) = %g < %g", eta, Model(eta, g, h, d, 0.6), least)
		}
	}
}
