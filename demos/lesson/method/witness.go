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
	n := len(p.Class)
	return &witness{
		Task:      p,
		gradients: newTray(p, batch, data.NewSampler(n, rand.NewPCG(seed, gradientStream))),
		summaries: newTray(p, summaryBatch, data.NewSampler(n, rand.NewPCG(seed, summaryStream))),
		sweep:     summary.NewSweep(p.Sweep(), p.Part),
	}
}

// Gradient implements optim.Objective.
func (w *witness) Gradient(dst, theta []float64) float64 {
	w.gradients.next()
	loss := w.Sweep().Gradient(dst, theta, &w.gradients.Batch)
	w.now.batch, w.now.g = slices.Clone(w.gradients.index), slices.Clone(dst)
	return loss
}

// Summarise implements optim.Objective.
func (w *witness) Summarise(dst *summary.Summary, theta, u []float64) {
	w.summaries.next()
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
	of      *perceptron.Task
	sampler *data.Sampler
	index   []int
	graph.Batch
}

// newTray returns a tray for n samples; without a sampler the caller names them.
func newTray(p *perceptron.Task, n int, sampler *data.Sampler) tray {
	return tray{of: p, sampler: sampler, index: make([]int, n)}
}

// next draws the next minibatch.
func (t *tray) next() {
	t.sampler.Next(t.index)
	t.fill()
}

// fill copies the samples named by index.
func (t *tray) fill() {
	all := &t.of.Batch
	in, out := t.of.Graph.InWidth(), t.of.Graph.OutWidth()
	t.X, t.Y, t.Labels = t.X[:0], t.Y[:0], t.Labels[:0]
	for _, i := range t.index {
		t.X = append(t.X, all.X[i*in:(i+1)*in]...)
		if all.Labels != nil {
			t.Labels = append(t.Labels, all.Labels[i])
		} else {
			t.Y = append(t.Y, all.Y[i*out:(i+1)*out]...)
		}
	}
}
