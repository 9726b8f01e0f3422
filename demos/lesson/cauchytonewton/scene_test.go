package cauchytonewton

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
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
		newClimb(w, i+1).propose(&all[i], &solver, at, 0)
		if all[i].err != nil {
			t.Fatal(all[i].err)
		}
	}
	return all
}

// Every rung cuts one group of the rung before in two.
func TestRungsRefine(t *testing.T) {
	for k := range rungs {
		count := map[int]bool{}
		for p, g := range rungs[k] {
			count[g] = true
			for q, o := range rungs[k] {
				if k > 0 && g == o && rungs[k-1][p] != rungs[k-1][q] {
					t.Errorf("rung %d joins θ%d and θ%d, which rung %d has apart", k+1, p+1, q+1, k)
				}
			}
		}
		if len(count) != k+1 {
			t.Errorf("rung %d has %d groups", k+1, len(count))
		}
	}
}

// The claim of the lesson: without cubic term the promised drop ½ḡᵀH̄⁻¹ḡ never
// falls from a rung to the next, at any place, along the gradient or any other
// direction.
func TestDropGrowsAlongTheLadder(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 0))
	trials(func(name string, w *bowl, at *place) {
		for range 2 {
			all := propose(t, w, at)
			for k := 1; k < dimension; k++ {
				if low, high := all[k-1].promise, all[k].promise; !(high >= low*(1-1e-10)) {
					t.Errorf("%s: %d groups promise %v, %d groups %v", name, k, low, k+1, high)
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
		c := newClimb(w, dimension)
		if c.run(&optim.GroupedNewton{}, at.theta); c.arrived != 1 {
			t.Errorf("%s: Newton arrives after %d steps", name, c.arrived)
		}
	})
}

// What the picture shows of Cauchy and Newton is all there is: started in the
// plane they stay there, on every bowl, and −g crosses the contours upright.
func TestCauchyAndNewtonStayInThePlane(t *testing.T) {
	for _, bend := range []float64{0, 2} {
		w := newBowl(20, bend, 1, 3)
		for _, rung := range []int{1, dimension} {
			c := newClimb(w, rung)
			c.run(&optim.GroupedNewton{}, w.theta(plot.XY{X: -1, Y: 0.3}, 0))
			for i, p := range c.places {
				if !(p.off <= 1e-7) { // rounding grows along many steps of steepest descent
					t.Fatalf("bend %g: rung %d is %g off the plane after step %d", bend, rung, p.off, i)
				}
			}
		}
	}
}

// The contours are those of the bowl: of the same graph, at the same places.
func TestContoursAreTheBowls(t *testing.T) {
	s := New()
	if err := s.Set(demos.Values{"bend": "1.5", "mix": "2"}); err != nil {
		t.Fatal(err)
	}
	f := &s.plane.field
	for _, i := range []int{0, 17, columns * rows / 2, columns*rows - 1} {
		theta := s.bowl.theta(f.Corner(i%columns, i/columns), 0)
		if want := s.bowl.loss(&theta); !(math.Abs(f.Values[i]-want) <= 1e-12*want) {
			t.Errorf("place %d: %v, the loss is %v", i, f.Values[i], want)
		}
		if q, off := s.bowl.foot(&theta); !(math.Abs(q.X-f.Corner(i%columns, 0).X) <= 1e-12 && off <= 1e-12) {
			t.Errorf("place %d has its foot at %v, %v off", i, q, off)
		}
	}
}

// What the text says of the state in which the lesson opens.
func TestOpening(t *testing.T) {
	s := New()
	var counts []int
	for _, c := range s.climbs {
		counts = append(counts, c.arrived)
	}
	if fmt.Sprint(counts) != "[82 33 17 27 25 1]" {
		t.Errorf("the rungs take %v steps; the text says otherwise", counts)
	}
	other := New() // the bowl whose third rung takes longer than its second
	if err := other.Set(demos.Values{"seed": "42"}); err != nil {
		t.Fatal(err)
	}
	if a, b := other.climbs[1].arrived, other.climbs[2].arrived; a != 30 || b != 35 {
		t.Errorf("with seed 42 the second rung takes %d steps and the third %d; the text says otherwise", a, b)
	}
	if err := other.Set(demos.Values{"seed": "134", "bend": "2"}); err != nil {
		t.Fatal(err)
	}
	for k, c := range other.climbs {
		if n := c.arrived; k == dimension-1 && n != 5 || k < dimension-1 && n <= 5 {
			t.Errorf("on the bent bowl rung %d takes %d steps; the text says otherwise", k+1, n)
		}
	}
	// The fourth rung's second step leaves out the two parameters that are groups.
	if err := other.Set(demos.Values{"seed": "134", "bend": "0", "groups": "4", "step": "1"}); err != nil {
		t.Fatal(err)
	}
	if out := other.leftOut(); out != "θ₅ θ₆" || !strings.Contains(other.Alt(), "The slope is 0 along θ₅ θ₆") {
		t.Errorf("%q is left out of the second step; the text says otherwise", out)
	}
	for k := 1; k < dimension; k++ { // the arrow turns, one way
		turn := func(p *proposal) float64 {
			from := s.climbs[0].places[0].foot
			return math.Atan2(p.next.foot.Y-from.Y, p.next.foot.X-from.X)
		}
		if !(turn(&s.proposals[k]) > turn(&s.proposals[k-1])) {
			t.Errorf("the arrow of rung %d turns back", k+1)
		}
	}
	if q := s.proposals[dimension-1].next; !(math.Hypot(q.foot.X, q.foot.Y) <= 1e-9) {
		t.Errorf("Newton's arrow ends at %v", q.foot)
	}
}

func TestExercise(t *testing.T) {
	ask := func(changes demos.Values) demos.Verdict {
		s := New()
		if err := s.Set(changes); err != nil {
			t.Fatal(err)
		}
		return s.Check(nil)
	}
	for _, c := range []struct {
		changes demos.Values
		right   bool
		says    string
	}{
		{demos.Values{}, false, "Climb on"},
		{demos.Values{"groups": "5", "step": "7"}, false, "Climb on"},
		{demos.Values{"groups": "6"}, false, "take the step"},
		{demos.Values{"groups": "6", "step": "3", "bend": "1"}, false, "bend"},
		{demos.Values{"x": "0", "y": "0", "off": "0", "groups": "6", "step": "1"}, false, "Move it away"},
		{demos.Values{"groups": "6", "step": "1"}, true, "Newton"},
		{demos.Values{"groups": "6", "step": "1", "direction": "adam", "kappa": "100", "seed": "5"}, true, "Newton"},
		{demos.Values{"groups": "2", "step": "1", "mix": "0", "off": "0"}, true, "only 2 groups"},
	} {
		v := ask(c.changes)
		if v.Right != c.right || !strings.Contains(v.Words, c.says) {
			t.Errorf("%v: %+v", c.changes, v)
		}
	}
}

// A value is what a hand may do: the start is dragged, a rung pressed.
func TestHand(t *testing.T) {
	s := New()
	demotest.Record(s, demotest.Desktop)
	p := s.plane.handle[0].On(&s.plane.plane.Axes)
	at := func(q demos.Point, down bool) {
		s.Update(demos.Pointer{Point: q, Inside: true, Down: down}, &demos.Light)
	}
	if err := s.Set(demos.Values{"step": "5"}); err != nil {
		t.Fatal(err)
	}
	at(p, false)
	at(p, true)
	to := s.plane.plane.Axes.At(plot.XY{X: 0.5, Y: -0.25})
	at(to, true)
	at(to, false)
	v := s.State()
	if !(math.Abs(v.Number("x")-0.5) <= 0.011) || !(math.Abs(v.Number("y")+0.25) <= 0.011) || v["step"] != "0" {
		t.Errorf("dragged to %v", v)
	}
	b := s.table.box
	top := demos.Point{X: b.X + 30, Y: b.Y + 4}
	at(top, false)
	at(top, true)
	if s.Value("groups") != "6" {
		t.Errorf("the top rung pressed: S = %s", s.Value("groups"))
	}
	if s.Lit() != "S" {
		t.Errorf("the pointer lights %q", s.Lit())
	}
}

func TestWayOfStepsIsACache(t *testing.T) {
	s := New()
	for _, step := range []string{"3", "1", "200", "0"} {
		if err := s.Set(demos.Values{"step": step}); err != nil {
			t.Fatal(err)
		}
	}
	fresh := New()
	if s.Alt() != fresh.Alt() || fmt.Sprint(s.Figures()) != fmt.Sprint(fresh.Figures()) {
		t.Error("there and back is another picture")
	}
	if err := s.Set(demos.Values{"groups": "7"}); err == nil {
		t.Error("a seventh rung")
	}
}

// Every figure, table and word is a number that the picture shows.
func TestWords(t *testing.T) {
	for name, changes := range states {
		s := demotest.With(t, New, changes)
		demotest.Told(t, name, s)
		if alt := s.Alt(); len(alt) < 100 {
			t.Errorf("%s: %s", name, alt)
		}
	}
}

// With one group the system is an equation in numbers, also on the first page
// where it stands in 733 px: H̄ has its own in the cell.
func TestTheSystemOfOneGroupIsAnEquation(t *testing.T) {
	for _, size := range demotest.SizesOf([][2]float64{{1040, 650}, {798, 500}, {733, 500}, {390, 560}, {360, 520}}) {
		s := demotest.With(t, New, demos.Values{"groups": "1"})
		c := demotest.Record(s, size)
		_, _, p := s.chosen()
		h := p.summary.Hbar[0]
		cell, written := s.matrix.cells.Area, false
		for _, text := range c.Texts {
			written = written || cell.Holds(text.Box.Middle()) && (text.Text == plot.Format(h) || text.Text == plot.Round2(h))
		}
		if !written {
			t.Errorf("%gx%g: H̄ = %g is not in its cell", size.W, size.H, h)
		}
	}
}

// BenchmarkSet is the answer to the hand that drags the start, and to another
// bowl.
func BenchmarkSet(b *testing.B) {
	for name, change := range map[string][2]demos.Values{
		"start": {{"x": "-0.9"}, {"x": "-0.91"}},
		"bowl":  {{"kappa": "20"}, {"kappa": "21"}},
		"worst": {{"kappa": "100", "bend": "3"}, {"kappa": "99", "bend": "2"}},
		"step":  {{"step": "3"}, {"step": "4"}},
	} {
		b.Run(name, func(b *testing.B) {
			s := New()
			for i := 0; b.Loop(); i++ {
				if err := s.Set(change[i%2]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
