package vanishingruler

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// fallPanel shows the true loss along v, and the model without and with its cubic
// term.
type fallPanel struct {
	axes   plot.Axes
	curves [3]plot.Curve
	labels []plot.EndLabel
}

// title names the direction of the curves, the long form first.
func (w *view) title() []string {
	switch w.way {
	case falling:
		return []string{"change of the loss along v: the model falls for ever, ruler or not", "along v: the model falls for ever", "along v: falling for ever", "along v"}
	case caught:
		if w.turn > w.ts[len(w.ts)-1] {
			return []string{"change of the loss along v: the ruler ends the fall, but only at t = " + plot.Round2(w.turn), "along v: the ruler ends the fall at t = " + plot.Round2(w.turn), "along v: until t = " + plot.Round2(w.turn), "along v"}
		}
		return []string{"change of the loss along v: the ruler ends the fall of the quadratic model", "along v: the ruler ends the fall", "along v: caught", "along v"}
	}
	return []string{"change of the loss along the step η*: H̄ has no way down for ever", "along the step η*", "along η*"}
}

func (p *fallPanel) draw(c demos.Canvas, s *Scene) {
	w, t, b := &s.view, s.Theme, s.layout.fall
	p.axes.Title = plot.FirstThatFits(c, b.W, demos.TextStyle{}, w.title()...)
	p.axes.X.Label = "t"
	st := demos.TextStyle{Size: 11}
	p.axes.Right = c.TextWidth("no ruler", st) + 8
	lo, hi := -1.15*w.value, 0.0
	for i := range w.ts {
		lo = min(lo, w.plain[i], w.ruled[i], w.truth[i])
		hi = max(hi, w.truth[i], w.ruled[i])
	}
	// Values that are far larger leave the picture.
	p.axes.Y.Fit(max(lo, -4*w.value), min(hi, w.value))
	p.axes.X.Lo, p.axes.X.Hi = 0, w.ts[len(w.ts)-1]
	p.axes.Place(c, b)
	p.axes.Draw(c, t)
	area := p.axes.Area
	c.FillRect(area.X, p.axes.Point(0, 0).Y-0.5, area.W, 1, t.Soft)

	// The loss cannot fall by more than L.
	bottom := p.axes.Point(0, -w.value).Y
	if bottom < area.Y+area.H {
		c.FillRect(area.X, bottom, area.W, area.Y+area.H-bottom, s.shade(t.Cell, "loss"))
		if st.Color = t.Soft; area.Y+area.H-bottom > 18 {
			st.Align = demos.Start
			text := plot.FirstThatFits(c, area.W-8, st, "below −L no loss can fall: L ≥ 0", "no loss below −L", "L ≥ 0")
			plot.Label(c, text, area.X+5, area.Y+area.H-6, st)
		}
	}
	p.labels = p.labels[:0]
	for k, curve := range []struct {
		ys    []float64
		name  string
		width float64
		col   demos.Color
	}{
		{w.plain, "no ruler", 1.5, s.shade(t.Soft, "quadratic", "v")},
		{w.ruled, "model φ", 2.5, s.shade(t.Group(ruledPlace), "phi", "lambda", "v")},
		{w.truth, "loss", 2.5, s.shade(t.Text, "loss", "v")},
	} {
		p.curves[k].Points(c, &p.axes, w.ts, curve.ys, curve.width, curve.col)
		end := curve.ys[len(curve.ys)-1]
		y := p.axes.Point(0, end).Y
		if math.IsNaN(y) || math.IsInf(y, 0) {
			y = area.Y
		}
		p.labels = append(p.labels, plot.EndLabel{Text: curve.name, Y: max(area.Y, min(y, area.Y+area.H)), Color: curve.col})
	}
	if plot.Spread(p.labels, 12, area.Y+4, area.Y+area.H-4) {
		for _, l := range p.labels {
			label := demos.TextStyle{Size: 11, Color: l.Color}
			plot.Label(c, plot.Fit(c, l.Text, p.axes.Right-4, label), area.X+area.W+5, l.Y+4, label)
		}
	}
}

func (p *fallPanel) under(s *Scene, q demos.Point) (string, []string) {
	w := &s.view
	t, inside := p.axes.Under(q)
	if !inside {
		return "", nil
	}
	i := max(0, min(int(math.Round(t/w.ts[1])), len(w.ts)-1))
	y := p.axes.Value(q).Y
	symbol, least := "loss", math.Inf(1)
	for name, ys := range map[string][]float64{"loss": w.truth, "phi": w.ruled, "quadratic": w.plain} {
		if d := math.Abs(ys[i] - y); d < least || d == least && name < symbol {
			symbol, least = name, d
		}
	}
	return symbol, []string{
		"t = " + plot.Format(w.ts[i]) + " along " + w.direction(),
		"true loss: " + plot.Exact(w.truth[i]), "model φ: " + plot.Exact(w.ruled[i]),
		"without the cubic term: " + plot.Exact(w.plain[i]),
		"all there is to lose: " + plot.Exact(-w.value),
	}
}
