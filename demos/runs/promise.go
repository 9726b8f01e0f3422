package runs

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// promisePanel shows ρ, the actual over the promised change of the loss, and λ_int,
// which follows ρ if it is adaptive, over the steps.
type promisePanel struct {
	ratio, lambda plot.Axes
	curves        [2]plot.Curve
}

func (p *promisePanel) Draw(c demos.Canvas, s *Scene, _ demos.Box) {
	box := s.layout.content()
	half := (box.W - 16) / 2
	left, right := box, box
	if s.layout.narrow {
		left.H = (box.H - 8) / 2
		right.Y, right.H = box.Y+left.H+8, left.H
	} else {
		left.W, right.X, right.W = half, box.X+half+16, half
	}
	l := s.chosen()
	if l == nil {
		hint(c, s, box, "Press Run: every summary makes a promise.")
		return
	}
	last := max(10, float64(l.frame.Step))
	lo, hi := l.ratio.Range(plot.Finite)
	p.ratio.Title = plot.FirstThatFits(c, left.W, demos.TextStyle{},
		fmt.Sprintf("ρ of lane %d: true change ÷ promised change of the loss; 1 is a true model", s.lane+1), "ρ: true ÷ promised change", "ρ")
	// Outliers do not determine the range.
	p.ratio.Y.Fit(max(-2, min(0, lo)), min(3, max(1.25, hi)))
	fit(&p.ratio.X, last)
	p.ratio.Place(c, left)
	p.ratio.Draw(c, s.theme)
	if y := p.ratio.Point(0, 1).Y; y > p.ratio.Area.Y {
		c.FillRect(p.ratio.Area.X, y-0.5, p.ratio.Area.W, 1, s.theme.Soft)
	}
	p.curves[0].Series(c, &p.ratio, &l.ratio, 2, s.color(s.lane))

	p.lambda.Title = plot.FirstThatFits(c, right.W, demos.TextStyle{}, "λ_int in use, log scale: it moves only where it is adaptive", "λ_int in use, log scale", "λ_int")
	p.lambda.Y.Fit(l.lambda.Range(plot.Positive))
	fit(&p.lambda.X, last)
	p.lambda.Place(c, right)
	p.lambda.Draw(c, s.theme)
	p.curves[1].Series(c, &p.lambda, &l.lambda, 2, s.color(s.lane))
	if len(l.ratio.Spans) == 0 {
		hint(c, s, p.ratio.Area, "no promise yet")
	}
	if s.panels.At.Panel == p {
		axes := &p.ratio
		if s.panels.At.I == 1 {
			axes = &p.lambda
		}
		axes.Cross(c, s.panels.At.X, s.theme.Soft)
	}
}

func (p *promisePanel) Under(_ *Scene, q demos.Point) (spot, bool) {
	for i, a := range []*plot.Axes{&p.ratio, &p.lambda} {
		if x, ok := a.Under(q); ok {
			return spot{I: i, X: math.Round(x)}, true
		}
	}
	return spot{}, false
}

func (p *promisePanel) Tip(s *Scene, at spot) []string {
	l := s.chosen()
	if l == nil {
		return nil
	}
	series, name := &l.ratio, "ρ"
	if at.I == 1 {
		series, name = &l.lambda, "λ_int"
	}
	near, ok := series.Near(at.X)
	if !ok {
		return nil
	}
	lines := []string{fmt.Sprintf("%s at step %.0f: %s", name, near.Last, plot.Exact(near.Value))}
	if f := &l.promise; at.I == 0 && near.Last == float64(f.Step) {
		lines = append(lines, "promised "+plot.Exact(float64(f.Predicted)), "came true "+plot.Exact(float64(f.Actual)))
	}
	return lines
}
