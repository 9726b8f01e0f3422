package changeofunits

import (
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
)

// The exercise wants every method decided, refuses a wrong one with a hint
// that is about it, and takes what the engine finds; nothing is solved at first.
func TestExercise(t *testing.T) {
	for _, v := range []demos.Values{{}, {"model": "network"}, {"model": "network", "part": "input"}, {"model": "network", "alpha": "0.1", "part": "second", "seed": "4"}} {
		s := demotest.With(t, New, v)
		if s.Check(demos.Values{}).Right || s.Check(demos.Defaults(s.Questions())).Right {
			t.Errorf("%v: solved before anything is answered", v)
		}
		truth := demos.Values{}
		for _, p := range predictions {
			truth["says-"+p.name] = "split"
			if s.judge(p) <= coincide {
				truth["says-"+p.name] = "coincide"
			}
		}
		t.Logf("%v: %v", v, truth)
		read, err := demos.Read(s.Questions(), truth)
		if err != nil {
			t.Fatal(err)
		}
		if verdict := s.Check(read); !verdict.Right || verdict.Words == "" {
			t.Errorf("%v: the truth is told %+v", v, verdict)
		}
		for _, p := range predictions {
			name := "says-" + p.name
			other := "split"
			if truth[name] == other {
				other = "coincide"
			}
			if verdict := s.Check(truth.With(demos.Values{name: other})); verdict.Right || !strings.Contains(verdict.Words, p.label) {
				t.Errorf("%v: %s wrong is told %+v", v, p.name, verdict)
			}
		}
	}
	s := demotest.With(t, New, demos.Values{"alpha": "1.5"})
	if verdict := s.Check(demos.Values{}); verdict.Right || !strings.Contains(verdict.Words, "factor") {
		t.Errorf("units that hardly differ: %+v", verdict)
	}
}

// The start can be dragged, and what it is dragged to is a value.
func TestDragTheStart(t *testing.T) {
	s := New()
	c := demotest.Record(s, demotest.Desktop)
	at := s.plane.plane.At(s.startPoint())
	for k, p := range []demos.Point{at, {X: at.X + 40, Y: at.Y - 30}, {X: at.X + 80, Y: at.Y - 60}} {
		s.Update(demos.Pointer{Point: p, Inside: true, Down: true}, &demos.Light)
		s.Draw(c)
		if k == 0 && (s.Value("x") != "1.2" || s.Value("y") != "0.2") {
			t.Error("a press moves the start")
		}
	}
	if !(s.State().Number("x") > 1.3 && s.State().Number("y") > 0.25) {
		t.Errorf("dragged to %s, %s", s.Value("x"), s.Value("y"))
	}
	if got := s.pairs[ours].here.places[0][0]; got != s.State().Number("x") {
		t.Errorf("the run starts at %g", got)
	}
}

// A symbol of the text leaves its own panel in full and fades the two others;
// what lies below the pointer lights its symbol.
func TestSymbolsLight(t *testing.T) {
	s := New()
	c := &demos.Recorder{Width: 1040, Height: 650}
	s.Draw(c)
	plain := len(c.Rects)
	for _, f := range s.Figures() {
		s.Light(f.Symbol)
		if !s.Stale() {
			t.Errorf("%s changes nothing", f.Symbol)
		}
		s.Draw(c)
		if got := len(c.Rects) - plain; got != 2 {
			t.Errorf("%s fades %d panels", f.Symbol, got)
		}
	}
	s.Light("")
	for symbol, p := range map[string]demos.Point{"theta": s.plane.plane.Area.Middle(), "apart": s.gap.axes.Area.Middle(), "": {X: 1, Y: 1}} {
		if s.Update(demos.Pointer{Point: p, Inside: true}, &demos.Light); s.Lit() != symbol {
			t.Errorf("at %v %q is lit, want %q", p, s.Lit(), symbol)
		}
	}
}

// What runs away is said in words with a way out.
func TestFailuresInWords(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"alpha": "100", "rate": "1", "step": "20"})
	if !strings.Contains(s.message, "step size") || !strings.Contains(s.Alt(), s.message) {
		t.Errorf("message %q", s.message)
	}
}

var states = demotest.States{
	"opening": {}, "adam": {"rival": "adam", "step": "20"}, "network": {"model": "network", "step": "12", "rival": "isotropic"},
	"cauchy": {"rival": "cauchy", "step": "20", "part": "second"}, "diverged": {"alpha": "100", "rate": "1", "step": "20"},
	"inside": {"model": "network", "part": "input", "step": "10", "direction": "sign"},
}

// In the opening every bar has its number, and beside the new units stands the
// factor of which the text speaks: a hundredth for the first layer.
func TestEveryBarHasItsNumber(t *testing.T) {
	for _, size := range append(demotest.SizesOf([][2]float64{{733, 500}, {390, 380}}), demotest.Sizes...) {
		s := New()
		c := demotest.Record(s, size)
		numbers, factors := 0, 0
		for _, text := range c.Texts {
			// The numbers of bars alone are in a fixed pitch.
			if !text.Style.Mono || !s.layout.sizes.Holds(text.Box.Middle()) {
				continue
			}
			numbers++
			if factor := strings.ReplaceAll(text.Text, "× ", "×"); strings.HasSuffix(factor, "×0.01") || strings.HasSuffix(factor, "×1") {
				factors++
			}
		}
		if numbers != 4 || factors != 2 {
			t.Errorf("%gx%g: %d numbers at 4 bars, %d factors of 2", size.W, size.H, numbers, factors)
		}
	}
}

func TestPictures(t *testing.T) { demotest.Gallery(t, "units", New, states, "network") }

func TestTextIsLegible(t *testing.T) {
	for name, v := range states {
		demotest.Legible(t, name, demotest.With(t, New, v), demotest.Sizes...)
	}
}

func BenchmarkScene(b *testing.B) {
	demotest.Frames(b, demotest.With(b, New, demos.Values{"step": "20"}))
}

// BenchmarkJump is a new α at step 20.
func BenchmarkJump(b *testing.B) {
	for _, model := range []string{"two", "network"} {
		b.Run(model, func(b *testing.B) {
			s := demotest.With(b, New, demos.Values{"model": model, "step": "20"})
			k := 0
			for b.Loop() {
				k++
				if err := s.Set(demos.Values{"alpha": []string{"10", "5"}[k%2]}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
