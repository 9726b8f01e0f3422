package train

import (
	"github.com/cauchy-newton/playground/engine/graph"
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
	gradients *feed // minibatches of B
	summaries *feed // minibatches of B_hg
}

var _ optim.Objective = (*objective)(nil)

// regroup changes the partition.
func (o *objective) regroup(p *partition.Partition) {
	o.partition = p
	o.summary = summary.NewSweep(o.sweep, p)
}

// Gradient writes ∂L/∂θ on the next minibatch and returns the loss there.
func (o *objective) Gradient(dst, theta []float64) (loss float64) {
	return o.sweep.Gradient(dst, theta, o.gradients.next())
}

// Summarise writes the summary in direction u on the next summary minibatch.
func (o *objective) Summarise(dst *summary.Summary, theta, u []float64) {
	o.summary.Compute(dst, theta, u, o.summaries.next())
}

// SummaryLoss returns the loss at theta on the summary minibatch drawn last.
func (o *objective) SummaryLoss(theta []float64) float64 {
	return o.sweep.Loss(theta, &o.summaries.Batch)
}

// Spread writes the step of every parameter: dst_p = η_s u_p for p in group s.
func (o *objective) Spread(dst, eta, u []float64) { o.partition.Spread(dst, eta, u) }

// Len returns P, the number of parameters.
func (o *objective) Len() int { return o.partition.Size() }

// Groups returns S, the number of groups.
func (o *objective) Groups() int { return o.partition.Len() }
