package saddles

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/plot"
)

// stateOf returns the lesson at rest in a state of its story, entered by its address.
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

// far is how far apart two places are.
func far(a, b plot.XY) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// The opening: from one start Newton's step climbs nearly to the pass, and the cubic one
// ends at the floor of the valley. The numbers are those of the text.
func TestOpeningClimbs(t *testing.T) {
	_, s := stateOf(t, "climbs")
	w := &s.view
	if w.start != (plot.XY{X: 0.4, Y: 0.3}) || w.lambda != 1 || w.definite || w.show != "both" {
		t.Errorf("opened at %v, λ = %g", w.start, w.lambda)
	}
	if signed(w.newton.change) != "+0.0939" || signed(w.cubic.change) != "−0.369" || s.Big() != "cubic step: −0.369 in loss, Newton’s step: +0.0939 in loss" {
		t.Errorf("Newton %g, cubic %g: %s", w.newton.change, w.cubic.change, s.Big())
	}
	valley := plot.XY{X: 1, Y: 1}
	if !(far(w.newton.end, plot.XY{}) <= 0.21 && far(w.cubic.end, valley) <= 0.13) {
		t.Errorf("Newton ends at %v, cubic at %v", w.newton.end, w.cubic.end)
	}
	// To the pass it would be 0.112.
	if up := -w.loss; !(w.newton.change > 0.8*up && w.newton.change < up) {
		t.Errorf("Newton climbs %g of %g", w.newton.change, up)
	}
	// Farther out it climbs, too, and the cubic step goes down.
	for _, k := range []struct {
		x, y          string
		newton, cubic string
	}{{"0.6", "0.3", "+0.0371", "−0.320"}, {"0.7", "0.3", "+0.299", "−0.307"}} {
		demotest.Set(t, s, demos.Values{"x": k.x, "y": k.y})
		if a, b := signed(s.view.newton.change), signed(s.view.cubic.change); a != k.newton || b != k.cubic {
			t.Errorf("from (%s, %s): %s and %s", k.x, k.y, a, b)
		}
	}
}

// The opening plays: within a second something moves, the grey arrow grows before the
// green one, and all ends at rest.
func TestOpeningPlays(t *testing.T) {
	s := New()
	l := client.NewLesson(s)
	if err := l.Open(nil, ""); err != nil {
		t.Fatal(err)
	}
	c := demotest.Recorder(demotest.Desktop)
	first := map[int]float64{}
	for range 240 {
		l.Now += 1000. / 60
		if _, err := l.Tick(); err != nil {
			t.Fatal(err)
		}
		before := [targets]float64{}
		for k := range before {
			before[k] = s.Glide.At(k)
		}
		l.Update(demos.Pointer{}, &demos.Light)
		l.Draw(c)
		for k := range before {
			if s.Glide.At(k) != before[k] && first[k] == 0 {
				first[k] = l.Now
			}
		}
	}
	if !(first[atGrey] > 0 && first[atGrey] < 1000 && first[atGreen] > first[atGrey]+500) || s.Moving() || s.view.show != "both" {
		t.Errorf("grey and green move at %g, %g ms; moving %t", first[atGrey], first[atGreen], s.Moving())
	}
}

// Every state shows what its text says.
func TestStates(t *testing.T) {
	for slug, holds := range map[string]func(s *Scene, w *view) bool{
		"climbs": func(s *Scene, w *view) bool { return w.newton.change > 0 && w.cubic.change < 0 },
		// The model has a saddle, and Newton's step ends there.
		"level": func(s *Scene, w *view) bool { return !w.definite && w.point() == "its saddle" && w.faced() },
		// The cubic term is what the model with it is above the one without.
		"notfar": func(s *Scene, w *view) bool {
			return w.pathed() && near(w.cubic.promise-w.cubic.flat[len(w.cubic.flat)-1], w.lambda*math.Pow(w.root, 3)/6)
		},
		// The reader's guess is wrong, and there is a root.
		"one":   func(s *Scene, w *view) bool { return w.r == 2 && w.psi < -1 && w.root > w.floor && w.root < w.widest },
		"ridge": func(s *Scene, w *view) bool { return w.twin.ok() && near(w.root, w.floor) && w.newton.change < 0 },
		"yours": func(s *Scene, w *view) bool { return w.pathed() && w.newton.change < climb },
	} {
		if _, s := stateOf(t, slug); !holds(s, &s.view) {
			t.Errorf("%s: %s", slug, s.Alt())
		}
	}
	if _, s := stateOf(t, "ridge"); signed(s.view.newton.change) != "−0.0922" || far(s.view.newton.end, plot.XY{}) > 0.07 {
		t.Errorf("on the ridge Newton changes the loss by %g", s.view.newton.change)
	}
}

// The ground of the state "level" is the model: at the ring it has the loss and its
// slope, its level point is where Newton's step ends, and along a step it is φ.
func TestSurfaceIsTheModel(t *testing.T) {
	_, s := stateOf(t, "level")
	w := &s.view
	slopes := func(f func(x, y float64) float64, q plot.XY) (x, y float64) {
		const h = 1e-5
		return (f(q.X+h, q.Y) - f(q.X-h, q.Y)) / 2 / h, (f(q.X, q.Y+h) - f(q.X, q.Y-h)) / 2 / h
	}
	places(func(x, y, lambda string) {
		demotest.Set(t, s, demos.Values{"x": x, "y": y})
		gx, gy := slopes(w.surface, w.start)
		tx, ty := slopes(w.ground.Value, w.start)
		if lx, ly := slopes(w.surface, w.newton.end); math.Hypot(lx, ly) > 1e-6 || math.Hypot(gx-tx, gy-ty) > 1e-6 || !near(w.surface(w.start.X, w.start.Y), w.loss) {
			t.Errorf("(%s, %s): slopes %g, %g of %g, %g; at the level point %g, %g", x, y, gx, gy, tx, ty, lx, ly)
		}
		k := len(fractions) - 1
		if end := w.cubic.end; !(math.Abs(w.surface(end.X, end.Y)-w.loss-w.cubic.flat[k]) <= 1e-9*(1+math.Abs(w.cubic.flat[k]))) {
			t.Errorf("(%s, %s): at the cubic step %g, φ without its term %g", x, y, w.surface(end.X, end.Y)-w.loss, w.cubic.flat[k])
		}
	})
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*(1+math.Abs(b)) }

// The marked passes are level, with a valley along the named direction and higher ground
// across it.
func TestPasses(t *testing.T) {
	s := New()
	for name, k := range passes {
		l := s.open(name)
		g := make([]float64, 2)
		theta := make([]float64, 2)
		l.Theta(theta, k.at.X, k.at.Y)
		l.Slopes(g, theta)
		v := k.valley
		at := l.Value(k.at.X, k.at.Y)
		if !(math.Hypot(g[0], g[1]) <= 1e-9 && l.Value(k.at.X+0.1*v.X, k.at.Y+0.1*v.Y) < at && l.Value(k.at.X-0.1*v.Y, k.at.Y+0.1*v.X) > at) {
			t.Errorf("%s: slopes %v", name, g)
		}
	}
}

// Links from before there was a story open what they meant: the same start, everything
// shown.
func TestOlderLinks(t *testing.T) {
	l := client.NewLesson(New())
	if err := l.Open([]client.Pair{{"lambda", "10"}, {"r", "0.4"}}, ""); err != nil {
		t.Fatal(err)
	}
	w := &l.Lesson.(*Scene).view
	if w.start != (plot.XY{X: 0.5, Y: -0.2}) || w.lambda != 10 || w.r != 0.4 || !w.rooted() || !w.green() || w.ground.Name != "pass" {
		t.Errorf("opened at %v, λ = %g, r = %g, %s", w.start, w.lambda, w.r, w.show)
	}
}

// Reset leads back to the values at which a state comes to rest.
func TestResetLeadsToTheRest(t *testing.T) {
	for _, slug := range []string{"climbs", "one", "ridge", "yours"} {
		l, s := stateOf(t, slug)
		rest := fmt.Sprint(l.Values())
		demotest.Set(t, s, demos.Values{"x": "1", "lambda": "7", "r": "3"})
		if err := l.Do(client.Reset, nil); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(l.Values()); got != rest {
			t.Errorf("%s: reset to %s, want %s", slug, got, rest)
		}
	}
}

// The links of the text show what its sentences say.
func TestTheTextsLinks(t *testing.T) {
	want := map[string]func(w *view) bool{
		"A hundred": func(w *view) bool { return w.lambda == 100 && far(w.cubic.end, w.start) < 0.12 && w.cubic.change < 0 },
		"A tenth":   func(w *view) bool { return w.lambda == 0.1 && w.cubic.change > 0 && w.cubic.promise < 0 },
		"the path begins at Newton’s step": func(w *view) bool {
			return w.definite && far(w.path[0], w.newton.end) < 1e-3 && w.pathed()
		},
		"a saddle again":  func(w *view) bool { return w.r < w.floor && w.rooted() && w.cursor.ok() },
		"to good purpose": func(w *view) bool { return w.cubic.eta[0] < 0 && w.cubic.change < 0 },
	}
	s := New()
	for _, link := range demotest.Links(t, "../../../site/lessons/saddles.md") {
		demotest.Set(t, s, link.Values)
		if holds := want[link.Words]; holds == nil || !holds(&s.view) {
			t.Errorf("%q: %s", link.Words, s.Alt())
		}
		if s.Check(nil).Right {
			t.Errorf("the link %q is an answer of the exercise", link.Words)
		}
		delete(want, link.Words)
	}
	for words := range want {
		t.Errorf("there is no link %q", words)
	}
}

// What the text asks to try can be found: a start where the level point is a minimum,
// and a λ from which on the loss rises.
func TestWhatIsToBeTriedIsThere(t *testing.T) {
	_, s := stateOf(t, "level")
	demotest.Set(t, s, demos.Values{"x": "0.8", "y": "0.7"})
	if !s.view.definite || s.view.point() != "its minimum" {
		t.Error("no minimum at (0.8, 0.7)")
	}
	_, s = stateOf(t, "notfar")
	for lambda, rises := range map[string]bool{"3": false, "1": false, "0.5": true, "0.1": true} {
		if demotest.Set(t, s, demos.Values{"lambda": lambda}); s.view.cubic.change > 0 != rises {
			t.Errorf("λ = %s: the cubic step changes the loss by %g", lambda, s.view.cubic.change)
		}
	}
	_, s = stateOf(t, "ridge")
	demotest.Set(t, s, demos.Values{"x": "0.31"})
	if s.view.twin.ok() {
		t.Error("two minimisers beside the ridge")
	}
}

// The exercise: not solved where it opens, refused with a hint that fits.
func TestExercise(t *testing.T) {
	for name, k := range map[string]struct {
		v    demos.Values
		want string
	}{
		"opening":     {nil, "drag the ring to the right"},
		"convex":      {demos.Values{"x": "1.2", "y": "-0.6"}, "nearer to the pass"},
		"one group":   {demos.Values{"partition": "trivial"}, "discrete partition"},
		"elsewhere":   {demos.Values{"landscape": "saddle"}, "at the pass"},
		"falls":       {demos.Values{"x": "-0.5", "y": "0.1"}, "drag the ring to the left"},
		"too short":   {demos.Values{"x": "0.7", "lambda": "30"}, "Pull its end farther"},
		"too long":    {demos.Values{"x": "0.7", "lambda": "0.5"}, "Pull its end back"},
		"far too":     {demos.Values{"x": "0.7", "lambda": "0.1"}, "shoots over the valley"},
		"right":       {demos.Values{"x": "0.7"}, "Right:"},
		"other side":  {demos.Values{"x": "-0.3", "y": "-0.7"}, "Right:"},
		"between":     {demos.Values{"x": "0.6"}, "grey arrow grow"},
		"far from it": {demos.Values{"x": "1.3", "y": "0.2", "lambda": "3"}, ""},
	} {
		_, s := stateOf(t, "yours")
		demotest.Set(t, s, k.v)
		if got := s.Check(nil); got.Right != strings.HasPrefix(got.Words, "Right:") || !strings.Contains(got.Words, k.want) {
			t.Errorf("%s: %v %q", name, got.Right, got.Words)
		}
	}
}

// What a hint says to do leads to a right answer, from starts all over the picture.
func TestHintsLeadToAnAnswer(t *testing.T) {
	for i := -8; i <= 8; i++ {
		for j := -7; j <= 8; j++ {
			follow(t, 0.2*float64(i)+0.01, 0.2*float64(j)-0.02)
		}
	}
	follow(t, 0.4, 0.3)
}

// follow does what the hints say, by a little each time.
func follow(t *testing.T, x, y float64) {
	t.Helper()
	_, s := stateOf(t, "yours")
	lambda, words := 1.0, ""
	for range 80 {
		x, y = max(-1.8, min(x, 1.8)), max(-1.5, min(y, 1.9))
		demotest.Set(t, s, demos.Values{"x": fmt.Sprintf("%.2f", x), "y": fmt.Sprintf("%.2f", y), "lambda": fmt.Sprint(lambda)})
		v := s.Check(nil)
		if words = v.Words; v.Right {
			return
		}
		switch {
		case strings.Contains(words, "to the right"):
			x += 0.05
		case strings.Contains(words, "to the left"):
			x -= 0.05
		case strings.Contains(words, "upwards"):
			y += 0.05
		case strings.Contains(words, "downwards"):
			y -= 0.05
		case strings.Contains(words, "towards the pass") || strings.Contains(words, "nearer to the pass"):
			x, y = 0.93*x, 0.93*y
		case strings.Contains(words, "farther along"):
			lambda = max(0.1, lambda/1.2)
		case strings.Contains(words, "back along"):
			lambda = min(100, 1.2*lambda)
		default:
			t.Errorf("at (%.2f, %.2f), λ = %g no hint in %q", x, y, lambda, words)
			return
		}
	}
	t.Errorf("the hints end at (%.2f, %.2f), λ = %g: %s", x, y, lambda, words)
}

// Keys do what the pointer does.
func TestKeys(t *testing.T) {
	_, s := stateOf(t, "one")
	for _, k := range []struct{ twin, key, want string }{
		{"start", "left", "map[x:0.38 y:0.3]"}, {"start", "up", "map[x:0.4 y:0.32]"}, {"start", "enter", "map[]"},
		{"tip", "right", "map[lambda:0.909]"}, {"tip", "left", "map[lambda:1.1]"}, {"r", "left", "map[r:1.98]"}, {"ghost", "up", "map[]"},
	} {
		if got := fmt.Sprint(map[string]string(s.Press(k.twin, k.key))); got != k.want {
			t.Errorf("%s at %s sets %s, want %s", k.key, k.twin, got, k.want)
		}
	}
}
