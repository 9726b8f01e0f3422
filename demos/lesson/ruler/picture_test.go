package ruler

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

// go test ./demos/lesson/ruler -run TestPictures -args -pictures /tmp writes
// what the tests see, to be looked at.
var pictures = flag.String("pictures", "", "folder for PNG pictures of the scene")

// sizes are the stages that visitors have.
var sizes = []struct{ w, h float64 }{{1040, 650}, {1600, 1000}, {700, 500}, {808, 505}, {390, 560}, {360, 520}, {320, 480}, {390, 380}}

// states are the moments that look different, by their values.
var states = map[string]demos.Values{
	"opening":       {},
	"cross-entropy": {"loss": "cross-entropy"},
	"tanh":          {"activation": "tanh"},
	"trivial":       {"partition": "trivial"},
	"weights":       {"partition": "weights-biases"},
	"layers":        {"partition": "per-layer"},
	"just":          {"partition": "per-layer", "activation": "elu"},
	"dead":          {"bias": "-4"},
	"all dead":      {"bias": "-4", "loss": "cross-entropy"},
	"sigmoid":       {"activation": "sigmoid", "partition": "weights-biases", "seed": "4"},
	"open":          {"activation": "elu", "bias": "4"},
	"short":         {"loss": "cross-entropy", "lambda": "0.01"},
	"long":          {"loss": "cross-entropy", "lambda": "100"},
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
	pointed := paint(t, s, "opening-pointed", 1040, 650, demos.Pointer{Point: demos.Point{X: s.layout.rulers.X + 60, Y: s.layout.rulers.Y + 50}, Inside: true}, &demos.Dark)
	s.Light("D")
	lit := paint(t, s, "opening-lit", 1040, 650, nobody, &demos.Light)
	s.Light("")
	for name, other := range map[string][]byte{"dark": dark, "lit": lit} {
		if bytes.Equal(light, other) {
			t.Errorf("%s is the same picture", name)
		}
	}
	if bytes.Equal(dark, pointed) {
		t.Error("pointing at a ruler changes nothing")
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

// BenchmarkSet is the computation behind a new seed.
func BenchmarkSet(b *testing.B) {
	s := New()
	for b.Loop() {
		if err := s.Set(demos.Values{"seed": "3"}); err != nil {
			b.Fatal(err)
		}
	}
}
