package saddle

import (
	"bytes"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/raster"
)

// go test ./demos/lesson/saddle -run TestPictures -args -pictures /tmp writes
// what the tests see, to be looked at.
var pictures = flag.String("pictures", "", "folder for PNG pictures of the scene")

// sizes are the stages that visitors have.
var sizes = []struct{ w, h float64 }{{1040, 650}, {1600, 1000}, {700, 500}, {808, 505}, {390, 560}, {360, 520}, {320, 480}, {390, 380}}

// states are the moments that look different, by their values.
var states = map[string]demos.Values{
	"opening":   {},
	"climbing":  {"x": "0.3", "y": "0.2", "lambda": "3", "r": "0.7"},
	"ridge":     {"x": "0.3", "y": "-0.3"},
	"long":      {"lambda": "0.1", "r": "1"},
	"short":     {"lambda": "100", "r": "0.01"},
	"convex":    {"x": "1.2", "y": "-0.6"},
	"unbounded": {"x": "0", "y": "0.5", "landscape": "saddle"},
	"no ruler":  {"landscape": "bowl"},
	"half":      {"landscape": "saddle", "x": "0.35", "y": "0.6"},
	"valley":    {"landscape": "valley", "x": "-1.2", "y": "0.9"},
	"trivial":   {"partition": "trivial"},
	"bottom":    {"x": "1", "y": "1"},
	"pass":      {"x": "0", "y": "0"},
	"corner":    {"x": "-1.8", "y": "1.9", "lambda": "0.1"},
}

func at(t testing.TB, v demos.Values) *Scene {
	t.Helper()
	s := New()
	if err := s.Set(v); err != nil {
		t.Fatal(err)
	}
	return s
}

var ruler = raster.New(1, 1, 1)

// Every text is at least 11 px, lies within the canvas and touches no other, in
// Go's font and in one that runs wider.
func TestTextIsLegible(t *testing.T) {
	for name, v := range states {
		s := at(t, v)
		for _, size := range sizes {
			for _, real := range []bool{true, false} {
				c := &demos.Recorder{Width: size.w, Height: size.h}
				if real {
					c.Measure = ruler.TextWidth
				}
				s.Update(demos.Pointer{}, &demos.Light)
				s.Draw(c)
				for i, a := range c.Texts {
					where := fmt.Sprintf("%s, %g×%g, Go's font %t", name, size.w, size.h, real)
					if a.Style.Size != 0 && a.Style.Size < 11 {
						t.Errorf("%s: %q is set in %g px", where, a.Text, a.Style.Size)
					}
					if b := a.Box; b.X < 0 || b.Y < 0 || b.X+b.W > c.Width || b.Y+b.H > c.Height {
						t.Errorf("%s: %q at %+v leaves the canvas", where, a.Text, b)
					}
					// What lies below the landscape's picture is painted over.
					if key := s.layout.key; a.Box.Meets(s.layout.land) && a.Box.Y < s.layout.land.Y && key.Holds(demos.Point{X: a.Box.X, Y: a.Box.Y}) {
						t.Errorf("%s: %q of the key lies on the landscape", where, a.Text)
					}
					for _, o := range c.Texts[:i] {
						if a.Box.Inset(0.1, 0.1, 0.1, 0.1).Meets(o.Box) {
							t.Errorf("%s: %q at %.1f meets %q at %.1f", where, a.Text, a.Box, o.Text, o.Box)
						}
					}
				}
			}
		}
	}
}

func paint(t testing.TB, s *Scene, name string, w, h float64, p demos.Pointer, theme *demos.Theme) []byte {
	c := raster.New(w, h, 1)
	s.Update(p, theme)
	s.Draw(c)
	s.Update(p, theme) // the pointer meets what was drawn
	s.Draw(c)
	if *pictures != "" {
		var b bytes.Buffer
		if err := png.Encode(&b, c.Pixels()); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*pictures, name+".png"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return bytes.Clone(c.Pixels().Pix)
}

// The picture differs between light and dark, when the visitor points, and when
// the text lights a symbol.
func TestPictures(t *testing.T) {
	nobody := demos.Pointer{}
	s := New()
	light := paint(t, s, "opening", 1040, 650, nobody, &demos.Light)
	dark := paint(t, s, "opening-dark", 1040, 650, nobody, &demos.Dark)
	pointed := paint(t, s, "opening-pointed", 1040, 650, demos.Pointer{Point: s.land.plane.At(s.view.cubic.end), Inside: true}, &demos.Dark)
	s.Light("newton")
	lit := paint(t, s, "opening-lit", 1040, 650, nobody, &demos.Light)
	s.Light("")
	for name, other := range map[string][]byte{"dark": dark, "lit": lit} {
		if bytes.Equal(light, other) {
			t.Errorf("%s is the same picture", name)
		}
	}
	if bytes.Equal(dark, pointed) {
		t.Error("pointing at a step changes nothing")
	}
	if *pictures == "" {
		return
	}
	for name, v := range states {
		s := at(t, v)
		paint(t, s, name, 1040, 650, nobody, &demos.Light)
		paint(t, s, name+"-phone", 360, 520, nobody, &demos.Light)
		paint(t, s, name+"-small", 320, 480, nobody, &demos.Dark)
		paint(t, s, name+"-low", 390, 380, nobody, &demos.Light)
		paint(t, s, name+"-stage", 808, 505, nobody, &demos.Light)
	}
}

// BenchmarkScene is Update and Draw of a picture that has to be drawn anew.
func BenchmarkScene(b *testing.B) {
	s := New()
	c := &demos.Recorder{Width: 1040, Height: 650}
	s.Draw(c)
	b.ReportAllocs()
	for b.Loop() {
		s.Touch()
		s.Update(demos.Pointer{}, &demos.Light)
		s.Draw(c)
	}
	b.ReportMetric(float64(c.Calls), "calls/draw")
}

// BenchmarkOpen is the change to another landscape, sampled for its contours.
func BenchmarkOpen(b *testing.B) {
	s := New()
	for b.Loop() {
		clear(s.grounds)
		if err := s.Set(nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSet is the computation behind a drag of the start.
func BenchmarkSet(b *testing.B) {
	s := New()
	for b.Loop() {
		if err := s.Set(demos.Values{"x": "0.4"}); err != nil {
			b.Fatal(err)
		}
	}
}
