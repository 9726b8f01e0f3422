package summary

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/partition"
)

// problem is a network with a point, a direction and a batch.
type problem struct {
	g        *graph.Graph
	sweep    *graph.Sweep
	theta, u []float64
	batch    *graph.Batch
}

func newProblem(tb testing.TB, rng *rand.Rand, activation, loss string, samples int, widths ...int) *problem {
	tb.Helper()
	g, err := model.MLP(model.Shape{Widths: widths, Activation: activation, Loss: loss})
	if err != nil {
		tb.Fatal(err)
	}
	return newProblemOf(g, rng, samples)
}

func newProblemOf(g *graph.Graph, rng *rand.Rand, samples int) *problem {
	p := &problem{g: g, sweep: graph.NewSweep(g)}
	p.theta, p.u = make([]float64, g.Params().Size()), make([]float64, g.Params().Size())
	g.Params().Init(p.theta, rng)
	for i := range p.u {
		p.theta[i] += 0.1 * rng.NormFloat64()
		p.u[i] = rng.NormFloat64()
	}
	p.batch = &graph.Batch{X: make([]float64, samples*g.InWidth())}
	for i := range p.batch.X {
		p.batch.X[i] = rng.NormFloat64()
	}
	for range samples {
		if g.Head().Classes {
			p.batch.Labels = append(p.batch.Labels, rng.IntN(g.OutWidth()))
			continue
		}
		for range g.OutWidth() {
			p.batch.Y = append(p.batch.Y, rng.NormFloat64())
		}
	}
	return p
}

func (p *problem) summary(part *partition.Partition) *Summary {
	s := New(part.Len())
	NewSweep(p.sweep, part).Compute(s, p.theta, p.u, p.batch)
	return s
}

// off returns the largest difference over the largest entry of want.
func off(got, want []float64) float64 {
	scale, worst := 0.0, 0.0
	for i := range want {
		scale = math.Max(scale, math.Abs(want[i]))
		worst = math.Max(worst, math.Abs(got[i]-want[i]))
	}
	return worst / scale
}

// Merging groups merges ḡ and H̄: with A the 0-1 matrix of the merging,
// ḡ' = Aḡ and H̄' = A H̄ Aᵀ. (D³ has no such law.)
func TestMerging(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 0))
	p := newProblem(t, rng, "tanh", "cross-entropy", 20, 5, 7, 4, 3)
	fine := p.summary(partition.Canonical(p.g.Params()))
	merges := map[string][]int{ // for each tensor, its group in the coarse partition
		"trivial":                   {0, 0, 0, 0, 0, 0},
		"weights-biases":            {0, 1, 0, 1, 0, 1},
		"custom: w1+b3|w2+b1|w3+b2": {0, 1, 1, 2, 2, 0},
	}
	for text, group := range merges {
		part, err := partition.Parse(text, p.g.Params())
		if err != nil {
			t.Fatal(err)
		}
		coarse := p.summary(part)
		s := part.Len()
		g, h := make([]float64, s), make([]float64, s*s)
		for i, gi := range group {
			g[gi] += fine.Gbar[i]
			for j, gj := range group {
				h[gi*s+gj] += fine.Hbar[i*len(group)+j]
			}
		}
		if e := off(coarse.Gbar, g); !(e <= 1e-13) {
			t.Errorf("%s: ḡ off by %.1e", text, e)
		}
		if e := off(coarse.Hbar, h); !(e <= 1e-13) {
			t.Errorf("%s: H̄ off by %.1e", text, e)
		}
	}
}

// ḡ is the gradient folded by the partition: ḡ = I U g.
func TestGbarIsFoldedGradient(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 0))
	p := newProblem(t, rng, "softplus", "squared-error", 30, 4, 6, 5, 2)
	grad := make([]float64, len(p.theta))
	p.sweep.Gradient(grad, p.theta, p.batch)
	for i := range grad {
		grad[i] *= p.u[i]
	}
	for _, text := range []string{"trivial", "canonical", "discrete"} {
		part, err := partition.Parse(text, p.g.Params())
		if err != nil {
			t.Fatal(err)
		}
		want := make([]float64, part.Len())
		part.Reduce(want, grad)
		if e := off(p.summary(part).Gbar, want); !(e <= 1e-12) {
			t.Errorf("%s: ḡ off by %.1e", text, e)
		}
	}
}

// On every activation and loss the summary equals differences of φ's own
// derivatives along single groups: H̄ from gradients, D³ from H̄.
func TestAgainstDifferences(t *testing.T) {
	for _, f := range op.Activations() {
		for _, h := range op.Heads() {
			t.Run(f.Name()+" "+h.Name(), func(t *testing.T) {
				// The same draws for each, whatever activations there are before it.
				p := newProblem(t, rand.New(rand.NewPCG(1, 0)), f.Name(), h.Name(), 8, 4, 6, 5, 3)
				part := partition.Canonical(p.g.Params())
				s := p.summary(part)
				n := part.Len()
				const step = 3e-4
				theta := p.theta
				hbar, order3 := make([]float64, n*n), make([]float64, n)
				for i := range n {
					eta, shift := make([]float64, n), make([]float64, len(theta))
					eta[i] = 1
					part.Spread(shift, eta, p.u)
					at := func(e float64) *Summary {
						p.theta = make([]float64, len(theta))
						for k := range theta {
							p.theta[k] = theta[k] + e*shift[k]
						}
						return p.summary(part)
					}
					u1, d1, u2, d2 := at(step), at(-step), at(2*step), at(-2*step)
					slope := func(f func(*Summary) float64) float64 { // extrapolated once
						return (8*(f(u1)-f(d1)) - (f(u2) - f(d2))) / (12 * step)
					}
					for j := range n {
						hbar[i*n+j] = slope(func(s *Summary) float64 { return s.Gbar[j] })
					}
					order3[i] = slope(func(s *Summary) float64 { return s.Hbar[i*n+i] })
				}
				p.theta = theta
				if e := off(s.Hbar, hbar); !(e <= 1e-8) {
					t.Errorf("H̄ off by %.1e", e)
				}
				// With one linear piece and a quadratic loss D³ is 0 but for rounding.
				worst, scale := 0.0, 0.0
				for i := range order3 {
					worst = math.Max(worst, math.Abs(order3[i]-s.Order3[i]))
					scale = math.Max(scale, math.Abs(s.Hbar[i*n+i])+math.Abs(s.Order3[i]))
				}
				if !(worst <= 1e-8*scale) {
					t.Errorf("D³ %v, differences %v", s.Order3, order3)
				}
			})
		}
	}
}

// The bits do not depend on the number of processors, H̄ is exactly symmetric.
func TestSameBits(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, precision := range []kernel.Precision{kernel.Float64, kernel.Float32} {
		t.Run(precision.String(), func(t *testing.T) { sameBits(t, precision) })
	}
}

func sameBits(t *testing.T, precision kernel.Precision) {
	p := newProblem(t, rand.New(rand.NewPCG(4, 0)), "tanh", "cross-entropy", 333, 80, 60, 10)
	p.sweep.Precision = precision
	part := partition.Canonical(p.g.Params())
	var want string
	for _, procs := range []int{1, 2, 3, 7} {
		runtime.GOMAXPROCS(procs)
		s := p.summary(part)
		n := part.Len()
		for i := range n {
			for j := range n {
				if s.Hbar[i*n+j] != s.Hbar[j*n+i] {
					t.Fatalf("H̄[%d,%d] = %v, H̄[%d,%d] = %v", i, j, s.Hbar[i*n+j], j, i, s.Hbar[j*n+i])
				}
			}
		}
		grad := make([]float64, len(p.theta))
		loss := p.sweep.Gradient(grad, p.theta, p.batch)
		got := fmt.Sprintf("%x %x %x", *s, grad, loss)
		if want == "" {
			want = got
		}
		if got != want {
			t.Fatalf("other bits on %d processors", procs)
		}
	}
}

// Nothing is allocated once warm, on one processor and on two: by the loss, the
// outputs, the gradient, the summary and the Hessian's products, of layers alone
// and of convolutions with their gathering and pooling.
func TestNoAllocation(t *testing.T) {
	lenet, err := model.LeNet(op.Image{Channels: 2, Height: 12, Width: 13}, 10, "elu")
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(5, 0))
	for name, p := range map[string]*problem{
		"mlp":   newProblem(t, rng, "tanh", "cross-entropy", 200, 80, 60, 10),
		"lenet": newProblemOf(lenet, rng, 40),
	} {
		for _, precision := range []kernel.Precision{kernel.Float64, kernel.Float32} {
			p.sweep.Precision = precision
			t.Run(name+"/"+precision.String(), func(t *testing.T) { noAllocation(t, p) })
		}
	}
}

func noAllocation(t *testing.T, p *problem) {
	part := partition.Canonical(p.g.Params())
	s, sweep, hessian := New(part.Len()), NewSweep(p.sweep, part), NewHessian(p.sweep)
	dst, outputs := make([]float64, len(p.theta)), make([]float64, p.batch.Samples(p.g.InWidth())*p.g.OutWidth())
	for name, step := range map[string]func(){
		"a loss":      func() { p.sweep.Loss(p.theta, p.batch) },
		"outputs":     func() { p.sweep.Evaluate(outputs, p.theta, p.batch) },
		"a gradient":  func() { p.sweep.Gradient(dst, p.theta, p.batch) },
		"a summary":   func() { sweep.Compute(s, p.theta, p.u, p.batch) },
		"H times a v": func() { hessian.Multiply(dst, p.theta, p.u, p.batch) },
	} {
		if n := testing.AllocsPerRun(4, step); n != 0 {
			t.Errorf("%s, one processor: %v allocations", name, n)
		}
		// Warm is when every member has had a chunk, which a busy machine puts off.
		const steps, patience = 10, 20
		allocated := uint64(steps)
		for try := 0; try < patience && allocated > steps/10; try++ { // the runtime may add a goroutine now and then
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for range steps {
				step()
			}
			runtime.ReadMemStats(&after)
			allocated = after.Mallocs - before.Mallocs
		}
		if allocated > steps/10 {
			t.Errorf("%s, %d processors: %d allocations in %d steps", name, runtime.GOMAXPROCS(0), allocated, steps)
		}
	}
}

// ReLU and a quadratic loss leave only the loss and the products curved: D of
// the last layer is exactly 0.
func TestVanishingOrder3(t *testing.T) {
	p := newProblem(t, rand.New(rand.NewPCG(6, 0)), "relu", "squared-error", 10, 4, 6, 3)
	s := p.summary(partition.Canonical(p.g.Params()))
	if s.Order3[2] != 0 || s.Order3[3] != 0 {
		t.Errorf("D³ of the last layer is %v", s.Order3[2:])
	}
}

// networkSize is a network by its name.
type networkSize struct {
	name  string
	build func() (*graph.Graph, error)
}

// sizes are the networks whose price is told.
var sizes = []networkSize{
	{"784-32-16-10", dense(784, 32, 16, 10)},
	{"784-1024-200-100-10", dense(784, 1024, 200, 100, 10)},
	{"lenet5", func() (*graph.Graph, error) {
		return model.LeNet(op.Image{Channels: 1, Height: 32, Width: 32}, 10, "tanh")
	}},
	{"784-20x256-10", dense(append(append([]int{784}, slices.Repeat([]int{256}, 20)...), 10)...)},
}

func dense(widths ...int) func() (*graph.Graph, error) {
	return func() (*graph.Graph, error) {
		return model.MLP(model.Shape{Widths: widths, Activation: "tanh", Loss: "cross-entropy"})
	}
}

// BenchmarkRatio times a gradient and a complete summary (ḡ, H̄, D³) in turn and
// reports both and the price of the summary in gradients, turn by turn.
func BenchmarkRatio(b *testing.B) {
	for _, size := range sizes {
		for _, samples := range []int{100, 1000} {
			b.Run(fmt.Sprintf("%s/batch=%d", size.name, samples), func(b *testing.B) {
				g, err := size.build()
				if err != nil {
					b.Fatal(err)
				}
				p := newProblemOf(g, rand.New(rand.NewPCG(7, 0)), samples)
				part := partition.Canonical(p.g.Params())
				s, sweep, grad := New(part.Len()), NewSweep(p.sweep, part), make([]float64, len(p.theta))
				var gradient, summary stopwatch
				for b.Loop() {
					gradient.time(func() { p.sweep.Gradient(grad, p.theta, p.batch) })
					summary.time(func() { sweep.Compute(s, p.theta, p.u, p.batch) })
				}
				b.ReportMetric(gradient.milliseconds(), "gradient-ms")
				b.ReportMetric(summary.milliseconds(), "summary-ms")
				b.ReportMetric(summary.per(gradient), "summary/gradient")
			})
		}
	}
}
