package perceptron

import (
	"fmt"
	"slices"

	"github.com/cauchy-newton/playground/engine/optim"
)

// Run is grouped Newton from the start of a task. It caches a state S for the
// place after each step, so that one step more costs one step.
type Run[S any] struct {
	Task   *Task
	Method optim.GroupedNewton
	Theta  []float64 // where the method is: after len(States) steps
	Frame  optim.Frame
	States []S
	Broken string // why it goes no further, in words
}

// Until computes the states 0 … last, or those before the run diverges. state
// makes one of θ before a step and the Frame of that step.
func (r *Run[S]) Until(last int, state func(theta []float64) S) {
	for len(r.States) <= last && r.Broken == "" {
		theta := slices.Clone(r.Theta)
		if err := r.Method.Step(&r.Frame, r.Theta, r.Task); err != nil {
			r.Broken = fmt.Sprintf("the run diverged in step %d: the loss is not a number any more", len(r.States)+1)
			if len(r.States) > 0 { // the start is shown all the same
				return
			}
		}
		r.States = append(r.States, state(theta))
	}
}

// At returns the state after so many steps, or the last there is.
func (r *Run[S]) At(step int) *S { return &r.States[min(step, len(r.States)-1)] }
