package network

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// curvesPanel shows the losses of both runs.
type curvesPanel struct {
	axes   plot.Axes
	curves [kinds]plot.Curve
	steps  []float64
	losses [kinds][]float64
	labels []plot.EndLabel
	marks  demos.Path
}

func newCurves() *curvesPanel {
	p := &curvesPanel{}
	p.axes.X.Label, p.axes.Y.Scale = "step", plot.Log
	return p
}

// decades is the range of the loss below its top: a smaller loss is overfitting.
const decades = 4

// runColour is that of a run: neither is a group's.
func (s *Scene) runColour(kind int) demos.Color {
	if kind == whole {
		return s.Theme.Text
	}
	return s.Theme.Soft
}

var kindNames = [kinds]string{"whole H̄", "diagonal"}

func (p *curvesPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	t := s.Theme
	p.axes.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "loss of both runs from one start, log scale", "loss of both runs, log scale", "loss, log scale")
	lo, hi := math.Inf(1), math.Inf(-1)
	longest := 0
	for kind := range p.losses {
		p.losses[kind] = p.losses[kind][:0]
		states := s.runs[kind].States
		for k := range min(s.now.step+1, len(states)) {
			v := states[k].loss
			p.losses[kind] = append(p.losses[kind], v)
			if v > 0 && plot.Finite(v) {
				lo, hi = min(lo, v), max(hi, min(v, 100*states[0].loss)) // a run that diverges leaves at the top
			}
		}
		longest = max(longest, len(p.losses[kind]))
	}
	for k := len(p.steps); k < longest; k++ {
		p.steps = append(p.steps, float64(k))
	}
	p.axes.Y.Fit(max(lo, hi*math.Pow10(-decades)), hi)
	p.axes.X.Lo, p.axes.X.Hi = 0, max(10, float64(s.now.step))
	p.axes.Right = plot.EndRoom(c, kindNames[:]...)
	p.axes.Place(c, box)
	p.axes.Draw(c, t)
	area := p.axes.Area
	p.labels = p.labels[:0]
	for _, kind := range [...]int{1 - s.now.kind, s.now.kind} { // the one that is followed above
		width := 1.5
		if kind == s.now.kind {
			width = 2.5
		}
		n := len(p.losses[kind])
		p.curves[kind].Points(c, &p.axes, p.steps[:n], p.losses[kind], width, s.runColour(kind))
		q := p.axes.Point(p.steps[n-1], p.losses[kind][n-1])
		if !plot.Finite(q.X) || !plot.Finite(q.Y) {
			continue
		}
		q.Y = min(max(q.Y, area.Y), area.Y+area.H)
		p.marks = plot.Disc(p.marks[:0], q, width+1.5)
		c.FillPath(p.marks, s.runColour(kind))
		p.labels = append(p.labels, plot.EndLabel{Text: kindNames[kind], Y: q.Y, Color: s.runColour(kind)})
	}
	plot.DrawEnds(c, area, p.labels)
	if s.panels.At.Panel == p {
		p.axes.Cross(c, s.panels.At.X, t.Soft)
	}
}

func (p *curvesPanel) Under(s *Scene, q demos.Point) (spot, bool) {
	x, ok := p.axes.Under(q)
	return spot{I: -1, J: -1, X: min(math.Round(x), float64(s.now.step))}, ok
}

func (p *curvesPanel) Tip(s *Scene, at spot) []string {
	lines := []string{fmt.Sprintf("after step %.0f", at.X)}
	for kind, n := range kindNames {
		if states := s.runs[kind].States; int(at.X) < len(states) {
			lines = append(lines, n+": loss "+plot.Exact(states[int(at.X)].loss))
		} else {
			lines = append(lines, n+": "+s.runs[kind].Broken)
		}
	}
	return lines
}
