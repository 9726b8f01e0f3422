package network

import (
	"fmt"
	"math"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/lesson/pupil"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
)

// groupOf returns the group whose step size the symbol stands for.
func (s *Scene) groupOf(symbol string) (g int, ok bool) {
	return lesson.GroupOf(symbol, len(s.groups))
}

// Figures implements demos.Taught.
func (s *Scene) Figures() []demos.Figure {
	now := &s.now
	here, t := now.states[now.kind], &now.trials[now.kind]
	n := len(now.groups)
	nan := frame.Number(math.NaN())
	size := fmt.Sprintf("%d × %d", n, n)
	if now.kind == diagonal {
		size += ", diagonal only"
	}
	inverse := fmt.Sprintf("%d × %d", n, n)
	if now.inverse == nil {
		inverse = now.singly
	}
	figures := []demos.Figure{
		{Symbol: "Hbar", Sign: "H̄", Label: "curvature between groups", Value: nan, Words: size, Place: -1},
		{Symbol: "Hinv", Sign: "H̄⁻¹", Label: "its inverse", Value: nan, Words: inverse, Place: -1},
		{Symbol: "L", Sign: "L", Label: "loss of the run that is followed", Value: frame.Number(here.loss), Place: -1},
		{Symbol: "p", Sign: "p", Label: "probability of class 1", Value: nan, Words: "over the plane", Place: -1},
		{Symbol: "promise", Sign: "ḡᵀη − ½ηᵀH̄η", Label: "promised drop of the loss", Value: frame.Number(-t.promised), Place: -1},
		{Symbol: "rho", Sign: "ρ", Label: "true ÷ promised change", Value: frame.Number(t.rho()), Place: -1},
		{Symbol: "eta", Sign: "η", Label: "step sizes", Value: nan, Words: fmt.Sprintf("%d numbers", n), Place: -1},
	}
	for g, k := range now.groups {
		f := demos.Figure{Symbol: lesson.Eta(g), Sign: "η(" + k.name + ")", Label: "step size of " + k.name, Value: nan, Place: k.at}
		if g < len(here.eta) {
			f.Value = frame.Number(here.eta[g])
		}
		figures = append(figures, f)
	}
	return figures
}

// Tables implements demos.Taught.
func (s *Scene) Tables() []demos.Table {
	now := &s.now
	n := len(now.groups)
	var names []string
	for _, i := range now.order {
		names = append(names, now.groups[i].name)
	}
	square := func(title string, at func(i, j int) float64) demos.Table {
		t := demos.Table{Title: title, Rows: names, Cols: names}
		for _, i := range now.order {
			var row []frame.Number
			for _, j := range now.order {
				row = append(row, frame.Number(at(i, j)))
			}
			t.Cells = append(t.Cells, row)
		}
		return t
	}
	where := fmt.Sprintf(" after step %d", now.step)
	tables := []demos.Table{square("H̄"+where, func(i, j int) float64 { return now.summary.Hbar[i*n+j] })}
	if now.inverse != nil {
		tables = append(tables, square("H̄⁻¹"+where, func(i, j int) float64 { return now.inverse[i*n+j] }))
	}
	steps := demos.Table{Title: "Groups" + where, Rows: names, Cols: []string{"η", "ḡ", "H̄ of itself", "third derivative"}}
	eta := now.states[now.kind].eta
	for _, i := range now.order {
		e := math.NaN()
		if i < len(eta) {
			e = eta[i]
		}
		steps.Cells = append(steps.Cells, []frame.Number{frame.Number(e), frame.Number(now.summary.Gbar[i]),
			frame.Number(now.summary.Hbar[i*n+i]), frame.Number(now.summary.Order3[i])})
	}
	cost := demos.Table{Title: "Drop of the loss by the next step", Rows: []string{"by the whole H̄", "by its diagonal"}, Cols: []string{"believed", "promised by H̄", "true"}}
	for _, t := range now.trials {
		cost.Cells = append(cost.Cells, []frame.Number{frame.Number(-t.believed), frame.Number(-t.promised), frame.Number(-t.actual)})
	}
	losses := demos.Table{Title: "Loss of both runs", Cols: []string{"step", "whole H̄", "diagonal"}}
	for k := range now.step + 1 {
		row := []frame.Number{frame.Number(k), frame.Number(math.NaN()), frame.Number(math.NaN())}
		for kind, r := range s.runs {
			if k < len(r.states) {
				row[1+kind] = frame.Number(r.states[k].loss)
			}
		}
		losses.Cells = append(losses.Cells, row)
	}
	weights := demos.Table{Title: "Parameters" + where, Cols: []string{"value", "change by the next step is −η times", "group"}}
	theta := now.states[now.kind].theta
	s.pupil.Gradient(s.slope(len(theta)), theta)
	for i := range s.pupil.Graph.Params().Spans {
		span := &s.pupil.Graph.Params().Spans[i]
		for k := range span.Len {
			at := span.Offset + k
			weights.Rows = append(weights.Rows, fmt.Sprintf("%s[%d]", span.Name, k))
			weights.Cells = append(weights.Cells, []frame.Number{frame.Number(theta[at]), frame.Number(s.gradient[at]), frame.Number(s.groupAt(span) + 1)})
		}
	}
	return append(tables, steps, cost, losses, weights)
}

// slope returns room for a gradient.
func (s *Scene) slope(n int) []float64 {
	if len(s.gradient) != n {
		s.gradient = make([]float64, n)
	}
	return s.gradient
}

// Alt implements demos.Scene.
func (s *Scene) Alt() string {
	now := &s.now
	here, other := now.states[now.kind], now.states[1-now.kind]
	t := &now.trials[now.kind]
	var b strings.Builder
	fmt.Fprintf(&b, "A network of %s units learns to tell two classes of points in the plane apart. After step %d its loss is %s with %s and %s with %s.",
		strings.Trim(strings.Join(strings.Fields(fmt.Sprint(pupil.Chosen(s.State(), samples).Widths)), ", "), "[]"), now.step,
		plot.Format(here.loss), usingWords[now.kind], plot.Format(other.loss), usingWords[1-now.kind])
	b.WriteString(" Step sizes of the next step:")
	for g, k := range now.groups {
		if g < len(here.eta) {
			fmt.Fprintf(&b, " %s %s,", k.name, plot.Format(here.eta[g]))
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
