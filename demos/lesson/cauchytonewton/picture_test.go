package cauchytonewton

import (
	"fmt"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
)

// states are what a visitor may bring about, as changes of the opening state.
var states = demotest.States{
	"opening":     {},
	"running":     {"step": "4"},
	"cauchy":      {"partition": "123456", "step": "30"},
	"newton":      {"partition": "1-2-3-4-5-6"},
	"arrived":     {"partition": "1-2-3-4-5-6", "step": "1"},
	"bent":        {"partition": "12-3-4-5-6", "bend": "2.5", "lambda": "3", "step": "2"},
	"momentum":    {"direction": "momentum", "step": "7", "partition": "12-34-5-6"},
	"adam":        {"direction": "adam", "partition": "1234-56", "step": "5"},
	"narrow bowl": {"kappa": "100", "partition": "123456", "step": "200"},
	"round bowl":  {"kappa": "1"},
	"unmixed":     {"mix": "0", "off": "0", "partition": "1-2-3-4-5-6"},
	"left out":    {"partition": "12-3-4-5-6", "step": "1", "lambda": "1"},
	"own":         {"partition": "15-23-46", "step": "3"},
	"on the spot": {"x": "0", "y": "0", "off": "0"},
}

func TestPictures(t *testing.T) {
	demotest.Gallery(t, "ladder", New, states, "bent")
	demotest.Lights(t, "ladder", New(), "P", "kappa", "eta4", "eta5", "eta6") // the opening has three groups
}

// Every text is at least 11 px high, lies within the canvas and touches no
// other, and an explanation stays on the canvas wherever the visitor points.
func TestTextIsLegible(t *testing.T) {
	for name, changes := range states {
		s := demotest.With(t, New, changes)
		demotest.Legible(t, name, s, demotest.Sizes...)
		for _, size := range demotest.Sizes {
			c := demotest.Recorder(size)
			for p := range demotest.Points(size, 9, 13) {
				s.Update(p, &demos.Light)
				s.Draw(c)
				demotest.Inside(t, fmt.Sprintf("%s, %v at (%.0f, %.0f)", name, size, p.X, p.Y), c)
			}
		}
	}
}

func BenchmarkScene(b *testing.B) {
	demotest.Frames(b, demotest.With(b, New, demos.Values{"step": "10"}))
}
