package optim

import (
	"cmp"
	"math"
)

// Guards keep grouped Newton's steps where its model is worth something. The zero
// value is the bare method.
//
// A loss L ≥ 0 cannot fall by more than L. A model that promises more is wrong, and
// along a group s it does so mostly because the third derivative D_s³ passes through
// 0 there, where the cubic term bounds nothing. The terms below have the units of the
// loss, so a step with guards is the same in all units of the groups, as one without.
type Guards struct {
	// Bound is κ. If the cubic step has no minimiser, or if for some group |ḡ_s η_s| > L
	// or ½|H̄_ss|η_s² > L, with L the loss of the summary minibatch, it is solved again with
	//
	//	D_s³ ≥ κ·max(|H̄_ss|^{3/2}/√L, |ḡ_s|³/L²)   for every group s,
	//
	// with which the cubic term alone is about κ L for a step of that size. 0 is no
	// bound; there is none either without a cubic term, or where L ≤ 0.
	Bound float64

	// Reach bounds the steps between two summaries by that of the summary:
	// ‖η_s u_s(t)‖ ≤ Reach·‖η_s u_s(t₀)‖, where the objective is Measured. 0 is no bound.
	Reach float64

	// Trial is the largest rise of the summary minibatch's loss, as a share of it, that
	// the first step along new step sizes may cause: they are halved until it is not
	// larger, ten times at most, and then 0. 0 is no trial, and an Adaptive λ_int has one
	// of its own.
	Trial float64
}

// Measured is an Objective that measures a direction group by group.
type Measured interface {
	Objective
	// Lengths writes ‖u_s‖, the length of u in each group.
	Lengths(dst, u []float64)
}

// halvings is how often a trial halves the step sizes: to a thousandth.
const halvings = 10

// bounded finds the cubic step of the free groups, with a raised D where it is
// bounded and promises a group too much.
func (m *GroupedNewton) bounded(lambda float64) error {
	err := m.solveFree(lambda)
	if !(m.Bound > 0) || !(lambda > 0) || !(m.fresh.Loss > 0) || m.raised || err == nil && !m.overpromised() {
		return err
	}
	m.raised = true
	for s, h := range m.diagonal() {
		m.d[s] = max(m.d[s], floor(m.Bound, m.mean.Gbar[s], h, m.fresh.Loss))
	}
	return m.solveFree(lambda)
}

// diagonal yields H̄_ss as the solver gets it.
func (m *GroupedNewton) diagonal() func(yield func(s int, h float64) bool) {
	return func(yield func(int, float64) bool) {
		n := len(m.d)
		for s := range n {
			if !yield(s, m.hbar[s*n+s]) {
				return
			}
		}
	}
}

// overpromised reports whether the cubic step promises a group more than the loss,
// for better or worse.
func (m *GroupedNewton) overpromised() bool {
	for s, h := range m.diagonal() {
		eta := m.step.Eta[s]
		if most := m.fresh.Loss; math.Abs(m.mean.Gbar[s]*eta) > most || math.Abs(h*eta)*math.Abs(eta)/2 > most {
			return true
		}
	}
	return false
}

// floor is the least D of a group of slope g and curvature h at the loss L:
// (κ·max(|h|^{3/2}/√L, |g|³/L²))^{1/3}, without powers that leave the doubles; 0 where
// it is not finite.
func floor(kappa, g, h, loss float64) float64 {
	sixth := math.Sqrt(math.Cbrt(loss))
	low := math.Cbrt(kappa) * max(math.Sqrt(math.Abs(h))/sixth, math.Abs(g)/(sixth*sixth)/(sixth*sixth))
	if !finite(low) {
		return 0
	}
	return low
}

// tryOut halves the step sizes that a summary has just made until the loss of its
// minibatch does not rise by more than the share Trial of it.
func (m *GroupedNewton) tryOut(theta, u []float64, o Objective, rate float64) {
	if !(m.Trial > 0) || m.Adaptive != nil || !m.sized || !(m.fresh.Loss > 0) {
		return
	}
	m.tried = true
	for m.halved = 0; ; m.halved++ {
		if m.change = m.trial(theta, u, o, rate); m.change <= m.Trial*m.fresh.Loss {
			return
		}
		if m.halved == halvings {
			break
		}
		for s := range m.raw {
			m.raw[s] /= 2
		}
	}
	clear(m.raw)
	m.change = 0
	m.reason = cmp.Or(m.reason, "along this direction even a thousandth of the step raises the loss: θ stays until the next summary")
}

// measure takes the lengths of the direction of a new summary. Where it is shorter than
// that of the summary before, the means of the summaries are expressed along it:
// ḡ_s ∝ ‖u_s‖, H̄_st ∝ ‖u_s‖‖u_t‖, D_s³ ∝ ‖u_s‖³, else they would drown the new one.
// Where it is longer they stay as they are, and soon count for nothing: the noise of
// a short direction is not scaled up.
func (m *GroupedNewton) measure(u []float64, o Objective) {
	of, ok := o.(Measured)
	if !ok || !m.measures() {
		m.lengths = nil
		return
	}
	n := len(m.eta)
	m.longer = grown(m.longer, n)
	of.Lengths(m.longer, u)
	if m.averaged && len(m.lengths) == n {
		for s, now := range m.longer {
			m.lengths[s] = now / max(m.lengths[s], now, math.SmallestNonzeroFloat64)
		}
		for s, by := range m.lengths {
			m.mean.Gbar[s] *= by
			m.mean.Order3[s] *= by * by * by
			for t, and := range m.lengths {
				m.mean.Hbar[s*n+t] *= by * and
			}
		}
	}
	m.lengths = append(m.lengths[:0], m.longer...)
}

// measures tells whether the options need the lengths of u.
func (m *GroupedNewton) measures() bool { return m.Reach > 0 || m.SummaryAveraging > 0 }

// hold shortens step sizes to what the direction had when they were made.
func (m *GroupedNewton) hold(u []float64, o Objective) {
	if !(m.Reach > 0) || m.lengths == nil {
		return
	}
	m.longer = grown(m.longer, len(m.eta))
	o.(Measured).Lengths(m.longer, u)
	for s, now := range m.longer {
		if most := m.Reach * m.lengths[s]; now > most {
			m.eta[s] *= most / now
		}
	}
}
