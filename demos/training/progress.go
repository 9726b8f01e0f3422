package training

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

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

func (p *lossPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
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
	if s.panels.At.Panel == p {
		p.axes.Cross(c, s.panels.At.X, t.Soft)
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

func (p *lossPanel) Under(_ *Scene, q demos.Point) (spot, bool) { return underSteps(&p.axes, q) }

func (p *lossPanel) Tip(s *Scene, at spot) []string {
	r := &s.record
	near, ok := r.loss.Near(at.X)
	if !ok {
		return nil
	}
	lines := []string{whichStep(near), "minibatch loss: " + exactly(near)}
	if test, ok := r.testLoss.Near(at.X); ok {
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

func (p *accuracyPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
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
	if s.panels.At.Panel == p {
		p.axes.Cross(c, s.panels.At.X, t.Soft)
	}
}

func (p *accuracyPanel) Under(_ *Scene, q demos.Point) (spot, bool) { return underSteps(&p.axes, q) }

func (p *accuracyPanel) Tip(s *Scene, at spot) []string {
	near, ok := s.record.accuracy.Near(at.X)
	if !ok {
		return nil
	}
	return []string{whichStep(near), "test accuracy: " + exactly(near) + " %"}
}
