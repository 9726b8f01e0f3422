package runs

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// ratesPanel shows η of every group over the steps.
type ratesPanel struct {
	axes   plot.Axes
	curves []plot.Curve
	labels []plot.EndLabel
}

func (p *ratesPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	l := s.chosen()
	p.axes.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "step sizes η over time, log scale; gap: η = 0", "step sizes η over time, log scale", "η over time, log scale", "η over time, log", "η, log")
	lo, hi := math.Inf(1), math.Inf(-1)
	p.axes.Right = 0
	st := demos.TextStyle{Size: 11, Bold: true}
	for i := range l.eta {
		a, b := l.eta[i].Range(plot.Positive)
		lo, hi = min(lo, a), max(hi, b)
		if len(l.eta[i].Spans) > 0 {
			p.axes.Right = max(p.axes.Right, min(60, c.TextWidth(l.groups[i].Short, st)+7))
		}
	}
	p.axes.Y.Fit(max(lo, hi*1e-6), hi) // at most six decades
	fit(&p.axes.X, max(float64(l.frame.Step), 10))
	p.axes.Place(c, box)
	p.axes.Draw(c, s.theme)
	for len(p.curves) < len(l.eta) {
		p.curves = append(p.curves, plot.Curve{})
	}
	p.labels = p.labels[:0]
	area := p.axes.Area
	for i := range l.eta {
		width := 2.0
		if l.groups[i].Role == "bias" {
			width = 1.5
		}
		p.curves[i].Series(c, &p.axes, &l.eta[i], width, s.groupColor(i))
		if last, ok := l.eta[i].Last(); ok && last.Value > 0 {
			y := p.axes.Point(last.Last, last.Value).Y
			p.labels = append(p.labels, plot.EndLabel{Text: l.groups[i].Short, Y: min(max(y, area.Y), area.Y+area.H), Color: s.groupColor(i)})
		}
	}
	if plot.Spread(p.labels, 12, area.Y+4, area.Y+area.H) {
		for _, e := range p.labels {
			st.Color = e.Color
			c.Text(plot.Fit(c, e.Text, p.axes.Right-4, st), area.X+area.W+5, e.Y+4, st)
		}
	}
	if p.axes.Right == 0 {
		hint(c, s, area, "one curve per group")
	}
	if s.panels.At.Panel == p {
		p.axes.Cross(c, s.panels.At.X, s.theme.Soft)
	}
}

// fit sets the range of an axis to end at the last recorded value.
func fit(a *plot.Axis, last float64) {
	a.Fit(0, last)
	a.Hi = last
}

func (p *ratesPanel) Under(_ *Scene, q demos.Point) (spot, bool) {
	x, ok := p.axes.Under(q)
	return spot{X: math.Round(x)}, ok
}

// maxLines is the greatest number of lines of a tooltip on the smallest canvas.
const maxLines = 14

func (p *ratesPanel) Tip(s *Scene, at spot) []string {
	l := s.chosen()
	var lines []string
	for i := range l.eta {
		near, ok := l.eta[i].Near(at.X)
		if !ok {
			continue
		}
		if lines == nil {
			lines = append(lines, whichStep(near))
		}
		if len(lines) == maxLines {
			return append(lines, fmt.Sprintf("and %d more groups", len(l.groups)-i))
		}
		lines = append(lines, "η of "+l.groups[i].Short+": "+exactly(near))
	}
	return lines
}

func whichStep(p plot.Span) string {
	if p.First == p.Last {
		return fmt.Sprintf("step %.0f", p.First)
	}
	return fmt.Sprintf("steps %.0f to %.0f", p.First, p.Last)
}

// exactly writes the value of a span, or its range if it has several values.
func exactly(p plot.Span) string {
	if p.First == p.Last || p.Lo == p.Hi {
		return plot.Exact(p.Value)
	}
	return plot.Format(p.Lo) + " to " + plot.Format(p.Hi) + ", last " + plot.Exact(p.Value)
}
