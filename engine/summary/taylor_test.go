package summary

import (
	"math"
	"testing"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/partition"
)

// The general way agrees with the sweep on ḡ, H̄ and D³, on joined graphs, too.
func TestTensorAgreesWithSweep(t *testing.T) {
	for name, p := range problems(t) {
		part := partition.WeightsBiases(p.g.Params())
		s, n := p.summary(part), part.Len()
		taylor := NewTaylor(graph.NewSweep(p.g))
		for d, want := range map[int][]float64{1: s.Gbar, 2: s.Hbar} {
			got, err := taylor.Tensor(d, part, p.theta, p.u, p.batch)
			if err != nil {
				t.Fatal(err)
			}
			if e := off(got, want); !(e <= 1e-12) {
				t.Errorf("%s: order %d off by %.1e", name, d, e)
			}
		}
		third, err := taylor.Tensor(3, part, p.theta, p.u, p.batch)
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			if e := math.Abs(third[i*(n*n+n+1)]-s.Order3[i]) / (1 + math.Abs(s.Order3[i])); !(e <= 1e-11) {
				t.Errorf("%s: D³ of group %d is %v, the tensor says %v", name, i, s.Order3[i], third[i*(n*n+n+1)])
			}
		}
	}
}

// The Taylor polynomial of order d misses the loss by the order d+1: halving
// the step divides the gap by 2^{d+1}.
func TestTaylorOrder(t *testing.T) {
	for name, p := range problems(t) {
		c := make([]float64, 6)
		taylor, theta := NewTaylor(p.sweep), make([]float64, len(p.theta))
		taylor.Coefficients(c, p.theta, p.u, p.batch)
		gap := func(e float64) float64 {
			for k := range theta {
				theta[k] = p.theta[k] + e*p.u[k]
			}
			poly := 0.0
			for k := len(c) - 1; k >= 0; k-- {
				poly = poly*e + c[k]
			}
			return math.Abs(p.sweep.Loss(theta, p.batch) - poly)
		}
		const e = 0.01
		if order := math.Log2(gap(e) / gap(e/2)); !(math.Abs(order-6) <= 0.3) {
			t.Errorf("%s: the gap falls with the power %.2f of the step, want 6", name, order)
		}
	}
}

// Order 1 promises L − ḡᵀη and order 2 adds ½ηᵀH̄η; each order misses the true
// loss by less than the one below, for a small step.
func TestPredict(t *testing.T) {
	for name, p := range problems(t) {
		part := partition.Canonical(p.g.Params())
		s, n := p.summary(part), part.Len()
		eta, step := make([]float64, n), make([]float64, len(p.theta))
		first, second := 0.0, 0.0
		for i := range n {
			eta[i] = 0.004 * float64(1+i)
		}
		for i := range n {
			first += s.Gbar[i] * eta[i]
			for j := range n {
				second += s.Hbar[i*n+j] * eta[i] * eta[j]
			}
		}
		part.Spread(step, eta, p.u)
		promised := make([]float64, 4)
		NewTaylor(p.sweep).Predict(promised, p.theta, step, p.batch)
		want := []float64{s.Loss, s.Loss - first, s.Loss - first + second/2}
		if e := off(promised[:3], want); !(e <= 1e-13) {
			t.Errorf("%s: promised %v, want %v", name, promised, want)
		}
		moved := make([]float64, len(step))
		for k := range moved {
			moved[k] = p.theta[k] - step[k]
		}
		truth := p.sweep.Loss(moved, p.batch)
		for d := range 3 {
			if !(math.Abs(promised[d+1]-truth) < math.Abs(promised[d]-truth)) {
				t.Errorf("%s: order %d misses %v by more than order %d: %v", name, d+1, truth, d, promised)
			}
		}
	}
}

func TestTensorLimits(t *testing.T) {
	p := problems(t)["tanh"]
	part := partition.Canonical(p.g.Params())
	for _, d := range []int{-1, 0, 8, MaxOrder + 1} {
		if _, err := NewTaylor(p.sweep).Tensor(d, part, p.theta, p.u, p.batch); err == nil {
			t.Errorf("order %d: no error", d)
		}
	}
}
