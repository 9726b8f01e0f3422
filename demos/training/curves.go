package training

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// steps fits a step axis to what was recorded.
func fitSteps(a *plot.Axis, r *record) {
	last := float64(r.frame.Step)
	a.Fit(0, max(last, 10))
	a.Hi = max(last, 10) // a curve uses the whole width
}

// under is the same for all plots over steps.
func underSteps(p panel, a *plot.Axes, q demos.Point) (spot, bool) {
	x, ok := a.Under(q)
	return spot{panel: p, x: math.Round(x)}, ok
}

func whichStep(p plot.Span) string {
	if p.First == p.Last {
		return fmt.Sprintf("step %.0f", p.First)
	}
	return fmt.Sprintf("steps %.0f to %.0f", p.First, p.Last)
}

// exactly writes the value of a span, or its range when it stands for several.
func exactly(p plot.Span) string {
	if p.First == p.Last || p.Lo == p.Hi {
		return plot.Exact(p.Value)
	}
	return plot.Format(p.Lo) + " to " + plot.Format(p.Hi) + ", last " + plot.Exact(p.Value)
}

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

func (p *ratesPanel) draw(c demos.Canvas, s *Scene, box demos.Box) {
	r := &s.record
	p.axes.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "step sizes η over time, log scale; gap: η = 0", "step sizes η over time, log scale", "η over time, log scale", "η over time, log", "η, log")
	lo, hi := math.Inf(1), math.Inf(-1)
	p.axes.Right = 0
	st := demos.TextStyle{Size: 11, Bold: true}
	for i := range r.eta {
		a, b := r.eta[i].Range(plot.Positive)
		lo, hi = min(lo, a), max(hi, b)
		if len(r.eta[i].Spans) > 0 {
			p.axes.Right = max(p.axes.Right, min(60, c.TextWidth(r.groups[i].short, st)+7))
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
		if r.groups[i].role == "bias" {
			width = 1.5
		}
		p.curves[i].Series(c, &p.axes, &r.eta[i], width, s.color(i))
		if last, ok := r.eta[i].Last(); ok && last.Value > 0 {
			y := p.axes.Point(last.Last, last.Value).Y
			p.labels = append(p.labels, plot.EndLabel{Text: r.groups[i].short, Y: min(max(y, area.Y), area.Y+area.H), Color: s.color(i)})
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
	if s.spot.panel == p {
		p.axes.Cross(c, s.spot.x, s.theme.Soft)
	}
}

// hint is written into a plot that has no data yet.
func hint(c demos.Canvas, s *Scene, area demos.Box, text string) {
	st := demos.TextStyle{Size: 11, Color: s.theme.Soft, Align: demos.Middle}
	text = plot.Fit(c, text, area.W-8, st)
	w, x, y := plot.LabelWidth(c, text, st)+8, area.X+area.W/2, area.Y+area.H/2
	c.FillRect(x-w/2, y-9, w, 18, s.theme.Back) // no grid line through the letters
	plot.Label(c, text, x, y+4, st)
}

func (p *ratesPanel) under(q demos.Point) (spot, bool) { return underSteps(p, &p.axes, q) }

// maxLines keeps a tooltip inside the smallest canvas.
const maxLines = 14

func (p *ratesPanel) tip(s *Scene, at spot) []string {
	r := &s.record
	var lines []string
	for i := range r.eta {
		near, ok := r.eta[i].Near(at.x)
		if !ok {
			continue
		}
		if lines == nil {
			lines = append(lines, whichStep(near))
		}
		if len(lines) == maxLines {
			return append(lines, fmt.Sprintf("and %d more groups", len(r.groups)-i))
		}
		lines = append(lines, "η of "+r.groups[i].short+": "+exactly(near))
	}
	return lines
}

// lossPanel shows the loss on the minibatches and on the test set.
type lossPanel struct {
	axes        plot.Axes
	batch, test plot.Curve
}

func newLoss() *lossPanel {
	p := &lossPanel{}
	p.axes.X.Label, p.axes.Y.Scale = "step", plot.Log
	return p
}

func (p *lossPanel) draw(c demos.Canvas, s *Scene, box demos.Box) {
	r, t := &s.record, s.theme
	p.axes.Title = "loss"
	a, b := r.loss.Range(plot.Positive)
	lo, hi := r.testLoss.Range(plot.Positive)
	p.axes.Y.Fit(min(a, lo), max(b, hi))
	fitSteps(&p.axes.X, r)
	p.axes.Place(c, box)
	p.axes.Draw(c, t)
	grey := demos.Mix(t.Back, t.Soft, 0.6)
	p.batch.Series(c, &p.axes, &r.loss, 1, grey)
	p.test.Series(c, &p.axes, &r.testLoss, 2, t.Accent)
	legend(c, s, box, p.axes.Title, []plot.EndLabel{{Text: "minibatch", Color: grey}, {Text: "test", Color: t.Accent}})
	if len(r.loss.Spans) == 0 {
		hint(c, s, p.axes.Area, "falls as the network learns")
	}
	if s.spot.panel == p {
		p.axes.Cross(c, s.spot.x, t.Soft)
	}
}

// legend names curves in the row of the title, at its right end.
func legend(c demos.Canvas, s *Scene, box demos.Box, title string, names []plot.EndLabel) {
	const swatch, pad = 12, 4
	st := demos.TextStyle{Size: 11, Color: s.theme.Soft}
	x := box.X + box.W - 6
	least := box.X + plot.LabelWidth(c, title, demos.TextStyle{}) + 8
	for i := len(names) - 1; i >= 0; i-- {
		w := c.TextWidth(names[i].Text, st)
		if x-w-pad-swatch < least {
			return
		}
		c.Text(names[i].Text, x-w, box.Y+12, st)
		c.FillRect(x-w-pad-swatch, box.Y+7, swatch, 3, names[i].Color)
		x -= w + pad + swatch + 8
	}
}

func (p *lossPanel) under(q demos.Point) (spot, bool) { return underSteps(p, &p.axes, q) }

func (p *lossPanel) tip(s *Scene, at spot) []string {
	r := &s.record
	near, ok := r.loss.Near(at.x)
	if !ok {
		return nil
	}
	lines := []string{whichStep(near), "minibatch loss: " + exactly(near)}
	if test, ok := r.testLoss.Near(at.x); ok {
		lines = append(lines, fmt.Sprintf("test loss, %s: %s", whichStep(test), exactly(test)))
	}
	return lines
}

// accuracyPanel shows the share of test digits read right.
type accuracyPanel struct {
	axes  plot.Axes
	curve plot.Curve
}

func newAccuracy() *accuracyPanel {
	p := &accuracyPanel{}
	p.axes.X.Label = "step"
	return p
}

func (p *accuracyPanel) draw(c demos.Canvas, s *Scene, box demos.Box) {
	r, t := &s.record, s.theme
	p.axes.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "accuracy on the test digits, %", "test accuracy, %")
	p.axes.Y.Fit(0, 100)
	fitSteps(&p.axes.X, r)
	p.axes.Place(c, box)
	p.axes.Draw(c, t)
	p.curve.Series(c, &p.axes, &r.accuracy, 2, t.Accent)
	if len(r.accuracy.Spans) == 0 {
		hint(c, s, p.axes.Area, "guessing gives 10 %")
	}
	if s.spot.panel == p {
		p.axes.Cross(c, s.spot.x, t.Soft)
	}
}

func (p *accuracyPanel) under(q demos.Point) (spot, bool) { return underSteps(p, &p.axes, q) }

func (p *accuracyPanel) tip(s *Scene, at spot) []string {
	near, ok := s.record.accuracy.Near(at.x)
	if !ok {
		return nil
	}
	return []string{whichStep(near), "test accuracy: " + exactly(near) + " %"}
}
