package optim

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/kfac"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/partition"
)

// path takes steps from θ and returns the losses.
func path(t *testing.T, n *layers, theta []float64, steps int) (losses []float64) {
	t.Helper()
	m := Subspace{Fisher: kfac.Exact}
	x := slices.Clone(theta)
	var f Frame
	for step := range steps {
		if err := m.Step(&f, x, n); err != nil {
			t.Fatalf("step %d: %v", step, err)
		}
		losses = append(losses, f.Loss)
	}
	return losses
}

// apart returns the largest difference of two paths, in units of the first loss.
func apart(a, b []float64, factor float64) (worst float64) {
	for i, v := range a {
		worst = max(worst, math.Abs(b[i]/factor-v)/a[0])
	}
	return worst
}

// Law: the unit of the loss changes no step, and a power of 4 not a bit.
func TestSubspaceHasNoUnitOfTheLoss(t *testing.T) {
	one := newLayers(t, "tanh", "squared-error", 5, 6, 5, 3)
	want := path(t, one, one.theta, 70)
	for factor, most := range map[float64]float64{1 << 40: 0, 1. / (1 << 60): 0, 3e-7: 1e-9} {
		n := newLayers(t, "tanh", "squared-error", 5, 6, 5, 3)
		n.factor = factor
		if e := apart(want, path(t, n, n.theta, 70), factor); !(e <= most) {
			t.Errorf("the loss times %g: off by %.1e", factor, e)
		}
	}
}

// Law: a group's parameters may have any unit: weights times √fan_in, whose products
// are divided by it, take the same path.
func TestSubspaceHasNoUnitOfTheGroups(t *testing.T) {
	n := newLayers(t, "tanh", "cross-entropy", 5, 6, 5, 3)
	want := path(t, n, n.theta, 70)
	scaled := newLayers(t, "tanh", "cross-entropy", 5, 6, 5, 3)
	g, err := model.MLP(model.Shape{Widths: []int{6, 5, 3}, Activation: "tanh", Loss: "cross-entropy", NTK: true})
	if err != nil {
		t.Fatal(err)
	}
	scaled.on(graph.NewSweep(g), partition.Canonical(g.Params()))
	blocks, _ := kfac.Blocks(g)
	for _, b := range blocks {
		for p := range b.In * b.Out {
			scaled.theta[b.WeightAt+p] *= math.Sqrt(float64(b.In))
		}
	}
	if e := apart(want, path(t, scaled, scaled.theta, 70), 1); !(e <= 1e-9) {
		t.Errorf("off by %.1e", e)
	}
}

// orthogonal returns a random n×n rotation.
func orthogonal(rng *rand.Rand, n int) *mat.Dense {
	x := mat.NewDense(n, n, nil)
	for i := range n {
		for j := range n {
			x.Set(i, j, rng.NormFloat64())
		}
	}
	var qr mat.QR
	qr.Factorize(x)
	var q mat.Dense
	qr.QTo(&q)
	return &q
}

// feedThrough replaces the inputs x by Mx + c, and the first layer's weights and biases
// by those that undo it.
func (n *layers) feedThrough(m *mat.Dense, c []float64) {
	in := len(c)
	seen := map[*float64]bool{}
	for _, b := range n.batches {
		for r := 0; r < len(b.X); r += in {
			if seen[&b.X[r]] {
				continue
			}
			seen[&b.X[r]] = true
			x := mat.NewVecDense(in, slices.Clone(b.X[r:r+in]))
			x.MulVec(m, x)
			for i := range in {
				b.X[r+i] = x.AtVec(i) + c[i]
			}
		}
	}
	blocks, _ := kfac.Blocks(n.sweep.Graph())
	first := blocks[0]
	var back mat.Dense
	if err := back.Inverse(m); err != nil {
		panic(err)
	}
	for o := range first.Out {
		row := n.theta[first.WeightAt+o*in:][:in]
		w := mat.NewVecDense(in, slices.Clone(row))
		w.MulVec(back.T(), w)
		for i := range in {
			row[i] = w.AtVec(i)
			n.theta[first.BiasAt+o] -= row[i] * c[i]
		}
	}
}

// Law: the inputs may be turned and scaled together. This ends where damping and blocks
// know the axes, with inputs that are scaled one by one and with turns of more inputs
// than a block has; and where inputs are moved, because the step of the weights alone
// then moves the outputs' mean as well, while weights and biases have a length each.
func TestSubspaceIsInvariantToInputs(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 0))
	for _, c := range []struct {
		what   string
		inputs int
		holds  bool
		by     float64 // how far they are moved
		matrix func(n int) *mat.Dense
	}{
		{"turned and scaled", 6, true, 0, func(n int) *mat.Dense {
			q := orthogonal(rng, n)
			q.Scale(3.7, q)
			return q
		}},
		{"moved", 6, false, 2, func(n int) *mat.Dense { return mat.DenseCopyOf(mat.NewDiagDense(n, ones(n))) }},
		{"turned across blocks", 70, false, 0, func(n int) *mat.Dense { return orthogonal(rng, n) }},
		{"scaled one by one", 6, false, 0, func(n int) *mat.Dense {
			d := ones(n)
			d[0] = 5
			return mat.DenseCopyOf(mat.NewDiagDense(n, d))
		}},
	} {
		n := newLayers(t, "tanh", "cross-entropy", 5, c.inputs, 5, 3)
		want := path(t, n, n.theta, 60)
		at := make([]float64, c.inputs)
		for i := range at {
			at[i] = c.by * rng.NormFloat64()
		}
		n = newLayers(t, "tanh", "cross-entropy", 5, c.inputs, 5, 3)
		n.feedThrough(c.matrix(c.inputs), at)
		e := apart(want, path(t, n, n.theta, 60), 1)
		if holds := e <= 1e-8; holds != c.holds || !holds && e < 1e-4 {
			t.Errorf("inputs %s: off by %.1e", c.what, e)
		}
	}
}

func ones(n int) []float64 { return slices.Repeat([]float64{1}, n) }

// whitened returns V of the first minibatch at θ.
func whitened(n *layers) []float64 {
	sweep, _ := n.Layers(SubspaceBlock)
	var w whitening
	w.prepare(sweep)
	n.drawn = [3]int{}
	w.refresh(n, n.theta, FactorSamples, kfac.Exact, nil)
	grad, v := make([]float64, len(n.theta)), make([]float64, len(n.theta))
	n.Gradient(grad, n.theta)
	w.apply(v, grad)
	return v
}

// Law: V moves with the inputs: under x ← x + c the weights' part stays and the biases'
// takes V_W c off, with more inputs than a block has, too.
func TestWhiteningDoesNotKnowTheOrigin(t *testing.T) {
	n := newLayers(t, "tanh", "cross-entropy", 5, 70, 5, 3)
	want := whitened(n)
	at := make([]float64, 70)
	for i := range at {
		at[i] = 3 - float64(i)/20
	}
	n.feedThrough(mat.DenseCopyOf(mat.NewDiagDense(70, ones(70))), at)
	blocks, _ := kfac.Blocks(n.sweep.Graph())
	b := blocks[0]
	for o := range b.Out {
		want[b.BiasAt+o] -= kernel.Dot(want[b.WeightAt+o*b.In:][:b.In], at)
	}
	near(t, whitened(n), want, 1e-9)
}

func near(t *testing.T, got, want []float64, most float64) {
	t.Helper()
	off, size := 0.0, 0.0
	for i, v := range want {
		off, size = max(off, math.Abs(got[i]-v)), max(size, math.Abs(v))
	}
	if !(off <= most*size) {
		t.Errorf("off by %.1e of %.3g", off, size)
	}
}

// Law: the same holds between the layers. As σ(x) = (1 + tanh(x/2))/2, a network of
// sigmoids is one of tanh with other weights, and V of one is V of the other.
func TestWhiteningTakesSigmoidForTanh(t *testing.T) {
	n := newLayers(t, "sigmoid", "cross-entropy", 5, 6, 5, 4, 3)
	m := newLayers(t, "tanh", "cross-entropy", 5, 6, 5, 4, 3)
	want := whitened(n)
	asTanh(m, want)
	asTanh(m, m.theta)
	near(t, whitened(m), want, 1e-10)
}

// asTanh changes weights and biases, or their directions, of a network of sigmoids to
// those of the same function made of tanh.
func asTanh(m *layers, theta []float64) {
	blocks, _ := kfac.Blocks(m.sweep.Graph())
	for i, b := range blocks {
		for o := range b.Out {
			for p := range b.In {
				w := &theta[b.WeightAt+o*b.In+p]
				if i > 0 { // its inputs are (1 + t)/2
					*w /= 2
					theta[b.BiasAt+o] += *w
				}
			}
		}
		if i < len(blocks)-1 { // its outputs are halved
			for p := range b.In * b.Out {
				theta[b.WeightAt+p] /= 2
			}
			for o := range b.Out {
				theta[b.BiasAt+o] /= 2
			}
		}
	}
}

// Law: one layer under a squared error on one minibatch is least squares, which the
// method reaches.
func TestSubspaceSolvesLeastSquares(t *testing.T) {
	n := newLayers(t, "tanh", "squared-error", 1, 4, 3)
	a, y := mat.NewDense(20, 5, nil), mat.NewDense(20, 3, n.batches[0].Y)
	for i := range 20 {
		a.SetRow(i, append(slices.Clone(n.batches[0].X[i*4:i*4+4]), 1))
	}
	var best mat.Dense
	if err := best.Solve(a, y); err != nil {
		t.Fatal(err)
	}
	want := make([]float64, len(n.theta))
	for o := range 3 {
		for p := range 4 {
			want[o*4+p] = best.At(p, o)
		}
		want[12+o] = best.At(4, o)
	}
	least := n.sweep.Loss(want, n.batches[0])
	m, x := Subspace{Fisher: kfac.Exact}, slices.Clone(n.theta)
	var f Frame
	for range 400 {
		if err := m.Step(&f, x, n); err != nil {
			t.Fatal(err)
		}
	}
	if !(f.Loss >= least-1e-12 && f.Loss <= least*(1+1e-4)) {
		t.Errorf("loss %v, the least is %v", f.Loss, least)
	}
}

// scripted spoils the losses of single minibatches.
type scripted struct {
	*layers
	spoil func(step int, loss float64, grad []float64) float64
	step  int
	now   float64 // the factor of this minibatch
}

func (s *scripted) Gradient(dst, theta []float64) float64 {
	loss := s.layers.Gradient(dst, theta)
	s.step++
	spoilt := s.spoil(s.step, loss, dst)
	s.now = spoilt / loss
	return spoilt
}

func (s *scripted) GradientLoss(theta []float64) float64 {
	return s.now * s.layers.GradientLoss(theta)
}

// A minibatch whose loss is high wherever θ is moves the run on; a θ at which the loss
// is high goes back to the stored one, and the steps become shorter; a loss that is
// nowhere finite is a divergence.
func TestSubspaceGuard(t *testing.T) {
	run := func(m *Subspace, x []float64, o Layered, steps int) (reasons []string, err error) {
		var f Frame
		for range steps {
			err = m.Step(&f, x, o)
			if reasons = append(reasons, f.Reason); err != nil {
				return reasons, err
			}
			if !finite(f.Loss) {
				t.Errorf("loss %g", f.Loss)
			}
		}
		return reasons, nil
	}
	n := newLayers(t, "tanh", "cross-entropy", 5, 6, 5, 3)
	high := &scripted{layers: n, spoil: func(step int, loss float64, _ []float64) float64 {
		if step == 18 {
			return 100 * loss
		}
		return loss
	}}
	m, x := &Subspace{Fisher: kfac.Exact}, slices.Clone(n.theta)
	reasons, err := run(m, x, high, 20)
	if err != nil || strings.Contains(strings.Join(reasons, ""), "back") {
		t.Errorf("a sample with a high loss: %q, %v", reasons, err)
	}

	for _, bad := range []float64{1e3, math.NaN(), math.Inf(1), 1e300} {
		n = newLayers(t, "tanh", "cross-entropy", 5, 6, 5, 3)
		m, x = &Subspace{Fisher: kfac.Exact}, slices.Clone(n.theta)
		for p := range x {
			x[p] /= 10 // the loss is about log 3, so that 1000 times θ raises it tenfold
		}
		if _, err := run(m, x, n, 15); err != nil {
			t.Fatal(err)
		}
		good, gamma := slices.Clone(m.stored), m.gamma
		for p := range x {
			x[p] *= bad
		}
		reasons, err := run(m, x, n, 1)
		if err != nil || !strings.Contains(reasons[0], "back") || !slices.Equal(x, good) || m.gamma != max(gamma/4, 0.02) {
			t.Errorf("θ times %g: %q, %v, γ %g after %g", bad, reasons, err, m.gamma, gamma)
		}
		if reasons, err := run(m, x, n, 15); err != nil || strings.Contains(strings.Join(reasons, ""), "back") {
			t.Errorf("behind θ times %g: %q, %v", bad, reasons, err)
		}
	}

	for at := range 3 { // nothing is finite from there on
		n = newLayers(t, "tanh", "cross-entropy", 5, 6, 5, 3)
		nothing := &scripted{layers: n, spoil: func(step int, loss float64, _ []float64) float64 {
			if step > at {
				return math.Inf(1)
			}
			return loss
		}}
		m, x = &Subspace{Fisher: kfac.Exact}, slices.Clone(n.theta)
		if _, err := run(m, x, nothing, 5); !errors.Is(err, ErrDiverged) || !allFinite(x) {
			t.Errorf("infinite from step %d: %v", at+1, err)
		}
	}
}

// Factors of a layer whose units are all dead are 0; the others go on, also where a
// part of a layer is dead, and nothing becomes no number.
func TestSubspaceWithDeadUnits(t *testing.T) {
	for _, fisher := range []kfac.Fisher{kfac.Exact, kfac.Sampled} {
		n := newLayers(t, "relu", "cross-entropy", 5, 6, 5, 4, 3)
		blocks, _ := kfac.Blocks(n.sweep.Graph())
		for o := range 4 {
			n.theta[blocks[1].BiasAt+o] = -1e3
		}
		m, x := Subspace{Fisher: fisher}, slices.Clone(n.theta)
		var f Frame
		for step := range 60 {
			if err := m.Step(&f, x, n); err != nil || !allFinite(x) {
				t.Fatalf("step %d: %v, %v", step, err, x)
			}
		}
		for p := range blocks[2].BiasAt - 12 {
			if x[p] != n.theta[p] {
				t.Fatalf("parameter %d of a dead layer has moved", p)
			}
		}
		if x[blocks[2].BiasAt] == n.theta[blocks[2].BiasAt] {
			t.Error("the last biases stay")
		}
	}
}

// An archive of another network starts anew, and one that is cut is an error: no panic.
func TestSubspaceReadsOtherNetworks(t *testing.T) {
	small, large := newLayers(t, "tanh", "cross-entropy", 2, 4, 3), newLayers(t, "tanh", "cross-entropy", 2, 5, 4, 3)
	m := &Subspace{}
	var f Frame
	for range 10 {
		if err := m.Step(&f, slices.Clone(small.theta), small); err != nil {
			t.Fatal(err)
		}
	}
	a := archive.New(nil)
	m.Archive(a)
	saved := a.Written()
	for n := range saved {
		(&Subspace{}).Archive(archive.Open(saved[:n]))
	}
	other, x := &Subspace{}, slices.Clone(large.theta)
	if other.Archive(archive.Open(saved)); other.steps != 10 {
		t.Fatal("nothing was read")
	}
	for range 10 {
		if err := other.Step(&f, x, large); err != nil || !allFinite(x) {
			t.Fatal(err)
		}
	}
	if slices.Equal(x, large.theta) {
		t.Error("θ stays")
	}
}

// A step allocates nothing, with new factors and sums or without.
func TestSubspaceAllocatesNothing(t *testing.T) {
	n := newLayers(t, "tanh", "cross-entropy", 5, 70, 5, 3)
	m, x := Subspace{}, slices.Clone(n.theta)
	var f Frame
	step := func() {
		if err := m.Step(&f, x, n); err != nil {
			t.Fatal(err)
		}
	}
	for range 5 {
		step()
	}
	least := math.Inf(1)
	for range 3 { // the runtime may allocate, too
		least = min(least, testing.AllocsPerRun(1, func() {
			for range 60 {
				step()
			}
		}))
	}
	if least != 0 {
		t.Errorf("%v allocations in 60 steps", least)
	}
}

// An objective without layers is refused.
func TestSubspaceNeedsLayers(t *testing.T) {
	var f Frame
	x := []float64{1}
	if err := new(Subspace).Step(&f, x, quadratic([]float64{2}, []float64{0}, []int{0})); !errors.Is(err, ErrFactors) || x[0] != 1 {
		t.Errorf("%v, θ = %v", err, x)
	}
}
