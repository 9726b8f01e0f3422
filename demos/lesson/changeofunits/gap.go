package changeofunits

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// gapPanel shows how far the two runs of a method are apart, step by step.
type gapPanel struct {
	axes   plot.Axes
	curves [both]plot.Curve
	steps  []float64
	values [both][]float64
	labels []plot.EndLabel
}

// Distances below least, which is less than one rounding, are drawn there; 0
// has no place on a logarithmic axis.
const least, most = 1e-17, 1e3

func (p *gapPanel) draw(c demos.Canvas, s *Scene, box demos.Box) {
	t := s.Theme
	p.axes.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "how far the two runs of a method are apart, in parts of θ", "distance between the two runs", "distance of the runs")
	p.axes.Y.Lo, p.axes.Y.Hi = least, most
	p.axes.X.Lo, p.axes.X.Hi = 0, float64(max(10, s.step))
	names := [both]string{methods[0].short, s.rival.short}
	p.axes.Right = plot.EndRoom(c, names[:]...)
	p.axes.Place(c, box)
	p.axes.Draw(c, t)
	area := p.axes.Area
	limit := p.axes.Point(0, coincide).Y
	c.FillRect(area.X, limit, area.W, area.Y+area.H-limit, t.Accent.Fade(0.08))
	soft := demos.TextStyle{Size: 11, Color: t.Soft}
	note := plot.FirstThatFits(c, area.W-8, soft, "below 10⁻⁶: they coincide", "coincide")
	p.labels = p.labels[:0]
	for k := both - 1; k >= 0; k-- {
		p.values[k] = p.values[k][:0]
		for i := range s.step + 1 {
			if len(p.steps) <= i {
				p.steps = append(p.steps, float64(i))
			}
			p.values[k] = append(p.values[k], min(max(s.pairs[k].apart(i), least), most))
		}
		n := len(p.values[k])
		p.curves[k].Points(c, &p.axes, p.steps[:n], p.values[k], 2, s.colour(k))
		q := p.axes.Point(p.steps[n-1], p.values[k][n-1])
		c.FillPath(plot.Disc(nil, q, 3), s.colour(k))
		p.labels = append(p.labels, plot.EndLabel{Text: names[k], Y: q.Y, Color: s.colour(k)})
	}
	plot.Label(c, note, area.X+5, limit+13, soft)
	plot.DrawEnds(c, area, p.labels)
	if x, ok := p.axes.Under(s.Pointer.Point); ok && s.Pointer.Inside {
		p.axes.Cross(c, p.near(s, x), t.Soft)
	}
}

func (p *gapPanel) near(s *Scene, x float64) float64 {
	return min(math.Round(max(x, 0)), float64(s.step))
}

func (p *gapPanel) under(s *Scene, at demos.Point) (symbol string, words []string) {
	x, ok := p.axes.Under(at)
	if !ok {
		return "", nil
	}
	i := int(p.near(s, x))
	lines := []string{fmt.Sprintf("after step %d", i)}
	for k, pair := range s.pairs {
		lines = append(lines, s.name(k)+": "+plot.Exact(pair.apart(i)))
	}
	return "apart", append(lines, "‖θ′ − θ‖ / ‖θ‖, where θ′ is the run in the new units, mapped back; 10⁻¹⁶ is rounding")
}
