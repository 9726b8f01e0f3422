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
