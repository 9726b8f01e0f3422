package summary

import (
	"math/rand/v2"
	"testing"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/partition"
)

// joined is a graph in which paths part and meet: a gate a∘σ(b) with a bypass,
// a convolution, pooling of both kinds, and a penalty.
func joined(rng *rand.Rand) *problem {
	image := op.Image{Channels: 1, Height: 6, Width: 6}
	window := op.Window{Size: 3, Stride: 1, Pad: 1}
	half := op.Window{Size: 2, Stride: 2}
	conv, _ := window.Over(image, 2)
	pooled, _ := half.Over(conv, 2)
	small, _ := half.Over(pooled, 2)
	b := graph.Build(36).Then(op.Reorder(image)).
		Then(op.Columns(image, window)).
		With(op.Dense(2), "conv.weight", param.Weight, 0, []int{2, 1, 3, 3}, 0.5).
		With(op.Bias(), "conv.bias", param.Bias, 0, []int{2}, 0.5).
		Then(op.Softplus).Then(op.MaxPool(conv, half)).Then(op.AvgPool(pooled, half)).Then(op.Flatten(small))
	root := b.Mark()
	a := b.With(op.Dense(3), "a", param.Weight, 1, []int{3, b.Width()}, 0.5).Mark()
	b.From(root).With(op.Dense(3), "b", param.Weight, 1, []int{3, b.Width()}, 0.5).Then(op.Sigmoid).
		Join(op.Product, a).
		Join(op.Sum{A: 1, B: -0.5}, a)
	b.Join(op.Product, b.Mark())
	g := b.Close(op.CrossEntropy).Penalised(0.1)
	p := &problem{g: g, sweep: graph.NewSweep(g)}
	n := g.Params().Size()
	p.theta, p.u = make([]float64, n), make([]float64, n)
	g.Params().Init(p.theta, rng)
	for i := range p.u {
		p.u[i] = rng.NormFloat64()
	}
	p.batch = &graph.Batch{}
	for range 9 {
		for range 36 {
			p.batch.X = append(p.batch.X, rng.NormFloat64())
		}
		p.batch.Labels = append(p.batch.Labels, rng.IntN(3))
	}
	return p
}

func problems(t *testing.T) map[string]*problem {
	rng := rand.New(rand.NewPCG(8, 0))
	return map[string]*problem{
		"tanh":     newProblem(t, rng, "tanh", "cross-entropy", 70, 5, 7, 4, 3),
		"softplus": newProblem(t, rng, "softplus", "squared-error", 30, 4, 6, 2),
		"joined":   joined(rng),
	}
}

// Hv is the derivative of the gradient along v.
func TestHessianVector(t *testing.T) {
	for name, p := range problems(t) {
		n := len(p.theta)
		got, want := make([]float64, n), make([]float64, n)
		NewHessian(p.sweep).Multiply(got, p.theta, p.u, p.batch)
		grad, moved := make([]float64, n), make([]float64, n)
		const e = 3e-4
		for _, w := range [][2]float64{{e, 8}, {-e, -8}, {2 * e, -1}, {-2 * e, 1}} {
			for k := range moved {
				moved[k] = p.theta[k] + w[0]*p.u[k]
			}
			p.sweep.Gradient(grad, moved, p.batch)
			for k := range want {
				want[k] += w[1] * grad[k] / (12 * e)
			}
		}
		if d := off(got, want); !(d <= 1e-8) {
			t.Errorf("%s: Hv off by %.1e", name, d)
		}
	}
}

// H̄ folds the Hessian: H̄_ij = u_iᵀ H u_j, and ḡ folds the gradient.
func TestHbarFoldsHessian(t *testing.T) {
	for name, p := range problems(t) {
		part := partition.Canonical(p.g.Params())
		s, n := p.summary(part), part.Len()
		hbar, gbar, grad := make([]float64, n*n), make([]float64, n), make([]float64, len(p.theta))
		loss := p.sweep.Gradient(grad, p.theta, p.batch)
		hv, eta, ui := make([]float64, len(p.theta)), make([]float64, n), make([]float64, len(p.theta))
		for i := range n {
			clear(eta)
			eta[i] = 1
			part.Spread(ui, eta, p.u)
			NewHessian(p.sweep).Multiply(hv, p.theta, ui, p.batch)
			for k := range hv {
				hv[k] *= p.u[k]
				gbar[i] += grad[k] * ui[k]
			}
			part.Reduce(hbar[i*n:(i+1)*n], hv)
		}
		if d := off(s.Hbar, hbar); !(d <= 1e-12) {
			t.Errorf("%s: H̄ off by %.1e\n%v\n%v", name, d, s.Hbar, hbar)
		}
		if d := off(s.Gbar, gbar); !(d <= 1e-12) {
			t.Errorf("%s: ḡ off by %.1e", name, d)
		}
		if d := off([]float64{s.Loss}, []float64{loss}); !(d <= 1e-14) {
			t.Errorf("%s: loss %v, %v with the gradient", name, s.Loss, loss)
		}
	}
}

// The parts of H̄ by origin are symmetric and sum to H̄.
func TestOrigins(t *testing.T) {
	for name, p := range problems(t) {
		part := partition.Canonical(p.g.Params())
		whole, s, n := p.summary(part), New(part.Len()), part.Len()
		origins := NewSweep(p.sweep, part).Origins(s, p.theta, p.u, p.batch)
		sum := make([]float64, n*n)
		kinds := map[Kind]int{}
		for _, o := range origins {
			kinds[o.Kind]++
			for i := range n {
				for j := range n {
					sum[i*n+j] += o.Hbar[i*n+j]
					if o.Hbar[i*n+j] != o.Hbar[j*n+i] {
						t.Errorf("%s: %s is not symmetric", name, o.Name)
					}
				}
			}
		}
		if d := off(sum, whole.Hbar); !(d <= 1e-13) {
			t.Errorf("%s: the parts miss H̄ by %.1e", name, d)
		}
		if d := off(s.Hbar, whole.Hbar); !(d <= 1e-13) {
			t.Errorf("%s: H̄ with parts is off by %.1e", name, d)
		}
		if kinds[FromLoss] != 1 || kinds[FromActivation] == 0 || kinds[FromInteraction] == 0 {
			t.Errorf("%s: origins %v", name, kinds)
		}
	}
}

// D³ is the derivative of H̄'s diagonal, on joined graphs as well.
func TestOrder3Joined(t *testing.T) {
	p := joined(rand.New(rand.NewPCG(9, 0)))
	part := partition.Canonical(p.g.Params())
	s, n := p.summary(part), part.Len()
	theta, want := p.theta, make([]float64, n)
	for i := range n {
		shift, eta := make([]float64, len(theta)), make([]float64, n)
		eta[i] = 1
		part.Spread(shift, eta, p.u)
		const e = 3e-4
		for _, w := range [][2]float64{{e, 8}, {-e, -8}, {2 * e, -1}, {-2 * e, 1}} {
			p.theta = make([]float64, len(theta))
			for k := range theta {
				p.theta[k] = theta[k] + w[0]*shift[k]
			}
			want[i] += w[1] * p.summary(part).Hbar[i*n+i] / (12 * e)
		}
	}
	p.theta = theta
	if d := off(s.Order3, want); !(d <= 1e-8) {
		t.Errorf("D³ off by %.1e: %v, differences %v", d, s.Order3, want)
	}
}
