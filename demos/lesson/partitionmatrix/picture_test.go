package partitionmatrix

import (
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
	demotest.Lights(t, "matrix", New(), "UHU", "P", "S") // they light what other symbols do
}

// Every text is legible, and no part of the picture lies on another; numbers
// that a veil covers are written again at their place.
func TestTextIsLegible(t *testing.T) {
	for name, changes := range states {
		s := demotest.With(t, New, changes)
		for _, size := range demotest.Sizes {
			demotest.Legible(t, name, s, size)
			l := s.layout
			boxes := []demos.Box{l.header, l.along, l.right, l.fold, l.hbar, l.sum, l.above, l.beside}
			if !l.narrow {
				boxes = append(boxes, l.plain, l.plainLegend)
			}
			for i, a := range boxes {
				for _, b := range boxes[:i] {
					if a.Meets(b) {
						t.Errorf("%s, %v: %.1f meets %.1f", name, size, a, b)
					}
				}
			}
		}
	}
}
