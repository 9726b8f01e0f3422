package train

import (
	"math/rand/v2"
	"slices"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kfac"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

// objective is the mean loss of a network over minibatches of a set, as a
// method asks for it.
type objective struct {
	sweep     *graph.Sweep
	partition *partition.Partition
	summary   *summary.Sweep
	factors   *kfac.Sweep    // nil until K-FAC asks
	pair      *summary.Sweep // along two directions of all parameters; nil until K-FAC asks
	gradients *feed          // minibatches of B
	summaries *feed          // minibatches of B_hg
	layered   *layered       // nil unless the method is Layered
	meter     meter
	flat      bool // every slope of the gradient drawn last is 0
}

var (
	_ optim.Curved     = (*objective)(nil)
	_ optim.Layered    = (*objective)(nil)
	_ optim.Measured   = (*objective)(nil)
	_ optim.Repeatable = (*objective)(nil)
)

// regroup changes the partition.
func (o *objective) regroup(p *partition.Partition) {
	o.partition = p
	o.summary = summary.NewSweep(o.sweep, p)
	o.meter.summary = o.summary.Cost()
	if o.layered != nil {
		o.layered.regroup(p)
	}
}

// Gradient writes ∂L/∂θ on the next minibatch and returns the loss there.
func (o *objective) Gradient(dst, theta []float64) (loss float64) {
	batch := o.gradients.next()
	o.meter.count(o.meter.gradient, len(o.gradients.index))
	loss = o.sweep.Gradient(dst, theta, batch)
	o.flat = !slices.ContainsFunc(dst, func(g float64) bool { return g != 0 })
	return loss
}

// GradientAgain is Gradient on the minibatch drawn last.
func (o *objective) GradientAgain(dst, theta []float64) (loss float64) {
	o.meter.count(o.meter.gradient, len(o.gradients.index))
	return o.sweep.Gradient(dst, theta, &o.gradients.Batch)
}

// Blocks returns the layers that have Kronecker factors.
func (o *objective) Blocks() (blocks []kfac.Block, err error) {
	if o.factors == nil {
		if o.factors, err = kfac.NewSweep(o.sweep); err != nil {
			return nil, err
		}
	}
	return o.factors.Blocks(), nil
}

// Factors writes their factors on the minibatch drawn last.
func (o *objective) Factors(dst kfac.Factors, theta []float64, fisher kfac.Fisher, rng *rand.Rand) {
	o.meter.curvature(o.meter.factors, len(o.gradients.index))
	o.factors.Compute(dst, theta, &o.gradients.Batch, fisher, rng)
}

// CurvatureAlong writes the Gauss–Newton products of two directions on the minibatch
// drawn last.
func (o *objective) CurvatureAlong(dst *summary.Summary, theta []float64, us [][]float64) {
	pair := o.directions()
	o.meter.curvature(pair.GaussNewtonCost(), len(o.gradients.index))
	pair.GaussNewton(dst, theta, us, &o.gradients.Batch)
}

// directions returns the sweep along two directions of all parameters.
func (o *objective) directions() *summary.Sweep {
	if o.pair == nil {
		o.pair = summary.NewDirections(o.sweep, partition.Trivial(o.sweep.Graph().Params()), 2)
	}
	return o.pair
}

// Summarise writes the summary in direction u on the next summary minibatch.
func (o *objective) Summarise(dst *summary.Summary, theta, u []float64) {
	batch := o.summaries.next()
	o.meter.curvature(o.meter.summary, len(o.summaries.index))
	o.summary.Compute(dst, theta, u, batch)
}

// SummaryLoss returns the loss at theta on the summary minibatch drawn last.
func (o *objective) SummaryLoss(theta []float64) float64 {
	o.meter.curvature(o.meter.loss, len(o.summaries.index))
	return o.sweep.Loss(theta, &o.summaries.Batch)
}

// Spread writes the step of every parameter: dst_p = η_s u_p for p in group s.
func (o *objective) Spread(dst, eta, u []float64) { o.partition.Spread(dst, eta, u) }

// Lengths writes ‖u_s‖ for each group.
func (o *objective) Lengths(dst, u []float64) { o.partition.Lengths(dst, u) }

// Len returns P, the number of parameters.
func (o *objective) Len() int { return o.partition.Size() }

// Groups returns S, the number of groups.
func (o *objective) Groups() int { return o.partition.Len() }
