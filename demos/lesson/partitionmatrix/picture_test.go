package partitionmatrix

import (
	"bytes"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
)

// states are what a visitor may bring about, as changes of the opening state.
var states = demotest.States{
	"opening":  {},
	"trivial":  {"preset": "trivial"},
	"neurons":  {"preset": "neurons", "direction": "ones"},
	"discrete": {"preset": "discrete", "direction": "random"},
	"two":      {"groups": "112211"},
	"odd":      {"groups": "656565", "seed": "13"},
	"tiny":     {"seed": "33"},
	"large":    {"seed": "3", "groups": "123321"},
}

func TestPictures(t *testing.T) {
	demotest.Gallery(t, "matrix", New, states, "large")
	// Those of other views, of no part, and of the bar like ḡ.
	demotest.Lights(t, "matrix", New(), "H", "UHU", "U", "D3", "P", "I", "S")
	for view, lights := range map[string][]string{"hessian": {"H", "I", "S", "gbar"}, "along": {"UHU", "U"}, "third": {"D3"}} {
		s := demotest.With(t, New, demos.Values{"view": view})
		s.Settle()
		size := demotest.Desktop
		plain := demotest.Paint(t, "matrix-"+view, s, size, demos.Pointer{}, &demos.Light)
		for _, symbol := range lights {
			s.Light(symbol)
			if bytes.Equal(demotest.Paint(t, "matrix-"+view, s, size, demos.Pointer{}, &demos.Light), plain) {
				t.Errorf("%s: %s changes nothing", view, symbol)
			}
		}
	}
}

// Every text is legible in every view, and the matrix, its key and the bar keep apart.
func TestTextIsLegible(t *testing.T) {
	for name, changes := range states {
		for _, view := range views {
			s := demotest.With(t, New, changes.With(demos.Values{"view": view.Value}))
			s.Settle()
			for _, size := range demotest.Sizes {
				demotest.Legible(t, name+", "+view.Value, s, size)
				if m, strip := s.picture.matrix, s.picture.stage.Strips[0]; m.Meets(strip) || m.W < 100 {
					t.Errorf("%s, %v: the matrix %.1f meets the bar %.1f", name, size, m, strip)
				}
			}
		}
	}
}

// A frame in the midst of a glide.
func BenchmarkGlide(b *testing.B) {
	s := New()
	c := demotest.Record(s, demotest.Desktop)
	for i := 0; b.Loop(); i++ {
		if !s.Moving() {
			if err := s.Set(demos.Values{"view": []string{"hessian", "folded"}[i%2]}); err != nil {
				b.Fatal(err)
			}
		}
		s.Update(demos.Pointer{}, &demos.Light)
		s.Draw(c)
	}
}
