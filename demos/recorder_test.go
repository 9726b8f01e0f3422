package demos

import (
	"math"
	"testing"
)

// A text's box grows from the place that its alignment names.
func TestRecorderText(t *testing.T) {
	c := &Recorder{Width: 200, Height: 100}
	for _, k := range []struct {
		st   TextStyle
		want Box
	}{
		{TextStyle{Size: 10}, Box{50, 42, 24, 10}},
		{TextStyle{Size: 10, Align: Middle}, Box{38, 42, 24, 10}},
		{TextStyle{Size: 10, Align: End}, Box{26, 42, 24, 10}},
		{TextStyle{Size: 10, Upward: true}, Box{42, 26, 10, 24}},
		{TextStyle{Size: 10, Align: End, Upward: true}, Box{42, 50, 10, 24}},
		{TextStyle{}, Box{50, 50 - 0.8*12, 28.8, 12}},
	} {
		c.Clear(Color{})
		c.Text("abH\u0304d", 50, 50, k.st)
		got := c.Texts[0].Box
		if !(math.Abs(got.X-k.want.X)+math.Abs(got.Y-k.want.Y)+math.Abs(got.W-k.want.W)+math.Abs(got.H-k.want.H) <= 1e-9) {
			t.Errorf("%+v: %+v, want %+v", k.st, got, k.want)
		}
	}
}

// Everything painted is counted and noted, what is clipped says so, and Clear
// begins anew.
func TestRecorderNotes(t *testing.T) {
	c := &Recorder{Width: 200, Height: 100}
	for range 2 {
		c.Clear(Color{})
		c.FillRect(1, 2, 3, 4, Color{R: 9})
		c.Clip(10, 10, 20, 20, func() {
			c.StrokePath(Path{{{1, 5}, {7, 2}}, {{3, 3}}}, 2, Color{})
		})
		c.FillPath(Path{{{0, 0}, {1, 0}, {0, 1}}}, Color{})
		c.Image(&Bitmap{}, 5, 6, 7, 8, true)
		c.Text("x", 0, 0, TextStyle{})
	}
	if c.Calls != 6 || len(c.Rects) != 1 || len(c.Paths) != 2 || len(c.Images) != 1 || len(c.Texts) != 1 {
		t.Fatalf("%d calls: %+v", c.Calls, c)
	}
	p := c.Paths[0]
	if p.Box != (Box{1, 2, 6, 3}) || p.Pieces != 2 || p.Points != 3 || p.Width != 2 || !p.Clipping || p.Clip != (Box{10, 10, 20, 20}) {
		t.Errorf("stroke %+v", p)
	}
	if p := c.Paths[1]; p.Clipping || p.Clip != (Box{0, 0, 200, 100}) || p.Width != 0 {
		t.Errorf("fill %+v", p)
	}
	if c.Images[0].Box != (Box{5, 6, 7, 8}) || c.Rects[0] != (RecordedRect{Box{1, 2, 3, 4}, Color{R: 9}}) {
		t.Errorf("image %+v, rectangle %+v", c.Images[0], c.Rects[0])
	}
}

func TestBox(t *testing.T) {
	b := Box{10, 20, 30, 40}
	for p, want := range map[Point]bool{{10, 20}: true, {39, 59}: true, {40, 30}: false, {20, 60}: false, {9, 30}: false} {
		if b.Holds(p) != want {
			t.Errorf("%v inside: %t", p, !want)
		}
	}
	if b.Inset(1, 2, 3, 4) != (Box{11, 22, 26, 34}) || b.Middle() != (Point{25, 40}) {
		t.Errorf("%v %v", b.Inset(1, 2, 3, 4), b.Middle())
	}
	for o, want := range map[Box]bool{{40, 20, 5, 5}: false, {39, 59, 5, 5}: true, {0, 0, 100, 100}: true, {10, 60, 30, 1}: false} {
		if b.Meets(o) != want || o.Meets(b) != want {
			t.Errorf("meets %v: %t", o, !want)
		}
	}
}
