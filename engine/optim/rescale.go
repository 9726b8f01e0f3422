package optim

import (
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Curved is a Kronecker whose exact Fisher matrix can be multiplied.
type Curved interface {
	Kronecker
	// CurvatureAlong writes the loss, ḡ_i = ⟨∇, u_i⟩ and in place of H̄ the products
	// B_ij = ⟨u_i, F u_j⟩ of two directions, on the minibatch that Gradient drew last. F is
	// the Gauss–Newton matrix of the loss, which is the Fisher matrix of a likelihood.
	CurvatureAlong(dst *summary.Summary, theta []float64, us [][]float64)
}

// twoDirections is the workspace of rescale.
type twoDirections struct {
	sums summary.Summary
	us   [][]float64
}

// rescale takes the step −(αV + μδ) that is best on the minibatch by the model with the
// exact Fisher matrix F, damped by γ as the factors are, where V is K-FAC's direction and
// δ = θ_before − θ the step before (Martens and Grosse 2015, §6.4 and §7):
//
//	(α, μ) = argmin −∇ᵀ(αV + μδ) + ½(αV + μδ)ᵀ(F + γI)(αV + μδ).
//
// There is neither a rate nor a clip nor a momentum that decays. V alone is left where
// the two are parallel to rounding.
func (m *KFAC) rescale(dst *Frame, theta []float64, o Objective) error {
	c, ok := o.(Curved)
	if !ok {
		return ErrFactors
	}
	past := &m.buffer.m
	*past = grown(*past, len(theta)) // δ
	if m.two.us == nil {
		m.two.us, m.two.sums = make([][]float64, 2), *summary.New(2)
	}
	m.two.us[0], m.two.us[1] = m.direction, *past
	s := &m.two.sums
	c.CurvatureAlong(s, theta, m.two.us)
	alpha, mu := m.lengths(s.Gbar, s.Hbar)
	for p, v := range m.direction {
		m.move[p] = alpha*v + mu*(*past)[p]
	}
	if err := m.take(theta); err != nil {
		return err
	}
	copy(*past, m.move)
	dst.Rate = alpha
	return nil
}

// lengths solves the model of two directions.
func (m *KFAC) lengths(g, b []float64) (alpha, mu float64) {
	damping := m.damping()
	v, d := m.two.us[0], m.two.us[1]
	vv := b[0] + damping*kernel.Dot(v, v)
	vd := b[1] + damping*kernel.Dot(v, d)
	dd := b[3] + damping*kernel.Dot(d, d)
	if !(vv > 0) {
		return 0, 0 // nothing is left to gain
	}
	// In units of the directions' own lengths, so that the determinant has none.
	if det := 1 - vd/vv*(vd/dd); dd > 0 && det > 1e-12 {
		return (g[0] - g[1]*(vd/dd)) / vv / det, (g[1] - g[0]*(vd/vv)) / dd / det
	}
	return g[0] / vv, 0
}
