package main

import (
	"math/rand/v2"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kfac"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

// The paper's minibatches.
const (
	batch        = 100
	summaryBatch = 1000
)

// network is the loss of a graph over minibatches of a set.
type network struct {
	sweep     *graph.Sweep
	summary   *summary.Sweep
	factors   *kfac.Sweep
	part      *partition.Partition
	set       *data.Set
	gradients *feed
	summaries *feed
}

var _ optim.Kronecker = (*network)(nil)

// newNetwork draws its minibatches in an order that follows from the seed.
func newNetwork(g *graph.Graph, set *data.Set, seed uint64) (*network, error) {
	sweep, part := graph.NewSweep(g), partition.Canonical(g.Params())
	factors, err := kfac.NewSweep(sweep)
	if err != nil {
		return nil, err
	}
	return &network{
		sweep: sweep, part: part, set: set, factors: factors,
		summary:   summary.NewSweep(sweep, part),
		gradients: newFeed(set, batch, rand.NewPCG(seed, 0)),
		summaries: newFeed(set, summaryBatch, rand.NewPCG(seed, 1)),
	}, nil
}

func (n *network) Gradient(dst, theta []float64) float64 {
	return n.sweep.Gradient(dst, theta, n.gradients.next())
}

func (n *network) Summarise(dst *summary.Summary, theta, u []float64) {
	n.summary.Compute(dst, theta, u, n.summaries.next())
}

func (n *network) SummaryLoss(theta []float64) float64 {
	return n.sweep.Loss(theta, &n.summaries.batch)
}

func (n *network) Spread(dst, eta, u []float64) { n.part.Spread(dst, eta, u) }
func (n *network) Len() int                     { return n.part.Size() }
func (n *network) Groups() int                  { return n.part.Len() }

func (n *network) Blocks() ([]kfac.Block, error) { return n.factors.Blocks(), nil }

func (n *network) Factors(dst kfac.Factors, theta []float64, fisher kfac.Fisher, rng *rand.Rand) {
	n.factors.Compute(dst, theta, &n.gradients.batch, fisher, rng)
}

// whole returns the loss over the whole training set.
func (n *network) whole(theta []float64) float64 {
	loss, f := 0.0, newFeed(n.set, summaryBatch, rand.NewPCG(0, 0))
	for lo := 0; lo < n.set.Len(); lo += len(f.index) {
		f.index = f.index[:min(summaryBatch, n.set.Len()-lo)]
		for i := range f.index {
			f.index[i] = lo + i
		}
		loss += n.sweep.Loss(theta, f.gather()) * float64(len(f.index))
	}
	return loss / float64(n.set.Len())
}

// feed brings one minibatch after the other.
type feed struct {
	set     *data.Set
	sampler *data.Sampler
	index   []int
	batch   graph.Batch
}

func newFeed(set *data.Set, n int, source *rand.PCG) *feed {
	return &feed{
		set: set, sampler: data.NewSampler(set.Len(), source), index: make([]int, n),
		batch: graph.Batch{X: make([]float64, n*set.Width()), Labels: make([]int, n)},
	}
}

func (f *feed) next() *graph.Batch {
	f.sampler.Next(f.index)
	return f.gather()
}

func (f *feed) gather() *graph.Batch {
	n := len(f.index)
	f.batch.X, f.batch.Labels = f.batch.X[:n*f.set.Width()], f.batch.Labels[:n]
	f.set.Gather(f.batch.X, f.batch.Labels, f.index)
	return &f.batch
}
