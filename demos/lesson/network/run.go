package network

import (
	"fmt"
	"slices"

	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/engine/optim"
)

// run is grouped Newton from the task's start, kept step by step, so that one
// step more costs one step.
type run struct {
	task   *perceptron.Task
	method optim.GroupedNewton
	theta  []float64 // where the method stands: after len(states) steps
	frame  optim.Frame
	states []state
	broken string // why it goes no further, in words
}

// state is a place of the run, and the step that leads away from it.
type state struct {
	theta  []float64
	loss   float64
	eta    []float64 // of each group, λ₁ included
	fresh  bool      // of a summary made here
	reason string    // why the step sizes were kept, if they were
}

func newRun(p *perceptron.Task, method optim.GroupedNewton) *run {
	return &run{task: p, method: method, theta: p.Start()}
}

// until computes the states 0 … last, or those before the run diverges.
func (r *run) until(last int) {
	for len(r.states) <= last && r.broken == "" {
		s := state{theta: slices.Clone(r.theta)}
		if err := r.method.Step(&r.frame, r.theta, r.task); err != nil {
			// The step leads nowhere, but this place can be looked at if it has a loss.
			r.broken = fmt.Sprintf("the run diverged in step %d: the loss is not a number any more", len(r.states)+1)
			if len(r.states) > 0 {
				return
			}
		}
		s.loss, s.fresh, s.reason = r.frame.Loss, r.frame.Fresh, r.frame.Reason
		s.eta = append([]float64(nil), r.frame.Eta...)
		r.states = append(r.states, s)
	}
}

// at returns the state after so many steps, or the last there is.
func (r *run) at(step int) *state { return &r.states[min(step, len(r.states)-1)] }
