package training

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// ratesPanel shows η of every group over time.
type ratesPanel struct {
	axes   plot.Axes
	curves []plot.Curve
	labels []plot.EndLabel
}

func newRates() *ratesPanel {
	p := &ratesPanel{}
	p.axes.X.Label, p.axes.Y.Scale = "step", plot.Log
	return p
}

func (p *ratesPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	r := &s.record
	p.axes.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "step sizes η over time, log scale; gap: η = 0", "step sizes η over time, log scale", "η over time, log scale", "η over time, log", "η, log")
	lo, hi := math.Inf(1), math.Inf(-1)
	p.axes.Right = 0
	st := demos.TextStyle{Size: 11, Bold: true}
	for i := range r.eta {
		a, b := r.eta[i].Range(plot.Positive)
		lo, hi = min(lo, a), max(hi, b)
		if len(r.eta[i].Spans) > 0 {
			p.axes.Right = max(p.axes.Right, min(60, c.TextWidth(r.groups[i].Short, st)+7))
		}
	}
	p.axes.Y.Fit(max(lo, hi*1e-6), hi) // six decades; a step size that dies out leaves below
	fitSteps(&p.axes.X, r)
	p.axes.Place(c, box)
	p.axes.Draw(c, s.theme)
	for len(p.curves) < len(r.eta) {
		p.curves = append(p.curves, plot.Curve{})
	}
	p.labels = p.labels[:0]
	area := p.axes.Area
	for i := range r.eta {
		width := 2.0
		if r.groups[i].Role == "bias" {
			width = 1.5
		}
		p.curves[i].Series(c, &p.axes, &r.eta[i], width, s.color(i))
		if last, ok := r.eta[i].Last(); ok && last.Value > 0 {
			y := p.axes.Point(last.Last, last.Value).Y
			p.labels = append(p.labels, plot.EndLabel{Text: r.groups[i].Short, Y: min(max(y, area.Y), area.Y+area.H), Color: s.color(i)})
		}
	}
	if plot.Spread(p.labels, 12, area.Y+4, area.Y+area.H) {
		for _, l := range p.labels {
			st.Color = l.Color
			c.Text(plot.Fit(c, l.Text, p.axes.Right-4, st), area.X+area.W+5, l.Y+4, st)
		}
	}
	if p.axes.Right == 0 {
		hint(c, s, area, "one curve per group")
	}
	if s.panels.At.Panel == p {
		p.axes.Cross(c, s.panels.At.X, s.theme.Soft)
	}
}

func (p *ratesPanel) Under(_ *Scene, q demos.Point) (spot, bool) { return underSteps(&p.axes, q) }

// maxLines keeps a tooltip inside the smallest canvas.
const maxLines = 14

func (p *ratesPanel) Tip(s *Scene, at spot) []string {
	r := &s.record
	var lines []string
	for i := range r.eta {
		near, ok := r.eta[i].Near(at.X)
		if !ok {
			continue
		}
		if lines == nil {
			lines = append(lines, whichStep(near))
		}
		if len(lines) == maxLines {
			return append(lines, fmt.Sprintf("and %d more groups", len(r.groups)-i))
		}
		lines = append(lines, "η of "+r.groups[i].Short+": "+exactly(near))
	}
	return lines
}
