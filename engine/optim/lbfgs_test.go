package optim

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/model"
)

// The valley of the model, as a graph on one sample.
type valley struct {
	*toy
	sweep *graph.Sweep
	batch graph.Batch
}

func (v *valley) Gradient(dst, theta []float64) float64 {
	return v.sweep.Gradient(dst, theta, &v.batch)
}

// L-BFGS walks Rosenbrock's valley, of ten parameters, to its known end.
func TestLBFGSSolvesRosenbrock(t *testing.T) {
	g, err := model.Rosenbrock(1, 5, 1, 100)
	if err != nil {
		t.Fatal(err)
	}
	before := runtime.NumGoroutine()
	v := &valley{toy: quadratic(nil, nil, nil), sweep: graph.NewSweep(g), batch: graph.Batch{X: []float64{0}}}
	theta := []float64{1, 1, 1, 1, 1, -1.2, -1.2, -1.2, -1.2, -1.2}
	var m LBFGS
	var f Frame
	for range 100 {
		if err := m.Step(&f, theta, v); err != nil {
			t.Fatal(err)
		}
	}
	for p, x := range theta {
		if !(math.Abs(x-1) <= 1e-8) {
			t.Errorf("θ_%d = %v", p, x)
		}
	}
	if !(f.Loss <= 1e-16) {
		t.Errorf("L = %g", f.Loss)
	}
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines, %d before", n, before)
	}
}

// L-BFGS reaches A⁻¹b, found by a dense solve, and stays there.
func TestLBFGSSolvesAQuadratic(t *testing.T) {
	const n = 20
	o := bowl(rand.New(rand.NewPCG(8, 1)), n, discrete(n))
	x, g := make([]float64, n), make([]float64, n)
	a, b := mat.NewDense(n, n, nil), mat.NewVecDense(n, nil)
	o.grad(g, x)
	for i := range n {
		e := make([]float64, n)
		e[i] = 1
		for j := range n {
			u := make([]float64, n)
			u[j] = 1
			a.Set(i, j, o.hess(x, e, u))
		}
		b.SetVec(i, -g[i])
	}
	var want mat.VecDense
	if err := want.SolveVec(a, b); err != nil {
		t.Fatal(err)
	}
	var m LBFGS
	var f Frame
	for range 150 {
		if err := m.Step(&f, x, o); err != nil {
			t.Fatal(err)
		}
	}
	for i, v := range x {
		if !(math.Abs(v-want.AtVec(i)) <= 1e-8) {
			t.Errorf("x_%d = %v, want %v", i, v, want.AtVec(i))
		}
	}
}

// Law: every line search ends lower, and a loss that is not finite on the way
// turns it back.
func TestLBFGSDescends(t *testing.T) {
	o := rosenbrock(0, 1)
	inner := o.loss
	o.loss = func(x []float64) float64 {
		if math.Abs(x[0]) > 1.3 || math.Abs(x[1]) > 2 {
			return math.Inf(1)
		}
		return inner(x)
	}
	x := []float64{-1.2, 1}
	var m LBFGS
	var f Frame
	last := math.Inf(1)
	for k := range 60 {
		if err := m.Step(&f, x, o); err != nil {
			t.Fatal(err)
		}
		if !(f.Loss <= last) {
			t.Fatalf("step %d: the loss rose from %g to %g", k, last, f.Loss)
		}
		last = f.Loss
	}
	if !(last <= 1e-12) {
		t.Errorf("L = %g", last)
	}
}

// repeated changes its quadratic at every call of Gradient.
type repeated struct {
	*toy
	bowls []*toy
	at    int
	again int
}

func (r *repeated) Gradient(dst, x []float64) float64 {
	r.at = (r.at + 1) % len(r.bowls)
	return r.bowls[r.at].Gradient(dst, x)
}

func (r *repeated) GradientAgain(dst, x []float64) float64 {
	r.again++
	return r.bowls[r.at].Gradient(dst, x)
}

// On another minibatch the pairs are forgotten: the step is that of a method
// that begins there.
func TestLBFGSForgetsOtherMinibatches(t *testing.T) {
	one, two := bowl(rand.New(rand.NewPCG(9, 1)), 4, discrete(4)), bowl(rand.New(rand.NewPCG(10, 1)), 4, discrete(4))
	r := &repeated{toy: one, bowls: []*toy{two, one}}
	old, young := LBFGS{Inner: 3}, LBFGS{Inner: 3}
	x := []float64{1, 2, 3, 4}
	var f Frame
	if err := old.Step(&f, x, r); err != nil {
		t.Fatal(err)
	}
	y := append([]float64(nil), x...)
	if err := old.Step(&f, x, r); err != nil {
		t.Fatal(err)
	}
	if err := young.Step(&f, y, two); err != nil {
		t.Fatal(err)
	}
	for p := range x {
		if x[p] != y[p] {
			t.Fatalf("θ = %v after another minibatch, %v from scratch", x, y)
		}
	}
	if r.again == 0 {
		t.Error("the line search drew other minibatches")
	}
}
