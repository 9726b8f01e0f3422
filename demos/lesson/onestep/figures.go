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
	drop := lesson.Number("drop", "drop", "true drop", now.loss-now.reached)
	if now.rises() {
		drop = lesson.Words("drop", "drop", "true drop", "none: the loss rises by "+plot.Three(now.reached-now.loss))
	}
	rho := lesson.Number("rho", "ρ", "true drop ÷ promise", now.ratio())
	if math.IsNaN(now.ratio()) {
		rho.Words = "none: there is no promise"
	}
	list := []demos.Figure{
		lesson.Number("loss", "L", "loss where the step begins", now.loss),
		lesson.Number("gbar", "ḡ", "slope along g", now.gbar),
		lesson.Number("hbar", "H̄", "curvature along g", now.hbar),
		lesson.Number("order3", "D⁽³⁾", "third derivative along g", now.order3),
		lesson.Number("eta", "η", "step size", now.eta),
		best,
		lesson.Number("line", "L − ḡη", "loss behind the step, by the line", now.models[0]),
		lesson.Number("parabola", "L − ḡη + ½H̄η²", "loss behind the step, by the parabola", now.models[1]),
		lesson.Number("promise", "promise", "drop by the parabola", now.promised()),
		drop, rho,
		lesson.Words("steps", "steps", "taken from the start", plot.Count(len(s.way), "step", "steps")),
	}
	return list
}

// Tables implements demos.Taught.
func (s *Scene) Tables() []demos.Table {
	now, k := &s.now, &s.slice
	loss := demos.Table{Title: "The loss after the step, and what each model promises", Cols: []string{"loss"}}
	for i, v := range [...]float64{now.reached, now.models[0], now.models[1], now.models[2]} {
		loss.Rows = append(loss.Rows, [...]string{"true", "order 1", "order 2", "order 3"}[i])
		loss.Add(v)
	}
	curve := demos.Table{Title: "Along the step", Cols: []string{"η", "true loss", "order 1", "order 2", "order 3"}}
	for i := 0; i < len(k.etas); i += 8 {
		curve.Add(k.etas[i], k.truth[i], k.models[0][i], k.models[1][i], k.models[2][i])
	}
	way := demos.Table{Title: "The way", Cols: []string{"step", "η", "ḡ/H̄", "θ₁", "θ₂", "loss"}}
	for i, w := range append(s.way[:len(s.way):len(s.way)], *now) {
		way.Add(float64(i+1), w.eta, w.best, w.start.X, w.start.Y, w.loss)
	}
	return []demos.Table{loss, curve, way}
}

// Alt implements demos.Scene.
func (s *Scene) Alt() string {
	now := &s.now
	words := fmt.Sprintf("The landscape: %s. ", s.land.Label)
	if n := len(s.way); n > 0 {
		from := s.way[0]
		words += fmt.Sprintf("%s from θ = (%s, %s) led the loss from %s to %s. ", plot.Count(n, "step", "steps"), plot.Format(from.start.X), plot.Format(from.start.Y), plot.Format(from.loss), plot.Format(now.loss))
	}
	words += fmt.Sprintf("From θ = (%s, %s) with loss %s, a step of η = %s against the gradient ends at loss %s", plot.Format(now.start.X), plot.Format(now.start.Y), plot.Format(now.loss), plot.Format(now.eta), plot.Format(now.reached))
	switch {
	case now.gbar == 0:
		return words + ": the gradient is zero, so there is nowhere to go."
	case now.rises():
		words += ": it rises, the step is too long"
	}
	words += fmt.Sprintf("; the parabola promised %s, so ρ = %s.", plot.Format(now.models[1]), plot.Format(now.ratio()))
	if math.IsNaN(now.best) {
		return words + " The loss curves downwards along the gradient: the parabola has no minimum."
	}
	return words + " The parabola’s minimum is at η = " + plot.Format(now.best) + "."
}
