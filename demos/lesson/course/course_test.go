package course

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
)

// each runs do for every lesson.
func each(t *testing.T, do func(t *testing.T, l Lesson)) {
	for _, l := range Lessons {
		if l.New == nil {
			continue // a run of the engine has tests of its own
		}
		t.Run(l.Slug, func(t *testing.T) {
			t.Parallel()
			do(t, l)
		})
	}
}

// corners returns the values of each control that a visitor may set first: its
// ends and its options.
func corners(c demos.Control) []string {
	switch c.Kind {
	case demos.Slider, demos.Number:
		number := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
		return []string{number(c.Min), number(c.Max), c.Default}
	case demos.Toggle:
		return []string{"true", "false"}
	}
	var values []string
	for _, o := range c.Options {
		values = append(values, o.Value)
	}
	return append(values, c.Default)
}

// All that a lesson shows is a function of its values: another copy with the
// same values has the same figures and tables, to the bit, whatever was set in
// between. What is refused changes nothing.
func TestALinkRestoresTheState(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		s, set := l.New(), 0
		for _, c := range s.Controls() {
			for _, v := range corners(c) {
				before := s.State()
				err := s.Set(demos.Values{c.Name: v})
				want := before
				if err == nil {
					want, set = s.State(), set+1
				}
				fresh := l.New()
				if err := fresh.Set(want); err != nil {
					t.Fatalf("%s = %s: a new lesson refuses %v: %v", c.Name, v, want, err)
				}
				for what, of := range map[string]func(demos.Lesson) any{
					"state":   func(s demos.Lesson) any { return s.State() },
					"figures": func(s demos.Lesson) any { return s.Figures() },
					"tables":  func(s demos.Lesson) any { return s.Tables() },
					"words":   func(s demos.Lesson) any { return s.Alt() },
				} {
					if got, want := text(t, of(s)), text(t, of(fresh)); got != want {
						t.Errorf("%s = %s (%v): the %s are\n%.400s\nand in a new lesson\n%.400s", c.Name, v, err, what, got, want)
					}
				}
			}
		}
		if set < len(s.Controls()) {
			t.Errorf("only %d values could be set", set)
		}
	})
}

func text(t *testing.T, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// Controls explain themselves; symbols are named once; tables are whole; the
// exercise is open when the page is.
func TestLessonsAreComplete(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		s := l.New()
		named := map[string]bool{}
		for _, c := range append(s.Controls(), s.Questions()...) {
			if c.Name == "" || c.Label == "" || c.Help == "" || named[c.Name] {
				t.Errorf("control %q lacks a name, a label or help, or occurs twice", c.Name)
			}
			named[c.Name] = true
			if c.Kind == demos.Slider && !(c.Min < c.Max) || c.Log && c.Min <= 0 {
				t.Errorf("control %s goes from %g to %g", c.Name, c.Min, c.Max)
			}
		}
		symbols := map[string]bool{}
		for _, f := range s.Figures() {
			if f.Symbol == "" || f.Sign == "" || f.Label == "" || symbols[f.Symbol] {
				t.Errorf("figure %+v lacks something or occurs twice", f)
			}
			symbols[f.Symbol] = true
		}
		if len(symbols) == 0 || s.Alt() == "" {
			t.Error("no figures, or no words")
		}
		demotest.Tables(t, "at first", s.Tables())
		if len(s.Questions()) == 0 {
			if v := s.Check(nil); v.Right || v.Words == "" {
				t.Errorf("in the opening state the exercise is judged %+v", v)
			}
		}
	})
}

// Every text is at least 11 px, lies on the canvas and touches no other, in the
// opening state and at every corner of every control, in all sizes, once nothing moves.
func TestPicturesAreLegible(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		s := l.New()
		demotest.Legible(t, "at first", s, demotest.Sizes...)
		for _, c := range s.Controls() {
			for _, v := range corners(c) {
				if s.Set(demos.Values{c.Name: v}) == nil {
					s.Settle()
					demotest.Legible(t, c.Name+" = "+v, s, demotest.Sizes...)
				}
			}
			s.Set(demos.Defaults(s.Controls()))
		}
	})
}

// Wherever the visitor points and drags, nothing breaks, and somewhere there
// is something to find.
func TestPointing(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		for _, size := range []demotest.Size{demotest.Desktop, demotest.Phone} {
			s := l.New()
			c := demotest.Record(s, size)
			told, lit, held, places := 0, 0, 0, 0
			grabber, drags := s.(demos.Grabber)
			plain := len(c.Texts)
			for p := range demotest.Points(size, 31, 23) {
				s.Update(p, &demos.Dark)
				s.Draw(c)
				if len(c.Texts) > plain {
					told++
				}
				if s.Lit() != "" {
					lit++
				}
				places++
				if drags && grabber.Grabs() {
					held++
				}
				demotest.Inside(t, fmt.Sprintf("pointing at %.0f, %.0f", p.X, p.Y), c)
			}
			if told == 0 || lit == 0 {
				t.Errorf("%gx%g: %d places tell something, %d light a symbol", size.W, size.H, told, lit)
			}
			if drags && (held == 0 || held > places/2) {
				t.Errorf("%gx%g: a finger drags at %d of %d places", size.W, size.H, held, places)
			}
			// A stroke across everything.
			before := s.State()
			for f := 0.0; f < 1; f += 0.02 {
				s.Update(demos.Pointer{Point: demos.Point{X: f * size.W, Y: (0.2 + 0.6*math.Mod(7*f, 1)) * size.H}, Inside: true, Down: math.Mod(10*f, 1) < 0.7}, &demos.Light)
				s.Draw(c)
			}
			if len(s.State()) != len(before) {
				t.Error("a stroke lost values")
			}
		}
	})
}

// A picture costs few draw calls.
func TestDrawCalls(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		c := demotest.Record(l.New(), demotest.Desktop)
		if c.Calls > 400 {
			t.Errorf("%d draw calls", c.Calls)
		}
		t.Logf("%d draw calls", c.Calls)
	})
}

// BenchmarkScene is what a frame costs when something has changed: Update and
// Draw of each lesson.
func BenchmarkScene(b *testing.B) {
	for _, l := range Lessons {
		if l.New == nil {
			continue
		}
		b.Run(l.Slug, func(b *testing.B) { demotest.Frames(b, l.New()) })
	}
}

// Light and dark pictures of every lesson paint, and differ.
func TestPictures(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		demotest.Gallery(t, l.Slug, l.New, demotest.States{"opening": {}}, "opening")
	})
}
