package network

import (
	"fmt"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
)

var states = demotest.States{
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
		demotest.Legible(t, name, demotest.With(t, New, v), demotest.Sizes...)
	}
}

// Wherever the visitor points there is an explanation that stays on the canvas,
// and it has the exact numbers.
func TestEverythingExplainsItself(t *testing.T) {
	for name, v := range states {
		s := demotest.With(t, New, v)
		for _, size := range []demotest.Size{demotest.Desktop, demotest.Phone, demotest.Small} {
			c := demotest.Record(s, size)
			said := map[string]bool{}
			for p := range demotest.Points(size, 13, 19) {
				s.Update(p, &demos.Light)
				if s.panels.At.Panel == nil {
					continue
				}
				if lines := s.panels.At.Panel.Tip(s, s.panels.At); len(lines) == 0 {
					t.Fatalf("%s: nothing to say of %+v", name, s.panels.At)
				}
				said[fmt.Sprintf("%T", s.panels.At.Panel)] = true
				s.Draw(c)
				demotest.Inside(t, name, c)
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
	c := demotest.Record(s, demotest.Desktop)
	m := s.panels.List[4].Panel.(*matrixPanel)
	cell := m.matrix.Cell(1, 3).Middle() // the second weight and the first bias
	if !s.Update(demos.Pointer{Point: cell, Inside: true}, &demos.Light) || s.Lit() != "Hbar" {
		t.Fatalf("lit %q", s.Lit())
	}
	for g, want := range []bool{false, true, true, false, false, false} {
		if s.shine(g) != want {
			t.Errorf("%s shines: %t", s.groups[g].Short, !want)
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
		for _, p := range s.panels.List {
			known = known || s.belongs(f.Symbol, p.Symbol)
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

// Fewer groups, and another network, under a pointer that stays.
func TestGroupsChangeBelowThePointer(t *testing.T) {
	for _, changes := range []demos.Values{{"partition": "trivial"}, {"hidden": "8"}, {"hidden": "6,6,6"}} {
		s := New()
		demotest.Record(s, demotest.Desktop)
		for _, p := range []demos.Point{s.panels.List[4].Panel.(*matrixPanel).matrix.Cell(5, 5).Middle(), s.layout.diagram.Middle(), {X: s.layout.diagram.X + s.layout.diagram.W - 20, Y: s.layout.diagram.Middle().Y}} {
			demotest.Set(t, s, demos.Defaults(s.Controls()))
			demotest.Stays(t, s, p, changes)
		}
	}
}

func TestPictures(t *testing.T) { demotest.Gallery(t, "network", New, states, "late") }

// mostCalls is what a picture may cost a canvas; it grows only on purpose.
const mostCalls = 220

func TestDrawCalls(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"step": "20"})
	for _, size := range demotest.Sizes {
		if c := demotest.Record(s, size); c.Calls > mostCalls {
			t.Errorf("%v: %d draw calls", size, c.Calls)
		}
	}
}

func BenchmarkScene(b *testing.B) {
	demotest.Frames(b, demotest.With(b, New, demos.Values{"step": "30"}))
}

// BenchmarkSet is one step more; BenchmarkJump a link to step 30.
func BenchmarkSet(b *testing.B) { demotest.Steps(b, New, maxSteps) }

func BenchmarkJump(b *testing.B) {
	for b.Loop() {
		demotest.With(b, New, demos.Values{"step": "30"})
	}
}
