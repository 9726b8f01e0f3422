package network

import (
	"fmt"
	"math"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Figures implements demos.Taught.
func (s *Scene) Figures() []demos.Figure {
	now := &s.now
	here, t := now.states[now.kind], &now.trials[now.kind]
	n := len(now.groups)
	size := fmt.Sprintf("%d × %d", n, n)
	if now.kind == diagonal {
		size += ", diagonal only"
	}
	inverse := fmt.Sprintf("%d × %d", n, n)
	if now.inverse == nil {
		inverse = now.noInverse
	}
	figures := []demos.Figure{
		lesson.Words("Hbar", "H̄", "curvature between groups", size),
		lesson.Words("Hinv", "H̄⁻¹", "its inverse", inverse),
		lesson.Number("L", "L", "loss of the run that is followed", here.loss),
		lesson.Words("p", "p", "probability of class 1", "over the plane"),
		lesson.Number("promise", "ḡᵀη − ½ηᵀH̄η", "promised drop of the loss", -t.promised),
		lesson.Number("rho", "ρ", "true ÷ promised change", t.rho()),
		lesson.Words("eta", "η", "step sizes", fmt.Sprintf("%d numbers", n)),
	}
	return append(figures, lesson.Etas(now.groups, here.eta, "step size of %s")...)
}

// Tables implements demos.Taught.
func (s *Scene) Tables() []demos.Table {
	now := &s.now
	n := len(now.groups)
	where := fmt.Sprintf(" after step %d", now.step)
	tables := []demos.Table{lesson.Crossing("H̄"+where, now.summary.Hbar, now.groups, now.order)}
	if now.inverse != nil {
		tables = append(tables, lesson.Crossing("H̄⁻¹"+where, now.inverse, now.groups, now.order))
	}
	steps := demos.Table{Title: "Groups" + where, Rows: tables[0].Rows, Cols: []string{"η", "ḡ", "H̄ of itself", "third derivative"}}
	eta := now.states[now.kind].eta
	for _, i := range now.order {
		e := math.NaN()
		if i < len(eta) {
			e = eta[i]
		}
		steps.Add(e, now.summary.Gbar[i], now.summary.Hbar[i*n+i], now.summary.Order3[i])
	}
	cost := demos.Table{Title: "Drop of the loss by the next step", Rows: []string{"by the whole H̄", "by its diagonal"}, Cols: []string{"believed", "promised by H̄", "true"}}
	for _, t := range now.trials {
		cost.Add(-t.believed, -t.promised, -t.actual)
	}
	losses := demos.Table{Title: "Loss of both runs", Cols: []string{"step", "whole H̄", "diagonal"}}
	for k := range now.step + 1 {
		row := []float64{float64(k), math.NaN(), math.NaN()}
		for kind, r := range s.runs {
			if k < len(r.States) {
				row[1+kind] = r.States[k].loss
			}
		}
		losses.Add(row...)
	}
	weights := demos.Table{Title: "Parameters" + where, Cols: []string{"value", "change by the next step is −η times", "group"}}
	theta := now.states[now.kind].theta
	gradient := make([]float64, len(theta))
	s.task.Gradient(gradient, theta)
	for i := range s.task.Graph.Params().Spans {
		span := &s.task.Graph.Params().Spans[i]
		for k := range span.Len {
			at := span.Offset + k
			weights.Rows = append(weights.Rows, fmt.Sprintf("%s[%d]", span.Name, k))
			weights.Add(theta[at], gradient[at], float64(s.task.GroupOf(span.Offset)+1))
		}
	}
	return append(tables, steps, cost, losses, weights)
}

// Alt implements demos.Scene.
func (s *Scene) Alt() string {
	now := &s.now
	here, other := now.states[now.kind], now.states[1-now.kind]
	t := &now.trials[now.kind]
	var b strings.Builder
	fmt.Fprintf(&b, "A network of %s units learns to tell two classes of points in the plane apart. After step %d its loss is %s with %s and %s with %s.",
		strings.Trim(strings.Join(strings.Fields(fmt.Sprint(perceptron.Chosen(s.State(), samples).Widths)), ", "), "[]"), now.step,
		plot.Format(here.loss), usingWords[now.kind], plot.Format(other.loss), usingWords[1-now.kind])
	b.WriteString(" Step sizes of the next step:")
	for g, k := range now.groups {
		if g < len(here.eta) {
			fmt.Fprintf(&b, " %s %s,", k.Short, plot.Format(here.eta[g]))
		}
	}
	text := strings.TrimSuffix(b.String(), ",")
	text += fmt.Sprintf(". The next step by %s promises to lower the loss by %s and lowers it by %s; by %s it promises %s and lowers it by %s.",
		usingWords[now.kind], plot.Format(-t.promised), plot.Format(-t.actual), usingWords[1-now.kind],
		plot.Format(-now.trials[1-now.kind].believed), plot.Format(-now.trials[1-now.kind].actual))
	if now.message != "" {
		text += " Take care: " + now.message
	}
	return text
}

var usingWords = [kinds]string{"the whole H̄", "its diagonal alone"}
