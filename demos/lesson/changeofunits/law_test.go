package changeofunits

import (
	"math"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/engine/optim"
)

// changes are units that a layer may have.
var changes = []struct {
	part        string
	alpha, beta float64
}{{"first", 10, 0}, {"second", 0.1, 0}, {"first", 0.01, 1.5}, {"second", 100, 0}, {"first", 100, -2}}

// worst returns the largest distance over the seeds and the changes, and the
// smallest.
func distances(t *testing.T, model string, m method, o options) (smallest, largest float64) {
	t.Helper()
	smallest = math.Inf(1)
	for _, md := range models {
		if md.name != model {
			continue
		}
		for seed := uint64(1); seed <= 6; seed++ {
			for _, c := range changes {
				p, err := md.build(seed)
				if err != nil {
					t.Fatal(err)
				}
				far := newPair(m, o, newRuler(p, parts[c.part], c.alpha, c.beta), p.Start()).worst(maxSteps)
				smallest, largest = min(smallest, far), max(largest, far)
			}
		}
	}
	return smallest, largest
}

// The claim of the lesson: in whatever units a layer is written, grouped Newton
// takes the same steps, along the gradient and along momentum, and along the
// sign too, since a factor common to a group turns no line. Every rival parts
// with itself.
func TestGroupedNewtonIgnoresUnits(t *testing.T) {
	for _, model := range []string{"two", "network"} {
		for _, direction := range []string{"gradient", "momentum", "sign"} {
			_, far := distances(t, model, methods[0], options{direction: direction, lambda: 1, rate: 0.1})
			t.Logf("%s, %s: at most %.1e apart over %d steps", model, direction, far, maxSteps)
			if far > coincide {
				t.Errorf("%s: along the %s grouped Newton splits: %.1e", model, direction, far)
			}
		}
		for _, m := range methods[1:] {
			// The cubic term has to be felt for its units to be; where a change of
			// units makes it weaker the runs of D = I part least.
			near, far := distances(t, model, m, options{direction: "gradient", lambda: 10, rate: 0.1})
			t.Logf("%s, %s: %.1e to %.1e apart", model, m.name, near, far)
			if near < 100*coincide || far < 1e-2 {
				t.Errorf("%s: %s comes as near as %.1e", model, m.name, near)
			}
		}
	}
}

// Along Adam's direction grouped Newton splits by Adam's ε alone: the larger ε,
// the more; without it the two coincide.
func TestAdamsEpsilonHasUnits(t *testing.T) {
	last := 0.0
	for _, epsilon := range []float64{1e-300, 1e-8, 1e-3} {
		directions["trial"] = func(m *optim.GroupedNewton) { m.Adam = &optim.Adam{Epsilon: epsilon} }
		_, far := distances(t, "network", methods[0], options{direction: "trial", lambda: 1})
		t.Logf("ε = %g: %.1e", epsilon, far)
		if epsilon < 1e-100 && far > coincide || epsilon > 1e-100 && far < coincide || far < last {
			t.Errorf("ε = %g: %.1e apart", epsilon, far)
		}
		last = far
	}
	delete(directions, "trial")
}

// A change finer than the groups is noticed along any direction; and a shift
// alone is noticed by nobody.
func TestFinerChangesAndShifts(t *testing.T) {
	p, err := network(1)
	if err != nil {
		t.Fatal(err)
	}
	for direction := range directions {
		far := newPair(methods[0], options{direction: direction, lambda: 1}, newRuler(p, parts["input"], 10, 0), p.Start()).worst(maxSteps)
		if far < 1e-2 {
			t.Errorf("%s: a column of W₁ in other units: %.1e apart", direction, far)
		}
	}
	for _, m := range methods {
		far := newPair(m, options{direction: "gradient", lambda: 1, rate: 0.1}, newRuler(p, parts["first"], 1, 2), p.Start()).worst(maxSteps)
		if far > coincide {
			t.Errorf("%s notices a shift: %.1e", m.name, far)
		}
	}
}

// The links of the text show what its sentences say when they are followed one
// after the other, as a reader does.
func TestTheTextsLinks(t *testing.T) {
	s, followed := New(), 0
	for _, link := range demotest.Links(t, "../../../site/lessons/change-of-units.md") {
		demotest.Set(t, s, link.Values)
		ours, theirs := s.pairs[ours].apart(s.step), s.pairs[theirs].apart(s.step)
		v := s.State()
		wrong := ""
		switch link.Words {
		case "Ten times larger still":
			if ours > coincide || s.message == "" {
				wrong = "gradient descent does not run away"
			}
		case "a tenth of the old":
			// Every step is a hundredth as long in W₁, the second layer's are as before.
			run := &s.pairs[1].there
			if moved := run.places[s.step][0] - run.places[0][0]; !(math.Abs(moved) < 0.01) || v["rival"] != "sgd" {
				wrong = "gradient descent moves W₁"
			}
		case "Adam", "One step size for all", "the same $D = I$ for all groups":
			if v["alpha"] != "10" || ours > coincide || theirs < 0.1 {
				wrong = "the rival does not split, or not alone"
			}
		case "a real network", "any shift", "momentum", "the sign of the gradient":
			if v["model"] != "network" || ours > 1e-12 {
				wrong = "grouped Newton's runs are not one"
			}
		case "Measure one input":
			if ours < 0.1 {
				wrong = "the direction does not turn"
			}
		case "Adam's direction":
			if v["part"] != "first" || ours < coincide || ours > 1e-3 {
				wrong = "the runs do not drift apart slowly"
			}
		case "a network":
			if v["part"] != "first" || v["direction"] != "gradient" || ours > coincide {
				wrong = "this is not where the exercise begins"
			}
		default:
			t.Errorf("nothing is known of the link %q", link.Words)
		}
		if followed++; wrong != "" {
			t.Errorf("%q: %s: grouped Newton %.2g apart, the other %.2g, %s", link.Words, wrong, ours, theirs, s.message)
		}
	}
	if followed == 0 {
		t.Error("the text has no links")
	}
}

// Along the gradient η goes with α⁻², along the sign with α⁻¹: whatever the
// units do to u, η undoes.
func TestEtaFollowsTheUnits(t *testing.T) {
	for direction, power := range map[string]float64{"gradient": -2, "momentum": -2, "sign": -1} {
		s := demotest.With(t, New, demos.Values{"model": "network", "direction": direction, "alpha": "10", "step": "3"})
		here, there := s.eta()
		for g := range here {
			want := 1.0
			if g < 2 { // W₁ and b₁
				want = math.Pow(10, power)
			}
			if got := there[g] / here[g]; math.Abs(got/want-1) > 1e-6 {
				t.Errorf("%s: η of %s becomes %g times as long, want %g", direction, s.bench.groups[g].Short, got, want)
			}
		}
	}
}

// One group of the sums is Cauchy's step: the same as with the trivial
// partition.
func TestJoinedIsCauchy(t *testing.T) {
	p, err := two(1)
	if err != nil {
		t.Fatal(err)
	}
	m, f := methods[2].make(options{}, p)
	var frame optim.Frame
	theta, g := p.Start(), make([]float64, 2)
	p.Gradient(g, theta)
	if err := m.Step(&frame, theta, f); err != nil {
		t.Fatal(err)
	}
	// gᵀg / gᵀHg by differences of the gradient.
	const e = 1e-5
	at, up, down := p.Start(), make([]float64, 2), make([]float64, 2)
	p.Gradient(up, []float64{at[0] + e*g[0], at[1] + e*g[1]})
	p.Gradient(down, []float64{at[0] - e*g[0], at[1] - e*g[1]})
	gg, ghg := g[0]*g[0]+g[1]*g[1], 0.0
	for k := range g {
		ghg += g[k] * (up[k] - down[k]) / (2 * e)
	}
	for k := range theta {
		if want := at[k] - damping*gg/ghg*g[k]; math.Abs(theta[k]-want) > 1e-8 {
			t.Errorf("parameter %d goes to %g, by Cauchy to %g", k, theta[k], want)
		}
	}
}
