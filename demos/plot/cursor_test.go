package plot_test

import (
	"math"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// secular is a picture like that of ‖Dη(r)‖ − r: a curve with a pole, marks, a cursor and a key.
type secular struct {
	axes        plot.Axes
	curve, line plot.Curve
	x, y, id    []float64
	cursor      plot.Cursor
	key         plot.Key
}

const pole = 1.3

func newSecular() *secular {
	s := &secular{cursor: plot.Cursor{X: 2.2}}
	s.axes.Title, s.axes.X.Label, s.axes.Y.Label = "the secular equation", "r", "|Dη(r)|"
	s.axes.X.Fit(0, 4)
	s.axes.Y.Fit(0, 5)
	s.x = plot.Sampled(nil, 0, 4, 80, pole)
	for _, x := range s.x {
		s.y, s.id = append(s.y, at1(x)), append(s.id, x)
	}
	return s
}

func at1(x float64) float64 { return 0.8 / math.Abs(x-pole) }

func (s *secular) draw(c demos.Canvas, t *demos.Theme, box demos.Box) {
	s.key.Items = []plot.KeyItem{{Text: "|Dη(r)|", Color: t.Group(0)}, {Text: "r", Color: t.Soft}}
	rest := s.key.Above(c, box)
	s.axes.Place(c, rest)
	s.axes.Draw(c, t)
	s.axes.Mark(c, pole, "pole", -1, true, t.Soft)
	s.curve.Branches(c, &s.axes, s.x, s.y, []float64{pole}, 2, t.Group(0))
	s.line.Points(c, &s.axes, s.x, s.id, 1.5, t.Soft)
	s.cursor.Draw(c, &s.axes, t, at1(s.cursor.X))
	s.key.Draw(c, t)
}

// No piece of a curve crosses its pole, each leaves the area there, and
// nothing is as far away as the values are.
func TestBranches(t *testing.T) {
	for _, samples := range []int{7, 80, 1001} {
		for _, sign := range []float64{1, -1} {
			var a plot.Axes
			a.X.Fit(0, 4)
			a.Y.Fit(-5, 5)
			c := &demos.Recorder{Width: 400, Height: 300}
			a.Place(c, demos.Box{W: 400, H: 300})
			x := plot.Sampled(nil, 0, 4, samples)
			var y []float64
			for _, x := range x {
				y = append(y, sign*1/(x-pole)) // changes its sign at the pole
			}
			var v plot.Curve
			v.Branches(c, &a, x, y, []float64{-1, pole, 99}, 2, demos.Color{})
			if len(c.Paths) != 1 || c.Paths[0].Pieces != 2 {
				t.Errorf("%d samples: %+v", samples, c.Paths)
			}
			at := a.Point(pole, 0).X
			var end, start demos.Point // of the left and of the right branch
			for _, p := range v.Places() {
				if !(math.Abs(p.Y) <= 20*300) {
					t.Errorf("a point at %+v", p)
				}
				if math.IsNaN(p.X) {
					start = demos.Point{}
				} else if start == (demos.Point{}) {
					start = p
				}
				if start == v.Places()[0] && !math.IsNaN(p.X) {
					end = p
				}
			}
			// Both leave the area at the pole, on opposite sides.
			up := end.Y < a.Area.Y
			near := 372.0/float64(samples) + 1.5 // where it is eight heights away
			if !(math.Abs(end.X-at) <= near) || !(math.Abs(start.X-at) <= near) || up == (start.Y < a.Area.Y) || up != (sign < 0) ||
				a.Area.Holds(end) || a.Area.Holds(start) {
				t.Errorf("%d samples: the branches end at %+v and %+v, the pole at %g", samples, end, start, at)
			}
		}
	}
	// Values that are huge, or missing, without a pole.
	var a plot.Axes
	a.X.Fit(0, 4)
	a.Y.Fit(0, 1)
	c := &demos.Recorder{Width: 400, Height: 300}
	a.Place(c, demos.Box{W: 400, H: 300})
	var v plot.Curve
	v.Points(c, &a, []float64{0, 1, 2, 3, 4}, []float64{0, 1e300, 0.5, math.Inf(1), 0.5}, 2, demos.Color{})
	if b := c.Paths[0].Box; !(b.H <= 9*300 && b.Y >= -9*300) {
		t.Errorf("%+v", b)
	}
}

// Samples rise, stay in the range, and are dense at a pole.
func TestSampled(t *testing.T) {
	x := plot.Sampled([]float64{9}, 0, 4, 50, pole, 4, -7)
	if x[0] != 9 || !slices.IsSorted(x[1:]) || x[1] != 0 || x[len(x)-1] != 4 {
		t.Errorf("%v", x)
	}
	nearest := math.Inf(1)
	for _, v := range x {
		nearest = min(nearest, math.Abs(v-pole))
	}
	if !(nearest <= 1e-4) {
		t.Errorf("the nearest sample is %g away", nearest)
	}
}

// The label of a mark stays in the area, at every place and in every row; a
// value outside has no mark.
func TestMark(t *testing.T) {
	var a plot.Axes
	a.X.Fit(0, 4)
	a.Y.Fit(0, 1)
	c := &demos.Recorder{Width: 300, Height: 120}
	a.Place(c, demos.Box{W: 300, H: 120})
	for _, x := range []float64{0, 1, 3.9, 4} {
		for row := -6; row <= 6; row++ {
			c.Clear(demos.Color{})
			a.Mark(c, x, "a label of some length", row, row%2 == 0, demos.Color{})
			if c.Calls < 2 {
				t.Errorf("no mark at %g", x)
			}
			for _, l := range c.Texts {
				if in := a.Area.Inset(-1e-9, 0, -1e-9, 0); !in.Holds(demos.Point{X: l.Box.X, Y: l.Box.Y}) || !(l.Box.X+l.Box.W <= a.Area.X+a.Area.W) || !(l.Box.Y+l.Box.H <= a.Area.Y+a.Area.H) {
					t.Errorf("at %g, row %d: %+v in %+v", x, row, l.Box, a.Area)
				}
				if line := a.Point(x, 0).X; l.Box.X < line && l.Box.X+l.Box.W > line {
					t.Errorf("at %g the label %+v lies on its line", x, l.Box)
				}
			}
		}
	}
	c.Clear(demos.Color{})
	if a.Mark(c, 4.1, "x", 0, false, demos.Color{}); c.Calls != 1 {
		t.Error("a mark outside")
	}
}

// A cursor is caught anywhere along its line, follows across, and stays in
// the range.
func TestCursor(t *testing.T) {
	var a plot.Axes
	a.X.Scale, a.X.Lo, a.X.Hi = plot.Log, 0.01, 100
	a.Y.Fit(0, 1)
	a.Place(&demos.Recorder{}, demos.Box{W: 300, H: 200})
	k := plot.Cursor{X: 1}
	px := func(x float64) float64 { return a.Point(x, 0).X }
	y := a.Area.Y + 10
	if k.Update(at(px(1)+15, y, false), &a) || !k.Hot() {
		t.Error("pointing moves it, or is not seen")
	}
	if k.Update(at(px(1), y, true), &a) {
		t.Error("pressing moves it")
	}
	if !k.Update(at(px(30), y+50, true), &a) || !(math.Abs(k.X-30) <= 1e-9) {
		t.Errorf("at %g", k.X)
	}
	if k.Update(at(px(30), y+70, true), &a) {
		t.Error("moving along the line moves it")
	}
	if !k.Update(at(-500, y, true), &a) || !(math.Abs(k.X-0.01) <= 1e-9) {
		t.Errorf("pulled out to %g", k.X)
	}
	k.Update(at(px(1), y, false), &a)
	if k.Update(at(px(1), y, true), &a); k.Hot() {
		t.Error("caught from afar")
	}
}

// A key takes as many rows as its items need, and leaves the rest.
func TestKey(t *testing.T) {
	c := &demos.Recorder{Width: 300, Height: 200}
	k := plot.Key{Items: []plot.KeyItem{{Text: "Cauchy, S = 1"}, {Text: "Newton, S = P"}}}
	one := k.Above(c, demos.Box{W: 300, H: 200})
	two := k.Above(c, demos.Box{W: 140, H: 200})
	if !(two.H < one.H && one.H < 200) || two.Y+two.H != 200 || two.W != 140 {
		t.Errorf("%+v, %+v", one, two)
	}
	k.Draw(c, &demos.Light)
	if a, b := c.Texts[0].Box, c.Texts[1].Box; a.X != b.X || !(a.Y+a.H <= b.Y) || !(b.Y+b.H <= two.Y) {
		t.Errorf("items at %+v and %+v above %+v", a, b, two)
	}
}

func TestPictureSecular(t *testing.T) { look(t, "secular", square, newSecular().draw) }

func BenchmarkSecular(b *testing.B) { frames(b, 800, 500, newSecular().draw) }
