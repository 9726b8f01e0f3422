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

// shown are what a state of the story, or another one, looks like where it is shown.
var shown = []struct {
	name  string
	size  demotest.Size
	theme *demos.Theme
}{
	{"wide", demotest.Size{W: 860, H: 760}, &demos.Light},
	{"dark", demotest.Size{W: 1040, H: 840}, &demos.Dark},
	{"phone", demotest.Size{W: 390, H: 439}, &demos.Light},
	{"lying", demotest.Lying, &demos.Dark},
}

func TestPictures(t *testing.T) {
	demotest.Gallery(t, "cauchytonewton", New, states, "bent")
	if !demotest.Writing() {
		return
	}
	for _, state := range New().States() {
		s := New()
		for _, v := range state.Plays {
			demotest.Set(t, s, v)
		}
		demotest.Set(t, s, state.Values)
		for next := s.Next(); state.Run && next != nil; next = s.Next() {
			demotest.Set(t, s, next)
		}
		s.Settle()
		for _, v := range shown {
			demotest.Paint(t, "story-"+state.Slug+"-"+v.name, s, v.size, demos.Pointer{}, v.theme)
		}
	}
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
