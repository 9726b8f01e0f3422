// Package engine_test holds the laws that bind the rooms of the engine: the
// paper's special cases and invariances, on networks.
package engine_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

// regression is a single layer with a quadratic loss over 40 samples: with the
// sigmoid a generalised linear model whose Hessian is positive definite near
// the optimum, without it a quadratic.
func regression(rng *rand.Rand, f *op.Pointwise) (g *graph.Graph, theta []float64, b *graph.Batch) {
	builder := graph.Build(3).
		With(op.Dense(2), "w", param.Weight, 0, []int{2, 3}, 1).
		With(op.Bias(), "b", param.Bias, 0, []int{2}, 1)
	if f != nil {
		builder.Then(f)
	}
	g = builder.Close(op.SquaredError)
	truth := make([]float64, g.Params().Size())
	g.Params().Init(truth, rng)
	b = &graph.Batch{X: normals(rng, 40*3), Y: make([]float64, 40*2)}
	graph.NewSweep(g).Evaluate(b.Y, truth, b)
	theta = make([]float64, len(truth))
	for i := range theta {
		theta[i] = truth[i] + 0.1*rng.NormFloat64()
		b.Y[i] += 0.01 * rng.NormFloat64()
	}
	return g, theta, b
}

func normals(rng *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	return x
}

// plain returns the step U I η without cubic term, along u = the gradient.
func plain(t *testing.T, g *graph.Graph, p *partition.Partition, theta []float64, b *graph.Batch) (step, grad []float64) {
	t.Helper()
	sweep := graph.NewSweep(g)
	grad, step = make([]float64, len(theta)), make([]float64, len(theta))
	sweep.Gradient(grad, theta, b)
	s := summary.New(p.Len())
	summary.NewSweep(sweep, p).Compute(s, theta, grad, b)
	var solver cubic.Solver
	var found cubic.Step
	if err := solver.Solve(&found, s.Gbar, s.Hbar, make([]float64, p.Len()), 0); err != nil {
		t.Fatal(err)
	}
	p.Spread(step, found.Eta, grad)
	return step, grad
}

// hessian returns the full Hessian from central differences of gradients,
// extrapolated once.
func hessian(g *graph.Graph, theta []float64, b *graph.Batch) *mat.SymDense {
	sweep := graph.NewSweep(g)
	n := len(theta)
	h := mat.NewSymDense(n, nil)
	at := func(k int, e float64) []float64 {
		moved, grad := append([]float64(nil), theta...), make([]float64, n)
		moved[k] += e
		sweep.Gradient(grad, moved, b)
		return grad
	}
	const e = 1e-3
	for k := range n {
		u1, d1, u2, d2 := at(k, e), at(k, -e), at(k, 2*e), at(k, -2*e)
		for j := range k + 1 {
			h.SetSym(k, j, (8*(u1[j]-d1[j])-(u2[j]-d2[j]))/(12*e))
		}
	}
	return h
}

func largest(x []float64) (m float64) {
	for _, v := range x {
		m = math.Max(m, math.Abs(v))
	}
	return m
}

// The trivial partition gives Cauchy's steepest descent, η = gᵀg / gᵀHg.
func TestTrivialIsCauchy(t *testing.T) {
	g, theta, b := regression(rand.New(rand.NewPCG(1, 0)), op.Sigmoid)
	step, grad := plain(t, g, partition.Trivial(g.Params()), theta, b)
	v := mat.NewVecDense(len(grad), grad)
	eta := mat.Dot(v, v) / mat.Inner(v, hessian(g, theta, b), v)
	for k := range step {
		if d := math.Abs(step[k] - eta*grad[k]); d > 1e-8*largest(step) {
			t.Errorf("parameter %d steps by %v, Cauchy by %v", k, step[k], eta*grad[k])
		}
	}
}

// The discrete partition gives Newton's step H⁻¹g.
func TestDiscreteIsNewton(t *testing.T) {
	g, theta, b := regression(rand.New(rand.NewPCG(2, 0)), op.Sigmoid)
	p, err := partition.Discrete(g.Params())
	if err != nil {
		t.Fatal(err)
	}
	step, grad := plain(t, g, p, theta, b)
	var newton mat.VecDense
	if err := newton.SolveVec(hessian(g, theta, b), mat.NewVecDense(len(grad), grad)); err != nil {
		t.Fatal(err)
	}
	for k := range step {
		if d := math.Abs(step[k] - newton.AtVec(k)); d > 1e-7*largest(step) {
			t.Errorf("parameter %d steps by %v, Newton by %v", k, step[k], newton.AtVec(k))
		}
	}
}

// On a quadratic the discrete partition reaches the minimum in one step: the
// gradient there is rounding.
func TestQuadraticInOneStep(t *testing.T) {
	g, theta, b := regression(rand.New(rand.NewPCG(3, 0)), nil)
	p, err := partition.Discrete(g.Params())
	if err != nil {
		t.Fatal(err)
	}
	step, grad := plain(t, g, p, theta, b)
	before := largest(grad)
	for k := range theta {
		theta[k] -= step[k]
	}
	graph.NewSweep(g).Gradient(grad, theta, b)
	if after := largest(grad); after > 1e-13*before {
		t.Errorf("gradient %.1e before, %.1e after the step", before, after)
	}
}
