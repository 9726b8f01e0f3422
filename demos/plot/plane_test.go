package plot_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

func square(w float64) float64 { return max(120, min(0.7*w, 600)) }

// From ℝ² to the canvas and back is the identity; what has to be seen is seen;
// with Equal, a unit is as long upwards as it is across.
func TestPlaneMaps(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		w := plot.Window{Lo: plot.XY{X: rng.NormFloat64() * 10, Y: rng.NormFloat64() * 1000}}
		w.Hi = plot.XY{X: w.Lo.X + rng.Float64()*20, Y: w.Lo.Y + math.Exp(rng.NormFloat64()*4)}
		p := plot.Plane{View: w, Equal: rng.IntN(2) == 0}
		p.Title, p.X.Label, p.Y.Label = "landscape", "θ₁", "θ₂"
		box := demos.Box{X: 3, Y: 5, W: 140 + 1000*rng.Float64(), H: 120 + 500*rng.Float64()}
		p.Place(&demos.Recorder{Width: 1200, Height: 700}, box)
		seen := p.Seen()
		size := math.Hypot(seen.Hi.X-seen.Lo.X, seen.Hi.Y-seen.Lo.Y)
		for range 20 {
			q := plot.XY{X: w.Lo.X + rng.Float64()*(w.Hi.X-w.Lo.X), Y: w.Lo.Y + rng.Float64()*(w.Hi.Y-w.Lo.Y)}
			at := p.At(q)
			back := p.Value(at)
			if !(math.Hypot(back.X-q.X, back.Y-q.Y) <= 1e-9*size) {
				t.Fatalf("%+v comes back as %+v", q, back)
			}
			if b := p.Area.Inset(-1e-6, -1e-6, -1e-6, -1e-6); !b.Holds(at) {
				t.Fatalf("%+v of %+v lands at %+v outside %+v", q, w, at, p.Area)
			}
		}
		if !p.Equal {
			continue
		}
		o, right, up := p.Point(0, 0), p.Point(1, 0), p.Point(0, 1)
		if across, upwards := right.X-o.X, o.Y-up.Y; !(math.Abs(across/upwards-1) <= 1e-6) {
			t.Fatalf("box %+v: a unit is %g across and %g upwards", box, across, upwards)
		}
	}
}

// A window without points, or with one, can still be drawn.
func TestAround(t *testing.T) {
	nan := math.NaN()
	for _, k := range []struct {
		points []plot.XY
		want   plot.Window
	}{
		{nil, plot.Window{Lo: plot.XY{X: -1, Y: -1}, Hi: plot.XY{X: 1, Y: 1}}},
		{[]plot.XY{{X: nan, Y: 3}}, plot.Window{Lo: plot.XY{X: -1, Y: -1}, Hi: plot.XY{X: 1, Y: 1}}},
		{[]plot.XY{{X: 2, Y: 3}}, plot.Window{Lo: plot.XY{X: 1.5, Y: 2.5}, Hi: plot.XY{X: 2.5, Y: 3.5}}},
		{[]plot.XY{{X: 0, Y: 0}, {X: nan, Y: 99}, {X: 10, Y: 4}}, plot.Window{Lo: plot.XY{X: -1, Y: -0.4}, Hi: plot.XY{X: 11, Y: 4.4}}},
	} {
		if got := plot.Around(k.points, 0.1); got != k.want {
			t.Errorf("around %v: %+v, want %+v", k.points, got, k.want)
		}
	}
	for _, view := range []plot.Window{{}, {Lo: plot.XY{X: nan}}, {Lo: plot.XY{X: 3}, Hi: plot.XY{X: 2}}, {Hi: plot.XY{X: math.Inf(1), Y: 1}}} {
		p := plot.Plane{View: view, Equal: true}
		p.Place(&demos.Recorder{}, demos.Box{W: 100, H: 100})
		if q := p.Value(p.At(plot.XY{X: 0.3, Y: 0.2})); !(math.Abs(q.X-0.3) <= 1e-9) {
			t.Errorf("%+v: %+v", view, q)
		}
	}
}

// landscape is a plane with all that lies on it: contours and handles.
type landscape struct {
	plane    plot.Plane
	field    plot.Field
	contours plot.Contours
	handles  []plot.Handle
	drag     plot.Drag
}

func newLandscape() *landscape {
	l := &landscape{}
	l.plane.Title, l.plane.X.Label, l.plane.Y.Label = "loss over θ, drag the start", "θ₁", "θ₂"
	l.plane.View = plot.Window{Lo: plot.XY{X: -2.2, Y: -1.5}, Hi: plot.XY{X: 2.2, Y: 3}}
	l.plane.Bare = true
	l.field.Sample(90, 90, plot.Window{Lo: plot.XY{X: -4, Y: -3}, Hi: plot.XY{X: 4, Y: 4}}, rosenbrock)
	l.contours.Trace(&l.field, plot.LogLevels(nil, l.field.Values, 12))
	l.handles = []plot.Handle{{At: plot.XY{X: -1.8, Y: 2.4}, Label: "drag me"}, {At: plot.XY{X: 9, Y: 0}, Label: "far away"}}
	return l
}

func rosenbrock(x, y float64) float64 { return (1-x)*(1-x) + 5*(y-x*x)*(y-x*x) }

func (l *landscape) draw(c demos.Canvas, t *demos.Theme, box demos.Box) {
	l.plane.Place(c, box)
	l.contours.Draw(c, &l.plane.Axes, t)
	l.contours.DrawLevel(c, &l.plane.Axes, 7, 1.5, t.Accent)
	l.plane.Draw(c, t)
	for i := range l.handles {
		l.handles[i].Draw(c, &l.plane.Axes, t, i == 0)
	}
}

func TestPicturePlane(t *testing.T) {
	l := newLandscape()
	look(t, "plane", square, l.draw)
	l.plane.Equal, l.plane.Bare, l.plane.Title, l.plane.Y.Label = true, false, "", "the second of the parameters"
	l.handles = l.handles[:1]
	look(t, "plane-equal", square, func(c demos.Canvas, t *demos.Theme, box demos.Box) {
		l.plane.Place(c, box)
		l.plane.Draw(c, t)
		l.contours.Draw(c, &l.plane.Axes, t)
		l.handles[0].Draw(c, &l.plane.Axes, t, false)
	})
}

func BenchmarkLandscape(b *testing.B) { frames(b, 800, 600, newLandscape().draw) }
