package optim

import (
	"cmp"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/setting"
)

// AdamW is Adam with decoupled weight decay (Loshchilov and Hutter 2019, Algorithm 2),
//
//	θ ← θ − Rate·(u + Decay·θ),
//
// with u that of Adam, so that the decay is not divided by √v, as the gradient of a
// penalty would be. A Schedule multiplies Rate.
type AdamW struct {
	Rate     float64 // 0 means 0.001
	Beta1    float64 // 0 means 0.9
	Beta2    float64 // 0 means 0.999
	Epsilon  float64 // 0 means 1e-8
	Decay    float64 // of weights and biases alike; 0 makes it Adam
	Schedule Schedule

	descent
	adam Adam
}

var _ = enter(setting.AdamW, func() Trainable { return new(AdamW) })

// Tune implements Trainable.
func (m *AdamW) Tune(_, to setting.Config, _ int) {
	m.Rate, m.Beta1, m.Decay = to.Rate, beta1(to), setting.OrNone(to.WeightDecay)
	m.Schedule.tune(to)
}

// Step draws one minibatch and moves θ. The error is ErrDiverged.
func (m *AdamW) Step(dst *Frame, theta []float64, o Objective) error {
	rate := cmp.Or(m.Rate, 0.001) * m.Schedule.next()
	loss, err := m.observe(theta, o)
	m.Schedule.plain(dst, loss, rate)
	if err != nil {
		return err
	}
	m.adam.Beta1, m.adam.Beta2, m.adam.Epsilon = m.Beta1, m.Beta2, m.Epsilon
	m.adam.Direct(m.move, m.gradient)
	for p := range m.move {
		m.move[p] = rate * (m.move[p] + m.Decay*theta[p])
	}
	return m.take(theta)
}

// Archive writes or reads Adam's state and the place in the schedule.
func (m *AdamW) Archive(a *archive.Archive) {
	a.Section("adamw")
	m.adam.Archive(a)
	m.Schedule.archive(a)
}
