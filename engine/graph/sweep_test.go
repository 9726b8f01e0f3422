package graph

import (
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
)

// small is the chain scale, dense+bias, tanh, scale, dense+bias: every kind of
// op, with a shift that shares memory and scales that do not.
func small(h *op.Head) *Graph {
	return Build(4).
		Then(op.Scale(0.5)).
		With(op.Dense(5), "w1", param.Weight, 0, []int{5, 4}, 1).
		With(op.Bias(), "b1", param.Bias, 0, []int{5}, 0.1).
		Then(op.Tanh).
		Then(op.Scale(2)).
		With(op.Dense(3), "w2", param.Weight, 1, []int{3, 5}, 1).
		With(op.Bias(), "b2", param.Bias, 1, []int{3}, 0.1).
		Close(h)
}

func draw(g *Graph, n int, rng *rand.Rand) (theta []float64, b *Batch) {
	theta = make([]float64, g.Params().Size())
	g.Params().Init(theta, rng)
	b = &Batch{X: make([]float64, n*g.InWidth())}
	for i := range b.X {
		b.X[i] = rng.NormFloat64()
	}
	for range n {
		b.Labels = append(b.Labels, rng.IntN(g.OutWidth()))
		for range g.OutWidth() {
			b.Y = append(b.Y, rng.NormFloat64())
		}
	}
	return theta, b
}

// The gradient is the difference of losses, entry by entry, for any number of
// chunks.
func TestGradient(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 0))
	for _, h := range op.Heads() {
		for _, n := range []int{1, 7, maxChunk + 1, 3*maxChunk + 5} {
			g := small(h)
			theta, b := draw(g, n, rng)
			s := NewSweep(g)
			grad := make([]float64, len(theta))
			for k := range grad {
				grad[k] = math.NaN() // whatever was there before
			}
			loss := s.Gradient(grad, theta, b)
			if again := s.Loss(theta, b); again != loss {
				t.Fatalf("%s, %d samples: loss %v with gradient, %v without", h.Name(), n, loss, again)
			}
			const e = 1e-5
			for k := range theta {
				keep := theta[k]
				theta[k] = keep + e
				up := s.Loss(theta, b)
				theta[k] = keep - e
				down := s.Loss(theta, b)
				theta[k] = keep
				if d := (up - down) / (2 * e); !(math.Abs(d-grad[k]) <= 1e-8) {
					t.Fatalf("%s, %d samples: entry %d is %v, differences say %v", h.Name(), n, k, grad[k], d)
				}
			}
		}
	}
}

// No sample has no gradient.
func TestGradientOfNothing(t *testing.T) {
	g := small(op.CrossEntropy)
	theta, _ := draw(g, 1, rand.New(rand.NewPCG(1, 0)))
	grad := make([]float64, len(theta))
	grad[0] = 1
	if loss := NewSweep(g).Gradient(grad, theta, new(Batch)); loss != 0 || grad[0] != 0 {
		t.Errorf("loss %v, gradient %v", loss, grad[0])
	}
}

// The loss of a batch is the mean of its samples' losses, and Evaluate writes
// each sample's output in its place.
func TestEvaluate(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 0))
	g := small(op.CrossEntropy)
	theta, b := draw(g, 2*maxChunk+9, rng)
	s := NewSweep(g)
	n := b.Samples(g.InWidth())
	all := make([]float64, n*g.OutWidth())
	loss, sum := s.Evaluate(all, theta, b), 0.0
	for i := range n {
		one := &Batch{X: b.X[i*4 : (i+1)*4], Labels: b.Labels[i : i+1]}
		out := make([]float64, g.OutWidth())
		sum += s.Evaluate(out, theta, one)
		for c, v := range out {
			if !(math.Abs(v-all[i*g.OutWidth()+c]) <= 1e-14) {
				t.Fatalf("sample %d: output %v alone, %v in the batch", i, out, all[i*3:i*3+3])
			}
		}
	}
	if !(math.Abs(loss-sum/float64(n)) <= 1e-13) {
		t.Errorf("loss %v, mean of the samples %v", loss, sum/float64(n))
	}
}

func TestCheck(t *testing.T) {
	classes, values, bits := small(op.CrossEntropy), small(op.SquaredError), small(op.BinaryCrossEntropy)
	x, y := make([]float64, 8), make([]float64, 6)
	bad := append([]float64{math.NaN()}, x[1:]...)
	cases := []struct {
		g    *Graph
		b    Batch
		want string
	}{
		{classes, Batch{X: x, Labels: []int{0, 2}}, ""},
		{values, Batch{X: x, Y: y}, ""},
		{classes, Batch{}, "0 inputs"},
		{classes, Batch{X: x[:7], Labels: []int{0}}, "7 inputs"},
		{classes, Batch{X: x, Labels: []int{0}}, "1 labels for 2 samples"},
		{classes, Batch{X: x, Labels: []int{0, 3}}, "label 3 of sample 1"},
		{classes, Batch{X: x, Labels: []int{-1, 0}}, "label -1 of sample 0"},
		{classes, Batch{X: bad, Labels: []int{0, 1}}, "entry 0 of the input is NaN"},
		{values, Batch{X: x, Y: y[:5]}, "5 target values"},
		{values, Batch{X: x, Y: []float64{0, 1, 2, -3, 0, 0}}, ""},
		{values, Batch{X: x, Y: []float64{0, 0, 0, 0, 0, math.Inf(1)}}, "entry 5 of the target is +Inf"},
		{bits, Batch{X: x, Y: []float64{0, 1, 0.5, 1, 0, 0}}, ""},
		{bits, Batch{X: x, Y: []float64{0, 1, 1.5, 1, 0, 0}}, "entry 2 of the target is 1.5: binary-cross-entropy wants values from 0 to 1"},
		{bits, Batch{X: x, Y: []float64{0, -5e-324, 1, 1, 0, 0}}, "entry 1 of the target is -5e-324: binary-cross-entropy wants"},
	}
	for i, c := range cases {
		err := c.g.Check(&c.b)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("case %d: error %v, want %q", i, err, c.want)
		}
	}
}

// The members of a sweep's crew end when nobody holds the sweep any more.
func TestCrewIsDismissed(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	if runtime.GOMAXPROCS(0) < 4 {
		t.Skip("in a page there is one processor, and nobody is hired")
	}
	g := small(op.CrossEntropy)
	theta, b := draw(g, 8*maxChunk, rand.New(rand.NewPCG(3, 0)))
	before, calm := runtime.NumGoroutine(), 0
	for calm < 20 { // the crews of other tests are on their way out
		runtime.GC()
		runtime.Gosched()
		if n := runtime.NumGoroutine(); n != before {
			before, calm = n, 0
		}
		calm++
	}
	s := NewSweep(g)
	s.Loss(theta, b)
	if n := runtime.NumGoroutine(); n < before+3 {
		t.Fatalf("%d goroutines beside %d on four processors", n, before)
	}
	s = nil
	for range 100 {
		runtime.GC()
		if runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
	}
	t.Errorf("%d goroutines left of %d", runtime.NumGoroutine(), before)
}
