package method

import (
	"math/rand/v2"
	"slices"

	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Streams of the seed: the samplers of the minibatches of B and of B_hg share
// no draws with each other, nor with the task.
const (
	gradientStream = iota + 2
	summaryStream
)

// witness is the loss of a task over minibatches, drawn by two samplers, and
// notes what the method asks for: so all that is shown of an iteration is what
// the method itself saw.
type witness struct {
	*perceptron.Task
	gradients, summaries tray
	sweep                *summary.Sweep
	now                  *iteration // being taken
}

var _ optim.Objective = (*witness)(nil)

func newWitness(p *perceptron.Task, batch, summaryBatch int, seed uint64) *witness {
	of := func(size int, stream uint64) tray {
		return tray{sampler: data.NewSampler(len(p.Class), rand.NewPCG(seed, stream)), index: make([]int, size)}
	}
	return &witness{Task: p, gradients: of(batch, gradientStream), summaries: of(summaryBatch, summaryStream), sweep: summary.NewSweep(p.Sweep(), p.Part)}
}

// Gradient implements optim.Objective.
func (w *witness) Gradient(dst, theta []float64) float64 {
	w.draw(&w.gradients)
	loss := w.Sweep().Gradient(dst, theta, &w.gradients.Batch)
	w.now.batch, w.now.g = slices.Clone(w.gradients.index), slices.Clone(dst)
	return loss
}

// Summarise implements optim.Objective.
func (w *witness) Summarise(dst *summary.Summary, theta, u []float64) {
	w.draw(&w.summaries)
	w.sweep.Compute(dst, theta, u, &w.summaries.Batch)
	w.now.call = &call{t: w.now.t, batch: slices.Clone(w.summaries.index), u: slices.Clone(u), loss: dst.Loss}
}

// SummaryLoss implements optim.Objective.
func (w *witness) SummaryLoss(theta []float64) float64 {
	return w.Sweep().Loss(theta, &w.summaries.Batch)
}

// Spread implements optim.Objective.
func (w *witness) Spread(dst, eta, u []float64) {
	w.Part.Spread(dst, eta, u)
	w.now.u, w.now.move = slices.Clone(u), slices.Clone(dst)
}

// tray is a minibatch of a task's samples.
type tray struct {
	sampler *data.Sampler
	index   []int
	graph.Batch
}

// draw fills a tray with its next minibatch.
func (w *witness) draw(t *tray) {
	t.sampler.Next(t.index)
	w.Pick(&t.Batch, t.index)
}
