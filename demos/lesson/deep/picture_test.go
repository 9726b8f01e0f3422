package deep

import (
	"bytes"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/raster"
)

// go test ./demos/lesson/deep -run TestPictures -args -pictures DIR writes what
// the tests see, to be looked at.
var pictures = flag.String("pictures", "", "folder for PNG pictures of the scene")

var sizes = []struct{ w, h float64 }{{1040, 650}, {1600, 1000}, {700, 500}, {360, 520}, {320, 480}}

// states are the moments that look different.
var states = map[string]demos.Values{
	"opening": {},
	"later":   {"step": "20"},
	"shallow": {"depth": "3", "step": "12"},
	"layers":  {"partition": "per-layer", "step": "20"},
	"chunks":  {"partition": "blocks:4", "depth": "24", "step": "6"},
	"elu":     {"activation": "elu", "depth": "8", "step": "10"},
	"deepest": {"depth": "24", "step": "2"},
}

func with(t testing.TB, v demos.Values) *Scene {
	t.Helper()
	s := New()
	if err := s.Set(v); err != nil {
		t.Fatal(err)
	}
	return s
}

var ruler = raster.New(1, 1, 1)

// legible draws the scene and holds every text to: at least 11 px, within the
// canvas, upon no other.
func legible(t *testing.T, at string, s *Scene, w, h float64) *demos.Recorder {
	t.Helper()
	c := &demos.Recorder{Width: w, Height: h, Measure: ruler.TextWidth}
	s.Draw(c)
	for i, a := range c.Texts {
		if a.Style.Size != 0 && a.Style.Size < 11 {
			t.Errorf("%s, %g×%g: %q is set in %g px", at, w, h, a.Text, a.Style.Size)
		}
		if b := a.Box; b.X < -0.01 || b.Y < 0 || b.X+b.W > w+0.01 || b.Y+b.H > h {
			t.Errorf("%s, %g×%g: %q at %.1f leaves the canvas", at, w, h, a.Text, b)
		}
		for _, o := range c.Texts[:i] {
			if a.Box.Inset(0.1, 0.1, 0.1, 0.1).Meets(o.Box) {
				t.Errorf("%s, %g×%g: %q at %.1f meets %q at %.1f", at, w, h, a.Text, a.Box, o.Text, o.Box)
			}
		}
	}
	return c
}

func TestTextIsLegible(t *testing.T) {
	for name, v := range states {
		s := with(t, v)
		for _, theme := range []*demos.Theme{&demos.Light, &demos.Dark} {
			s.Update(demos.Pointer{}, theme)
			for _, size := range sizes {
				legible(t, name, s, size.w, size.h)
			}
		}
	}
}

// Every panel explains itself wherever it is pointed at, on the canvas.
func TestEverythingExplainsItself(t *testing.T) {
	for _, name := range []string{"later", "shallow", "chunks"} {
		s := with(t, states[name])
		for _, size := range []int{0, 3, 4} {
			w, h := sizes[size].w, sizes[size].h
			s.Update(demos.Pointer{}, &demos.Light)
			legible(t, name, s, w, h)
			said := map[string]bool{}
			for x := 3.0; x < w; x += w / 17 {
				for y := 5.0; y < h; y += h / 41 {
					s.Update(demos.Pointer{Point: demos.Point{X: x, Y: y}, Inside: true}, &demos.Light)
					if s.spot.panel == nil {
						continue
					}
					lines := s.spot.panel.tip(s, s.spot)
					if len(lines) < 2 {
						t.Fatalf("%s: %q is all there is to say of %+v", name, lines, s.spot)
					}
					said[s.Lit()] = true
					c := &demos.Recorder{Width: w, Height: h, Measure: ruler.TextWidth}
					s.Draw(c)
					for _, a := range c.Texts {
						if b := a.Box; b.X < -0.01 || b.Y < 0 || b.X+b.W > w || b.Y+b.H > h {
							t.Errorf("%s: %q leaves the canvas", name, a.Text)
						}
					}
				}
			}
			for _, symbol := range []string{"loss", "depth", "Hbar", "Hinv", "K", "d", "far", "out"} {
				if !said[symbol] {
					t.Errorf("%s, %g×%g: nowhere is %s to be pointed at", name, w, h, symbol)
				}
			}
		}
	}
}

// A cell tells the entry of H̄ itself, and pointing at a distance frames its
// cells in the matrix beside.
func TestPointingLights(t *testing.T) {
	s := with(t, demos.Values{"depth": "5", "step": "3"})
	c := &demos.Recorder{Width: 1040, Height: 650, Measure: ruler.TextWidth}
	s.Draw(c)
	m := s.panels[1].panel.(*matrixPanel)
	s.Update(demos.Pointer{Point: m.matrix.Cell(1, 4).Middle(), Inside: true}, &demos.Light)
	if s.Lit() != "Hbar" {
		t.Fatalf("lit %q", s.Lit())
	}
	lines := strings.Join(s.spot.panel.tip(s, s.spot), "; ")
	for _, want := range []string{"W₂ and W₅", "weight–weight, 3 layers apart", "where H̄ₛₜ ="} {
		if !strings.Contains(lines, want) {
			t.Errorf("%q does not say %q", lines, want)
		}
	}
	d := s.panels[2].panel.(*distancePanel)
	s.Update(demos.Pointer{Point: d.axes.Point(2, 0.1), Inside: true}, &demos.Light)
	s.Draw(c)
	if got, want := len(m.matrix.LitCells), int(s.now.now.forth.pairs[2]); got != want || s.Lit() != "K" {
		t.Errorf("%d cells are framed, %d lie at distance 2; lit %q", got, want, s.Lit())
	}
	s.Update(demos.Pointer{}, &demos.Light)
	for _, f := range s.Figures() {
		if stands[f.Symbol] == nil {
			t.Errorf("%s stands for nothing in the picture", f.Symbol)
		}
	}
	s.Light("far")
	if !s.Stale() {
		t.Error("a symbol of the text changes nothing")
	}
	s.Light("")
	s.Draw(c)
	if s.Update(demos.Pointer{}, &demos.Light) {
		t.Error("stale without a reason")
	}
}

func TestPictures(t *testing.T) {
	for name, v := range states {
		if *pictures == "" && name != "later" {
			continue
		}
		s := with(t, v)
		seen := map[string]bool{}
		for _, k := range []struct {
			name  string
			w, h  float64
			theme *demos.Theme
		}{{"wide", 1040, 650, &demos.Light}, {"dark", 1040, 650, &demos.Dark}, {"phone", 360, 520, &demos.Light}, {"small", 320, 480, &demos.Dark}} {
			c := raster.New(k.w, k.h, 2)
			s.Update(demos.Pointer{}, k.theme)
			s.Draw(c)
			var b bytes.Buffer
			if err := png.Encode(&b, c.Pixels()); err != nil || b.Len() < 5000 || seen[b.String()] {
				t.Fatalf("%s-%s: %d bytes, %v", name, k.name, b.Len(), err)
			}
			seen[b.String()] = true
			if *pictures != "" {
				if err := os.WriteFile(filepath.Join(*pictures, fmt.Sprintf("deep-%s-%s.png", name, k.name)), b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// mostCalls is what a picture may cost a canvas; it grows only on purpose.
const mostCalls = 260

func TestDrawCalls(t *testing.T) {
	for name, v := range states {
		s := with(t, v)
		for _, size := range sizes {
			if c := legible(t, name, s, size.w, size.h); c.Calls > mostCalls {
				t.Errorf("%s, %v: %d draw calls", name, size, c.Calls)
			}
		}
	}
}

// BenchmarkScene is Update and Draw, with the pointer moving over the picture.
func BenchmarkScene(b *testing.B) {
	s := with(b, demos.Values{"step": "20"})
	c := &demos.Recorder{Width: 1040, Height: 650}
	b.ReportAllocs()
	k := 0
	for b.Loop() {
		k++
		s.Update(demos.Pointer{Point: demos.Point{X: float64(k * 37 % 1040), Y: float64(k * 13 % 650)}, Inside: true}, &demos.Light)
		s.Draw(c)
	}
	b.ReportMetric(float64(c.Calls), "calls/draw")
}

// BenchmarkSet is one step more; BenchmarkJump a link to step 20.
func BenchmarkSet(b *testing.B) {
	s, k := with(b, nil), 0
	for b.Loop() {
		if k++; k > maxSteps {
			b.StopTimer()
			s, k = with(b, nil), 1
			b.StartTimer()
		}
		if err := s.Set(demos.Values{"step": fmt.Sprint(k)}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkJump(b *testing.B) {
	for b.Loop() {
		with(b, demos.Values{"step": "20"})
	}
}
