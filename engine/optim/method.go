// Package optim holds the training methods: grouped Newton (Algorithm 1 of the
// paper) and its rivals, each a Method that moves θ by one step.
package optim

import (
	"errors"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Objective is the loss as a method uses it. Each call of Gradient draws the next
// minibatch, each call of Summarise the next summary minibatch, from two separate
// samplers.
type Objective interface {
	// Gradient writes ∂L/∂θ on the next minibatch and returns the loss there.
	Gradient(dst, theta []float64) (loss float64)
	// Summarise writes the summary in direction u on the next summary minibatch.
	Summarise(dst *summary.Summary, theta, u []float64)
	// SummaryLoss returns the loss at theta on the summary minibatch drawn last.
	SummaryLoss(theta []float64) float64
	// Spread writes dst_p = η_{group of p} · u_p.
	Spread(dst, eta, u []float64)
	// Len and Groups return P and S.
	Len() int
	Groups() int
}

// Frame describes one step. The slices belong to the method and are
// overwritten by its next step.
type Frame struct {
	Loss      float64          // on the minibatch, before the step
	Fresh     bool             // this step computed a new summary
	Summary   *summary.Summary // the last summary (averaged if the method averages); nil before the first, or for a method that has none
	D         []float64        // |Order3|^{1/3} of that summary
	Newton    []float64        // η as the cubic step returned it, before averaging and clipping; 0 where it found none
	Averaged  []float64        // η averaged over summaries, before the clip at use (order A; order B has clipped what it averages) and λ_1; nil for a method that averages none
	Eta       []float64        // η that the step used, after averaging, clipping and λ_1: θ ← θ − Σ η_s u_s
	R         float64          // ‖Dη‖ at the cubic step
	Status    cubic.Status     // how the last cubic step was found
	Reason    string           // why the step sizes were kept, in words; empty when all is well
	Idle      []int            // groups that the last cubic step left out, with η = 0: their slopes are rounding, or they have arrived
	Arrived   string           // why no step is left on the last summary minibatch, in words: all groups have arrived; empty when there is one
	Predicted float64          // change of the summary batch's loss that ḡ, H̄ promise for the step taken; NaN unless Fresh
	Actual    float64          // its true change; NaN unless Fresh
	Rate      float64          // λ_1 in use
	Lambda    float64          // λ_int in use
}

// ErrDiverged says that the loss, its gradient or the next θ is not finite.
// θ stays at its last finite value.
var ErrDiverged = errors.New("optim: diverged: the loss or a parameter is not finite")

// Scaled is an Objective that reports the size of the terms of its slopes, so that
// GroupedNewton can distinguish a slope that is rounding from one that is small.
// Otherwise the rounding of a slope that is 0 would be a direction like any other,
// and its η would scale it to a full step.
type Scaled interface {
	Objective
	// Terms writes the sum of the absolute values of the terms of every slope, for
	// parameters of the given sizes, and returns the largest number of roundings that
	// a term goes through.
	Terms(dst, size []float64) (roundings int)
}

// Method moves θ by one step. Step overwrites *dst. The options of a method
// may be changed between two steps and take effect at the next one.
type Method interface {
	Step(dst *Frame, theta []float64, o Objective) error
}

// Directed is a Method that moves along a direction u of its own, group by
// group. Direction returns the latest u, which belongs to the method; nil before
// its first step.
type Directed interface {
	Method
	Direction() []float64
}

// Trainable is a Method that a run builds from its settings, changes with them, and
// can save between two steps to continue later with the same bits.
type Trainable interface {
	Method
	// Tune changes the options from those of one Config to those of the next, both
	// filled, for a training set of so many samples; from is the zero Config for a
	// new method. A damping that a plateau has changed stays as it is
	// unless the setting itself changes.
	Tune(from, to setting.Config, samples int)
	// Archive writes or reads all that the next step depends on beside θ, the objective
	// and the options, and those options that the method changes itself. A reader must
	// have the options of the writer; the numbers P of parameters and S of groups come
	// with its first step: state of other sizes is an error of the archive or starts
	// anew, never a panic.
	Archive(a *archive.Archive)
}

// Methods has a constructor for each name of setting.Methods. The file of a method
// adds its own.
var Methods = map[string]func() Trainable{}

// enter adds a method to Methods.
func enter(name string, build func() Trainable) bool {
	Methods[name] = build
	return true
}
