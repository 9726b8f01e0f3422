package changeofunits

import (
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/summary"
)

// ruler is a task whose parameters are written in other units: θ_k = α_k θ̃_k +
// β_k. A method that trains it sees only θ̃ and
// the derivatives by θ̃.
type ruler struct {
	*perceptron.Task
	alpha, beta []float64 // of each parameter
	theta, u    []float64
}

var _ optim.Objective = (*ruler)(nil)

// newRuler writes the chosen parameters in other units.
func newRuler(p *perceptron.Task, chosen func(span *param.Span, k int) bool, alpha, beta float64) *ruler {
	r := &ruler{Task: p, theta: make([]float64, p.Len()), u: make([]float64, p.Len())}
	for i := range p.Graph.Params().Spans {
		span := &p.Graph.Params().Spans[i]
		for k := range span.Len {
			a, b := 1.0, 0.0
			if chosen(span, k) {
				a, b = alpha, beta
			}
			r.alpha, r.beta = append(r.alpha, a), append(r.beta, b)
		}
	}
	return r
}

// parts choose what is written in other units: whether parameter k of a tensor is.
var parts = map[string]func(span *param.Span, k int) bool{
	"first":  func(span *param.Span, _ int) bool { return span.Layer == 0 },
	"second": func(span *param.Span, _ int) bool { return span.Layer == 1 },
	// The weights of the first input: a column of W₁, finer than a group.
	"input": func(span *param.Span, k int) bool {
		return span.Layer == 0 && span.Role == param.Weight && k%span.Shape[1] == 0
	},
}

// read writes θ̃ of θ to dst.
func (r *ruler) read(dst, theta []float64) {
	for k, v := range theta {
		dst[k] = (v - r.beta[k]) / r.alpha[k]
	}
}

// original writes θ of θ̃ to dst and returns it.
func (r *ruler) original(dst, tilde []float64) []float64 {
	for k, v := range tilde {
		dst[k] = r.alpha[k]*v + r.beta[k]
	}
	return dst
}

// Gradient is ∂L/∂θ̃ = α ∂L/∂θ.
func (r *ruler) Gradient(dst, tilde []float64) float64 {
	loss := r.Task.Gradient(dst, r.original(r.theta, tilde))
	for k := range dst {
		dst[k] *= r.alpha[k]
	}
	return loss
}

// Summarise is that of the task along αũ, the direction of θ.
func (r *ruler) Summarise(dst *summary.Summary, tilde, u []float64) {
	for k, v := range u {
		r.u[k] = r.alpha[k] * v
	}
	r.Task.Summarise(dst, r.original(r.theta, tilde), r.u)
}

// SummaryLoss is the loss at θ̃.
func (r *ruler) SummaryLoss(tilde []float64) float64 {
	return r.Task.Loss(r.original(r.theta, tilde))
}

// isotropic is an objective whose third derivatives are all 1, so that D = I:
// the cubic term ‖η‖³ of Nesterov and Polyak, which weighs all groups alike.
type isotropic struct{ optim.Objective }

// Summarise implements optim.Objective.
func (o isotropic) Summarise(dst *summary.Summary, theta, u []float64) {
	o.Objective.Summarise(dst, theta, u)
	for s := range dst.Order3 {
		dst.Order3[s] = 1
	}
}

// joined is an objective of one group, whatever its partition: Cauchy's. The
// sums of ḡ and of H̄ over all groups are exactly those of the one.
type joined struct {
	optim.Objective
	parts *summary.Summary
}

// Groups implements optim.Objective.
func (o joined) Groups() int { return 1 }

// Spread implements optim.Objective.
func (o joined) Spread(dst, eta, u []float64) {
	for k, v := range u {
		dst[k] = eta[0] * v
	}
}

// Summarise implements optim.Objective. A step without a cubic term needs no
// third derivative, which does not add up.
func (o joined) Summarise(dst *summary.Summary, theta, u []float64) {
	o.Objective.Summarise(o.parts, theta, u)
	dst.Loss, dst.Gbar[0], dst.Hbar[0], dst.Order3[0] = o.parts.Loss, 0, 0, 0
	for _, g := range o.parts.Gbar {
		dst.Gbar[0] += g
	}
	for _, h := range o.parts.Hbar {
		dst.Hbar[0] += h
	}
}
