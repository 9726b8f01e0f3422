package demotest

import (
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

// What a lesson may not do is found.
func TestFaultsAreFound(t *testing.T) {
	for name, k := range map[string]struct {
		draw          func(c demos.Canvas)
		out, meetings int
	}{
		"two lines": {func(c demos.Canvas) { c.Text("η", 5, 20, demos.TextStyle{}); c.Text("H", 5, 34, demos.TextStyle{}) }, 0, 0},
		"two upon":  {func(c demos.Canvas) { c.Text("η", 5, 20, demos.TextStyle{}); c.Text("H", 8, 24, demos.TextStyle{}) }, 0, 1},
		"three upon": {func(c demos.Canvas) {
			for range 3 {
				c.Text("η", 5, 20, demos.TextStyle{})
			}
		}, 0, 3},
		"small": {func(c demos.Canvas) { c.Text("η", 5, 20, demos.TextStyle{Size: 10.9}) }, 1, 0},
		"left": {func(c demos.Canvas) {
			c.Text("η", 3, 20, demos.TextStyle{Align: demos.Middle})
			c.Text("H", 5, 40, demos.TextStyle{Align: demos.End})
		}, 2, 0},
		"right":        {func(c demos.Canvas) { c.Text("curvature", 90, 20, demos.TextStyle{}) }, 1, 0},
		"above, below": {func(c demos.Canvas) { c.Text("η", 5, 5, demos.TextStyle{}); c.Text("H", 5, 99, demos.TextStyle{}) }, 2, 0},
	} {
		c := Recorder(Size{100, 100})
		k.draw(c)
		if a, b := outside(c), meetings(c); len(a) != k.out || len(b) != k.meetings {
			t.Errorf("%s: outside %q, meeting %q", name, a, b)
		}
	}
}
