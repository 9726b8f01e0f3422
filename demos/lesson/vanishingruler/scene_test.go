package vanishingruler

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/engine/cubic"
)

// every visits all choices of loss, activation and partition for some seeds.
func every(t *testing.T, visit func(at string, w *view)) {
	t.Helper()
	s := New()
	options := map[string][]string{}
	for _, c := range controls() {
		for _, o := range c.Options {
			options[c.Name] = append(options[c.Name], o.Value)
		}
	}
	for _, loss := range options["loss"] {
		for _, activation := range options["activation"] {
			for _, partition := range options["partition"] {
				for seed := 1; seed <= 6; seed++ {
					v := demos.Values{"loss": loss, "activation": activation, "partition": partition, "seed": fmt.Sprint(seed)}
					if err := s.Set(v); err != nil {
						t.Fatalf("%v: %v", v, err)
					}
					visit(fmt.Sprintf("%s, %s, %s, seed %d", loss, activation, partition, seed), &s.view)
				}
			}
		}
	}
}

// Law: squared error over a linear last layer has no third derivative along a
// group of the last layer alone: D is exactly 0, whatever the activation.
func TestSquaredErrorHasNoRulerInTheLastLayer(t *testing.T) {
	seen := 0
	every(t, func(at string, w *view) {
		for g, holds := range w.holds {
			last := !slices.Contains(holds, w1) && !slices.Contains(holds, b1)
			if w.loss == squared && last {
				if seen++; w.d[g] != 0 {
					t.Errorf("%s: D of %s is %g", at, w.names[g], w.d[g])
				}
			}
		}
	})
	if seen < 100 {
		t.Errorf("only %d groups", seen)
	}
}

// Law: a group for each layer brings nothing back, one group for both layers
// does: with squared error D is 0 for the last layer and positive for all.
func TestOnlyAGroupOfBothLayersBringsTheRulerBack(t *testing.T) {
	every(t, func(at string, w *view) {
		if w.loss != squared {
			return
		}
		switch w.partition {
		case "per-layer":
			if w.d[w.owner[w2]] != 0 {
				t.Errorf("%s: D of the last layer is %g", at, w.d[w.owner[w2]])
			}
		case "trivial", "weights-biases":
			if w.d[w.owner[w2]] == 0 {
				t.Errorf("%s: D is 0 for the group of W₁ and W₂", at)
			}
		}
	})
}

// Law: what the text says of a group's ruler is what the engine finds: D is 0
// exactly where the loss is a parabola along the group.
func TestOriginsAreTheEnginesZeros(t *testing.T) {
	count := map[origin]int{}
	every(t, func(at string, w *view) {
		for g := range w.d {
			o := w.origin(g)
			count[o]++
			if zero := o == none || o == noSlope; zero != (w.d[g] == 0) {
				t.Errorf("%s: D of %s is %g, but %q", at, w.names[g], w.d[g], w.why(g))
			}
		}
	})
	for _, o := range []origin{none, fromLoss, fromBend, fromPair} {
		if count[o] == 0 {
			t.Errorf("no case of origin %d", o)
		}
	}
}

// Law: the solver finds no step exactly where H̄ has a negative eigenvalue among
// the groups without a ruler; the lesson then shows a direction that falls for
// ever, and else it does not.
func TestUnboundedIsNegativeCurvatureWithoutRuler(t *testing.T) {
	unbounded, bounded := 0, 0
	every(t, func(at string, w *view) {
		n := len(w.d)
		zero := w.unruled()
		low := math.Inf(1)
		if len(zero) > 0 {
			// In units of the groups' own curvature, which makes sizes comparable.
			unit := func(g int) float64 { return math.Sqrt(math.Abs(w.hbar[g*n+g])) }
			h := mat.NewSymDense(len(zero), nil)
			for i, g := range zero {
				for j, o := range zero[:i+1] {
					h.SetSym(i, j, w.hbar[g*n+o]/(unit(g)*unit(o)))
				}
			}
			var e mat.EigenSym
			if !e.Factorize(h, false) {
				t.Fatalf("%s: no eigenvalues", at)
			}
			low = e.Values(nil)[0]
		}
		if !(math.Abs(low) >= 1e-9) {
			t.Fatalf("%s: an eigenvalue of %g decides nothing", at, low)
		}
		if (low < 0) != (w.status == cubic.Unbounded) {
			t.Errorf("%s: lowest eigenvalue without ruler %g, status %v", at, low, w.status)
		}
		if (w.way == falling) != (w.status == cubic.Unbounded) {
			t.Errorf("%s: status %v, but the curves show way %d", at, w.status, w.way)
		}
		if w.status == cubic.Unbounded {
			unbounded++
		} else {
			bounded++
		}
	})
	if unbounded < 15 || bounded < 100 {
		t.Errorf("%d unbounded, %d bounded", unbounded, bounded)
	}
}

// Law: along a direction that falls for ever the model is the quadratic one,
// ruler or not, and promises more than the loss has; the true loss never does.
func TestTheModelPromisesMoreThanThereIs(t *testing.T) {
	every(t, func(at string, w *view) {
		last := len(w.ts) - 1
		for i := range w.ts {
			if !(w.truth[i] >= -w.value*(1+1e-12)) {
				t.Errorf("%s: the loss falls to %g", at, w.value+w.truth[i])
			}
			if !(w.ruled[i] >= w.plain[i]) {
				t.Errorf("%s: the cubic term lowers the model", at)
			}
		}
		switch w.way {
		case falling:
			if w.ruled[last] != w.plain[last] || !(w.ruled[last] <= -2*w.value) || !(w.bend < 0) || !(w.slope >= 0) {
				t.Errorf("%s: falls to %g from a loss of %g, slope %g, bend %g", at, w.ruled[last], w.value, w.slope, w.bend)
			}
		case caught:
			if !(w.bend < 0) || math.IsInf(w.turn, 1) {
				t.Errorf("%s: caught, bend %g, turn %g", at, w.bend, w.turn)
			}
			if far := w.ts[last]; w.turn < far && !(w.ruled[last] > slices.Min(w.ruled)) {
				t.Errorf("%s: the ruler's end at t = %g is not to be seen", at, w.turn)
			}
		}
		if w.status.Solved() && w.promise > 0 {
			t.Errorf("%s: the step raises the model by %g", at, w.promise)
		}
	})
}

// Case: the opening has no ruler at all and no step.
func TestOpening(t *testing.T) {
	w := &New().view
	for g, d := range w.d {
		if d != 0 {
			t.Errorf("D of %s is %g", w.names[g], d)
		}
	}
	if w.status != cubic.Unbounded || !(w.eigen[0] < 0) || len(w.names) != 4 {
		t.Errorf("status %v, eigenvalues %v", w.status, w.eigen)
	}
}

// Case: units that no sample opens have no gradient, no row of H̄ and no ruler,
// and the words name their groups.
func TestDeadUnits(t *testing.T) {
	s := New()
	if err := s.Set(demos.Values{"bias": "-4"}); err != nil {
		t.Fatal(err)
	}
	w := &s.view
	if got := w.listed(w.deadGroups()); got != "W₁, b₁ and W₂" {
		t.Errorf("dead: %s", got)
	}
	for _, g := range w.deadGroups() {
		for j := range w.d {
			if w.gbar[g] != 0 || w.d[g] != 0 || w.hbar[g*len(w.d)+j] != 0 {
				t.Errorf("%s: ḡ = %g, D = %g, H̄ = %g", w.names[g], w.gbar[g], w.d[g], w.hbar[g*len(w.d)+j])
			}
		}
	}
	if w.status != cubic.Unregularised {
		t.Errorf("status %v", w.status)
	}
}

// Case: an ELU whose units are all open is a straight line, and says so.
func TestOpenELUIsStraight(t *testing.T) {
	s := New()
	if err := s.Set(demos.Values{"activation": "elu", "bias": "4"}); err != nil {
		t.Fatal(err)
	}
	for g, d := range s.view.d {
		if d != 0 || s.view.origin(g) != none {
			t.Errorf("D of %s is %g: %s", s.view.names[g], d, s.view.why(g))
		}
	}
}

// The exercise: open at first and in every state of the story; right where there is a
// step without a ruler that promises no more than there is, and only there; the hint
// depends on what is wrong.
func TestExercise(t *testing.T) {
	hints := map[string]bool{}
	for name, k := range map[string]struct {
		v     demos.Values
		right bool
	}{
		"opening":         {nil, false},
		"cross-entropy":   {demos.Values{"loss": crossed}, false},
		"one group":       {demos.Values{"partition": "trivial"}, false},
		"dead":            {demos.Values{"bias": "-4"}, false},
		"elu, layers":     {demos.Values{"partition": "per-layer", "activation": "elu"}, false},
		"sigmoid, layers": {demos.Values{"partition": "per-layer", "activation": "sigmoid"}, true},
	} {
		s := New()
		if err := s.Set(k.v); err != nil {
			t.Fatal(err)
		}
		got := s.Check(nil)
		if got.Right != k.right || len(got.Words) < 40 {
			t.Errorf("%s: %v %q", name, got.Right, got.Words)
		}
		if !got.Right {
			hints[got.Words] = true
		}
	}
	if len(hints) < 5 {
		t.Errorf("only %d different hints", len(hints))
	}
	for _, state := range New().States() {
		if _, s := stateOf(t, state.Slug); s.Check(nil).Right {
			t.Errorf("%s is an answer", state.Slug)
		}
	}
	right, wrong := 0, 0
	every(t, func(at string, w *view) {
		s := &Scene{view: *w}
		got := s.Check(nil).Right
		if want := w.loss == squared && len(w.free()) > 0 && len(w.deadGroups()) == 0 && w.status.Solved() && -w.promise <= w.value; got != want {
			t.Errorf("%s: %t", at, got)
		} else if got {
			right++
		} else {
			wrong++
		}
	})
	if right < 20 || wrong < 200 {
		t.Errorf("%d right, %d wrong", right, wrong)
	}
}

// The hints lead to an answer from the opening: an activation that bends, then a group for
// each layer, then, if the promise is still too large, other biases.
func TestHintsLeadToAnAnswer(t *testing.T) {
	for seed := 1; seed <= 12; seed++ {
		s := New()
		set := func(v demos.Values) demos.Verdict {
			if err := s.Set(v); err != nil {
				t.Fatal(err)
			}
			return s.Check(nil)
		}
		set(demos.Values{"seed": fmt.Sprint(seed)})
		found := false
		for _, v := range []demos.Values{{"activation": "sigmoid"}, {"partition": "per-layer"}, {"bias": "-2"}, {"bias": "4"}} {
			found = found || set(v).Right
		}
		if !found {
			t.Errorf("seed %d: no answer", seed)
		}
	}
}

// Every value of every control gives numbers, words and tables.
func TestEveryStateIsAnswered(t *testing.T) {
	every(t, func(at string, w *view) {
		long, short := w.words()
		if len(long) < 30 || len(short) < 10 || len(short) > len(long) {
			t.Errorf("%s: words %q, %q", at, long, short)
		}
		for _, v := range slices.Concat(w.truth, w.plain, w.ruled, w.eigen, w.v) {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("%s: %g on the picture", at, v)
			}
		}
	})
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

// Every state shows what its text says.
func TestStates(t *testing.T) {
	below := func(s *Scene) bool {
		w := &s.view
		return w.value+s.at(w.ruled) < 0 && w.value+s.at(w.truth) > 0 && w.way == falling && slices.Max(w.d) == 0
	}
	for slug, holds := range map[string]func(s *Scene) bool{
		"all": below, "ruler": below,
		"chain": func(s *Scene) bool {
			w := &s.view
			return w.d[w.owner[w1]] > 0 && w.d[w.owner[b1]] > 0 && w.d[w.owner[w2]] == 0 && w.d[w.owner[b2]] == 0
		},
		"product":  func(s *Scene) bool { return s.view.d[0] > 0 && s.view.status.Solved() },
		"harmless": func(s *Scene) bool { return s.view.status.Solved() && len(s.view.free()) == 2 },
		"find":     func(s *Scene) bool { return s.view.status == cubic.Unbounded },
	} {
		if _, s := stateOf(t, slug); !holds(s) || s.Moving() {
			t.Errorf("%s: %v, %v, %s", slug, s.State(), s.view.d, s.Big())
		}
	}
	// Cross-entropy gives every group its ruler, a group for each layer does not, and the
	// model of an ELU in layers promises a fall of hundreds of thousands from a loss of 2.
	_, s := stateOf(t, "ruler")
	if demotest.Set(t, s, demos.Values{"loss": crossed}); slices.Min(s.view.d) == 0 {
		t.Errorf("with cross-entropy D is %v", s.view.d)
	}
	if demotest.Set(t, s, demos.Values{"loss": squared, "partition": "per-layer"}); slices.Max(s.view.d) != 0 {
		t.Errorf("in layers D is %v", s.view.d)
	}
	if demotest.Set(t, s, demos.Values{"activation": "elu"}); !(-s.view.promise > 2e5 && -s.view.promise < 1e6) || math.Round(s.view.value) != 2 {
		t.Errorf("it promises %g from %g", -s.view.promise, s.view.value)
	}
}

// The opening plays: the rulers lose their marks, and the ball falls through the floor.
func TestOpeningPlays(t *testing.T) {
	s := New()
	l := client.NewLesson(s)
	if err := l.Open(nil, ""); err != nil {
		t.Fatal(err)
	}
	c := demotest.Recorder(demotest.Desktop)
	marks, through := 0.0, false
	for range 400 {
		l.Now += 1000. / 60
		if _, err := l.Tick(); err != nil {
			t.Fatal(err)
		}
		l.Update(demos.Pointer{}, &demos.Light)
		l.Draw(c)
		marks = max(marks, s.Glide.At(atRuler))
		through = through || s.loss(withRuler, s.Glide.At(atBall)) < 0
	}
	if marks < 0.1 || s.Glide.At(atRuler) != 0 || !through || s.Moving() {
		t.Errorf("the ruler had %g of its marks, through the floor: %t", marks, through)
	}
}

// The ball is dragged, links of the chain are pressed, and keys do the same.
func TestHand(t *testing.T) {
	for _, size := range []demotest.Size{demotest.Desktop, demotest.SizesOf([][2]float64{{390, 456}})[0]} {
		s := demotest.With(t, New, demos.Values{"t": "0.3"})
		s.Settle()
		c := demotest.Record(s, size)
		at := func(q demos.Point, down bool) {
			s.Update(demos.Pointer{Point: q, Inside: true, Down: down}, &demos.Light)
			s.Draw(c)
		}
		twins := s.Twins()
		if len(twins) != 1+links {
			t.Fatalf("%v: the twins are %v", size, twins)
		}
		from := twins[0].Box.Middle()
		to := demos.Point{X: s.picture.axes.Point(0.6, 0).X, Y: from.Y}
		at(from, false)
		at(from, true)
		at(to, true)
		if got := s.State().Number("t"); math.Abs(got-0.6) > 0.011 || s.Moving() || s.Lit() != "" {
			t.Errorf("%v: the ball is at %g", size, got)
		}
		at(to, false)
		for i, twin := range s.Twins()[1:] {
			before := s.State()
			want := before.With(s.Press(twin.Name, "enter"))
			q := twin.Box.Middle()
			at(q, false)
			at(q, true)
			at(q, false)
			if got := s.State(); !maps.Equal(got, want) || maps.Equal(got, before) {
				t.Errorf("%v: link %d pressed sets %v, Enter %v", size, i+1, got, want)
			}
			s.Settle()
			at(demos.Point{}, false)
		}
		if v := s.Press("ball", "left"); v.Number("t") >= s.part || s.Press("ball", "enter") != nil || s.Press("nobody", "enter") != nil {
			t.Errorf("left sets %v", v)
		}
	}
}

// A frame in the midst of a glide.
func BenchmarkGlide(b *testing.B) {
	s := New()
	c := demotest.Record(s, demotest.Desktop)
	for i := 0; b.Loop(); i++ {
		if !s.Moving() {
			if err := s.Set(demos.Values{"loss": []string{squared, crossed}[i%2]}); err != nil {
				b.Fatal(err)
			}
		}
		s.Update(demos.Pointer{}, &demos.Light)
		s.Draw(c)
	}
}
