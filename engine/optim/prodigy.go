package optim

import (
	"cmp"
	"math"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Prodigy is Adam with a rate that it estimates itself, as the distance d from the
// start θ₀ to the solution (Mishchenko and Defazio 2023, Algorithm 4), with
// γ_t = Rate·Schedule:
//
//	m ← β₁m + (1 − β₁)dg,   v ← β₂v + (1 − β₂)d²g²,
//	r ← √β₂ r + γ_t d²⟨g, θ₀ − θ⟩,   s ← √β₂ s + γ_t d²g,
//	θ ← θ − γ_t d(m/(√v + dε) + Decay·θ),   d ← max(d, r/‖s‖₁).
//
// A multiple of the loss gives the same steps. Without a Schedule d, which never falls,
// is also the rate at the end: the authors advise a cosine. Decay is decoupled.
type Prodigy struct {
	Rate     float64 // 0 means 1, which is not meant to be tuned
	Beta1    float64 // 0 means 0.9
	Beta2    float64 // 0 means 0.999
	Epsilon  float64 // 0 means 1e-8
	Start    float64 // d at the start; 0 means 1e-6
	Decay    float64
	Schedule Schedule

	descent
	start, m, v, s []float64
	r, d           float64 // r and s are divided by Start²
}

var _ = enter(setting.Prodigy, func() Trainable { return new(Prodigy) })

// Tune implements Trainable.
func (m *Prodigy) Tune(_, to setting.Config, _ int) {
	m.Rate, m.Beta1, m.Decay = to.Rate, beta1(to), setting.OrNone(to.WeightDecay)
	m.Schedule.tune(to)
}

// Step draws one minibatch and moves θ. The rate of the frame is γ_t d. The error is
// ErrDiverged.
func (m *Prodigy) Step(dst *Frame, theta []float64, o Objective) error {
	least := cmp.Or(m.Start, 1e-6)
	if n := len(theta); len(m.start) != n {
		m.start, m.r, m.d = append([]float64(nil), theta...), 0, least
		m.m, m.v, m.s = make([]float64, n), make([]float64, n), make([]float64, n)
	}
	gamma := cmp.Or(m.Rate, 1) * m.Schedule.next()
	loss, err := m.observe(theta, o)
	m.Schedule.plain(dst, loss, gamma*m.d)
	if err != nil {
		return err
	}
	beta1, beta2 := cmp.Or(m.Beta1, 0.9), cmp.Or(m.Beta2, 0.999)
	beta3, epsilon := math.Sqrt(beta2), m.d*cmp.Or(m.Epsilon, 1e-8)
	share := gamma * (m.d / least) * (m.d / least)
	slope, size := 0.0, 0.0
	for p, g := range m.gradient {
		slope += g * (m.start[p] - theta[p])
		m.s[p] = beta3*m.s[p] + share*g
		size += math.Abs(m.s[p])
		g *= m.d
		m.m[p] = beta1*m.m[p] + (1-beta1)*g
		m.v[p] = beta2*m.v[p] + (1-beta2)*g*g
		m.move[p] = gamma * m.d * (m.m[p]/(math.Sqrt(m.v[p])+epsilon) + m.Decay*theta[p])
	}
	m.r = beta3*m.r + share*slope
	if estimate := m.r / size; finite(estimate) {
		m.d = max(m.d, estimate)
	}
	return m.take(theta)
}

// Archive writes or reads θ₀, m, v, s, r, d and the place in the schedule.
func (m *Prodigy) Archive(a *archive.Archive) {
	a.Section("prodigy")
	a.Floats(&m.start)
	for _, v := range []*[]float64{&m.m, &m.v, &m.s} {
		a.Vector(v, len(m.start), false)
	}
	a.Float(&m.r)
	a.Float(&m.d)
	m.Schedule.archive(a)
}
