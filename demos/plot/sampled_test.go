package plot_test

import (
	"math"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// secular is a picture like that of ‖Dη(r)‖ − r: a curve with a pole, and marks.
type secular struct {
	axes        plot.Axes
	curve, line plot.Curve
	x, y, id    []float64
}

const pole = 1.3

func newSecular() *secular {
	s := &secular{}
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
	s.axes.Place(c, box)
	s.axes.Draw(c, t)
	s.axes.Mark(c, pole, "pole", -1, true, t.Soft)
	s.curve.Branches(c, &s.axes, s.x, s.y, []float64{pole}, 2, t.Group(0))
	s.line.Points(c, &s.axes, s.x, s.id, 1.5, t.Soft)
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

func TestPictureSecular(t *testing.T) { look(t, "secular", square, newSecular().draw) }

func BenchmarkSecular(b *testing.B) { frames(b, 800, 500, newSecular().draw) }
