package network

import (
	"slices"

	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
)

type run struct{ perceptron.Run[state] }

// state is a place of the run, and the step that leads away from it.
type state struct {
	theta  []float64
	loss   float64
	eta    []float64 // of each group, λ₁ included
	fresh  bool      // of a summary made here
	reason string    // why the step sizes of the step before were used again, if they were
}

func (r *run) until(last int) {
	r.Until(last, func(theta []float64) state {
		f := &r.Frame
		return state{theta: theta, loss: f.Loss, eta: slices.Clone(f.Eta), fresh: f.Fresh, reason: f.Reason}
	})
}
