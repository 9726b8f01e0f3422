package network

import (
	"fmt"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/summary"
)

// The two runs: with the whole H̄, and with its diagonal alone.
const (
	whole = iota
	diagonal
	kinds
)

// trial is one step from the place shown, with a summary made there.
type trial struct {
	eta      []float64 // λ₁ included
	believed float64   // change of the loss predicted with the H̄ that chose the step
	promised float64   // predicted with the whole H̄
	actual   float64
	status   cubic.Status
	reason   string
}

// shown is what the picture shows: a function of the values.
type shown struct {
	kind      int // whose run
	step      int
	groups    []demos.Group
	order     []int // the groups as the matrices have them: weights before biases
	split     int   // how many of them come before the first bias
	states    [kinds]*state
	summary   *summary.Summary // at the place shown, along the gradient
	inverse   []float64        // nil where there is none
	noInverse string           // why there is none
	trials    [kinds]trial
	message   string // what went wrong, and what helps
}

func (s *Scene) compute(v demos.Values) error {
	runs, p, groups := s.runs, s.task, s.groups
	key := s.Restarts(v)
	if key != s.key {
		var err error
		if p, err = perceptron.New(perceptron.Chosen(v, samples)); err != nil {
			return err
		}
		groups = demos.Groups(p.Part.Names(), p.Part.Roles())
		for kind := range runs {
			runs[kind] = &run{perceptron.Run[state]{Task: p, Method: method(v, kind, groups), Theta: p.Start()}}
		}
	}
	step := v.Count("step")
	for kind := range runs {
		runs[kind].until(step)
	}
	if p != s.task {
		s.window = p.Window()
	}
	s.runs, s.task, s.groups, s.key = runs, p, groups, key

	now := shown{step: step, groups: groups, kind: whole}
	if !v.On("offdiagonal") {
		now.kind = diagonal
	}
	now.order, now.split = demos.Order(groups)
	for kind := range runs {
		now.states[kind] = runs[kind].At(step)
	}
	theta := now.states[now.kind].theta
	for kind := range now.trials {
		now.trials[kind] = try(p, theta, method(v, kind, groups), &now.summary)
	}
	n := len(groups)
	now.inverse = make([]float64, n*n)
	if err := cubic.Inverse(now.inverse, now.summary.Hbar, n); err != nil {
		now.inverse, now.noInverse = nil, err.Error()
	}
	now.message = s.complain(&now)
	s.now = now
	s.surface(theta)
	s.news++
	return nil
}

// method is grouped Newton along the gradient, with the whole H̄ or its
// diagonal.
func method(v demos.Values, kind int, groups []demos.Group) optim.GroupedNewton {
	return optim.GroupedNewton{Lambda: v.Number("lambda"), Rate: v.Number("rate"), Period: v.Count("period"), Diagonal: kind == diagonal, Names: lesson.Shorts(groups)}
}

// try takes one step from θ. The summary there is written to *into.
func try(p *perceptron.Task, theta []float64, m optim.GroupedNewton, into **summary.Summary) trial {
	var f optim.Frame
	t := trial{eta: make([]float64, p.Groups()), believed: math.NaN(), promised: math.NaN(), actual: math.NaN()}
	if err := m.Step(&f, slices.Clone(theta), p); err != nil {
		f.Reason = "the step leaves the range of numbers"
	}
	if f.Summary == nil { // the loss or the summary is no number
		*into, t.reason = summary.New(p.Groups()), f.Reason
		return t
	}
	*into = f.Summary
	if f.Eta != nil {
		copy(t.eta, f.Eta)
	}
	t.promised, t.actual, t.status, t.reason = f.Predicted, f.Actual, f.Status, f.Reason
	t.believed = t.promised
	if m.Diagonal {
		alone := *f.Summary
		alone.Hbar = make([]float64, len(f.Summary.Hbar))
		for i := range f.Summary.Gbar {
			k := i * (len(f.Summary.Gbar) + 1)
			alone.Hbar[k] = f.Summary.Hbar[k]
		}
		t.believed = alone.Promise(t.eta)
	}
	return t
}

// complain says what is wrong with the step and what helps; "" if nothing is.
func (s *Scene) complain(now *shown) string {
	run, here := s.runs[now.kind], now.states[now.kind]
	start := run.States[0].loss
	switch {
	case now.step >= len(run.States): // beyond the end of the run
		return "Raise λ_int, lower λ₁ or go back: " + run.Broken
	case here.loss > 3*start:
		return fmt.Sprintf("Raise λ_int or lower λ₁: the steps are too long, the loss grew from %s to %s", plot.Format(start), plot.Format(here.loss))
	case here.reason != "":
		return "Raise λ_int or take another activation: " + here.reason
	}
	return ""
}

// surfaceCells is how many nodes a side of the decision surface has: two of them
// are as wide as the dot of a sample.
const surfaceCells = 36

// surface samples the probability of class 1 over the plane.
func (s *Scene) surface(theta []float64) {
	s.field.W, s.field.H, s.field.Window = surfaceCells, surfaceCells, s.window
	s.field.Values = s.task.Probabilities(theta, s.window, surfaceCells)
	s.field.Version++
}
