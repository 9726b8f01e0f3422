package optim

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kfac"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

// net is a network's loss on one batch.
type net struct {
	sweep   *graph.Sweep
	part    *partition.Partition
	summary *summary.Sweep
	factors *kfac.Sweep
	batch   *graph.Batch
	theta   []float64
}

var _ Kronecker = (*net)(nil)

func newNet(t testing.TB, loss string, samples int, widths ...int) *net {
	t.Helper()
	g, err := model.MLP(model.Shape{Widths: widths, Activation: "tanh", Loss: loss})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(11, 0))
	n := &net{sweep: graph.NewSweep(g), part: partition.Canonical(g.Params()), batch: &graph.Batch{}, theta: make([]float64, g.Params().Size())}
	n.summary = summary.NewSweep(n.sweep, n.part)
	if n.factors, err = kfac.NewSweep(n.sweep); err != nil {
		t.Fatal(err)
	}
	for p := range n.theta {
		n.theta[p] = 0.7 * rng.NormFloat64()
	}
	for range samples {
		for range widths[0] {
			n.batch.X = append(n.batch.X, rng.NormFloat64())
		}
		n.batch.Labels = append(n.batch.Labels, rng.IntN(g.OutWidth()))
		for range g.OutWidth() {
			n.batch.Y = append(n.batch.Y, rng.NormFloat64())
		}
	}
	return n
}

func (n *net) Gradient(dst, theta []float64) float64 { return n.sweep.Gradient(dst, theta, n.batch) }
func (n *net) Summarise(dst *summary.Summary, theta, u []float64) {
	n.summary.Compute(dst, theta, u, n.batch)
}
func (n *net) SummaryLoss(theta []float64) float64 { return n.sweep.Loss(theta, n.batch) }
func (n *net) Spread(dst, eta, u []float64)        { n.part.Spread(dst, eta, u) }
func (n *net) Len() int                            { return n.part.Size() }
func (n *net) Groups() int                         { return n.part.Len() }
func (n *net) Blocks() ([]kfac.Block, error)       { return n.factors.Blocks(), nil }
func (n *net) Factors(dst kfac.Factors, theta []float64, fisher kfac.Fisher, rng *rand.Rand) {
	n.factors.Compute(dst, theta, n.batch, fisher, rng)
}

// undamped is one whole K-FAC step with nothing in its way.
func undamped() KFAC { return KFAC{Rate: 1, Damping: -1, Clip: -1, Fisher: kfac.Exact} }

// For one layer under a squared error A ⊗ G is the Hessian, so K-FAC's step is
// Newton's: the gradient behind it is rounding, and the end is the least-squares
// solution.
func TestKFACIsNewtonForOneLayer(t *testing.T) {
	n := newNet(t, "squared-error", 60, 4, 3)
	m := undamped()
	var f Frame
	x := slices.Clone(n.theta)
	if err := m.Step(&f, x, n); err != nil {
		t.Fatal(err)
	}
	a, y := mat.NewDense(60, 5, nil), mat.NewDense(60, 3, n.batch.Y)
	for i := range 60 {
		a.SetRow(i, append(slices.Clone(n.batch.X[i*4:i*4+4]), 1))
	}
	var best mat.Dense
	if err := best.Solve(a, y); err != nil {
		t.Fatal(err)
	}
	for out := range 3 {
		for in := range 5 {
			got := x[12+out]
			if in < 4 {
				got = x[out*4+in]
			}
			if want := best.At(in, out); !(math.Abs(got-want) <= 1e-12) {
				t.Errorf("W̃[%d, %d] = %v, least squares says %v", out, in, got, want)
			}
		}
	}
}

// kronecker returns A ⊗ G for vec of an Out×Width matrix, column by column.
func kronecker(a, g *mat.Dense) *mat.Dense {
	var k mat.Dense
	k.Kronecker(a, g)
	return &k
}

// A deeper network against blocks (A + π√γ I) ⊗ (G + √γ/π I) that are built and
// solved dense, through three steps with momentum, running averages and the
// clip of the step's length. The factors themselves are tested in kfac.
func TestKFACAgainstDenseBlocks(t *testing.T) {
	for _, loss := range []string{"cross-entropy", "squared-error"} {
		n := newNet(t, loss, 40, 4, 5, 3)
		m := KFAC{Rate: 0.3, Momentum: 0.8, Damping: 0.05, Decay: 0.6, Clip: 0.001, FactorPeriod: 1, InversePeriod: 1, Fisher: kfac.Exact}
		blocks, _ := n.Blocks()
		mean, now := kfac.New(blocks), kfac.New(blocks)
		x := slices.Clone(n.theta)
		want, velocity, grad := slices.Clone(x), make([]float64, len(x)), make([]float64, len(x))
		var f Frame
		for step := range 3 {
			n.Gradient(grad, want)
			n.Factors(now, want, kfac.Exact, nil)
			keep := []float64{0, 0.5, 0.6}[step] // min(1 − 1/k, 0.6)
			v, inner := make([]float64, len(x)), 0.0
			for i, b := range blocks {
				w := b.In + 1
				for k := range mean[i].A {
					mean[i].A[k] = keep*mean[i].A[k] + (1-keep)*now[i].A[k]
				}
				for k := range mean[i].G {
					mean[i].G[k] = keep*mean[i].G[k] + (1-keep)*now[i].G[k]
				}
				a, g := mat.DenseCopyOf(mat.NewDense(w, w, mean[i].A)), mat.DenseCopyOf(mat.NewDense(b.Out, b.Out, mean[i].G))
				pi := math.Sqrt(mat.Trace(a) / float64(w) / (mat.Trace(g) / float64(b.Out)))
				for k := range w {
					a.Set(k, k, a.At(k, k)+pi*math.Sqrt(0.05))
				}
				for k := range b.Out {
					g.Set(k, k, g.At(k, k)+math.Sqrt(0.05)/pi)
				}
				place := func(k int) int { // of entry k of vec
					if col, row := k/b.Out, k%b.Out; col < b.In {
						return b.WeightAt + row*b.In + col
					}
					return b.BiasAt + k%b.Out
				}
				vec := mat.NewVecDense(w*b.Out, nil)
				for k := range w * b.Out {
					vec.SetVec(k, grad[place(k)])
				}
				var solved mat.VecDense
				if err := solved.SolveVec(kronecker(a, g), vec); err != nil {
					t.Fatal(err)
				}
				inner += mat.Dot(&solved, vec)
				for k := range w * b.Out {
					v[place(k)] = solved.AtVec(k)
				}
			}
			nu := min(1, math.Sqrt(0.001/(0.09*inner)))
			if nu == 1 {
				t.Error("the clip is not tested")
			}
			for p := range want {
				velocity[p] = 0.8*velocity[p] + nu*v[p]
				want[p] -= 0.3 * velocity[p]
			}
			if err := m.Step(&f, x, n); err != nil {
				t.Fatal(err)
			}
			for p := range x {
				if !(math.Abs(x[p]-want[p]) <= 1e-10) {
					t.Fatalf("%s, step %d: θ_%d = %v, dense blocks say %v", loss, step, p, x[p], want[p])
				}
			}
		}
	}
}

// Law: K-FAC does not see in which linear units a layer's input comes: with
// undamped factors the outputs move alike (Martens and Grosse 2015, §10).
func TestKFACIsInvariantToInputs(t *testing.T) {
	n := newNet(t, "cross-entropy", 80, 3, 4, 3)
	other := newNet(t, "cross-entropy", 80, 3, 4, 3)
	scale := []float64{10, -0.2, 3}
	for i := range other.batch.X {
		other.batch.X[i] = scale[i%3] * n.batch.X[i]
	}
	x, y := slices.Clone(n.theta), slices.Clone(n.theta)
	for r := range 4 {
		for c := range 3 {
			y[r*3+c] /= scale[c]
		}
	}
	one, two := undamped(), undamped()
	one.Rate, two.Rate = 0.1, 0.1
	// The softmax has a direction without curvature: G of its layer is singular
	// until a little damping is added, of which the first layer sees nothing.
	one.Damping, two.Damping = 1e-14, 1e-14
	var f Frame
	for range 3 {
		if err := one.Step(&f, x, n); err != nil {
			t.Fatal(err)
		}
		if err := two.Step(&f, y, other); err != nil {
			t.Fatal(err)
		}
	}
	a, b := make([]float64, 80*3), make([]float64, 80*3)
	n.sweep.Evaluate(a, x, n.batch)
	other.sweep.Evaluate(b, y, other.batch)
	for i := range a {
		if !(math.Abs(a[i]-b[i]) <= 1e-4) {
			t.Fatalf("output %d is %v, with other inputs %v", i, a[i], b[i])
		}
	}
}

// The default options train, and the same seed trains to the same bits.
func TestKFACSameBits(t *testing.T) {
	run := func(seed uint64) []float64 {
		n := newNet(t, "cross-entropy", 100, 5, 8, 3)
		m := KFAC{Seed: seed, Momentum: 0.9}
		var f Frame
		x := slices.Clone(n.theta)
		first := 0.0
		for k := range 40 {
			if err := m.Step(&f, x, n); err != nil {
				t.Fatal(err)
			}
			if k == 0 {
				first = f.Loss
			}
		}
		if !(f.Loss < 0.9*first) || f.Summary != nil || f.Rate != 0.01 {
			t.Errorf("the loss went from %g to %g; %+v", first, f.Loss, f)
		}
		return x
	}
	one, same, other := run(1), run(1), run(2)
	if !slices.Equal(one, same) {
		t.Error("the same seed gives other bits")
	}
	if slices.Equal(one, other) {
		t.Error("another seed samples the same targets")
	}
}

func TestKFACRefuses(t *testing.T) {
	var f Frame
	if err := new(KFAC).Step(&f, []float64{1}, quadratic([]float64{2}, []float64{0}, []int{0})); !errors.Is(err, ErrFactors) {
		t.Errorf("a function without layers: %v", err)
	}
	n := newNet(t, "cross-entropy", 2, 6, 3)
	m := undamped()
	x := slices.Clone(n.theta)
	if err := m.Step(&f, x, n); err == nil || !strings.Contains(err.Error(), "layers.0.weight are singular") || !slices.Equal(x, n.theta) {
		t.Errorf("two samples for seven inputs without damping: %v", err)
	}
}

// Between two refreshes of the inverses nothing is allocated.
func TestKFACAllocatesNothing(t *testing.T) {
	n := newNet(t, "cross-entropy", 50, 5, 8, 3)
	m := KFAC{FactorPeriod: 1, InversePeriod: 1000}
	var f Frame
	x := slices.Clone(n.theta)
	step := func() {
		if err := m.Step(&f, x, n); err != nil {
			t.Fatal(err)
		}
	}
	for range 10 {
		step()
	}
	if allocated := testing.AllocsPerRun(25, step); allocated != 0 {
		t.Errorf("%v allocations a step", allocated)
	}
}
