package plot_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// What Cut returns lies on the line and in the box; it is nothing only if no
// point of the line is in the box.
func TestCut(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	b := demos.Box{X: 10, Y: 20, W: 30, H: 40}
	in := b.Inset(-1e-9, -1e-9, -1e-9, -1e-9)
	for range 2000 {
		p := demos.Point{X: rng.Float64()*100 - 30, Y: rng.Float64()*100 - 10}
		q := demos.Point{X: rng.Float64()*100 - 30, Y: rng.Float64()*100 - 10}
		if rng.IntN(5) == 0 {
			q.X = p.X
		}
		from, to, ok := plot.Cut(p, q, b)
		if ok {
			for _, e := range []demos.Point{from, to} {
				if d := (q.X-p.X)*(e.Y-p.Y) - (q.Y-p.Y)*(e.X-p.X); !in.Holds(e) || !(math.Abs(d) <= 1e-8) {
					t.Fatalf("%v–%v is cut to %v–%v", p, q, from, to)
				}
			}
		}
		for k := range 101 {
			f := float64(k) / 100
			e := demos.Point{X: p.X + f*(q.X-p.X), Y: p.Y + f*(q.Y-p.Y)}
			if b.Holds(e) && !ok {
				t.Fatalf("%v–%v has %v in the box", p, q, e)
			}
		}
	}
	if _, _, ok := plot.Cut(demos.Point{X: math.NaN()}, demos.Point{}, b); ok {
		t.Error("a line from nowhere")
	}
}

// A trajectory is one stroked path (a few when it fades), with a gap where a
// point is missing and nothing too far away for a canvas.
func TestTrajectory(t *testing.T) {
	var p plot.Plane
	p.View = plot.Window{Hi: plot.XY{X: 10, Y: 10}}
	c := &demos.Recorder{Width: 300, Height: 300}
	p.Place(c, demos.Box{W: 300, H: 300})
	y := plot.Trajectory{Points: []plot.XY{{X: 1, Y: 1}, {X: 2, Y: 4}, {X: 3, Y: 3}, {X: math.NaN()}, {X: 5, Y: 5}, {X: 6, Y: 6}, {X: 1e200, Y: 6}, {X: 7, Y: 6}}}
	y.Draw(c, &p.Axes, &demos.Light)
	line := c.Paths[0]
	// 1–3, 5–6, to the far point and back.
	if line.Pieces != 4 || line.Points != 3+2+2+2 || !line.Clipping || !(line.Box.W <= 20*p.Area.W) {
		t.Errorf("%+v", line)
	}
	if len(c.Paths) != 4 { // the line, the ring (ground and edge), the disc
		t.Errorf("%d paths", len(c.Paths))
	}
	for i, q := range y.Points {
		if k, ok := y.Under(p.At(q)); ok != (i != 3 && i != 6) || ok && k != i {
			t.Errorf("below point %d: %d, %t", i, k, ok)
		}
	}
	c.Clear(demos.Color{})
	if (&plot.Trajectory{}).Draw(c, &p.Axes, &demos.Light); c.Calls != 1 {
		t.Error("nothing is painted")
	}
}

// An arrow that leaves the area ends at its edge and keeps its direction.
func TestVector(t *testing.T) {
	var p plot.Plane
	p.View = plot.Window{Lo: plot.XY{X: -1, Y: -1}, Hi: plot.XY{X: 1, Y: 1}}
	c := &demos.Recorder{Width: 300, Height: 300}
	p.Place(c, demos.Box{W: 300, H: 300})
	for _, v := range []plot.XY{{X: 0.5, Y: 0.2}, {X: 0, Y: 7}, {X: -50, Y: 30}, {X: 1e9}} {
		c.Clear(demos.Color{})
		plot.Vector(c, &p.Axes, plot.XY{}, v, 2, demos.Color{})
		if len(c.Paths) != 2 {
			t.Fatalf("%+v: %d paths", v, len(c.Paths))
		}
		head := c.Paths[1].Box
		if !(head.X >= p.Area.X-3 && head.Y >= p.Area.Y-3 && head.X+head.W <= p.Area.X+p.Area.W+3 && head.Y+head.H <= p.Area.Y+p.Area.H+3) {
			t.Errorf("%+v: head at %+v", v, head)
		}
	}
	c.Clear(demos.Color{})
	plot.Vector(c, &p.Axes, plot.XY{}, plot.XY{}, 2, demos.Color{})
	plot.Vector(c, &p.Axes, plot.XY{}, plot.XY{X: math.NaN()}, 2, demos.Color{})
	plot.Vector(c, &p.Axes, plot.XY{X: 5}, plot.XY{X: 1}, 2, demos.Color{})
	if c.Calls != 1 {
		t.Errorf("%d calls for nothing to see", c.Calls)
	}
}
