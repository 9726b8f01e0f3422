package deep

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// distancePanel shows how the entries of a matrix go with the distance of the
// layers, at the start and now.
type distancePanel struct {
	side   side
	axes   plot.Axes
	curves [2]plot.Curve
	key    plot.Key
	x      []float64
	y      [2][]float64
	marks  demos.Path
}

func newDistance(of side) *distancePanel {
	p := &distancePanel{side: of}
	p.axes.X.Label = "|i − j|"
	return p
}

func (p *distancePanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	t := s.Theme
	sign := signs[p.side]
	title := demos.TextStyle{Color: t.Text}
	text := plot.FirstThatFits(c, box.W, title, sign+" by the distance of the layers; 1: all pairs alike", sign+" by distance; 1: all alike", sign+" by distance")
	plot.Label(c, text, box.X, box.Y+12, title)
	p.key.Items = append(p.key.Items[:0], plot.KeyItem{Text: "start", Color: s.before()}, plot.KeyItem{Text: fmt.Sprintf("step %d", s.now.step), Color: s.color(p.side)})
	rest := p.key.Above(c, box.Inset(0, 18, 0, 0))
	p.key.Draw(c, t)

	p.x = p.x[:0]
	for d := range s.now.stages {
		p.x = append(p.x, float64(d))
	}
	hi := 1.0
	for k, st := range [...]*state{s.now.begin, s.now.now} {
		p.y[k] = p.y[k][:0]
		r := st.reach(p.side)
		for d := range s.now.stages {
			v := math.NaN()
			if r != nil {
				v = r.relative(d)
			}
			p.y[k] = append(p.y[k], v)
			if plot.Finite(v) {
				hi = max(hi, v)
			}
		}
	}
	p.axes.Y.Fit(0, hi)
	p.axes.X.Lo, p.axes.X.Hi = 0, float64(s.now.stages-1)
	p.axes.Place(c, rest)
	p.axes.Draw(c, t)
	even := p.axes.Point(0, 1).Y
	c.FillRect(p.axes.Area.X, even-0.5, p.axes.Area.W, 1, t.Soft)
	for k, col := range [...]demos.Color{s.before(), s.color(p.side)} {
		p.curves[k].Points(c, &p.axes, p.x, p.y[k], 2+0.5*float64(k), col)
		p.marks = p.marks[:0]
		for d, v := range p.y[k] {
			if plot.Finite(v) {
				p.marks = plot.Disc(p.marks, p.axes.Point(float64(d), v), 2.5)
			}
		}
		c.FillPath(p.marks, col)
	}
	if s.panels.At.Panel == p {
		p.axes.Cross(c, float64(s.panels.At.I), t.Soft)
	}
}

func (p *distancePanel) Under(s *Scene, q demos.Point) (spot, bool) {
	x, ok := p.axes.Under(q)
	return spot{I: int(math.Round(x)), J: -1}, ok
}

func (p *distancePanel) Tip(s *Scene, at spot) []string {
	if at.I >= s.now.stages {
		return nil
	}
	lines := []string{signs[p.side] + ": " + counted(at.I, "layer", s.now.partition) + " apart"}
	for k, st := range [...]*state{s.now.begin, s.now.now} {
		when := [...]string{"start", fmt.Sprintf("step %d", s.now.step)}[k]
		r := st.reach(p.side)
		if r == nil {
			lines = append(lines, when+": "+st.noInverse)
			continue
		}
		lines = append(lines, fmt.Sprintf("%s: %s times the mean of all, %s on average", when, plot.Exact(r.relative(at.I)), plot.Format(r.mean(at.I))))
	}
	pairs := s.now.now.forth.pairs[at.I]
	if at.I == 0 {
		return append(lines, fmt.Sprintf("%.0f entries, the diagonal among them", pairs))
	}
	return append(lines, fmt.Sprintf("%.0f entries", pairs))
}
