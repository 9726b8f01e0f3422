package saddles

import (
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
)

// states are the moments that look different, by their values.
var states = demotest.States{
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

// Every text is legible, on a low canvas too, and the key lies beside the
// landscape, which would be painted over it.
func TestTextIsLegible(t *testing.T) {
	for name, v := range states {
		s := demotest.With(t, New, v)
		for _, size := range append(demotest.Sizes, demotest.Low) {
			demotest.Legible(t, name, s, size)
			for _, a := range demotest.Record(s, size).Texts {
				if key := s.layout.key; a.Box.Meets(s.layout.land) && a.Box.Y < s.layout.land.Y && key.Holds(demos.Point{X: a.Box.X, Y: a.Box.Y}) {
					t.Errorf("%s, %v: %q of the key lies on the landscape", name, size, a.Text)
				}
			}
		}
	}
}

// The picture differs when the visitor points, and when the text lights a symbol.
func TestPictures(t *testing.T) {
	demotest.Gallery(t, "saddle", New, states)
	s := New()
	demotest.Answers(t, "saddle", s, func() demos.Point { return s.land.plane.At(s.view.cubic.end) }, "newton")
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
