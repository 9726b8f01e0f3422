package cauchytonewton

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// view is the part of the plane that is always visible; starts are in it.
var view = plot.Window{Lo: plot.XY{X: -1.3, Y: -0.6}, Hi: plot.XY{X: 1.3, Y: 0.6}}

// field is the window of the contours: more than view, since a unit is as long
// upwards as across and the canvas decides on the rest.
var field = plot.Window{Lo: plot.XY{X: -2, Y: -1}, Hi: plot.XY{X: 2, Y: 1}}

// The grid of the contours. A cell is four times as long as high, as the
// ellipses are.
const columns, rows = 61, 121

// planePanel is the function along its softest and its stiffest axis, with the
// steps of the rungs.
type planePanel struct {
	plane    plot.Plane
	field    plot.Field
	levels   []float64
	contours plot.Contours
	shade    plot.Shade
	ways     [3]plot.Trajectory // Cauchy, the chosen rung, Newton
	grip     plot.Drag
	handle   [1]plot.Handle
	tips     [dimension]demos.Point // of the rungs' arrows
	drawn    bool
}

func (p *planePanel) init() {
	p.plane = plot.Plane{View: view, Equal: true}
	p.plane.Bare = true
	p.plane.X.Label, p.plane.Y.Label = "softest axis of the bowl", "stiffest axis"
}

// trace finds the contours of a new bowl.
func (p *planePanel) trace(w *bowl) {
	w.sample(&p.field, columns, rows, field)
	p.levels = plot.LogLevels(p.levels[:0], p.field.Values, 12)
	p.contours.Trace(&p.field, p.levels)
}

// drag moves the start with the pointer.
func (p *planePanel) drag(at demos.Pointer) (q plot.XY, moved bool) {
	if !p.drawn {
		return plot.XY{}, false
	}
	_, moved = p.plane.Drag(&p.grip, at, p.handle[:])
	return p.handle[0].At, moved
}

// arrow returns the rung whose arrow ends below a point.
func (p *planePanel) arrow(at demos.Point) (rung int, ok bool) {
	best := 9.0
	for k, q := range p.tips {
		if d := max(q.X-at.X, at.X-q.X, q.Y-at.Y, at.Y-q.Y); d < best {
			rung, ok, best = k, true, d
		}
	}
	return rung, ok
}

func (p *planePanel) draw(c demos.Canvas, s *Scene, box demos.Box) {
	t := s.Theme
	p.drawn = true
	p.plane.Title = "the bowl along two of its six axes, and the steps of all rungs"
	if s.layout.narrow {
		p.plane.Title = "the bowl along two of its six axes"
	}
	p.plane.Place(c, box)
	a := &p.plane.Axes
	a.Draw(c, t)
	p.shade.Draw(c, a, t, &p.field, p.levels)
	p.contours.Draw(c, a, t)

	climb, here, _ := s.chosen()
	chosen := s.groups() - 1
	for k, rung := range [...]int{0, chosen, dimension - 1} {
		way := &p.ways[k]
		way.Points = way.Points[:0]
		from := s.climbs[rung]
		if k != 1 && rung == chosen {
			continue // it is the chosen one
		}
		for i := range min(s.step+1, len(from.places)) {
			way.Points = append(way.Points, from.places[i].foot)
		}
		way.Color, way.Dots = s.ink(s.rungColor(rung), s.names(rung)...), true
		way.Width = 1.5
		if k == 1 {
			way.Width = 2.5
		}
		if s.step > 0 {
			way.Draw(c, a, t)
		}
	}
	p.fan(c, s, here, chosen)
	p.handle[0].At = climb.places[0].foot
	p.handle[0].Label = "drag me"
	if s.step > 0 {
		p.handle[0].Label = "start"
	}
	ring, key := p.handle[0].On(a), p.legend(c, s, chosen)
	if key.Meets(demos.Box{X: ring.X - 30, Y: ring.Y - 30, W: 60, H: 60}) {
		p.handle[0].Label = ""
	}
	p.handle[0].Draw(c, a, t, p.grip.Hot(0))
}

// fan paints the arrow of every rung from the present place, the chosen one
// last. At the minimum there is none.
func (p *planePanel) fan(c demos.Canvas, s *Scene, here *place, chosen int) {
	a := &p.plane.Axes
	p.tips = [dimension]demos.Point{}
	if s.arrived() {
		return
	}
	paint := func(rung int) {
		next := &s.proposals[rung]
		if next.err != nil {
			return
		}
		col, width := s.ink(s.rungColor(rung), s.names(rung)...), 1.5
		if rung == chosen {
			width = 3.5
		} else {
			col = col.Fade(0.75)
		}
		q := next.next.foot
		plot.Vector(c, a, here.foot, plot.XY{X: q.X - here.foot.X, Y: q.Y - here.foot.Y}, width, col)
		p.tips[rung] = a.At(q)
	}
	for rung := range s.proposals {
		if rung != chosen {
			paint(rung)
		}
	}
	paint(chosen)
}

// legend names the three ways in the upper corner that the start leaves free,
// and returns where it lies.
func (p *planePanel) legend(c demos.Canvas, s *Scene, chosen int) demos.Box {
	a := p.plane.Area
	names := [...]string{"Cauchy, S = 1", fmt.Sprintf("grouped, S = %d", chosen+1), "Newton, S = 6"}
	x, y := a.X+a.W-124, a.Y+18
	if p.handle[0].At.X > 0 {
		x = a.X + 10
	}
	lines := 3.0
	if chosen == 0 || chosen == dimension-1 {
		lines = 2
	}
	box := demos.Box{X: x - 6, Y: y - 14, W: 126, H: 15*lines + 6}
	c.FillRect(box.X, box.Y, box.W, box.H, s.Theme.Back.Fade(0.8))
	for k, rung := range [...]int{0, chosen, dimension - 1} {
		if k == 1 && (rung == 0 || rung == dimension-1) {
			continue
		}
		width := 1.5
		if rung == chosen {
			width = 3.5
		}
		c.StrokePath(demos.Path{{{X: x, Y: y - 4}, {X: x + 18, Y: y - 4}}}, width, s.rungColor(rung))
		c.Text(names[k], x+24, y, demos.TextStyle{Size: 11, Color: s.Theme.Text})
		y += 15
	}
	return box
}
