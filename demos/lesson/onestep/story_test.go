package onestep

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/lesson/landscape"
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

// after takes n steps of the run, and returns how many there were.
func after(t testing.TB, s *Scene, n int) (taken int) {
	t.Helper()
	for next := s.Next(); next != nil && taken < n; next = s.Next() {
		demotest.Set(t, s, next)
		taken++
	}
	return taken
}

// figure returns a figure in words or three digits.
func figure(s *Scene, symbol string) string {
	for _, f := range s.Figures() {
		if f.Symbol == symbol {
			if f.Words != "" {
				return f.Words
			}
			return plot.Three(float64(f.Value))
		}
	}
	return "none"
}

// Every state shows what its text says.
func TestStates(t *testing.T) {
	for slug, holds := range map[string]func(s *Scene) bool{
		// The parabola touches the loss, and the ball lies at its lowest point.
		"all": func(s *Scene) bool {
			return s.now.eta == s.now.best && s.v["order"] == "2" && s.v["landscape"] == "valley" && s.now.reached < s.now.loss
		},
		// The line promises more than there is, and the loss has begun to rise again.
		"slope": func(s *Scene) bool {
			low := math.Inf(1)
			for i, v := range s.slice.truth {
				if eta := s.slice.etas[i]; eta > 0 && eta < s.now.eta {
					low = min(low, v)
				}
			}
			return s.v["order"] == "1" && s.now.models[0] < 0 && s.now.reached > low*1.01
		},
		// At the same step size the parabola promises nothing any more.
		"curve":  func(s *Scene) bool { return s.v["order"] == "2" && s.now.eta == 0.026 && s.now.promised() < s.now.loss },
		"cauchy": func(s *Scene) bool { return s.byCauchy() && s.now.eta == s.now.gbar/s.now.hbar },
		// A zigzag of 21 steps, on the map.
		"again": func(s *Scene) bool {
			return s.v["view"] == "map" && len(s.way) == 21 && s.settled() && figure(s, "steps") == "21 steps"
		},
		"yours": func(s *Scene) bool { return s.v["view"] == "map" && len(s.way) == 0 && s.land.Name == "bowl" },
	} {
		if _, s := stateOf(t, slug); !holds(s) {
			t.Errorf("%s: %v, step %+v after %d", slug, s.v, s.now, len(s.way))
		}
	}
	_, s := stateOf(t, "slope")
	promised := s.now.models[0]
	if demotest.Set(t, s, demos.Values{"eta": "0.028"}); !(s.now.models[0] < promised) {
		t.Error("a longer step is not promised more by the line")
	}
	// What is shown as a step size and a loss.
	if _, s := stateOf(t, "all"); figure(s, "best") != "0.0138" || plot.Three(s.now.loss) != "6.93" {
		t.Errorf("the opening has η = %s and L = %s", figure(s, "best"), plot.Three(s.now.loss))
	}
}

// What a reader has dragged stays when the next state does not name it.
func TestStatesKeepTheStart(t *testing.T) {
	l, s := stateOf(t, "curve")
	if err := l.Set(demos.Values{"x": "0.3", "y": "1.2"}); err != nil {
		t.Fatal(err)
	}
	if err := l.Enter("cauchy"); err != nil {
		t.Fatal(err)
	}
	if s.v["x"] != "0.3" || s.v["y"] != "1.2" || s.now.eta != s.now.best {
		t.Errorf("after the next state: %v, η = %g of %g", s.v, s.now.eta, s.now.best)
	}
}

// The opening plays: the line grows out of the start, bends to the parabola, and the ball
// rolls to its lowest point; each part takes half a second, and the last picture is that
// of the values.
func TestOpeningPlays(t *testing.T) {
	s := New()
	l := client.NewLesson(s)
	if err := l.Open(nil, ""); err != nil {
		t.Fatal(err)
	}
	moved := map[int]float64{}
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
		for k := range before {
			if s.Glide.At(k) != before[k] && moved[k] == 0 {
				moved[k] = l.Now
			}
		}
	}
	if !(moved[atLine] > 0 && moved[atLine] < 1000 && moved[atBend] > moved[atLine]+500 && moved[atEta] > moved[atBend]+500) || s.Moving() || s.now.eta != s.now.best {
		t.Errorf("line, bend and ball move at %g, %g, %g ms; moving %t", moved[atLine], moved[atBend], moved[atEta], s.Moving())
	}
}

// On the bowl each of Cauchy's steps ends where the loss is level along it, and the next
// turns off at a right angle; it ends at its own promise.
func TestZigzagHasRightAngles(t *testing.T) {
	_, s := stateOf(t, "again")
	for k, w := range s.way {
		next := s.now
		if k+1 < len(s.way) {
			next = s.way[k+1]
		}
		a, b := w.gradient, next.gradient
		cos := (a.X*b.X + a.Y*b.Y) / math.Sqrt(w.gbar*next.gbar)
		if !(math.Abs(cos) <= 1e-11) || !near(w.ratio(), 1) || w.eta != w.best {
			t.Errorf("step %d: the cosine is %g, ρ = %g", k+1, cos, w.ratio())
		}
	}
}

// There are starts without a zigzag: those on an axis of the bowl.
func TestStartsWithoutAZigzag(t *testing.T) {
	_, s := stateOf(t, "yours")
	for _, at := range []demos.Values{{"x": "1.63", "y": "0.76"}, {"x": "0.38", "y": "-0.815"}} {
		demotest.Set(t, s, at)
		if n := after(t, s, most); n > 2 {
			t.Errorf("%v takes %d steps", at, n)
		}
		demotest.Set(t, s, demos.Values{"step": "0"})
	}
}

// A step is taken from where the last one ended; the reader's own sizes stay in the path,
// the others are Cauchy's; the next step is aimed as large a share of Cauchy's.
func TestStepsAreTaken(t *testing.T) {
	_, s := stateOf(t, "yours")
	after(t, s, 2)
	if s.v["path"] != "" || len(s.way) != 2 || len(s.cauchy) != 0 {
		t.Errorf("two of Cauchy’s: path %q, %d steps", s.v["path"], len(s.way))
	}
	aimed := s.now.best * 0.8
	demotest.Set(t, s, demos.Values{"eta": number(aimed)})
	if s.v["rule"] != "mine" || s.now.eta != aimed {
		t.Errorf("η moved: %v", s.v)
	}
	end := s.now.end
	after(t, s, 1)
	if len(s.way) != 3 || s.now.start != end || s.way[2].eta != aimed || s.way[1].eta != s.way[1].best || len(s.cauchy) != 3 {
		t.Fatalf("the third step: %+v, path %q", s.way, s.v["path"])
	}
	if share := s.now.eta / s.now.best; !(math.Abs(share-0.8) <= 0.005) {
		t.Errorf("the next is aimed at %g of Cauchy’s", share)
	}
	if want, _ := s.walk(nil, s.start(), 3, nil); s.cauchy[2].reached != want[2].reached || want[2].eta != want[2].best {
		t.Error("Cauchy’s way beside it is another one")
	}
	// The way restarts and is walked again; moving η there begins another one.
	path := s.v["path"]
	demotest.Set(t, s, demos.Values{"step": "0"})
	after(t, s, 3)
	if s.v["path"] != path || s.now.start != end && len(s.way) == 3 && s.way[2].eta != aimed {
		t.Errorf("walked again: path %q, want %q", s.v["path"], path)
	}
	demotest.Set(t, s, demos.Values{"step": "1"})
	demotest.Set(t, s, demos.Values{"eta": "0.2"})
	if s.now.eta != 0.2 || len(s.way) != 1 {
		t.Errorf("η moved after one step: η = %g, %d steps, path %q", s.now.eta, len(s.way), s.v["path"])
	}
	for path, want := range map[string]string{"0.1 x": "“x” is no step size", "0.1 -2": "“-2” is no", "0": "“0”", "inf": "“inf”", strings.Repeat("1 ", most+1): "at most 40"} {
		if err := s.Set(demos.Values{"path": path}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("path %q: %v", path, err)
		}
	}
}

// A run ends: where Cauchy's next step wins next to nothing, where there is nowhere to
// go, where the loss is no number any more, and after the most steps there are.
func TestRunsEnd(t *testing.T) {
	for name, c := range map[string]struct {
		changes demos.Values
		last    int
		settled bool
	}{
		"arrives":      {demos.Values{"landscape": "bowl", "x": "-1.9", "y": "-0.6", "rule": "cauchy"}, 21, true},
		"goes nowhere": {demos.Values{"landscape": "bowl", "x": "0", "y": "0"}, 0, false},
		"too short":    {demos.Values{"landscape": "bowl", "eta": "0.0001"}, most, false},
		"too long":     {demos.Values{"landscape": "bowl", "eta": "100"}, -1, false},
		"no number":    {demos.Values{"landscape": "valley", "x": "2", "y": "2", "eta": "100"}, -1, false},
	} {
		s := demotest.With(t, New, c.changes)
		n := after(t, s, 2*most)
		if c.last >= 0 && n != c.last || c.last < 0 && (n >= most || s.now.lands()) || s.settled() != c.settled {
			t.Errorf("%s: %d steps, settled %t", name, n, s.settled())
		}
		demotest.Told(t, name, s)
	}
	// Where the loss curves downwards Cauchy has no step: then η is the reader's.
	s := demotest.With(t, New, demos.Values{"landscape": "saddle", "x": "0.1", "y": "0", "rule": "cauchy", "step": "7", "eta": "0.5"})
	if len(s.way) != 0 || s.now.eta != 0.5 || s.byCauchy() || !(s.now.hbar <= 0) {
		t.Errorf("at the saddle: %d steps, %+v", len(s.way), s.now)
	}
}

// A loss that rises is not shown as a drop, small or large.
func TestARiseIsToldAsARise(t *testing.T) {
	for _, v := range []demos.Values{{"landscape": "bowl", "eta": "0.3"}, {"landscape": "valley", "x": "1.2", "y": "0.5", "eta": "0.1"}} {
		s := demotest.With(t, New, v)
		if !s.now.rises() {
			t.Fatalf("%v: the loss falls", v)
		}
		if got := figure(s, "drop"); !strings.HasPrefix(got, "none: the loss rises by ") || !strings.Contains(s.Alt(), "it rises, the step is too long") {
			t.Errorf("%v: %q, %s", v, got, s.Alt())
		}
		s.Settle()
		told := false
		for _, text := range demotest.Record(s, demotest.Desktop).Texts {
			told = told || strings.HasSuffix(text.Text, ": it rises")
		}
		if from := s.slice.land.Point(0, s.now.loss); !told || !(s.slice.contact.Y < from.Y) {
			t.Errorf("%v: the picture does not say that it rises, or the ball is not above the start", v)
		}
	}
}

// Links from before there were steps open what they meant.
func TestOlderLinks(t *testing.T) {
	l := client.NewLesson(New())
	if err := l.Open([]client.Pair{{"landscape", "bowl"}, {"eta", "0.05"}}, ""); err != nil {
		t.Fatal(err)
	}
	s := l.Lesson.(*Scene)
	if s.now.eta != 0.05 || s.now.start != (plot.XY{X: -1.1, Y: 0.5}) || len(s.way) > 0 || s.land.Name != "bowl" || s.v["view"] != "slice" {
		t.Errorf("opened %v", s.v)
	}
}

// The marked minima are some.
func TestBottoms(t *testing.T) {
	for name, at := range bottoms {
		l := landscape.New(name)
		var theta, g [2]float64
		l.Theta(theta[:], at.X, at.Y)
		if l.Slopes(g[:], theta[:]); g != [2]float64{} || l.Value(at.X, at.Y) != 0 {
			t.Errorf("%s at %v: slopes %v, loss %g", name, at, g, l.Value(at.X, at.Y))
		}
	}
}

// ten is what ten steps from the exercise's start are judged, each the same share of
// Cauchy's: the first is set by hand, Step does the rest.
func ten(t *testing.T, share float64) (*Scene, demos.Verdict) {
	_, s := stateOf(t, "yours")
	s.hold(demos.Values{"eta": s.near("eta", share*s.now.best)})
	after(t, s, asked)
	return s, s.Check(nil)
}

// Ten steps that are five per cent shorter than Cauchy's end lower than his, and so do
// others; longer ones do not. The text names his loss.
func TestShorterStepsEndLower(t *testing.T) {
	for share, right := range map[float64]bool{0.98: true, 0.95: true, 0.9: true, 0.7: true, 0.5: true, 1.02: false, 1.3: false, 1.8: false, 0.02: false} {
		s, v := ten(t, share)
		if v.Right != right || len(s.way) != asked && !s.settled() {
			t.Errorf("%g of Cauchy’s: %d steps, %+v", share, len(s.way), v)
		}
	}
	_, s := stateOf(t, "yours")
	after(t, s, asked)
	if v := s.Check(nil); v.Right || !strings.Contains(v.Words, "Cauchy’s ten, to a loss of 0.0454") {
		t.Errorf("Cauchy’s own: %+v", v)
	}
	// Two steps that know the bowl's curvatures, 12 and 1, land in the minimum.
	_, s = stateOf(t, "yours")
	demotest.Set(t, s, demos.Values{"path": number(1./12) + " 1", "step": "2"})
	if v := s.Check(nil); !v.Right || !(s.now.loss <= 1e-25) || !strings.Contains(v.Words, "after 2 steps") {
		t.Errorf("1/12 and 1: loss %g, %+v", s.now.loss, v)
	}
}

// What a hint says to do leads to a right answer.
func TestHintsLeadToAnAnswer(t *testing.T) {
	for _, share := range []float64{1, 1.02, 1.1, 1.5, 1.9, 0.02, 0.05} {
		for try := 0; ; try++ {
			_, v := ten(t, share)
			if v.Right {
				break
			}
			switch {
			case try == 2:
				t.Fatalf("after two hints: %s", v.Words)
			case strings.Contains(v.Words, "a little shorter than Cauchy’s") || strings.Contains(v.Words, "a little to the left"):
				share = 0.95
			case strings.Contains(v.Words, "stay nearer to the lowest point"):
				share = 0.8
			default:
				t.Fatalf("%g: no hint in %q", share, v.Words)
			}
		}
	}
	for want, changes := range map[string]demos.Values{
		"on the bowl": {"landscape": "valley"}, "0 steps so far": {}, "slope is 0": {"x": "0", "y": "0"},
		"Cauchy is lucky": {"x": "1.2", "y": "0.55", "step": "10"},
	} {
		_, s := stateOf(t, "yours")
		demotest.Set(t, s, changes)
		if v := s.Check(nil); v.Right || !strings.Contains(v.Words, want) {
			t.Errorf("%v: %+v, want %q", changes, v, want)
		}
	}
}

// Wherever Cauchy is not lucky, steps of 90 or 80 % of his end lower.
func TestExerciseHasAnswersFromEveryStart(t *testing.T) {
	_, s := stateOf(t, "yours")
	tried := 0
	for x := -2.4; x < 2.5; x += 0.2 {
		for y := -1.5; y < 1.6; y += 0.2 {
			demotest.Set(t, s, demos.Values{"x": number(x), "y": number(y), "step": "0", "path": "", "rule": "cauchy"})
			if his, _ := s.walk(nil, s.start(), asked, nil); len(his) < asked || his[asked-1].reached < lucky*s.now.loss {
				continue
			}
			right := false
			for _, share := range []float64{0.9, 0.8} {
				demotest.Set(t, s, demos.Values{"step": "0", "path": ""})
				demotest.Set(t, s, demos.Values{"eta": s.near("eta", share*s.now.best)})
				after(t, s, asked)
				right = right || s.Check(nil).Right
			}
			if !right {
				t.Errorf("from (%.1f, %.1f): %+v", x, y, s.Check(nil))
			}
			tried++
		}
	}
	if tried < 50 {
		t.Errorf("only %d starts", tried)
	}
}

// Keys do what the pointer does.
func TestKeys(t *testing.T) {
	_, s := stateOf(t, "cauchy")
	for _, c := range []struct{ twin, key, want string }{
		{"start", "left", "map[x:-1.12 y:0.5]"}, {"start", "up", "map[x:-1.1 y:0.52]"}, {"start", "enter", "map[]"},
		{"ball", "right", "map[eta:0.0141 rule:mine]"}, {"ball", "left", "map[eta:0.0135 rule:mine]"}, {"ball", "up", "map[]"}, {"ghost", "enter", "map[]"},
		{"lowest", "enter", "map[rule:cauchy]"}, {"lowest", "left", "map[]"},
	} {
		if got := fmt.Sprint(map[string]string(s.Press(c.twin, c.key))); got != c.want {
			t.Errorf("%s at %s sets %s, want %s", c.key, c.twin, got, c.want)
		}
	}
	demotest.Set(t, s, demos.Values{"eta": "0.0001"})
	if got := s.Press("ball", "left")["eta"]; got != "0.0001" {
		t.Errorf("the ball leaves its range: %s", got)
	}
	demotest.Set(t, s, demos.Values{"x": "-3"})
	if got := s.Press("start", "left")["x"]; got != "-3" {
		t.Errorf("the start leaves its range: %s", got)
	}
}

// Reset leads back to the values at which the opening comes to rest.
func TestResetLeadsToTheEndOfTheOpening(t *testing.T) {
	l, _ := stateOf(t, "all")
	rest := fmt.Sprint(l.Values())
	if err := l.Do(client.Reset, nil); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(l.Values()); got != rest {
		t.Errorf("reset to %s, want %s", got, rest)
	}
}
