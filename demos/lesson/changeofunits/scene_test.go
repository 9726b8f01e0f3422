package changeofunits

import (
	"bytes"
	"fmt"
	"math"
	"slices"
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

// What a hand does a key does, too: the start and the scale are dragged, and the rings
// follow in the same frame.
func TestHand(t *testing.T) {
	for _, size := range []demotest.Size{demotest.Desktop, demotest.SizesOf([][2]float64{{390, 456}})[0]} {
		s := New()
		c := demotest.Record(s, size)
		drag := func(from, to demos.Point) {
			for _, p := range []demos.Pointer{{Point: from, Inside: true}, {Point: from, Inside: true, Down: true}, {Point: to, Inside: true, Down: true}} {
				s.Update(p, &demos.Light)
				s.Draw(c)
			}
			if s.Moving() || s.Lit() != "" {
				t.Errorf("%v: what is held glides, or lights %q", size, s.Lit())
			}
			s.Update(demos.Pointer{Point: to, Inside: true}, &demos.Light)
			s.Draw(c)
		}
		twins := s.Twins()
		if twins[0].Name != "start" || twins[1].Name != "scale" {
			t.Fatalf("the twins are %v", twins)
		}
		from := twins[0].Box.Middle()
		drag(from, demos.Point{X: from.X + 40, Y: from.Y - 30})
		if !(s.State().Number("x") > 1.25 && s.State().Number("y") > 0.21) {
			t.Errorf("%v: dragged to %s, %s", size, s.Value("x"), s.Value("y"))
		}
		if got := s.pairs[ours].here.places[0][0]; got != s.State().Number("x") {
			t.Errorf("%v: the run starts at %g", size, got)
		}
		at := s.scaleAt(0)
		drag(s.scaleAt(1), at)
		if got := s.State().Number("alpha"); math.Abs(got-1) > 0.02 {
			t.Errorf("%v: the scale dragged to 1 is %g", size, got)
		}
		before := s.State()
		for key, up := range map[string]bool{"left": false, "right": true} {
			if v := s.Press("scale", key); v.Number("alpha") > before.Number("alpha") != up {
				t.Errorf("%s sets %v", key, v)
			}
		}
		if v := s.Press("start", "up"); v["y"] == before["y"] || v["x"] != before["x"] {
			t.Errorf("up sets %v", v)
		}
		if s.Press("start", "enter") != nil || s.Press("nobody", "left") != nil {
			t.Error("a key without a meaning sets something")
		}
	}
}

// A symbol of the text that has a part of the picture lights it, whatever is shown.
func TestSymbolsLight(t *testing.T) {
	s := New()
	size := demotest.Desktop
	plain := demotest.Paint(t, "units", s, size, demos.Pointer{}, &demos.Light)
	for _, symbol := range ofPicture {
		s.Light(symbol)
		if bytes.Equal(demotest.Paint(t, "units", s, size, demos.Pointer{}, &demos.Light), plain) {
			t.Errorf("%s changes nothing", symbol)
		}
	}
	s.Light("")
	demotest.Record(s, size)
	for symbol, p := range map[string]demos.Point{"alpha": s.scaleAt(-1.5), "": {X: 1, Y: 1}, "rival": s.picture.land.At(s.bench.xy(s.pairs[theirs].there.places[3]))} {
		if s.Update(demos.Pointer{Point: p, Inside: true}, &demos.Light); s.Lit() != symbol {
			t.Errorf("at %v %q is lit, want %q", p, s.Lit(), symbol)
		}
	}
}

// Marks that the picture does not hold are counted in words.
func TestMarksOutsideAreTold(t *testing.T) {
	_, s := stateOf(t, "rivals")
	c := demotest.Record(s, demotest.Desktop)
	n := s.outside()
	told := slices.ContainsFunc(c.Texts, func(text demos.RecordedText) bool { return text.Text == fmt.Sprintf("%d marks lie outside", n) })
	if n < 2 || !told {
		t.Errorf("%d marks lie outside, told: %t", n, told)
	}
}

// What runs away is said in words with a way out.
func TestFailuresInWords(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"alpha": "100", "rate": "1", "step": "20"})
	if !strings.Contains(s.message, "lower the step size") || !strings.Contains(s.Alt(), s.message) {
		t.Errorf("message %q", s.message)
	}
}

var states = demotest.States{
	"opening": {}, "adam": {"rival": "adam", "step": "20"}, "network": {"model": "network", "step": "12", "rival": "isotropic"},
	"cauchy": {"rival": "cauchy", "step": "20", "part": "second"}, "diverged": {"alpha": "100", "rate": "1", "step": "20"},
	"inside": {"model": "network", "part": "input", "step": "10", "direction": "sign"}, "line": {"view": "line"}, "rings": {"view": "rings", "alpha": "0.01"},
}

func TestPictures(t *testing.T) { demotest.Gallery(t, "units", New, states, "network") }

func TestTextIsLegible(t *testing.T) {
	for name, v := range states {
		s := demotest.With(t, New, v)
		s.Settle()
		demotest.Legible(t, name, s, demotest.Sizes...)
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

// A frame in the midst of a glide.
func BenchmarkGlide(b *testing.B) {
	s := New()
	c := demotest.Record(s, demotest.Desktop)
	for i := 0; b.Loop(); i++ {
		if !s.Moving() {
			if err := s.Set(demos.Values{"alpha": []string{"10", "5"}[i%2]}); err != nil {
				b.Fatal(err)
			}
		}
		s.Update(demos.Pointer{}, &demos.Light)
		s.Draw(c)
	}
}
