package changeofunits

import (
	"math"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
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

// What the text says of each of its states, and of what it asks the reader to try.
func TestStatesShowWhatTheTextSays(t *testing.T) {
	for slug, holds := range map[string]func(s *Scene) bool{
		"all": func(s *Scene) bool { return s.show == "both" && s.step == 12 && theyPart(s) },
		"run": func(s *Scene) bool { return s.show == "line" && s.step == maxSteps && s.loss(ours, false) < 0.02 },
		"units": func(s *Scene) bool {
			return s.show == "rings" && s.State()["alpha"] == "10" && s.pairs[ours].worst(12) < 1e-14
		},
		"scale": func(s *Scene) bool {
			here, there := s.eta()
			return theyPart(s) && math.Abs(there[0]/here[0]*100-1) < 1e-9 && math.Abs(there[1]/here[1]-1) < 1e-9
		},
		"rivals":  func(s *Scene) bool { return s.rival.name == "adam" && theyPart(s) },
		"finer":   func(s *Scene) bool { return s.pairs[ours].apart(s.step) > 0.1 },
		"predict": func(s *Scene) bool { return s.show == "line" && s.State()["part"] == "first" },
	} {
		if _, s := stateOf(t, slug); !holds(s) {
			t.Errorf("%s: %v, apart %g and %g, loss %g", slug, s.State(), s.pairs[ours].apart(s.step), s.pairs[theirs].apart(s.step), s.loss(ours, false))
		}
	}
	// At the ends of the scale gradient descent runs away, and all but stops.
	_, s := stateOf(t, "scale")
	if demotest.Set(t, s, demos.Values{"alpha": "100"}); s.message == "" || s.pairs[ours].worst(12) > coincide {
		t.Errorf("at 100: %q", s.message)
	}
	demotest.Set(t, s, demos.Values{"alpha": "0.01"})
	if run := &s.pairs[theirs].there; !(math.Abs(run.places[12][0]-run.places[0][0]) < 0.01) || s.pairs[ours].worst(12) > coincide {
		t.Errorf("at 0.01 gradient descent moves W₁ from %g to %g", run.places[0][0], run.places[12][0])
	}
	// Adam's first step is α times as far in the new units.
	_, s = stateOf(t, "rivals")
	p := s.pairs[theirs]
	if far, near := p.there.places[1][0]-p.there.places[0][0], p.here.places[1][0]-p.here.places[0][0]; math.Abs(far/near/10-1) > 1e-6 {
		t.Errorf("Adam moves by %g and %g", near, far)
	}
	for _, rival := range []string{"cauchy", "isotropic"} {
		if demotest.Set(t, s, demos.Values{"rival": rival}); !theyPart(s) {
			t.Errorf("%s: %g apart", rival, s.pairs[theirs].apart(s.step))
		}
	}
	_, s = stateOf(t, "finer")
	if demotest.Set(t, s, demos.Values{"part": "first"}); s.pairs[ours].worst(12) > 1e-12 {
		t.Errorf("the whole layer: %g apart", s.pairs[ours].worst(12))
	}
	// On the line wherever the run begins.
	_, s = stateOf(t, "units")
	for _, x := range []string{"-2", "0.5", "2.9"} {
		if demotest.Set(t, s, demos.Values{"x": x}); s.pairs[ours].worst(12) > coincide {
			t.Errorf("from %s: %g apart", x, s.pairs[ours].worst(12))
		}
	}
}

// theyPart reports whether the rival's runs part and ours do not.
func theyPart(s *Scene) bool {
	return s.pairs[ours].worst(s.step) < 1e-12 && s.pairs[theirs].apart(s.step) > 0.01
}

// stateOf returns the lesson at rest in a state of its story.
func stateOf(t testing.TB, slug string) (*client.Lesson, *Scene) {
	t.Helper()
	s := New()
	l := client.NewLesson(s)
	if err := l.Open(nil, slug); err != nil {
		t.Fatal(err)
	}
	if err := l.Rest(); err != nil {
		t.Fatal(err)
	}
	return l, s
}

// The opening plays: a run, rings that thread onto it, and the rival's that do not.
func TestOpeningPlays(t *testing.T) {
	s := New()
	l := client.NewLesson(s)
	if err := l.Open(nil, ""); err != nil {
		t.Fatal(err)
	}
	c := demotest.Recorder(demotest.Desktop)
	var seen []string
	for range 400 {
		l.Now += 1000. / 60
		if _, err := l.Tick(); err != nil {
			t.Fatal(err)
		}
		l.Update(demos.Pointer{}, &demos.Light)
		l.Draw(c)
		if n := len(seen); n == 0 || seen[n-1] != s.show {
			seen = append(seen, s.show)
		}
	}
	if want := "line rings both"; strings.Join(seen, " ") != want || s.Moving() || s.Big() == "" {
		t.Errorf("it shows %q, and moves: %t", seen, s.Moving())
	}
	if at, q := s.mark(ours, 12), s.bench.xy(s.pairs[ours].there.places[12]); at != q {
		t.Errorf("the last ring rests at %v, not %v", at, q)
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
