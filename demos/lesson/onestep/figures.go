package onestep

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Figures implements demos.Taught.
func (s *Scene) Figures() []demos.Figure {
	now := &s.now
	best := lesson.Number("best", "ḡ/H̄", "Cauchy’s step size", now.best)
	if math.IsNaN(now.best) {
		best.Words = "none: H̄ ≤ 0"
	}
	return []demos.Figure{
		lesson.Number("loss", "L", "loss at the start", now.loss),
		lesson.Number("gbar", "ḡ", "slope along g", now.gbar),
		lesson.Number("hbar", "H̄", "curvature along g", now.hbar),
		lesson.Number("order3", "D⁽³⁾", "third derivative along g", now.order3),
		lesson.Number("eta", "η", "your step size", now.eta),
		best,
		lesson.Number("promise", "promise", "drop by the parabola", now.promised()),
		lesson.Number("drop", "drop", "true drop", now.loss-now.reached),
		lesson.Number("rho", "ρ", "true drop ÷ promise", now.ratio()),
	}
}

// Tables implements demos.Taught.
func (s *Scene) Tables() []demos.Table {
	now := &s.now
	loss := demos.Table{Title: "The loss after the step, and what each model promises", Cols: []string{"loss"}}
	add := func(name string, v float64) {
		loss.Rows = append(loss.Rows, name)
		loss.Add(v)
	}
	add("true", now.reached)
	for d, v := range now.models {
		add("order "+string(rune(49+d)), v)
	}
	curve := demos.Table{Title: "Along the step", Cols: []string{"η", "true loss", "order 1", "order 2", "order 3"}}
	for i := 0; i < len(s.slice.etas); i += 8 {
		curve.Add(s.slice.etas[i], s.slice.truth[i], s.slice.models[0][i], s.slice.models[1][i], s.slice.models[2][i])
	}
	return []demos.Table{loss, curve}
}

// Alt implements demos.Scene.
func (s *Scene) Alt() string {
	now := &s.now
	words := fmt.Sprintf("The landscape: %s. From θ = (%s, %s) with loss %s, a step of η = %s against the gradient ends at loss %s; the parabola promised %s, so ρ = %s.",
		s.land.Label, plot.Format(now.start.X), plot.Format(now.start.Y), plot.Format(now.loss),
		plot.Format(now.eta), plot.Format(now.reached), plot.Format(now.models[1]), plot.Format(now.ratio()))
	if math.IsNaN(now.best) {
		return words + " The loss curves downwards along the gradient: the parabola has no minimum."
	}
	return words + " The parabola’s minimum is at η = " + plot.Format(now.best) + "."
}
