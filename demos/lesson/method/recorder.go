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

// recorder is the loss of a task over minibatches, drawn by two samplers. It records
// the arguments and results of every call in the iteration, so that the picture
// shows the numbers that the method itself used.
type recorder struct {
	*perceptron.Task
	gradients, summaries minibatch
	sweep                *summary.Sweep
	now                  *iteration // that the method takes
}

var _ optim.Objective = (*recorder)(nil)

func newRecorder(p *perceptron.Task, batch, summaryBatch int, seed uint64) *recorder {
	of := func(size int, stream uint64) minibatch {
		return minibatch{sampler: data.NewSampler(len(p.Class), rand.NewPCG(seed, stream)), index: make([]int, size)}
	}
	return &recorder{Task: p, gradients: of(batch, gradientStream), summaries: of(summaryBatch, summaryStream), sweep: summary.NewSweep(p.Sweep(), p.Part)}
}

// Gradient implements optim.Objective.
func (w *recorder) Gradient(dst, theta []float64) float64 {
	w.draw(&w.gradients)
	loss := w.Sweep().Gradient(dst, theta, &w.gradients.Batch)
	w.now.batch, w.now.g = slices.Clone(w.gradients.index), slices.Clone(dst)
	return loss
}

// Summarise implements optim.Objective.
func (w *recorder) Summarise(dst *summary.Summary, theta, u []float64) {
	w.draw(&w.summaries)
	w.sweep.Compute(dst, theta, u, &w.summaries.Batch)
	w.now.call = &call{t: w.now.t, batch: slices.Clone(w.summaries.index), u: slices.Clone(u), loss: dst.Loss}
}

// SummaryLoss implements optim.Objective.
func (w *recorder) SummaryLoss(theta []float64) float64 {
	return w.Sweep().Loss(theta, &w.summaries.Batch)
}

// Spread implements optim.Objective.
func (w *recorder) Spread(dst, eta, u []float64) {
	w.Part.Spread(dst, eta, u)
	w.now.u, w.now.move = slices.Clone(u), slices.Clone(dst)
}

// minibatch is some of a task's samples.
type minibatch struct {
	sampler *data.Sampler
	index   []int
	graph.Batch
}

// draw fills m with the next samples.
func (w *recorder) draw(m *minibatch) {
	m.sampler.Next(m.index)
	w.Pick(&m.Batch, m.index)
}
