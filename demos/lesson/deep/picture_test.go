package deep

import (
	"strconv"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
)

// states are the moments that look different.
var states = demotest.States{
	"opening": {},
	"later":   {"step": "20"},
	"shallow": {"depth": "3", "step": "12"},
	"layers":  {"partition": "per-layer", "step": "20"},
	"chunks":  {"partition": "blocks:4", "depth": "24", "step": "6"},
	"elu":     {"activation": "elu", "depth": "8", "step": "10"},
	"deepest": {"depth": "24", "step": "2"},
}

func TestTextIsLegible(t *testing.T) {
	for name, v := range states {
		s := demotest.With(t, New, v)
		demotest.Legible(t, name, s, demotest.Sizes...)
		for _, size := range demotest.Sizes {
			if c := demotest.Record(s, size); c.Calls > mostCalls {
				t.Errorf("%s, %v: %d draw calls", name, size, c.Calls)
			}
		}
	}
}

// The line above the picture counts hidden layers and the figures count layers
// of weights, one more: two numbers never stand behind one name.
func TestLayersAreToldApart(t *testing.T) {
	for _, size := range demotest.Sizes {
		s := New()
		demotest.Record(s, size)
		names := map[string]string{}
		for _, r := range s.panels.List[0].Panel.(*headerPanel).Readings {
			names[r.Label] = r.Value
		}
		for _, f := range s.Figures() {
			if other, both := names[f.Sign]; both && f.Words == "" && other != strconv.Itoa(int(f.Value)) {
				t.Errorf("%gx%g: %s is %s above the picture and %g below", size.W, size.H, f.Sign, other, float64(f.Value))
			}
		}
	}
}

// mostCalls is what a picture may cost a canvas; it grows only on purpose.
const mostCalls = 260

// Every panel explains itself wherever it is pointed at, on the canvas.
func TestEverythingExplainsItself(t *testing.T) {
	for _, name := range []string{"later", "shallow", "chunks"} {
		s := demotest.With(t, New, states[name])
		for _, size := range []demotest.Size{demotest.Desktop, demotest.Phone, demotest.Small} {
			c := demotest.Record(s, size)
			said := map[string]bool{}
			for p := range demotest.Points(size, 17, 41) {
				s.Update(p, &demos.Light)
				if s.panels.At.Panel == nil {
					continue
				}
				lines := s.panels.At.Panel.Tip(s, s.panels.At)
				if len(lines) < 2 {
					t.Fatalf("%s: %q is all there is to say of %+v", name, lines, s.panels.At)
				}
				said[s.Lit()] = true
				s.Draw(c)
				demotest.Inside(t, name, c)
			}
			for _, symbol := range []string{"loss", "depth", "Hbar", "Hinv", "K", "d", "far", "out"} {
				if !said[symbol] {
					t.Errorf("%s, %v: nowhere is %s to be pointed at", name, size, symbol)
				}
			}
		}
	}
}

// A cell tells the entry of H̄ itself, and pointing at a distance frames its
// cells in the matrix beside.
func TestPointingLights(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"depth": "5", "step": "3"})
	c := demotest.Record(s, demotest.Desktop)
	m := s.panels.List[1].Panel.(*matrixPanel)
	s.Update(demos.Pointer{Point: m.matrix.Cell(1, 4).Middle(), Inside: true}, &demos.Light)
	if s.Lit() != "Hbar" {
		t.Fatalf("lit %q", s.Lit())
	}
	lines := strings.Join(s.panels.At.Panel.Tip(s, s.panels.At), "; ")
	for _, want := range []string{"W₂ and W₅", "weight–weight, 3 layers apart", "where H̄ₛₜ ="} {
		if !strings.Contains(lines, want) {
			t.Errorf("%q does not say %q", lines, want)
		}
	}
	d := s.panels.List[2].Panel.(*distancePanel)
	s.Update(demos.Pointer{Point: d.axes.Point(2, 0.1), Inside: true}, &demos.Light)
	s.Draw(c)
	if got, want := len(m.matrix.LitCells), int(s.now.now.forth.pairs[2]); got != want || s.Lit() != "K" {
		t.Errorf("%d cells are framed, %d lie at distance 2; lit %q", got, want, s.Lit())
	}
	s.Update(demos.Pointer{}, &demos.Light)
	for _, f := range s.Figures() {
		if panelsOf[f.Symbol] == nil {
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

// Fewer groups under a pointer that stays.
func TestGroupsChangeBelowThePointer(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"depth": "5"})
	demotest.Record(s, demotest.Desktop)
	demotest.Stays(t, s, s.panels.List[1].Panel.(*matrixPanel).matrix.Cell(11, 11).Middle(), demos.Values{"depth": "3"})
}

func TestPictures(t *testing.T) { demotest.Gallery(t, "deep", New, states, "later") }

func BenchmarkScene(b *testing.B) {
	demotest.Frames(b, demotest.With(b, New, demos.Values{"step": "20"}))
}

// BenchmarkSet is one step more; BenchmarkJump a link to step 20.
func BenchmarkSet(b *testing.B) { demotest.Steps(b, New, maxSteps) }

func BenchmarkJump(b *testing.B) {
	for b.Loop() {
		demotest.With(b, New, demos.Values{"step": "20"})
	}
}
