package pointer

import (
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

func at(x, y float64, inside, down bool) demos.Pointer {
	return demos.Pointer{Point: demos.Point{X: x, Y: y}, Inside: inside, Down: down}
}

func TestStatesPerTick(t *testing.T) {
	for _, c := range []struct {
		name   string
		events []Event
		want   []demos.Pointer // of the ticks that follow
	}{
		{"nothing", nil, []demos.Pointer{{}, {}}},
		{"movements are merged",
			[]Event{{"pointermove", false, 1, 1}, {"pointermove", false, 2, 3}},
			[]demos.Pointer{at(2, 3, true, false), at(2, 3, true, false)}},
		{"a click between two ticks is seen",
			[]Event{{"pointermove", false, 1, 1}, {"pointerdown", false, 1, 1}, {"pointerup", false, 1, 1}},
			[]demos.Pointer{at(1, 1, true, false), at(1, 1, true, true), at(1, 1, true, false), at(1, 1, true, false)}},
		{"a mouse that leaves ends hovering",
			[]Event{{"pointermove", false, 1, 1}, {"pointerleave", false, -1, 1}},
			[]demos.Pointer{at(1, 1, true, false), at(-1, 1, false, false)}},
		{"a tap goes on pointing",
			[]Event{{"pointerdown", true, 5, 5}, {"pointerup", true, 5, 5}, {"pointerleave", true, 5, 5}},
			[]demos.Pointer{at(5, 5, true, true), at(5, 5, true, false), at(5, 5, true, false)}},
		{"a finger that scrolls the page does not point",
			[]Event{{"pointerdown", true, 5, 5}, {"pointercancel", true, 5, 9}, {"pointerleave", true, 5, 9}},
			[]demos.Pointer{at(5, 5, true, true), at(5, 9, false, false), at(5, 9, false, false)}},
	} {
		var q Queue
		for _, e := range c.events {
			q.Put(e)
		}
		var got []demos.Pointer
		for range c.want {
			got = append(got, q.Next())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
