package train

import (
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/setting"
)

// WorkSamples is how many samples a gradient runs over that counts as a work of
// 1: the default minibatch, so that a step of SGD with default settings is 1.
const WorkSamples = 100

// meter counts the multiplications of sweeps over samples. It ignores the other work
// of a method (the cubic step, the inverses of K-FAC's factors), which is small or
// shows in the seconds.
type meter struct {
	loss, gradient float64 // of a sample
	factors        float64 // of a sample, for K-FAC
	summary        float64 // of a sample, with the present partition
	spent, curved  float64 // products so far: all, and those of summaries and factors
}

// newMeter returns a meter with the costs of a graph.
func newMeter(o *objective) meter {
	g := o.sweep.Graph()
	m := meter{}
	m.loss, m.gradient = g.Cost()
	m.factors = m.gradient // forwards, and backwards from drawn targets
	for _, n := range g.Nodes() {
		if _, ok := n.Op.(*op.Bilinear); ok && n.Param >= 0 {
			m.factors += float64(n.Rows) * float64(n.In*n.In+n.Out*n.Out)
		}
	}
	return m
}

func (m *meter) count(products float64, samples int) { m.spent += products * float64(samples) }

func (m *meter) curvature(products float64, samples int) {
	m.count(products, samples)
	m.curved += products * float64(samples)
}

// Work returns what the steps so far have cost, in gradients over WorkSamples
// samples, and how much of it the curvature took: summaries with the losses that
// test their promise, and K-FAC's factors. It is counted from the sizes of the
// network, so it is the same everywhere; what is computed for the screen alone
// (the test set, an observed rival's summary) does not count.
func (r *Run) Work() (all, curvature float64) {
	m := &r.objective.meter
	unit := m.gradient * WorkSamples
	return m.spent / unit, m.curved / unit
}

// Spent returns Work in multiplications: whole numbers, so that a resumed run, which
// gets them from Spend, continues the count exactly.
func (r *Run) Spent() (all, curvature float64) {
	return r.objective.meter.spent, r.objective.meter.curved
}

// Spend sets what Spent returns: a checkpoint does not hold it.
func (r *Run) Spend(all, curvature float64) {
	r.objective.meter.spent, r.objective.meter.curved = all, curvature
}

// StepProducts returns the multiplications of the costliest step that the run would
// take with these settings: one with a summary, or what a rival computes in its
// place. The partition is the present one.
func (r *Run) StepProducts(c Config) float64 {
	c = c.Filled()
	m := &r.objective.meter
	step := m.gradient * float64(c.Batch)
	switch method := setting.MethodOf(c.Method); {
	case method.Factors:
		step += m.factors * float64(c.Batch)
		if c.Rescale {
			step += r.objective.directions().GaussNewtonCost() * float64(c.Batch)
		}
	case method.Layered:
		step += r.objective.costliest(c)
	case method.Search > 0:
		step *= float64(method.Search * c.Inner)
	}
	if c.Summarises() || c.Observe {
		step += (m.summary + m.loss) * float64(c.SummaryBatch)
	}
	return step
}

// LossProducts returns the multiplications of the loss of one sample.
func (r *Run) LossProducts() float64 { return r.objective.meter.loss }
