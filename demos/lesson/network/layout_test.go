package network

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

// go test ./demos/lesson/network -run Pictures -args -pictures DIR writes what
// the tests see, to be looked at.
var pictures = flag.String("pictures", "", "folder for PNG pictures of the scene")

var sizes = []struct{ w, h float64 }{{1040, 650}, {360, 520}, {320, 480}, {1600, 1000}, {700, 500}}

// ruler measures in Go's font.
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

var states = map[string]demos.Values{
	"opening":  {},
	"late":     {"step": "25"},
	"diagonal": {"step": "12", "offdiagonal": "false"},
	"deep":     {"hidden": "6,6,6", "data": "spirals", "step": "40"},
	"layers":   {"partition": "per-layer", "data": "moons", "step": "5"},
	"trivial":  {"partition": "trivial", "data": "xor", "step": "5"},
	"diverged": {"lambda": "0.01", "rate": "1", "step": "30", "offdiagonal": "false"},
	"relu":     {"activation": "relu", "step": "10", "period": "3"},
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

// Wherever the visitor points there is an explanation that stays on the canvas,
// and it has the exact numbers.
func TestEverythingExplainsItself(t *testing.T) {
	for name, v := range states {
		s := with(t, v)
		for _, size := range sizes[:3] {
			s.Update(demos.Pointer{}, &demos.Light)
			legible(t, name, s, size.w, size.h)
			said := map[string]bool{}
			for x := 3.0; x < size.w; x += size.w / 13 {
				for y := 12.0; y < size.h; y += size.h / 19 {
					s.Update(demos.Pointer{Point: demos.Point{X: x, Y: y}, Inside: true}, &demos.Light)
					if s.spot.panel == nil {
						continue
					}
					lines := s.spot.panel.tip(s, s.spot)
					if len(lines) == 0 {
						t.Fatalf("%s: nothing to say of %+v", name, s.spot)
					}
					said[fmt.Sprintf("%T", s.spot.panel)] = true
					c := &demos.Recorder{Width: size.w, Height: size.h, Measure: ruler.TextWidth}
					s.Draw(c)
					for _, a := range c.Texts[len(c.Texts)-len(lines):] {
						if b := a.Box; b.X < 0 || b.Y < 0 || b.X+b.W > size.w || b.Y+b.H > size.h {
							t.Errorf("%s: %q leaves the canvas", name, a.Text)
						}
					}
				}
			}
			if len(said) < 5 || !said["*network.headerPanel"] {
				t.Errorf("%s, %v: only %v explain themselves", name, size, said)
			}
		}
	}
}

// Pointing at a cell of H̄ keeps both its groups in full colour on the network
// and lights the symbol; a symbol in the text lights its part.
func TestPointingLights(t *testing.T) {
	s := New()
	c := &demos.Recorder{Width: 1040, Height: 650, Measure: ruler.TextWidth}
	s.Draw(c)
	m := s.panels[4].panel.(*matrixPanel)
	cell := m.matrix.Cell(1, 3).Middle() // the second weight and the first bias
	if !s.Update(demos.Pointer{Point: cell, Inside: true}, &demos.Light) || s.Lit() != "Hbar" {
		t.Fatalf("lit %q", s.Lit())
	}
	for g, want := range []bool{false, true, true, false, false, false} {
		if s.shine(g) != want {
			t.Errorf("%s shines: %t", s.groups[g].name, !want)
		}
	}
	s.Update(demos.Pointer{}, &demos.Light)
	s.Light("eta3")
	if !s.Stale() || s.shine(0) || !s.shine(2) {
		t.Error("a symbol of the text does not light its group")
	}
	for _, f := range s.Figures() {
		s.Light(f.Symbol)
		known := false
		for _, p := range s.panels {
			known = known || s.stands(f.Symbol, p.symbol)
		}
		if !known {
			t.Errorf("%s stands for nothing in the picture", f.Symbol)
		}
	}
	s.Light("")
	s.Draw(c)
	if s.Update(demos.Pointer{}, &demos.Light) {
		t.Error("stale without a reason")
	}
}

func TestPictures(t *testing.T) {
	for name, v := range states {
		s := with(t, v)
		for _, k := range []struct {
			name  string
			w, h  float64
			theme *demos.Theme
		}{{"wide", 1040, 650, &demos.Light}, {"dark", 1040, 650, &demos.Dark}, {"phone", 360, 520, &demos.Light}, {"small", 320, 480, &demos.Dark}} {
			if *pictures == "" && name != "late" {
				continue
			}
			c := raster.New(k.w, k.h, 2)
			s.Update(demos.Pointer{}, k.theme)
			s.Draw(c)
			var b bytes.Buffer
			if err := png.Encode(&b, c.Pixels()); err != nil || b.Len() < 5000 {
				t.Fatalf("%s: %d bytes, %v", name, b.Len(), err)
			}
			if *pictures != "" {
				if err := os.WriteFile(filepath.Join(*pictures, "network-"+name+"-"+k.name+".png"), b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// mostCalls is what a picture may cost a canvas; it grows only on purpose.
const mostCalls = 220

func TestDrawCalls(t *testing.T) {
	s := with(t, demos.Values{"step": "20"})
	for _, size := range sizes {
		if c := legible(t, "calls", s, size.w, size.h); c.Calls > mostCalls {
			t.Errorf("%v: %d draw calls", size, c.Calls)
		}
	}
}

// BenchmarkScene is Update and Draw, with the pointer moving over the picture.
func BenchmarkScene(b *testing.B) {
	s := with(b, demos.Values{"step": "30"})
	c := &demos.Recorder{Width: 1040, Height: 650, Measure: nil}
	b.ReportAllocs()
	k := 0
	for b.Loop() {
		k++
		s.Update(demos.Pointer{Point: demos.Point{X: float64(k * 37 % 1040), Y: float64(k * 13 % 650)}, Inside: true}, &demos.Light)
		s.Draw(c)
	}
	b.ReportMetric(float64(c.Calls), "calls/draw")
}

// BenchmarkSet is one step more; BenchmarkJump a link to step 30.
func BenchmarkSet(b *testing.B) {
	s := with(b, nil)
	k := 0
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
		with(b, demos.Values{"step": "30"})
	}
}
