package optim

import (
	"math"
	"slices"

	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/summary"
)

// choice lists the groups of a cubic step. A group is idle, with η = 0, if its
// direction is 0 because its slopes are rounding, or if it has arrived.
type choice struct {
	idle    []int
	arrived string    // Frame.Arrived
	cleaned bool      // a slope of the last gradient is 0 or rounding
	size    []float64 // of every parameter: |θ|, or |θ| + |step| after a step
	terms   []float64

	free    []int // groups that take part
	sub     cubic.Step
	g, h, k []float64 // ḡ, H̄ and D of them
}

// lowest is the smallest normal double: below it digits are lost.
const lowest = 0x1p-1022

// Arrived reports whether a group of a summary is at a minimum to the precision of
// doubles: its curvature is below the smallest normal double, and its slope is not
// above what such a curvature allows. Along a line on which f ≥ 0 curves by at
// most h, f′² ≤ 2hf. A loss that falls along a line without curving has a larger
// slope, and no such end.
func Arrived(s *summary.Summary, group int) bool {
	return math.Abs(s.Hbar[group*s.Groups()+group]) < lowest && !steep(s.Gbar[group], s.Loss)
}

// steep reports whether a slope is larger than a curvature below the smallest normal
// double allows at this loss.
func steep(slope, loss float64) bool {
	// A loss below the normal doubles has lost digits as well.
	return !(math.Abs(slope) <= math.Sqrt(2*(max(loss, 0)+lowest))*math.Sqrt(lowest))
}

// stay clears arrived where the minibatch just drawn has a slope along u.
func (m *GroupedNewton) stay(u []float64, loss float64) {
	if m.arrived == "" {
		return
	}
	slope := 0.0
	for p, g := range m.gradient {
		slope += math.Abs(g * u[p])
	}
	if steep(slope, loss) {
		m.arrived = ""
	}
}

// Rounding reports whether a slope is nothing but the rounding of its terms, of
// the given absolute sum A and number n of roundings (see Scaled). With u = ε/2 =
// 2⁻⁵³ the sum is known to nuA. One that a step has made 0 is the difference of the
// slope before and the step times the curvature, each as accurate, so it is known
// to 3nuA, where A is made of |θ| + |step|. 4nuA = 2nεA leaves room for the
// rounding of θ and of the step.
func Rounding(slope, terms float64, roundings int) bool {
	return math.Abs(slope) <= float64(4*roundings)*0x1p-53*terms
}

// clean sets the slopes to 0 that are nothing but rounding.
func (m *GroupedNewton) clean(theta []float64, o Objective) {
	m.cleaned = false
	scaled, ok := o.(Scaled)
	if !ok {
		m.size = nil
		return
	}
	m.size, m.terms = grown(m.size, len(theta)), grown(m.terms, len(theta))
	for p, v := range theta {
		m.size[p] = max(m.size[p], math.Abs(v))
	}
	n := scaled.Terms(m.terms, m.size)
	for p, g := range m.gradient {
		if Rounding(g, m.terms[p], n) {
			m.gradient[p], m.cleaned = 0, true
		}
	}
}

// enlarge sets the sizes for the θ after the step. A parameter that does not move
// keeps its accuracy.
func (m *GroupedNewton) enlarge(theta []float64) {
	for p := range m.size {
		if step := m.move[p]; step != 0 {
			m.size[p] = math.Abs(theta[p]) + math.Abs(step)
		}
	}
}

// choose leaves out the groups whose direction is 0 because their slopes are.
func (m *GroupedNewton) choose() {
	if !m.cleaned {
		return
	}
	n := len(m.d)
	for s := range n {
		zero := m.mean.Gbar[s] == 0 && m.d[s] == 0
		for t := range n {
			zero = zero && m.mean.Hbar[s*n+t] == 0
		}
		if zero {
			m.idle = append(m.idle, s)
		}
	}
}

// minimise finds the cubic step of the groups that are not idle. Where there is
// none, because some have arrived, these are idle, too.
func (m *GroupedNewton) minimise(lambda float64) error {
	m.free = m.free[:0]
	for s := range m.d {
		if !slices.Contains(m.idle, s) {
			m.free = append(m.free, s)
		}
	}
	err := m.bounded(lambda)
	if err == nil && m.step.Status != cubic.ZeroGradient {
		return nil
	}
	all := len(m.free)
	m.free = slices.DeleteFunc(m.free, func(s int) bool {
		gone := Arrived(&m.mean, s)
		if gone {
			m.idle = append(m.idle, s)
		}
		return gone
	})
	switch len(m.free) {
	case all:
		return err
	case 0:
		m.arrived = "the curvature is below the smallest double"
	}
	slices.Sort(m.idle)
	return m.bounded(lambda)
}

// solveFree finds the cubic step of the free groups; the others have η = 0.
func (m *GroupedNewton) solveFree(lambda float64) error {
	n, s := len(m.free), len(m.d)
	if n == s {
		return m.solver.Solve(&m.step, m.mean.Gbar, m.hbar, m.d, lambda)
	}
	m.g, m.h, m.k = slices.Grow(m.g[:0], n)[:n], slices.Grow(m.h[:0], n*n)[:n*n], slices.Grow(m.k[:0], n)[:n]
	for i, p := range m.free {
		m.g[i], m.k[i] = m.mean.Gbar[p], m.d[p]
		for j, q := range m.free {
			m.h[i*n+j] = m.hbar[p*s+q]
		}
	}
	err := m.solver.Solve(&m.sub, m.g, m.h, m.k, lambda)
	m.step.R, m.step.Value, m.step.Status, m.step.AltEta = m.sub.R, m.sub.Value, m.sub.Status, nil
	m.step.Eta = grown(m.step.Eta, s)
	clear(m.step.Eta)
	for i, p := range m.free {
		m.step.Eta[p] = m.sub.Eta[i]
	}
	return err
}
