package saddles

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// fallPanel shows the true loss along each step, and the cubic model.
type fallPanel struct {
	axes   plot.Axes
	curves [4]plot.Curve
	labels []plot.EndLabel
}

func (p *fallPanel) draw(c demos.Canvas, s *Scene) {
	w, t, b := &s.view, s.Theme, s.layout.fallings
	p.axes.Title = plot.FirstThatFits(c, b.W, demos.TextStyle{}, "change of the true loss along each step; thin: the model", "true loss along each step", "change of the loss", "loss")
	p.axes.X.Label = plot.FirstThatFits(c, b.W/3, demos.TextStyle{Size: 11}, "part of the step", "part")
	st := demos.TextStyle{Size: 11}
	p.axes.Right = c.TextWidth("Newton", st) + 8
	lo, hi := 0.0, 0.0
	for _, m := range []*move{&w.newton, &w.cubic} {
		for i := range m.along {
			lo, hi = min(lo, m.along[i]), max(hi, m.along[i])
		}
	}
	for _, v := range w.cubic.model {
		lo = min(lo, v)
	}
	if lo == 0 && hi == 0 {
		lo, hi = -1, 1
	}
	// A loss that climbs far higher leaves the picture at its top.
	hi = min(hi, max(0.35, 1.5*-lo))
	p.axes.Y.Fit(lo, hi)
	p.axes.X.Lo, p.axes.X.Hi = 0, fractions[len(fractions)-1]
	p.axes.Place(c, b)
	p.axes.Draw(c, t)
	area := p.axes.Area
	c.FillRect(area.X, p.axes.Point(0, 0).Y-0.5, area.W, 1, t.Soft)
	p.axes.Cross(c, 1, t.Line)

	p.labels = p.labels[:0]
	draw := func(k int, m *move, name string, col demos.Color) {
		if !m.ok() {
			return
		}
		p.curves[k].Points(c, &p.axes, fractions, m.along, 2, col)
		at := p.axes.Point(1, m.change)
		if area.Inset(-1, -1, -1, -1).Holds(at) {
			c.FillPath(plot.Disc(nil, at, 3.5), col)
		}
		end := p.axes.Point(1, m.along[len(m.along)-1]).Y
		p.labels = append(p.labels, plot.EndLabel{Text: name, Y: max(area.Y, min(end, area.Y+area.H)), Color: col})
	}
	if w.cubic.ok() {
		p.curves[3].Points(c, &p.axes, fractions, w.cubic.model, 1, s.shade(t.Group(cubicPlace), "phi", "lambda"))
	}
	draw(0, &w.cursor, "your r", s.shade(t.Group(cursorPlace), "r", "loss"))
	draw(1, &w.newton, "Newton", s.shade(t.Soft, "newton", "loss"))
	draw(2, &w.cubic, "cubic", s.shade(t.Group(cubicPlace), "eta", "eta1", "eta2", "root", "path", "loss", "phi", "lambda"))
	if plot.Spread(p.labels, 12, area.Y+4, area.Y+area.H-4) {
		for _, l := range p.labels {
			st.Color = l.Color
			c.Text(plot.Fit(c, l.Text, p.axes.Right-4, st), area.X+area.W+5, l.Y+4, st)
		}
	}
}

func (p *fallPanel) under(s *Scene, q demos.Point) (string, []string) {
	w := &s.view
	t, inside := p.axes.Under(q)
	if !inside {
		return "", nil
	}
	i := max(0, min(int(math.Round(t/fractions[1])), len(fractions)-1))
	lines := []string{plot.Percent(fractions[i]) + " of the step"}
	for _, k := range []struct {
		m    *move
		name string
	}{{&w.newton, "Newton"}, {&w.cubic, "cubic"}, {&w.cursor, "your r"}} {
		if k.m.ok() {
			lines = append(lines, k.name+": "+plot.Exact(k.m.along[i]))
		}
	}
	if w.cubic.ok() {
		lines = append(lines, "model along the cubic step: "+plot.Exact(w.cubic.model[i]))
	}
	return "loss", lines
}
