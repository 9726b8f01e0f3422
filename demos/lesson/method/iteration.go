package method

import (
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/summary"
)

// iteration is one step of Algorithm 1 with all intermediate results.
type iteration struct {
	t             int        // counted from 0
	before, after []float64  // θ
	whole         [2]float64 // the loss over all samples, before and after
	batch         []int      // the samples of the minibatch
	loss          float64    // on it, before the step
	g             []float64  // its gradient
	m             []float64  // the momentum buffer before; nil at first
	u             []float64  // the direction
	call          *call      // the last call for a summary; of this iteration if fresh
	fresh         bool
	eta           []float64 // in use: clipped, times λ_1
	move          []float64 // Σ η_s u_s
	predicted     float64   // change of the summary batch's loss; NaN unless fresh
	actual        float64
}

// call is one computation of a summary, and the step sizes from it.
type call struct {
	t     int       // the iteration that made it
	batch []int     // the samples of B_hg
	u     []float64 // the direction
	loss  float64   // on it, at θ
	summary.Summary
	d        []float64
	newton   []float64 // η as the cubic step returned it
	r        float64
	status   cubic.Status
	reason   string    // why there is no step, in words
	old      []float64 // the average before; nil at first
	averaged []float64 // and after
	path     cubic.Path
}

// run is grouped Newton from the start of the task. It caches all iterations, so
// that one step more costs one step.
type run struct {
	recorder *recorder
	method   *optim.GroupedNewton
	theta    []float64
	frame    optim.Frame
	taken    []*iteration
	broken   bool // it goes no further: the next iteration diverges, or the first did
}

func newRun(p *perceptron.Task, m *optim.GroupedNewton, batch, summaryBatch int, seed uint64) *run {
	return &run{recorder: newRecorder(p, batch, summaryBatch, seed), method: m, theta: p.Start()}
}

// until takes the iterations 0 … last, or those before the run diverges.
func (r *run) until(last int) {
	for len(r.taken) <= last && !r.broken {
		r.step()
	}
}

// at returns the iteration t, or the last there is.
func (r *run) at(t int) *iteration { return r.taken[min(t, len(r.taken)-1)] }

// step takes one iteration. One that diverges is dropped and ends the run, but
// the first is kept, so that there is something to show.
func (r *run) step() {
	i := &iteration{t: len(r.taken), before: slices.Clone(r.theta)}
	if i.t > 0 {
		i.m, i.call = r.taken[i.t-1].u, r.taken[i.t-1].call
	}
	known := i.call
	r.recorder.now = i
	f := &r.frame
	if r.broken = r.method.Step(f, r.theta, r.recorder) != nil; r.broken {
		if i.t > 0 {
			return
		}
		i.call, i.u, i.move = &call{}, make([]float64, len(r.theta)), make([]float64, len(r.theta))
	}
	i.after = slices.Clone(r.theta)
	if i.whole[1] = r.recorder.Loss(i.after); i.t > 0 {
		i.whole[0] = r.taken[i.t-1].whole[1]
	} else {
		i.whole[0] = r.recorder.Loss(i.before)
	}
	i.loss, i.fresh, i.predicted, i.actual = f.Loss, i.call != known, f.Predicted, f.Actual
	i.eta = append(i.eta, f.Eta...)
	if i.fresh {
		i.call.take(f, known, r.recorder.Groups())
	}
	r.taken = append(r.taken, i)
}

// take copies what a frame says of the summary made in its step, for so many
// groups. Numbers that the method does not have are NaN.
func (c *call) take(f *optim.Frame, before *call, groups int) {
	of := func(n int, x []float64) []float64 {
		if len(x) == n {
			return slices.Clone(x)
		}
		return slices.Repeat([]float64{math.NaN()}, n)
	}
	seen := f.Summary
	if seen == nil {
		seen = &summary.Summary{Loss: c.loss}
	}
	c.Summary = summary.Summary{
		Loss: seen.Loss, Gbar: of(groups, seen.Gbar),
		Hbar: of(groups*groups, seen.Hbar), Order3: of(groups, seen.Order3),
	}
	c.d, c.newton, c.averaged = of(groups, f.D), of(groups, f.Newton), of(groups, f.Averaged)
	c.r, c.status, c.reason = f.R, f.Status, f.Reason
	if before != nil {
		c.old = before.averaged
	}
}
