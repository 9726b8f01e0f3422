package saddles

import (
	"fmt"
	"math"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/cubic"
)

// places are starts of every kind on the pass, by two decades of λ.
func places(visit func(x, y, lambda string)) {
	for _, p := range [][2]string{{"0.5", "-0.2"}, {"0.3", "0.2"}, {"-0.4", "0.1"}, {"1.2", "-0.6"}, {"-1.6", "-1.2"}, {"0.3", "-0.3"}, {"1.5", "1.4"}} {
		for _, lambda := range []string{"0.1", "1", "10"} {
			visit(p[0], p[1], lambda)
		}
	}
}

func set(t *testing.T, s *Scene, v demos.Values) *view {
	t.Helper()
	if err := s.Set(v); err != nil {
		t.Fatal(err)
	}
	return &s.view
}

// Law: the step's ‖Dη‖ is the root of the secular curve, and the root is the
// step: a cursor there has the solver's η.
func TestRootOfTheSecularCurveIsTheStep(t *testing.T) {
	s := New()
	hard := 0
	places(func(x, y, lambda string) {
		w := set(t, s, demos.Values{"x": x, "y": y, "lambda": lambda})
		var path cubic.Path
		if err := path.Fit(w.gbar, w.hbar, w.d); err != nil {
			t.Fatalf("(%s, %s): %v", x, y, err)
		}
		if w.status == cubic.Boundary {
			// The hard case has its step at the floor, where the curve is below 0.
			hard++
			if !(math.Abs(w.root-w.floor) <= 1e-9*w.root && path.Secular(w.root*(1+1e-6), w.lambda) <= 0) {
				t.Errorf("(%s, %s), λ = %s: r = %g, r_min = %g", x, y, lambda, w.root, w.floor)
			}
			return
		}
		if psi := path.Secular(w.root, w.lambda); !(math.Abs(psi) <= 1e-6*w.root) {
			t.Errorf("(%s, %s), λ = %s: ψ(%g) = %g", x, y, lambda, w.root, psi)
		}
		eta := make([]float64, 2)
		if !path.At(eta, w.root, w.lambda) {
			t.Fatalf("no η at the root")
		}
		for i := range eta {
			if !(math.Abs(eta[i]-w.cubic.eta[i]) <= 1e-6*(1+math.Abs(eta[i]))) {
				t.Errorf("(%s, %s), λ = %s: η(r) = %v, the solver has %v", x, y, lambda, eta, w.cubic.eta)
			}
		}
		if !(w.root > w.floor) {
			t.Errorf("(%s, %s), λ = %s: root %g is not above r_min = %g", x, y, lambda, w.root, w.floor)
		}
	})
	if hard < 2 {
		t.Errorf("%d hard cases, the ridge has more", hard)
	}
}

// Law: the step is stationary, (H̄ + ½λrD²)η = ḡ, it never raises the model, and
// no other step of the picture is promised more.
func TestStepIsStationaryAndLowersTheModel(t *testing.T) {
	s := New()
	places(func(x, y, lambda string) {
		w := set(t, s, demos.Values{"x": x, "y": y, "lambda": lambda})
		for _, m := range []*move{&w.cubic, &w.twin} {
			if !m.ok() {
				continue
			}
			for i := range m.eta {
				left, size := w.lambda/2*w.root*w.d[i]*w.d[i]*m.eta[i], math.Abs(w.gbar[i])
				for j, e := range m.eta {
					left += w.hbar[i*len(m.eta)+j] * e
					size += math.Abs(w.hbar[i*len(m.eta)+j] * e)
				}
				if !(math.Abs(left-w.gbar[i]) <= 1e-9*size) {
					t.Errorf("(%s, %s), λ = %s: not stationary by %g", x, y, lambda, left-w.gbar[i])
				}
			}
			if !(m.promise <= 0 && math.Abs(m.promise-w.cubic.promise) <= 1e-9*math.Abs(m.promise)) {
				t.Errorf("(%s, %s), λ = %s: promise %g", x, y, lambda, m.promise)
			}
		}
		for _, m := range []*move{&w.newton, &w.cursor} {
			if m.ok() && m.promise < w.cubic.promise {
				t.Errorf("(%s, %s), λ = %s: a step with the promise %g < %g", x, y, lambda, m.promise, w.cubic.promise)
			}
		}
	})
}

// Law: where H̄ is positive definite the path leads from Newton's step to the
// start; where it is indefinite it comes from far away.
func TestPathLeadsFromNewtonToTheStart(t *testing.T) {
	s := New()
	apart := func(a, b plot.XY) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }
	places(func(x, y, lambda string) {
		w := set(t, s, demos.Values{"x": x, "y": y, "lambda": lambda})
		first, last := w.path[0], w.path[len(w.path)-1]
		if d := apart(last, w.start); !(d <= 0.02) {
			t.Errorf("(%s, %s): the path ends %g from the start", x, y, d)
		}
		d := apart(first, w.newton.end)
		if w.definite && d > 1e-3 {
			t.Errorf("(%s, %s): the path begins %g from Newton’s step", x, y, d)
		}
		if !w.definite && d < 10 {
			t.Errorf("(%s, %s): H̄ is indefinite and the path begins %g from Newton’s step", x, y, d)
		}
		// The cubic step lies on it, and so does the cursor's above the floor.
		if w.status != cubic.Boundary {
			for name, m := range map[string]*move{"cubic step": &w.cubic, "cursor": &w.cursor} {
				if name == "cursor" && w.r <= w.floor {
					continue
				}
				best := math.Inf(1)
				for i := 1; i < len(w.path); i++ {
					best = min(best, toSegment(m.end, w.path[i-1], w.path[i]))
				}
				if !(best <= 5e-3) {
					t.Errorf("(%s, %s), λ = %s: the %s lies %g beside the path", x, y, lambda, name, best)
				}
			}
		}
	})
}

// toSegment is the distance of q from the line between a and b.
func toSegment(q, a, b plot.XY) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	at := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		at = max(0, min(((q.X-a.X)*dx+(q.Y-a.Y)*dy)/l, 1))
	}
	return math.Hypot(q.X-a.X-at*dx, q.Y-a.Y-at*dy)
}

// Case: Newton's step goes to the saddle, not to a valley, wherever H̄ is
// indefinite; the text says so of the opening.
func TestNewtonHeadsForThePass(t *testing.T) {
	s := New()
	for _, p := range [][2]string{{"0.5", "-0.2"}, {"0.3", "0.2"}, {"0.3", "-0.3"}} {
		w := set(t, s, demos.Values{"x": p[0], "y": p[1]})
		if w.definite || !(math.Hypot(w.newton.end.X, w.newton.end.Y) <= 0.3) {
			t.Errorf("from %v Newton’s step ends at %v", p, w.newton.end)
		}
		valley := math.Hypot(math.Abs(w.cubic.end.X)-1, math.Abs(w.cubic.end.Y)-1)
		if !(valley <= math.Hypot(math.Abs(w.start.X)-1, math.Abs(w.start.Y)-1)) {
			t.Errorf("from %v the cubic step ends at %v, no nearer to a valley", p, w.cubic.end)
		}
	}
	w := set(t, s, demos.Values{"x": "0.5", "y": "-0.2"})
	if !(w.newton.eta[1] < 0 && w.newton.eta[0] > 0 && w.cubic.eta[0] < 0) {
		t.Errorf("the opening has η = %v and %v; the text speaks of negative ones", w.newton.eta, w.cubic.eta)
	}
}

// Case: on the ridge the two minimisers are mirror images, with one true loss.
func TestHardCaseHasTwoMinimisers(t *testing.T) {
	s := New()
	w := set(t, s, demos.Values{"x": "0.3", "y": "-0.3"})
	if w.status != cubic.Boundary || !w.twin.ok() {
		t.Fatalf("status %v", w.status)
	}
	a, b := w.cubic.end, w.twin.end
	if !(math.Hypot(a.X+b.Y, a.Y+b.X) <= 1e-9 && math.Abs(w.cubic.change-w.twin.change) <= 1e-9 && math.Hypot(a.X-b.X, a.Y-b.Y) >= 1) {
		t.Errorf("minimisers at %v and %v, changes %g and %g", a, b, w.cubic.change, w.twin.change)
	}
	// A hair beside the ridge there is one.
	if w := set(t, s, demos.Values{"x": "0.31"}); w.status != cubic.Interior || w.twin.ok() {
		t.Errorf("beside the ridge: %v", w.status)
	}
	// A larger λ ends the hard case: the root is then above the floor.
	if w := set(t, s, demos.Values{"x": "0.3", "lambda": "10"}); w.status != cubic.Interior || !(w.root > w.floor) {
		t.Errorf("λ = 10: %v, r = %g, r_min = %g", w.status, w.root, w.floor)
	}
}

// A direction in which the loss is a parabola has D = 0: the group takes its
// Newton step at every λ; where H̄ falls along it there is no step at all.
func TestWithoutRuler(t *testing.T) {
	s := New()
	w := set(t, s, demos.Values{"landscape": "saddle", "x": "0.35", "y": "0.6"})
	if w.status != cubic.Unregularised || w.d[1] != 0 || !(math.Abs(w.cubic.end.Y) <= 1e-12) {
		t.Errorf("%v, D = %v, end %v", w.status, w.d, w.cubic.end)
	}
	w = set(t, s, demos.Values{"x": "0"})
	if w.status != cubic.Unbounded || w.cubic.ok() || w.curved {
		t.Errorf("%v", w.status)
	}
	if words := w.words(); len(words) < 40 {
		t.Errorf("no words: %q", words)
	}
	for _, f := range s.Figures() {
		if f.Words == "" && math.IsNaN(float64(f.Value)) && f.Symbol != "newton" && f.Symbol != "cubicdrop" && f.Symbol != "eta1" && f.Symbol != "eta2" && f.Symbol != "term" {
			t.Errorf("figure %s has neither number nor words", f.Symbol)
		}
	}
}

// Every start, landscape and partition gives a picture, whose words name a case.
func TestEveryStateIsAnswered(t *testing.T) {
	s := New()
	for _, name := range []string{"pass", "saddle", "valley", "bowl"} {
		for _, partition := range []string{"discrete", "trivial"} {
			for _, x := range []string{"-1.8", "-0.5", "0", "1"} {
				for _, y := range []string{"-1.5", "0", "1"} {
					w := set(t, s, demos.Values{"landscape": name, "partition": partition, "x": x, "y": y})
					if w.words() == "" || s.Alt() == "" || len(s.Tables()) != 4 {
						t.Errorf("%s, %s at (%s, %s) has no words", name, partition, x, y)
					}
					if w.status.Solved() != w.cubic.ok() {
						t.Errorf("%s, %s at (%s, %s): %v", name, partition, x, y, w.status)
					}
					s.Draw(&demos.Recorder{Width: 1040, Height: 650})
				}
			}
		}
	}
}

// A value is what a hand may do: the start is dragged in the landscape, the end of the
// cubic arrow along its path, r on the secular curve. What is held explains nothing, the
// picture follows in the same frame, and a grab is one change for undo.
func TestDrag(t *testing.T) {
	for _, size := range []demotest.Size{{W: 980, H: 700}, {W: 390, H: 456}, {W: 844, H: 300}} {
		l, s := stateOf(t, "one")
		c := demotest.Recorder(size)
		at := func(q demos.Point, down bool) {
			l.Now += 20
			l.Update(demos.Pointer{Point: q, Inside: true, Down: down}, &demos.Light)
			l.Draw(c)
		}
		at(demos.Point{}, false)
		boxes := map[string]demos.Point{}
		for _, twin := range s.Twins() {
			boxes[twin.Name] = twin.Box.Middle()
			if twin.Box.W < 44 || twin.Box.H < 44 || !twin.Moves {
				t.Errorf("%v: %+v", size, twin)
			}
		}
		drag := func(name string, to demos.Point) demos.Values {
			from := boxes[name]
			for f := range 5 {
				k := float64(f) / 4
				at(demos.Point{X: from.X + k*(to.X-from.X), Y: from.Y + k*(to.Y-from.Y)}, true)
			}
			if s.Lit() != "" || s.Moving() {
				t.Errorf("%v: %s lights %q while it is held; moving %t", size, name, s.Lit(), s.Moving())
			}
			at(to, false)
			after := s.State()
			if l.Do(client.Undo, nil); l.Able(client.Undo) {
				t.Errorf("%v: %s takes more than one undo", size, name)
			}
			s.Settle()
			at(demos.Point{}, false)
			return after
		}
		land := &s.picture.land
		v := drag("start", land.At(plot.XY{X: 0.7, Y: 0.5}))
		if !(math.Abs(v.Number("x")-0.7) <= 0.011 && math.Abs(v.Number("y")-0.5) <= 0.011) {
			t.Errorf("%v: the start is at (%s, %s)", size, v["x"], v["y"])
		}
		var path cubic.Path
		w := &s.view
		if err := path.Fit(w.gbar, w.hbar, w.d); err != nil {
			t.Fatal(err)
		}
		eta := make([]float64, 2)
		path.Eta(eta, 4)
		v = drag("tip", land.At(w.at(eta, 1)))
		if !(math.Abs(v.Number("lambda")/4-1) <= 0.01) {
			t.Errorf("%v: λ = %s, want 4", size, v["lambda"])
		}
		if a := &s.picture.strip.axes; a.Area.H > 0 {
			v = drag("r", a.Point(w.root, 0))
			if !(math.Abs(v.Number("r")-w.root) <= 0.006) {
				t.Errorf("%v: r = %s, root %g", size, v["r"], w.root)
			}
		}
	}
}

// The axis below r stays while r is held, wherever the root is, and is then that of the
// values.
func TestAxisStaysUnderTheHand(t *testing.T) {
	_, s := stateOf(t, "one")
	demotest.Set(t, s, demos.Values{"lambda": "30", "r": "4"})
	s.Settle()
	c := demotest.Record(s, demotest.Desktop)
	a := &s.picture.strip.axes
	from, to := s.picture.strip.ring(s, 4), a.Point(s.view.root, 0)
	for f := range 9 {
		k := float64(f) / 8
		s.Update(demos.Pointer{Point: demos.Point{X: from.X + k*(to.X-from.X), Y: from.Y}, Inside: true, Down: true}, &demos.Light)
		s.Draw(c)
		if s.view.widest != 4 {
			t.Fatalf("the axis ends at %g", s.view.widest)
		}
	}
	s.Update(demos.Pointer{Point: to, Inside: true}, &demos.Light)
	if !(math.Abs(s.view.r-s.view.root) <= 0.01) || s.view.widest == 4 {
		t.Errorf("r = %g, root %g; the axis ends at %g", s.view.r, s.view.root, s.view.widest)
	}
}

// A symbol that the text points at leaves its own part in full and fades others.
func TestLight(t *testing.T) {
	s := New()
	for symbol, color := range map[string]func() demos.Color{
		"newton": s.newtonColor, "eta": s.cubicColor, "lambda": s.cubicColor, "r": s.cursorColor, "psi": s.cursorColor,
	} {
		s.Light(symbol)
		full := 0
		for _, c := range []func() demos.Color{s.newtonColor, s.cubicColor, s.cursorColor} {
			if c().A == 255 {
				full++
			}
		}
		if color().A != 255 || full != 1 {
			t.Errorf("%s lights %d of three steps, its own with opacity %d", symbol, full, color().A)
		}
	}
	for _, symbol := range []string{"", "Hbar"} { // nothing, or a part that is not drawn
		if s.Light(symbol); s.newtonColor().A != 255 || s.cubicColor().A != 255 {
			t.Errorf("%q fades the steps", symbol)
		}
	}
}

// On the floor of the valley the slope along y is 0, also where the floor is no
// number of doubles: the step sizes are those of x alone, and rounding is not
// stretched into one of y.
func TestFloorOfTheValley(t *testing.T) {
	for k := -9; k <= 9; k++ {
		x := float64(k) / 10
		s := New()
		if err := s.Set(demos.Values{"landscape": "valley", "partition": "discrete", "x": fmt.Sprintf("%.1f", x), "y": fmt.Sprintf("%.2f", x*x)}); err != nil {
			t.Fatal(err)
		}
		w := &s.view
		gx, gy := w.ground.Of(w.u)
		if want := 2 * (x - 1); gy != 0 || !(math.Abs(gx-want) <= 1e-14) {
			t.Errorf("x = %g: slope (%g, %g), want (%g, 0)", x, gx, gy, want)
		}
		// Along x alone f″ = 2 + 40x² on the floor.
		for s, eta := range w.newton.eta {
			if want := 1 / (2 + 40*x*x); s == w.groups[0].index && !(math.Abs(eta-want) <= 1e-13) || s == w.groups[1].index && eta != 0 {
				t.Errorf("x = %g: η = %v, want %g along x and 0 along y", x, w.newton.eta, want)
			}
		}
	}
}
