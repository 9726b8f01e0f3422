package train

import (
	"math/rand/v2"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kfac"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

// layered is what an objective has beside the rest for a method that is Layered. Its
// two feeds are apart from that of the summaries, so that such a method takes the same
// path whether it is observed or not.
type layered struct {
	tapes   *graph.Sweep
	along   *summary.Sweep // of the method's directions
	factors *kfac.Sweep    // nil until the method asks

	sums   *feed
	layers *feed
}

func newLayered(o *objective, c Config) *layered {
	train, classes := o.gradients.set, o.gradients.classes
	l := &layered{
		tapes:  o.sweep,
		sums:   newFeed(train, classes, min(optim.SubspaceSamples, train.Len()), c.Seed, sumStream),
		layers: newFeed(train, classes, min(optim.FactorSamples, train.Len()), c.Seed, layerStream),
	}
	l.regroup(o.partition)
	return l
}

// regroup changes the partition.
func (l *layered) regroup(p *partition.Partition) {
	l.along = summary.NewDirections(l.tapes, p, optim.SubspaceDirections)
}

func (l *layered) archive(a *archive.Archive) {
	l.sums.archive(a)
	l.layers.archive(a)
}

// costliest returns the multiplications of what the costliest step of c takes beside
// its gradient: new factors, sums, a step that is cut to 0, and the guard's loss.
func (o *objective) costliest(c Config) (products float64) {
	factors, err := kfac.NewSplitSweep(o.sweep, optim.SubspaceBlock)
	if err == nil {
		products = factors.Cost(optim.Fishers[c.Fisher]) * float64(o.factorSamples(c.Batch, optim.FactorSamples))
	}
	sums := summary.NewDirections(o.sweep, o.partition, optim.SubspaceDirections).GaussNewtonCost()
	tries := o.meter.loss * (optim.SubspaceCuts + 1)
	return products + (sums+tries)*optim.SubspaceSamples + o.meter.loss*float64(c.Batch)
}

// factorSamples returns the samples of factors for a batch of the gradient, of so many
// at least.
func (o *objective) factorSamples(batch, least int) int {
	return min(max(batch, least), o.gradients.set.Len())
}

// Layers returns the sweep of the layers' factors.
func (o *objective) Layers(most int) (*kfac.Sweep, error) {
	var err error
	o.layered.factors, err = kfac.NewSplitSweep(o.sweep, most)
	return o.layered.factors, err
}

// LayerFactors writes the factors on a minibatch of their own feed.
func (o *objective) LayerFactors(dst kfac.Factors, theta []float64, least int, fisher kfac.Fisher, rng *rand.Rand) {
	l := o.layered
	l.layers.size = o.factorSamples(o.gradients.size, least)
	batch := l.layers.next()
	o.meter.curvature(l.factors.Cost(fisher), l.layers.size)
	l.factors.Compute(dst, theta, batch, fisher, rng)
}

// GaussNewton writes the sums along the directions on a minibatch of their own feed.
func (o *objective) GaussNewton(dst *summary.Summary, theta []float64, us [][]float64, samples int) {
	l := o.layered
	l.sums.size = min(samples, l.sums.set.Len())
	batch := l.sums.next()
	o.meter.curvature(l.along.GaussNewtonCost(), l.sums.size)
	l.along.GaussNewton(dst, theta, us, batch)
}

// GaussNewtonLoss returns the loss at theta on that minibatch.
func (o *objective) GaussNewtonLoss(theta []float64) float64 {
	o.meter.curvature(o.meter.loss, len(o.layered.sums.index))
	return o.sweep.Loss(theta, &o.layered.sums.Batch)
}

// GradientLoss returns the loss at theta on the minibatch of the gradient drawn last.
func (o *objective) GradientLoss(theta []float64) float64 {
	o.meter.count(o.meter.loss, len(o.gradients.index))
	return o.sweep.Loss(theta, &o.gradients.Batch)
}
