package optim

import (
	"cmp"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Adaptive moves λ_int in the manner of adaptive cubic regularisation (Cartis,
// Gould and Toint 2011, Algorithm 2.1), so that no step size has to be tuned.
// It depends on the ratio of the actual to the predicted change of the loss on a
// summary minibatch,
//
//	ρ = (L(θ') − L(θ)) / φ(η),   φ(η) = −ḡᵀη + ½ηᵀH̄η + (λ/6)‖Dη‖³,
//
// which is computed twice:
//
//   - before the step sizes of a new summary are used, with θ' = θ − Σ η_s u_s.
//     With ρ < accept they are refused, λ ← growth·λ, and the cubic step is solved
//     and tried again on the same summary: an S×S solve and one forward pass;
//   - after they have served for Period steps, with θ' the end of the period.
//     The directions have changed since, with the minibatches and their noise, so
//     this is what the step sizes have gained: ρ < Poor is answered by
//     λ ← growth·λ, ρ > Good by λ ← shrinkage·λ. One that lost alarm times what was
//     promised, or whose loss ends above ruin times that of its start, is taken
//     back: θ returns to the start of the period, and the direction begins anew.
//     A minibatch that is worse than ten times that ends the period at once.
//
// Differences of losses and their ratios are the same in all units of the
// groups, so the trajectory stays invariant. Where GroupedNewton clips, groups
// whose step size would be negative are held at 0 and the others solved anew,
// so that φ is negative for what is used.
//
// The zero value has these defaults. λ begins with GroupedNewton.Lambda, or 1.
type Adaptive struct {
	Poor  float64 // 0 means 0.1
	Good  float64 // 0 means 0.75 where Period is 1; else 2, because several steps are to gain more than the one that was tried
	Tries int     // on one summary; 0 means 10

	lambda  float64
	promise float64   // φ of the step sizes in use; 0 when there is no period to judge
	start   []float64 // θ at the start of the period
	kept    []float64 // step sizes before the summary that is being tried
}

// tuned returns the Adaptive for the next settings, nil for a fixed λ_int. Where the
// settings change λ_int, it starts from the new value.
func (a *Adaptive) tuned(from, to setting.Config) *Adaptive {
	if to.Lambda != from.Lambda {
		a = nil
	}
	return kept(a, to.Adaptive)
}

const (
	accept            = 0.5 // the step is repeated Period times along directions that turn away from it
	growth, shrinkage = 4, 0.5
	alarm             = 10
	ruin              = 3 // noise does not treble the loss of a summary minibatch
)

// The range of λ_int. It is a pure number: at 1 the cubic term is as large as
// the measured third derivatives. Below a hundredth of them it regularises nothing,
// and growing again would take long; at 1e16 a step is 1e-8 of that at 1.
const (
	leastLambda = 0.01
	mostLambda  = 1e16
)

func (a *Adaptive) tries() int { return cmp.Or(max(a.Tries, 0), 10) }

// grow and shrink move λ.
func (a *Adaptive) grow()   { a.lambda = min(a.lambda*growth, mostLambda) }
func (a *Adaptive) shrink() { a.lambda = max(a.lambda*shrinkage, leastLambda) }

// begin takes λ over from the method at its first summary.
func (a *Adaptive) begin(lambda float64) {
	if a.lambda == 0 {
		a.lambda = cmp.Or(lambda, 1)
	}
}

// judge rates the period that ends at θ. It reports whether the period was undone;
// θ is then back at its start.
func (m *GroupedNewton) judge(theta []float64, o Objective) (back bool) {
	a := m.Adaptive
	if a.promise == 0 {
		return false
	}
	loss := o.SummaryLoss(theta)
	ratio := (loss - m.fresh.Loss) / a.promise
	if !(ratio >= -alarm) || m.ruined(loss, 1) { // or NaN
		return m.retreat(theta)
	}
	a.promise = 0
	switch {
	case ratio < cmp.Or(a.Poor, 0.1):
		a.grow()
	case ratio > m.good():
		a.shrink()
	}
	return false
}

// ruined reports whether a loss is above slack times the largest that a period may
// end with. Losses that can be negative have no such bound.
func (m *GroupedNewton) ruined(loss, slack float64) bool {
	a := m.Adaptive
	return a != nil && a.promise != 0 && m.fresh.Loss > 0 && loss > slack*ruin*m.fresh.Loss
}

// good returns the ratio above which λ_int shrinks.
func (m *GroupedNewton) good() float64 {
	if m.Period > 1 {
		return cmp.Or(m.Adaptive.Good, 2)
	}
	return cmp.Or(m.Adaptive.Good, 0.75)
}

// retreat undoes the present period, if there is one.
func (m *GroupedNewton) retreat(theta []float64) bool {
	a := m.Adaptive
	if a == nil || a.promise == 0 {
		return false
	}
	a.grow()
	a.promise = 0
	copy(theta, a.start)
	m.buffer.m = nil
	m.sized, m.taken = false, 0
	return true
}

// try makes step sizes of the summary just drawn, tried on its minibatch.
func (m *GroupedNewton) try(theta, u []float64, o Objective) {
	a := m.Adaptive
	a.kept = grown(a.kept, len(m.raw))
	copy(a.kept, m.raw)
	begun := a.lambda
	for count := 1; ; count++ {
		lambda := a.lambda
		if m.descend(lambda) != nil {
			m.fail(lambda)
			m.fallBack(theta, u, o)
			return
		}
		copy(m.raw, a.kept)
		m.contribute()
		predicted := m.model(lambda)
		if predicted == 0 {
			return // no step lowers the model
		}
		if predicted < 0 && m.trial(theta, u, o, 1)/predicted >= accept {
			m.commit(theta, predicted)
			return
		}
		a.grow()
		m.sized = false // an average that is refused is dropped
		if count == a.tries() {
			// The cause is the direction, not λ_int: both start again.
			m.reason = "no step along this direction lowers the loss as promised: θ stays until the next summary"
			clear(m.raw)
			a.lambda, m.buffer.m = begun, nil
			return
		}
	}
}

// commit opens the period of step sizes that were accepted.
func (m *GroupedNewton) commit(theta []float64, predicted float64) {
	m.Adaptive.promise = predicted
	m.Adaptive.start = grown(m.Adaptive.start, len(theta))
	copy(m.Adaptive.start, theta)
}

// fallBack tries the old step sizes where the model has no minimum: halved
// until they lower the loss, else 0.
func (m *GroupedNewton) fallBack(theta, u []float64, o Objective) {
	for range m.Adaptive.tries() {
		if change := m.trial(theta, u, o, 1); change < 0 {
			m.commit(theta, change)
			return
		}
		for s := range m.raw {
			m.raw[s] /= 2
		}
	}
	clear(m.raw)
	m.sized = false
}

// trial returns the change of the summary minibatch's loss for the step, ∞ for one that
// does not end at numbers.
func (m *GroupedNewton) trial(theta, u []float64, o Objective, rate float64) float64 {
	m.use(rate)
	o.Spread(m.move, m.eta, u)
	for p, v := range m.move {
		m.next[p] = theta[p] - v
	}
	if !allFinite(m.next) {
		return math.Inf(1)
	}
	change := o.SummaryLoss(m.next) - m.fresh.Loss
	if !finite(change) {
		return math.Inf(1)
	}
	return change
}

// model returns φ of the step sizes as they would be used.
func (m *GroupedNewton) model(lambda float64) float64 {
	m.use(1)
	local, r := summary.Summary{Gbar: m.mean.Gbar, Hbar: m.hbar}, 0.0
	for s, e := range m.eta {
		r = math.Hypot(r, m.d[s]*e)
	}
	return local.Promise(m.eta) + lambda/6*r*r*r
}

// descend solves the cubic step; with clipping, again without the groups whose
// step size would be negative, until none is.
func (m *GroupedNewton) descend(lambda float64) error {
	for err := m.minimise(lambda); ; err = m.bounded(lambda) {
		n := len(m.free)
		if err != nil || m.Clipping == NoClipping {
			return err
		}
		m.free = slices.DeleteFunc(m.free, func(s int) bool { return m.step.Eta[s] < 0 })
		if len(m.free) == n {
			return nil
		}
	}
}
