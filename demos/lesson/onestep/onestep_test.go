package onestep

import (
	"math"
	"strconv"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/lesson/landscape"
	"github.com/cauchy-newton/playground/engine/summary"
)

// The claim of the lesson: with the Hessian of the landscape, Cauchy's step is
// gᵀg/gᵀHg, and no other η makes the parabola −ḡη + ½H̄η² smaller.
func TestCauchysStepIsTheParabolasMinimum(t *testing.T) {
	s := New()
	for _, o := range landscape.Options("valley", "bowl", "saddle", "neuron") {
		for _, at := range [][2]float64{{-1.1, 0.5}, {0.9, 0.3}, {0.2, -0.4}} {
			demotest.Set(t, s, demos.Values{"landscape": o.Value, "x": number(at[0]), "y": number(at[1])})
			l := landscape.New(o.Value)
			var theta, g [2]float64
			l.Theta(theta[:], at[0], at[1])
			loss, hessian := l.Sweep.Gradient(g[:], theta[:], &l.Batch), summary.New(2)
			l.Discrete.Compute(hessian, theta[:], []float64{1, 1}, &l.Batch)
			h := hessian.Hbar
			gg, ghg := g[0]*g[0]+g[1]*g[1], g[0]*g[0]*h[0]+2*g[0]*g[1]*h[1]+g[1]*g[1]*h[3]
			if now := s.now; !near(now.loss, loss) || !near(now.gbar, gg) || !near(now.hbar, ghg) {
				t.Errorf("%s at %v: L, ḡ, H̄ = %g, %g, %g; want %g, %g, %g", o.Value, at, now.loss, now.gbar, now.hbar, loss, gg, ghg)
			}
			if !(ghg > 0) {
				if !math.IsNaN(s.now.best) {
					t.Errorf("%s at %v: a step size %g where H̄ = %g", o.Value, at, s.now.best, ghg)
				}
				continue
			}
			parabola := func(eta float64) float64 { return -gg*eta + ghg*eta*eta/2 }
			for _, f := range []float64{0.5, 0.99, 1.01, 2} {
				if !(parabola(f*s.now.best) > parabola(s.now.best)) {
					t.Errorf("%s at %v: %g times Cauchy's step promises more", o.Value, at, f)
				}
			}
		}
	}
}

// On the bowl the parabola is the truth: ρ = 1 for every step; and the model of
// order 3 misses the true loss by O(η⁴) everywhere.
func TestModels(t *testing.T) {
	s := New()
	for _, eta := range []string{"0.01", "0.1", "0.5"} {
		demotest.Set(t, s, demos.Values{"landscape": "bowl", "x": "1.3", "y": "0.4", "eta": eta})
		if rho := s.now.ratio(); !(math.Abs(rho-1) <= 1e-12) {
			t.Errorf("on the bowl ρ = %g for η = %s", rho, eta)
		}
	}
	for _, name := range []string{"valley", "saddle", "neuron"} {
		miss := func(eta string) float64 {
			demotest.Set(t, s, demos.Values{"landscape": name, "x": "0.7", "y": "-0.3", "eta": eta})
			return math.Abs(s.now.reached - s.now.models[2])
		}
		if order := math.Log2(miss("0.004") / miss("0.002")); !(math.Abs(order-4) <= 0.2) {
			t.Errorf("%s: the third model misses by O(η^%.2f)", name, order)
		}
	}
}

// The links of the text show what its sentences say.
func TestTheTextsLinks(t *testing.T) {
	want := map[string]func(now *step) bool{
		"quadratic bowl": func(now *step) bool { return math.Abs(now.ratio()-1) <= 1e-12 },
		"curved valley":  func(now *step) bool { return now.hbar > 0 && math.Abs(now.ratio()-1) > 0.05 },
		"a single unit":  func(now *step) bool { return math.Abs(now.ratio()-1) > 0.05 },
		// Downwards by so much that it can be seen.
		"saddle": func(now *step) bool { return now.hbar < -0.5*now.gbar && math.IsNaN(now.best) },
	}
	s := New()
	for _, link := range demotest.Links(t, "../../../site/lessons/one-step.md") {
		demotest.Set(t, s, link.Values)
		if holds := want[link.Words]; holds == nil || !holds(&s.now) {
			t.Errorf("%q: ḡ = %g, H̄ = %g, ρ = %g", link.Words, s.now.gbar, s.now.hbar, s.now.ratio())
		}
		if s.v["view"] != "slice" || len(s.way) > 0 || s.byCauchy() {
			t.Errorf("%q shows another picture", link.Words)
		}
		delete(want, link.Words)
	}
	for words := range want {
		t.Errorf("there is no link %q", words)
	}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*(1+math.Abs(b)) }

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
