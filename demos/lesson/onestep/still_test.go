package onestep

import (
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
)

func TestStills(t *testing.T) {
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
		t.Logf("%s: %+v", state.Slug, s.now)
		demotest.Paint(t, state.Slug+"-wide", s, demotest.Size{W: 860, H: 760}, demos.Pointer{}, &demos.Light)
		demotest.Paint(t, state.Slug+"-phone", s, demotest.Size{W: 390, H: 460}, demos.Pointer{}, &demos.Light)
	}
}

func TestStills2(t *testing.T) {
	for name, v := range map[string]demos.Values{
		"rise":      {"eta": "0.9", "landscape": "bowl", "x": "1.4", "y": "0.9"},
		"saddle":    {"landscape": "saddle", "x": "-0.1", "y": "0.05", "eta": "2"},
		"neuron":    {"landscape": "neuron", "x": "-1", "y": "1.5", "eta": "1"},
		"cubic":     {"order": "3", "eta": "0.0138"},
		"own":       {"landscape": "bowl", "x": "-1.9", "y": "-0.6", "view": "map", "step": "6", "path": "0.1 0.2 0.08 0.2 0.1 0.1", "eta": "0.2"},
		"valleyzig": {"view": "map", "step": "30", "rule": "cauchy"},
	} {
		s := demotest.With(t, New, v)
		s.Settle()
		demotest.Paint(t, name+"-dark", s, demotest.Size{W: 860, H: 760}, demos.Pointer{}, &demos.Dark)
		demotest.Paint(t, name+"-lying", s, demotest.Lying, demos.Pointer{}, &demos.Light)
	}
	c := demotest.Canvas(demotest.Size{W: 400, H: 220})
	New().Card(c)
	demotest.Save(t, "card", c)
}
