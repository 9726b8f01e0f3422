package onestep

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
)

// Figures implements demos.Taught.
func (s *Scene) Figures() []demos.Figure {
	now := &s.now
	f := func(symbol, sign, label string, v float64) demos.Figure {
		return demos.Figure{Symbol: symbol, Sign: sign, Label: label, Value: frame.Number(v), Place: -1}
	}
	best := f("best", "ḡ/H̄", "Cauchy’s step size", now.best)
	if math.IsNaN(now.best) {
		best.Words = "none: H̄ ≤ 0"
	}
	return []demos.Figure{
		f("loss", "L", "loss at the start", now.loss),
		f("gbar", "ḡ", "slope along g", now.gbar),
		f("hbar", "H̄", "curvature along g", now.hbar),
		f("order3", "D⁽³⁾", "third derivative along g", now.order3),
		f("eta", "η", "your step size", now.eta),
		best,
		f("promise", "promise", "drop by the parabola", now.promised()),
		f("drop", "drop", "true drop", now.loss-now.reached),
		f("rho", "ρ", "true drop ÷ promise", now.ratio()),
	}
}

// Tables implements demos.Taught.
func (s *Scene) Tables() []demos.Table {
	now := &s.now
	loss := demos.Table{Title: "The loss after the step, and what each model promises", Cols: []string{"loss"}}
	add := func(name string, v float64) {
		loss.Rows = append(loss.Rows, name)
		loss.Cells = append(loss.Cells, []frame.Number{frame.Number(v)})
	}
	add("true", now.reached)
	for d, v := range now.models {
		add(models[d].name, v)
	}
	curve := demos.Table{Title: "Along the step", Cols: []string{"η", "true loss", "order 1", "order 2", "order 3"}}
	for i := 0; i < len(s.etas); i += 8 {
		curve.Cells = append(curve.Cells, []frame.Number{
			frame.Number(s.etas[i]), frame.Number(s.truth[i]),
			frame.Number(s.models[0][i]), frame.Number(s.models[1][i]), frame.Number(s.models[2][i]),
		})
	}
	return []demos.Table{loss, curve}
}

// Alt implements demos.Scene.
func (s *Scene) Alt() string {
	now := &s.now
	words := fmt.Sprintf("A %s. From θ = (%s, %s) with loss %s, a step of η = %s against the gradient ends at loss %s; the parabola promised %s, so ρ = %s.",
		s.land.Label, plot.Format(now.start.X), plot.Format(now.start.Y), plot.Format(now.loss),
		plot.Format(now.eta), plot.Format(now.reached), plot.Format(now.models[1]), plot.Format(now.ratio()))
	if math.IsNaN(now.best) {
		return words + " The loss curves downwards along the gradient: the parabola has no minimum."
	}
	return words + " The parabola’s minimum is at η = " + plot.Format(now.best) + "."
}
