package cauchytonewton

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// field is the window of the contours.
var field = plot.Window{Lo: plot.XY{X: -2, Y: -1}, Hi: plot.XY{X: 2, Y: 1}}

// The grid of the contours. A cell is four times as long as high, as the ellipses are.
const columns, rows = 61, 121

type picture struct {
	plane    plot.Plane
	field    plot.Field
	levels   []float64
	contours plot.Contours
	shade    plot.Shade
	grip     plot.Drag
	handle   [1]plot.Handle
	bar      demos.Box
	drawn    bool
}

func (p *picture) trace(w *bowl) {
	p.plane = plot.Plane{View: view, Equal: true}
	p.plane.Bare = true
	p.plane.X.Label, p.plane.Y.Label = "gentle", "steep"
	w.sample(&p.field, columns, rows, field)
	p.levels = plot.LogLevels(p.levels[:0], p.field.Values, 12)
	p.contours.Trace(&p.field, p.levels)
}

func (p *picture) ringBox() demos.Box {
	q := p.handle[0].On(&p.plane.Axes)
	return demos.Box{X: q.X - 22, Y: q.Y - 22, W: 44, H: 44}
}
func (p *picture) cellBox(i int) demos.Box {
	w := p.bar.W / dimension
	return demos.Box{X: p.bar.X + float64(i)*w, Y: p.bar.Y, W: w, H: p.bar.H}
}
func (p *picture) gapBox(i int) demos.Box {
	b := p.cellBox(i + 1)
	return demos.Box{X: b.X - 22, Y: b.Y, W: 44, H: b.H}
}

// Update implements demos.Scene.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	if !s.Watch(p, t) {
		return s.Stale()
	}
	pic := &s.picture
	if _, moved := pic.plane.Drag(&pic.grip, p, pic.handle[:]); moved {
		s.Drag(map[string]float64{"x": pic.handle[0].At.X, "y": pic.handle[0].At.Y, "step": 0})
	}
	return s.Stale()
}

// Grabs implements demos.Grabber.
func (s *Scene) Grabs() bool { return s.picture.grip.Hover > 0 }

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	t, p := s.Theme, &s.picture
	c.Clear(t.Back)
	w, h := c.Size()
	p.bar = demos.Box{X: 16, Y: h - 60, W: w - 32, H: 44}
	p.plane.Place(c, demos.Box{X: 8, Y: 8, W: w - 16, H: h - 90})
	a := &p.plane.Axes
	a.Draw(c, t)
	p.shade.Draw(c, a, t, &p.field, p.levels)
	p.contours.Draw(c, a, t)
	from := s.from().foot
	if !s.arrived() && s.next.err == nil {
		q := s.next.next.foot
		plot.Vector(c, a, from, plot.XY{X: q.X - from.X, Y: q.Y - from.Y}, 3, t.Text)
	}
	p.handle[0].At = s.own.places[0].foot
	p.handle[0].Draw(c, a, t, p.grip.Hot(0))
	for i, o := range s.own.pieces.order() {
		b := p.cellBox(i)
		c.FillRect(b.X, b.Y, b.W-2, b.H, t.Group(s.own.pieces.first(s.own.pieces[o])))
		c.Text("θ"+lesson.Subscript(o+1), b.X+b.W/2, b.Y+28, demos.TextStyle{Size: 15, Color: t.Text, Align: demos.Middle})
	}
	c.Text(s.own.count(), w-20, 40, demos.TextStyle{Size: 36, Color: t.Text, Align: demos.End})
	s.Drawn()
}
