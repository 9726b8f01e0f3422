package optim

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Cauchy is steepest descent with Cauchy's step size (1847): grouped Newton
// with the trivial partition, along the gradient, without a cubic term,
//
//	θ ← θ − Rate·η g,   η = gᵀg / gᵀHg.
//
// Where gᵀHg ≤ 0 the model has no minimum, the last η is kept and Frame.Reason
// says so; where it is small and positive the step is long. On minibatches that
// diverges sooner or later; Lambda or Adaptive prevents it.
// The objective must have one group.
type Cauchy struct {
	Rate     float64   // share of the step that is taken; 0 means 1
	Lambda   float64   // λ_int; 0 or less is Cauchy's step itself
	Adaptive *Adaptive // if not nil, λ_int moves by itself

	grouped GroupedNewton
}

var _ = enter(setting.Cauchy, func() Trainable { return new(Cauchy) })

// Tune implements Trainable.
func (c *Cauchy) Tune(from, to setting.Config, _ int) {
	c.Rate, c.Lambda, c.Adaptive = to.Rate, setting.OrNone(to.Lambda), c.Adaptive.tuned(from, to)
}

// Step draws one minibatch and one summary minibatch and moves θ. The error is
// ErrDiverged, or one that says that there are several groups.
func (c *Cauchy) Step(dst *Frame, theta []float64, o Objective) error {
	if n := o.Groups(); n != 1 {
		return fmt.Errorf("optim: Cauchy's step has one step size, the partition has %d groups", n)
	}
	return c.tuned().Step(dst, theta, o)
}

// tuned returns grouped Newton with the options of c.
func (c *Cauchy) tuned() *GroupedNewton {
	c.grouped.Rate, c.grouped.Lambda, c.grouped.Adaptive = c.Rate, c.Lambda, c.Adaptive
	return &c.grouped
}

// Direction implements Directed.
func (c *Cauchy) Direction() []float64 { return c.grouped.Direction() }

// Archive writes or reads the state of grouped Newton.
func (c *Cauchy) Archive(a *archive.Archive) { c.tuned().Archive(a) }

// Newton is Newton's method, damped and with the anisotropic cubic term:
// grouped Newton with the discrete partition, along the gradient. With
// Lambda = 0 and Ridge = 0 the step is H⁻¹g,
//
//	θ ← θ − Rate·U η,   η = argmin −ḡᵀη + ½ηᵀ(H̄ + Ridge)η + (Lambda/6)‖Dη‖³.
//
// A step costs P tangents and a dense P×P solve. The objective must have one
// group for each parameter (partition.Discrete bounds their number). Where the
// gradient of a parameter is 0 the parameter stays.
type Newton struct {
	Rate     float64   // λ_1; 0 means 1
	Lambda   float64   // λ_int; 0 or less is none: then H must be positive definite
	Ridge    float64   // added to the diagonal of H̄
	Adaptive *Adaptive // if not nil, λ_int moves by itself

	grouped GroupedNewton
}

var _ = enter(setting.Newton, func() Trainable { return new(Newton) })

// Tune implements Trainable.
func (n *Newton) Tune(from, to setting.Config, _ int) {
	n.Rate, n.Lambda, n.Ridge, n.Adaptive = to.Rate, setting.OrNone(to.Lambda), to.Ridge, n.Adaptive.tuned(from, to)
}

// Step draws one minibatch and one summary minibatch and moves θ. The error is
// ErrDiverged, or one that says that the partition is not the discrete one.
func (n *Newton) Step(dst *Frame, theta []float64, o Objective) error {
	if s, p := o.Groups(), o.Len(); s != p {
		return fmt.Errorf("optim: Newton's method has a step size for each of the %d parameters, the partition has %d groups", p, s)
	}
	return n.tuned().Step(dst, theta, o)
}

// tuned returns grouped Newton with the options of n.
func (n *Newton) tuned() *GroupedNewton {
	n.grouped.Rate, n.grouped.Lambda, n.grouped.Ridge, n.grouped.Adaptive = n.Rate, n.Lambda, n.Ridge, n.Adaptive
	return &n.grouped
}

// Direction implements Directed.
func (n *Newton) Direction() []float64 { return n.grouped.Direction() }

// Archive writes or reads the state of grouped Newton.
func (n *Newton) Archive(a *archive.Archive) { n.tuned().Archive(a) }
