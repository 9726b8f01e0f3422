package cauchytonewton

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// trail is the way of a run: a line from place to place, and a dot at each.
type trail struct {
	line, dots, disc demos.Path
	places           []demos.Point // where the dots are
}

func (r *trail) draw(c demos.Canvas, s *Scene, taken float64) {
	l := &s.picture.land
	r.line, r.dots, r.places = r.line[:0], r.dots[:0], r.places[:0]
	wide := l.Area.Inset(-8*l.Area.W, -8*l.Area.W, -8*l.Area.W, -8*l.Area.W)
	last := l.At(s.origin(0))
	step := func(q demos.Point) {
		if a, b, ok := plot.Cut(last, q, wide); ok {
			r.line = plot.Segment(r.line, a.X, a.Y, b.X, b.Y)
		}
		last = q
	}
	r.places = append(r.places, last)
	for i := 1; float64(i) <= taken; i++ {
		q := l.At(s.origin(float64(i)))
		step(q)
		r.places = append(r.places, q)
		if l.Area.Holds(q) {
			r.dots = plot.Disc(r.dots, q, 2.6)
		}
	}
	step(l.At(s.origin(taken)))
	col := s.ink(s.Theme.Text, "steps", "way", s.own.lit())
	c.StrokePath(r.line, 2, col)
	if len(r.dots) > 0 {
		c.FillPath(r.dots, col)
	}
}

// walker paints who walks the way.
func (r *trail) walker(c demos.Canvas, s *Scene, q demos.Point) {
	if s.picture.land.Area.Holds(q) {
		r.disc = plot.Disc(r.disc[:0], q, 7)
		c.FillPath(r.disc, s.Theme.Text)
	}
}

// under returns the step whose place is below p.
func (r *trail) under(p demos.Point) (step int, ok bool) {
	best := 10.0
	for i, q := range r.places {
		if d := max(p.X-q.X, q.X-p.X, p.Y-q.Y, q.Y-p.Y); d < best {
			step, ok, best = i, true, d
		}
	}
	return step, ok
}
