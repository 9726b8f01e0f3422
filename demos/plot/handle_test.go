package plot_test

import (
	"math"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

func at(x, y float64, down bool) demos.Pointer {
	return demos.Pointer{Point: demos.Point{X: x, Y: y}, Inside: true, Down: down}
}

// A press on a handle holds it until the release, wherever the pointer goes,
// and the handle keeps its distance from the pointer.
func TestDrag(t *testing.T) {
	handles := []demos.Point{{X: 50, Y: 50}, {X: 80, Y: 50}}
	var d plot.Drag
	type want struct {
		which int
		at    demos.Point
		moved bool
		hover int
	}
	for i, k := range []struct {
		p demos.Pointer
		want
	}{
		{at(200, 200, false), want{which: -1}},
		{at(55, 50, false), want{which: -1, hover: 1}},
		{at(63, 50, false), want{which: -1, hover: 1}},
		{at(68, 50, false), want{which: -1, hover: 2}}, // the nearer one
		{at(55, 50, true), want{0, demos.Point{X: 50, Y: 50}, false, 1}},
		{at(65, 60, true), want{0, demos.Point{X: 60, Y: 60}, true, 1}},
		{at(65, 60, true), want{0, demos.Point{X: 60, Y: 60}, false, 1}},
		{demos.Pointer{Point: demos.Point{X: 85, Y: 50}, Down: true}, want{0, demos.Point{X: 80, Y: 50}, true, 1}}, // left the canvas, held on
		{at(85, 50, false), want{which: -1, hover: 2}},
		{at(200, 200, true), want{which: -1}},          // pressed beside them
		{at(80, 50, true), want{which: -1, hover: 2}},  // passes over one
		{at(80, 50, false), want{which: -1, hover: 2}}, // release
		{at(80, 50, true), want{1, demos.Point{X: 80, Y: 50}, false, 2}},
	} {
		which, q, moved := d.Update(k.p, handles)
		if got := (want{which, q, moved, d.Hover}); got != k.want {
			t.Errorf("%d: %+v, want %+v", i, got, k.want)
		}
	}
	if which, _, _ := d.Update(at(80, 50, true), handles[:1]); which != -1 {
		t.Error("a handle that is gone is held")
	}
}

// A finger catches a handle 22 px away, and not further.
func TestDragReach(t *testing.T) {
	for _, r := range []float64{0, 15, 22, 22.5, 40} {
		var d plot.Drag
		which, _, _ := d.Update(at(100+r*0.6, 100+r*0.8, true), []demos.Point{{X: 100, Y: 100}})
		if (which == 0) != (r <= 22) {
			t.Errorf("at %g px: %d", r, which)
		}
	}
}

// A handle follows in the units of the data, stays in the area, and is caught
// at the edge if it lies outside.
func TestDragOnPlane(t *testing.T) {
	var p plot.Plane
	p.View = plot.Window{Lo: plot.XY{X: -1, Y: -1}, Hi: plot.XY{X: 1, Y: 1}}
	p.Place(&demos.Recorder{}, demos.Box{W: 300, H: 300})
	handles := []plot.Handle{{At: plot.XY{X: 5, Y: 0}}}
	var d plot.Drag
	edge := p.At(plot.XY{X: 1, Y: 0})
	if which, moved := p.Drag(&d, at(edge.X, edge.Y, true), handles); which != 0 || moved {
		t.Fatalf("%d, %t", which, moved)
	}
	to := p.At(plot.XY{X: 0.25, Y: -0.5})
	if which, moved := p.Drag(&d, at(to.X, to.Y, true), handles); which != 0 || !moved || !(math.Hypot(handles[0].At.X-0.25, handles[0].At.Y+0.5) <= 1e-9) {
		t.Errorf("%d, %t: %+v", which, moved, handles[0].At)
	}
	p.Drag(&d, at(-900, 5000, true), handles)
	if q := handles[0].At; !(math.Hypot(q.X+1, q.Y+1) <= 1e-9) {
		t.Errorf("pulled out to %+v", q)
	}
	if _, moved := p.Drag(&d, at(-950, 5000, true), handles); moved {
		t.Error("a handle at the edge moves on")
	}
	if which, moved := p.Drag(&d, at(-900, 5000, false), handles); which != -1 || moved || d.Hot(0) {
		t.Error("still held")
	}
}
