package cauchytonewton

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/summary"
)

// trials calls try with bowls and places of all kinds.
func trials(try func(name string, w *bowl, at *place)) {
	rng := rand.New(rand.NewPCG(7, 0))
	for _, kappa := range []float64{1, 20, 100} {
		for _, bend := range []float64{0, 3} {
			for _, mix := range []float64{0.1, 2} {
				for seed := range uint64(8) {
					w := newBowl(kappa, bend, mix, seed)
					var theta vector
					for p := range theta {
						theta[p] = rng.NormFloat64()
					}
					at := w.at(theta)
					w.gradient(at.u[:], theta[:])
					try(fmt.Sprintf("κ %g, bend %g, mix %g, seed %d", kappa, bend, mix, seed), w, &at)
				}
			}
		}
	}
}

// propose returns what all rungs propose at a place.
func propose(t *testing.T, w *bowl, at *place) (all [dimension]proposal) {
	t.Helper()
	var solver cubic.Solver
	for i := range all {
		newClimb(w, ladder[i]).propose(&all[i], &solver, at, 0)
		if all[i].err != nil {
			t.Fatal(all[i].err)
		}
	}
	return all
}

// Every rung cuts one piece of the rung before in two.
func TestRungsRefine(t *testing.T) {
	for k, g := range ladder {
		if g.count() != k+1 || g != g.ordered() || k > 0 && !g.refines(ladder[k-1]) {
			t.Errorf("rung %d is %s", k+1, g.value())
		}
	}
}

// The claim of the lesson: without cubic term the promised drop ½ḡᵀH̄⁻¹ḡ never falls
// when a piece is cut, whichever of the 203 partitions it is of, at any place, along
// the gradient or any other direction.
func TestDropGrowsWithEveryCut(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 0))
	all := partitions()
	var solver cubic.Solver
	trials(func(name string, w *bowl, at *place) {
		for range 2 {
			promises := map[pieces]float64{}
			promise := func(g pieces) float64 {
				if v, known := promises[g]; known {
					return v
				}
				var p proposal
				newClimb(w, g).propose(&p, &solver, at, 0)
				if p.err != nil {
					t.Fatalf("%s, %s: %v", name, g.value(), p.err)
				}
				promises[g] = p.promise
				return p.promise
			}
			for range 6 {
				g := all[rng.IntN(len(all))]
				for i := range dimension - 1 {
					finer := g.snip(i)
					if finer.count() < g.count() {
						continue
					}
					if low, high := promise(g), promise(finer); !(high >= low*(1-1e-10)) {
						t.Errorf("%s: %s promises %v, %s %v", name, g.value(), low, finer.value(), high)
					}
				}
			}
			for p := range at.u {
				at.u[p] = rng.NormFloat64()
			}
		}
	})
}

// The lowest rung is Cauchy's steepest descent, η = gᵀg / gᵀHg.
func TestFirstRungIsCauchy(t *testing.T) {
	trials(func(name string, w *bowl, at *place) {
		var hg vector
		summary.NewHessian(w.sweep).Multiply(hg[:], at.theta[:], at.u[:], &w.zero)
		gg, ghg := 0.0, 0.0
		for p, v := range at.u {
			gg += v * v
			ghg += v * hg[p]
		}
		if got := propose(t, w, at)[0].step.Eta[0]; !(math.Abs(got-gg/ghg) <= 1e-12*gg/ghg) {
			t.Errorf("%s: η = %v, Cauchy's is %v", name, got, gg/ghg)
		}
	})
}

// The highest rung is Newton's method, whatever the direction: H Uη = g.
func TestLastRungIsNewton(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 0))
	trials(func(name string, w *bowl, at *place) {
		g := at.u
		for range 2 {
			p := propose(t, w, at)[dimension-1]
			var step, h vector
			for k := range step {
				step[k] = at.theta[k] - p.next.theta[k]
			}
			summary.NewHessian(w.sweep).Multiply(h[:], at.theta[:], step[:], &w.zero)
			for k := range g {
				if !(math.Abs(h[k]-g[k]) <= 1e-9*math.Sqrt(at.loss)) {
					t.Errorf("%s: entry %d of H Uη is %v, of g %v", name, k, h[k], g[k])
				}
			}
			for k := range at.u {
				at.u[k] = rng.NormFloat64()
			}
		}
	})
}

// On a quadratic every promise is kept, the highest rung's is all there is, and
// its one step arrives.
func TestQuadraticInOneStep(t *testing.T) {
	trials(func(name string, w *bowl, at *place) {
		if strings.Contains(name, "bend 3") {
			return
		}
		all := propose(t, w, at)
		for k := range all {
			if p := &all[k]; !(math.Abs(p.promise-p.drop) <= 1e-11*at.loss) {
				t.Errorf("%s: %d groups promise %v, the drop is %v", name, k+1, p.promise, p.drop)
			}
		}
		if rest := all[dimension-1].next.loss; !(rest <= 1e-18*at.loss) {
			t.Errorf("%s: Newton's step leaves %v of %v", name, rest, at.loss)
		}
		c := newClimb(w, ladder[dimension-1])
		if c.run(&optim.GroupedNewton{}, at.theta, most); c.arrived != 1 {
			t.Errorf("%s: Newton arrives after %d steps", name, c.arrived)
		}
	})
}

// Started in the plane, Cauchy and Newton stay there, on every bowl. From a start off
// the plane, as the lesson's, the picture shows shadows.
func TestCauchyAndNewtonStayInThePlane(t *testing.T) {
	for _, bend := range []float64{0, 2} {
		w := newBowl(20, bend, 1, 3)
		for _, rung := range []int{1, dimension} {
			c := newClimb(w, ladder[rung-1])
			c.run(&optim.GroupedNewton{}, w.theta(plot.XY{X: -1, Y: 0.3}, 0), most)
			for i, p := range c.places {
				if !(p.off <= 1e-7) { // rounding grows along many steps of steepest descent
					t.Fatalf("bend %g: rung %d is %g off the plane after step %d", bend, rung, p.off, i)
				}
			}
		}
	}
}

// The level sets are those of the bowl: on each the engine finds one value.
func TestLevelSetsAreTheBowls(t *testing.T) {
	trials(func(name string, w *bowl, _ *place) {
		for _, value := range []float64{1e-4, 0.3, 40} {
			line := w.ring(value, 500)
			if line[0] != line[len(line)-1] {
				t.Errorf("%s: the line is open", name)
			}
			for _, q := range line {
				if got := w.height(q); !(math.Abs(got-value) <= 1e-12*value) {
					t.Fatalf("%s: %v at %v, want %v", name, got, q, value)
				}
			}
		}
	})
}

// BenchmarkSet is the answer to the hand that drags the start, and to another
// bowl, with all that a page asks for then.
func BenchmarkSet(b *testing.B) {
	for name, change := range map[string][2]demos.Values{
		"start": {{"x": "-0.9"}, {"x": "-0.91"}},
		"bowl":  {{"kappa": "20"}, {"kappa": "21"}},
		"worst": {{"kappa": "100", "bend": "3", "partition": "15-23-46"}, {"kappa": "99", "bend": "2"}},
		"adam":  {{"kappa": "100", "direction": "adam", "partition": "15-23-46"}, {"kappa": "99"}},
		"step":  {{"step": "3"}, {"step": "4"}},
		"cut":   {{"partition": "15-23-46"}, {"partition": "15-2346"}},
	} {
		for _, all := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/told=%t", name, all), func(b *testing.B) {
				s := New()
				for i := 0; b.Loop(); i++ {
					if err := s.Set(change[i%2]); err != nil {
						b.Fatal(err)
					}
					if all {
						s.Figures()
						s.Tables()
						s.Alt()
					}
				}
			})
		}
	}
}
