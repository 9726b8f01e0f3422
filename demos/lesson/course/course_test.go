package course

import (
	"encoding/json"
	"flag"
	"fmt"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/raster"
)

// go test ./demos/lesson/course -run Pictures -args -pictures /tmp writes every
// lesson's opening picture, to be looked at.
var pictures = flag.String("pictures", "", "folder for PNG pictures of the lessons")

// sizes are the canvases that visitors have: desktops, the embedded stage, a
// phone's.
var sizes = []struct{ w, h float64 }{{1040, 650}, {1600, 1000}, {800, 500}, {700, 500}, {390, 560}, {360, 520}, {320, 480}}

// each runs do for every lesson.
func each(t *testing.T, do func(t *testing.T, l Lesson)) {
	for _, l := range Lessons {
		if l.New == nil {
			continue // a run of the engine has tests of its own
		}
		t.Run(l.Slug, func(t *testing.T) { do(t, l) })
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
		for _, table := range s.Tables() {
			if table.Title == "" || len(table.Cols) == 0 || len(table.Rows) > 0 && len(table.Rows) != len(table.Cells) {
				t.Errorf("table %q: %d columns, %d names for %d rows", table.Title, len(table.Cols), len(table.Rows), len(table.Cells))
			}
			for _, row := range table.Cells {
				if len(row) != len(table.Cols) {
					t.Errorf("table %q: %d cells for %d columns", table.Title, len(row), len(table.Cols))
				}
			}
		}
		if len(s.Questions()) == 0 {
			if v := s.Check(nil); v.Right || v.Words == "" {
				t.Errorf("in the opening state the exercise is judged %+v", v)
			}
		}
	})
}

var measure = raster.New(1, 1, 1)

// Every text is at least 11 px, lies on the canvas and touches no other, in the
// opening state and at every corner of every control, in all sizes.
func TestPicturesAreLegible(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		s := l.New()
		legible(t, "at first", s)
		for _, c := range s.Controls() {
			for _, v := range corners(c) {
				if s.Set(demos.Values{c.Name: v}) == nil {
					legible(t, c.Name+" = "+v, s)
				}
			}
			s.Set(demos.Defaults(s.Controls()))
		}
	})
}

func legible(t *testing.T, at string, s demos.Lesson) {
	t.Helper()
	for _, size := range sizes {
		c := &demos.Recorder{Width: size.w, Height: size.h, Measure: measure.TextWidth}
		s.Update(demos.Pointer{}, &demos.Light)
		s.Draw(c)
		at := fmt.Sprintf("%s, %g×%g", at, size.w, size.h)
		for i, a := range c.Texts {
			if a.Style.Size != 0 && a.Style.Size < 11 {
				t.Errorf("%s: %q is set in %g px", at, a.Text, a.Style.Size)
			}
			if b := a.Box; b.X < 0 || b.Y < 0 || b.X+b.W > size.w+0.5 || b.Y+b.H > size.h+0.5 {
				t.Errorf("%s: %q at %.1f leaves the canvas", at, a.Text, b)
			}
			for _, o := range c.Texts[:i] {
				if a.Box.Inset(0.3, 0.3, 0.3, 0.3).Meets(o.Box) {
					t.Errorf("%s: %q at %.1f meets %q at %.1f", at, a.Text, a.Box, o.Text, o.Box)
				}
			}
		}
	}
}

// Wherever the visitor points and drags, nothing breaks, and somewhere there
// is something to find.
func TestPointing(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		for _, size := range []struct{ w, h float64 }{sizes[0], sizes[5]} {
			s := l.New()
			c := &demos.Recorder{Width: size.w, Height: size.h, Measure: measure.TextWidth}
			s.Update(demos.Pointer{}, &demos.Light)
			s.Draw(c)
			told, lit, held, places := 0, 0, 0, 0
			grabber, drags := s.(demos.Grabber)
			plain := len(c.Texts)
			for x := 3.0; x < size.w; x += size.w / 31 {
				for y := 3.0; y < size.h; y += size.h / 23 {
					s.Update(demos.Pointer{Point: demos.Point{X: x, Y: y}, Inside: true}, &demos.Dark)
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
					for _, a := range c.Texts {
						if b := a.Box; b.X < -0.5 || b.Y < -0.5 || b.X+b.W > size.w+0.5 || b.Y+b.H > size.h+0.5 {
							t.Fatalf("pointing at %.0f, %.0f puts %q at %.1f", x, y, a.Text, b)
						}
					}
				}
			}
			if told == 0 || lit == 0 {
				t.Errorf("%gx%g: %d places tell something, %d light a symbol", size.w, size.h, told, lit)
			}
			if drags && (held == 0 || held > places/2) {
				t.Errorf("%gx%g: a finger drags at %d of %d places", size.w, size.h, held, places)
			}
			// A stroke across everything.
			before := s.State()
			for f := 0.0; f < 1; f += 0.02 {
				s.Update(demos.Pointer{Point: demos.Point{X: f * size.w, Y: (0.2 + 0.6*math.Mod(7*f, 1)) * size.h}, Inside: true, Down: math.Mod(10*f, 1) < 0.7}, &demos.Light)
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
		s := l.New()
		c := &demos.Recorder{Width: 1040, Height: 650, Measure: measure.TextWidth}
		s.Update(demos.Pointer{}, &demos.Light)
		s.Draw(c)
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
		b.Run(l.Slug, func(b *testing.B) {
			s := l.New()
			c := &demos.Recorder{Width: 1040, Height: 650}
			p := demos.Pointer{Point: demos.Point{X: 300, Y: 300}, Inside: true}
			b.ReportAllocs()
			for b.Loop() {
				p.X++
				if p.X > 1000 {
					p.X = 0
				}
				s.Update(p, &demos.Light)
				s.Draw(c)
			}
			b.ReportMetric(float64(c.Calls), "calls")
		})
	}
}

// Light and dark pictures of every lesson paint, and differ.
func TestPictures(t *testing.T) {
	each(t, func(t *testing.T, l Lesson) {
		for _, view := range []struct {
			name  string
			w, h  float64
			theme *demos.Theme
		}{{"wide", 1040, 650, &demos.Light}, {"dark", 1040, 650, &demos.Dark}, {"phone", 360, 520, &demos.Light}} {
			s := l.New()
			c := raster.New(view.w, view.h, 1)
			s.Update(demos.Pointer{}, view.theme)
			s.Draw(c)
			seen := map[[3]byte]bool{}
			for i := 0; i < len(c.Pixels().Pix); i += 4 {
				seen[[3]byte(c.Pixels().Pix[i:i+3])] = true
			}
			if len(seen) < 20 {
				t.Errorf("%s has %d colours", view.name, len(seen))
			}
			if *pictures == "" {
				continue
			}
			file, err := os.Create(filepath.Join(*pictures, l.Slug+"-"+view.name+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(file, c.Pixels()); err != nil {
				t.Fatal(err)
			}
			if err := file.Close(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
