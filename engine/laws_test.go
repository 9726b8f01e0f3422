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
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/optim"
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
		if d := math.Abs(step[k] - eta*grad[k]); !(d <= 1e-8*largest(step)) {
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
		if d := math.Abs(step[k] - newton.AtVec(k)); !(d <= 1e-7*largest(step)) {
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
	if after := largest(grad); !(after <= 1e-13*before) {
		t.Errorf("gradient %.1e before, %.1e after the step", before, after)
	}
}

// units is a loss seen in other units: θ = α_s θ̃ + β_s for the parameters of
// group s. Gradients and directions transform with it.
type units struct {
	optim.Objective
	part        *partition.Partition
	alpha, beta []float64 // per group
	theta, u    []float64
}

// original writes θ of θ̃.
func (o *units) original(tilde []float64) []float64 {
	o.part.Spread(o.theta, o.alpha, tilde)
	for s := range o.alpha {
		for _, r := range o.part.Group(s).Ranges {
			for k := r.Lo; k < r.Hi; k++ {
				o.theta[k] += o.beta[s]
			}
		}
	}
	return o.theta
}

func (o *units) Gradient(dst, tilde []float64) float64 {
	loss := o.Objective.Gradient(dst, o.original(tilde))
	o.part.Spread(dst, o.alpha, dst)
	return loss
}

func (o *units) Summarise(dst *summary.Summary, tilde, u []float64) {
	o.part.Spread(o.u, o.alpha, u)
	o.Objective.Summarise(dst, o.original(tilde), o.u)
}

func (o *units) SummaryLoss(tilde []float64) float64 {
	return o.Objective.SummaryLoss(o.original(tilde))
}

// always is a network's loss on one batch.
type always struct {
	sweep   *graph.Sweep
	summary *summary.Sweep
	part    *partition.Partition
	batch   *graph.Batch
}

func newAlways(g *graph.Graph, part *partition.Partition, b *graph.Batch) *always {
	sweep := graph.NewSweep(g)
	return &always{sweep, summary.NewSweep(sweep, part), part, b}
}

func (o *always) Gradient(dst, theta []float64) float64 { return o.sweep.Gradient(dst, theta, o.batch) }
func (o *always) Summarise(dst *summary.Summary, theta, u []float64) {
	o.summary.Compute(dst, theta, u, o.batch)
}
func (o *always) SummaryLoss(theta []float64) float64 { return o.sweep.Loss(theta, o.batch) }
func (o *always) Spread(dst, eta, u []float64)        { o.part.Spread(dst, eta, u) }
func (o *always) Len() int                            { return o.part.Size() }
func (o *always) Groups() int                         { return o.part.Len() }

// Ten steps of grouped Newton with the anisotropic cubic term reach the same
// network in any units of its groups, along the gradient and along momentum,
// and with a λ_int that moves by itself.
// Adam's direction is no combination of gradients: with it they part.
func TestInvariance(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 0))
	g, err := model.MLP(model.Shape{Widths: []int{6, 8, 5, 3}, Activation: "tanh", Loss: "cross-entropy"})
	if err != nil {
		t.Fatal(err)
	}
	b := &graph.Batch{X: normals(rng, 30*6)}
	for range 30 {
		b.Labels = append(b.Labels, rng.IntN(3))
	}
	start := make([]float64, g.Params().Size())
	g.Params().Init(start, rng)
	part := partition.Canonical(g.Params())
	alpha, beta := []float64{10, -0.3, 0.01, 7, 1000, -2}, normals(rng, 6)

	methods := map[string]struct {
		make    func() optim.Method
		differs bool
	}{
		// Damped as in the paper: the full step is chaotic here, rounding of the
		// start alone grows from 1e-15 to 4e-6 in ten steps.
		"gradient": {make: func() optim.Method { return &optim.GroupedNewton{Lambda: 1, Rate: 0.3} }},
		"momentum": {make: func() optim.Method {
			return &optim.GroupedNewton{Lambda: 0.3, Period: 3, Momentum: 0.9, Dampening: 0.9, Averaging: 0.5, Clipping: optim.ClipAtUse}
		}},
		// Every accepted and refused step, and every λ_int on the way, is the same.
		"adaptive": {make: func() optim.Method {
			return &optim.GroupedNewton{Lambda: 1e-3, Period: 2, Momentum: 0.5, Dampening: 0.5, Clipping: optim.ClipAtUse, Adaptive: new(optim.Adaptive)}
		}},
		"adam": {differs: true, make: func() optim.Method { return &optim.GroupedNewton{Lambda: 1, Rate: 0.3, Adam: new(optim.Adam)} }},
		"sgd":  {differs: true, make: func() optim.Method { return &optim.SGD{Rate: 0.1} }},
	}
	for name, c := range methods {
		t.Run(name, func(t *testing.T) {
			run := func(theta []float64, o optim.Objective) {
				m := c.make()
				var f optim.Frame
				for k := range 10 {
					if err := m.Step(&f, theta, o); err != nil {
						t.Fatalf("step %d: %v", k, err)
					}
				}
			}
			plain := append([]float64(nil), start...)
			run(plain, newAlways(g, part, b))

			other := &units{Objective: newAlways(g, part, b), part: part, alpha: alpha, beta: beta,
				theta: make([]float64, len(start)), u: make([]float64, len(start))}
			tilde := make([]float64, len(start))
			for s := range alpha {
				for _, r := range part.Group(s).Ranges {
					for k := r.Lo; k < r.Hi; k++ {
						tilde[k] = (start[k] - beta[s]) / alpha[s]
					}
				}
			}
			run(tilde, other)
			back, worst := other.original(tilde), 0.0
			for k := range plain {
				worst = math.Max(worst, math.Abs(back[k]-plain[k])/largest(plain))
			}
			if same := worst < 1e-8; same == c.differs || math.IsNaN(worst) {
				t.Errorf("the trajectories are %.1e apart", worst)
			}
		})
	}
}

// Law: the loss of a linear network is convex, and stays so when its samples are
// all but decided: H̄, scaled to a unit diagonal, has no eigenvalue below −1e-12.
func TestDecidedLinearNetworksAreConvex(t *testing.T) {
	rng := rand.New(rand.NewPCG(71, 0))
	for i := range 200 {
		inputs, outputs, samples := 1+rng.IntN(3), 2+rng.IntN(4), 1+rng.IntN(5)
		head := []*op.Head{op.CrossEntropy, op.BinaryCrossEntropy, op.SquaredError}[i%3]
		g := graph.Build(inputs).
			With(op.Dense(outputs), "w", param.Weight, 0, []int{outputs, inputs}, 1).
			With(op.Bias(), "b", param.Bias, 0, []int{outputs}, 1).Close(head)
		b := &graph.Batch{X: normals(rng, samples*inputs)}
		for range samples {
			b.Labels = append(b.Labels, rng.IntN(outputs))
		}
		for range samples * outputs {
			b.Y = append(b.Y, float64(rng.IntN(2)))
		}
		size := math.Exp2(9 * rng.Float64()) // outputs up to some 500 apart
		theta := normals(rng, g.Params().Size())
		for k := range theta {
			theta[k] *= size
		}
		sweep := graph.NewSweep(g)
		u := normals(rng, len(theta))
		if i%2 == 0 {
			sweep.Gradient(u, theta, b)
		}
		for _, name := range []string{"trivial", "canonical", "discrete"} {
			p, err := partition.Parse(name, g.Params())
			if err != nil {
				t.Fatal(err)
			}
			s := summary.New(p.Len())
			summary.NewSweep(sweep, p).Compute(s, theta, u, b)
			n := p.Len()
			scaled := mat.NewSymDense(n, nil)
			for r := range n {
				for c := range r + 1 {
					switch d := math.Sqrt(s.Hbar[r*n+r]) * math.Sqrt(s.Hbar[c*n+c]); {
					case s.Hbar[r*n+r] < 0:
						t.Fatalf("%s, %s: H̄_%d%d = %v", head.Name(), name, r, r, s.Hbar[r*n+r])
					case d > 0x1p-900: // below, the products of two tangents lose their bits
						scaled.SetSym(r, c, s.Hbar[r*n+c]/d)
					}
				}
			}
			var e mat.EigenSym
			if !e.Factorize(scaled, false) {
				t.Fatal("no eigenvalues")
			}
			if low := e.Values(nil)[0]; !(low >= -1e-12) {
				t.Errorf("%s, %s, outputs of size %.0f: an eigenvalue of %v", head.Name(), name, size, low)
			}
		}
	}
}
