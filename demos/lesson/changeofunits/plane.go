package changeofunits

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// planePanel shows the runs in the plane of two parameters, in the old units:
// a line is a run in the old units, the rings are the run in the new ones,
// mapped back.
type planePanel struct {
	plane    plot.Plane
	contours plot.Contours
	shade    plot.Shade
	here     [both]plot.Trajectory
	there    [both]plot.Trajectory
	dots     demos.Path
}

func (p *planePanel) draw(c demos.Canvas, s *Scene, box demos.Box) {
	t, b := s.Theme, s.bench
	a := &p.plane
	ground := "contours: the loss"
	if len(b.start) > 2 {
		ground = "contours: the loss, other weights as at the start"
	}
	a.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "line: the run in the old units; rings: in the new ones, mapped back; "+ground,
		"line: old units; rings: new units, mapped back; contours: the loss", "line: old units; rings: new ones, mapped back", "line: old units, rings: new")
	a.View, a.X.Label, a.Y.Label = s.view, b.model.across, b.model.up
	a.Place(c, box)
	a.Draw(c, t)
	p.contours.Trace(&s.field, s.levels)
	p.shade.Draw(c, &a.Axes, t, &s.field, s.levels)
	p.contours.Draw(c, &a.Axes, t)
	radius := 3.5
	if s.layout.narrow {
		radius = 2.5
	}
	for k := both - 1; k >= 0; k-- { // ours above
		pair := s.pairs[k]
		here, there := &p.here[k], &p.there[k]
		here.Color, here.Width = s.colour(k), 2
		there.Color, there.Width = s.colour(k).Fade(0.8), 0.75
		here.Points, there.Points = b.project(here.Points[:0], &pair.here, s.step), b.project(there.Points[:0], &pair.there, s.step)
		here.Draw(c, &a.Axes, t)
		there.Draw(c, &a.Axes, t)
		p.dots = p.dots[:0]
		for _, q := range there.Points {
			if at := a.At(q); a.Area.Holds(at) {
				p.dots = plot.Disc(p.dots, at, radius)
			}
		}
		if len(p.dots) > 0 {
			a.Inside(c, func() {
				c.FillPath(p.dots, t.Back)
				c.StrokePath(p.dots, 1.5, s.colour(k))
			})
		}
	}
	h := plot.Handle{At: s.startPoint(), Color: t.Text}
	if s.step == 0 { // later the runs are in the way
		h.Label = "drag the start"
	}
	h.Draw(c, &a.Axes, t, s.drag.Hot(0))
}

// project returns the places of a run in the plane of the picture.
func (b *bench) project(dst []plot.XY, h *half, step int) []plot.XY {
	for _, theta := range h.places[:min(step+1, len(h.places))] {
		dst = append(dst, plot.XY{X: theta[b.across], Y: theta[b.up]})
	}
	return dst
}

func (p *planePanel) under(s *Scene, at demos.Point) (symbol string, words []string) {
	if !p.plane.Area.Holds(at) {
		return "", nil
	}
	m := s.bench.model
	if s.drag.Hot(0) {
		q := s.startPoint()
		return "theta", append([]string{"the start: drag it elsewhere", m.across + " = " + plot.Exact(q.X), m.up + " = " + plot.Exact(q.Y)}, s.rulerLines(q)...)
	}
	for k := range p.here {
		for units, y := range [...]*plot.Trajectory{&p.there[k], &p.here[k]} {
			i, ok := y.Under(at)
			if !ok {
				continue
			}
			q := y.Points[i]
			where := [...]string{"in the new units, mapped back", "in the old units"}[units]
			lines := []string{fmt.Sprintf("%s, step %d, %s", s.name(k), i, where), m.across + " = " + plot.Exact(q.X), m.up + " = " + plot.Exact(q.Y)}
			return "theta", append(lines, s.rulerLines(q)...)
		}
	}
	q := p.plane.Value(at)
	return "theta", append([]string{"loss here: " + plot.Format(s.field.At(q)), m.across + " = " + plot.Format(q.X) + ", " + m.up + " = " + plot.Format(q.Y)}, s.rulerLines(q)...)
}

// rulerLines says what a place is in the new units.
func (s *Scene) rulerLines(q plot.XY) []string {
	b, r := s.bench, s.bench.ruler
	x, y := (q.X-r.beta[b.across])/r.alpha[b.across], (q.Y-r.beta[b.up])/r.alpha[b.up]
	return []string{fmt.Sprintf("in the new units %s and %s", plot.Format(x), plot.Format(y))}
}
