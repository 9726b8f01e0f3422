package optim

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/engine/kfac"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

var _ Curved = (*net)(nil)

func (n *net) CurvatureAlong(dst *summary.Summary, theta []float64, us [][]float64) {
	summary.NewDirections(n.sweep, partition.Trivial(n.sweep.Graph().Params()), 2).GaussNewton(dst, theta, us, n.batch)
}

// dense is K-FAC's direction by explicitly built Kronecker blocks.
type dense struct {
	reuse    bool
	block    int
	decay    float64
	damping  float64
	k        int
	mean     kfac.Factors
	inverse  []*mat.Dense // of A, by layer
	at       []int        // k of it
	pi       []float64
	inverted int // inverses of A of the first layer so far
}

// direction returns V at θ.
func (d *dense) direction(t *testing.T, n *net, theta, grad []float64) []float64 {
	t.Helper()
	blocks, _ := n.Blocks()
	now := kfac.New(blocks)
	n.Factors(now, theta, kfac.Exact, nil)
	if d.k++; d.k == 1 {
		d.mean, d.inverse, d.at, d.pi = kfac.New(blocks), make([]*mat.Dense, len(blocks)), make([]int, len(blocks)), make([]float64, len(blocks))
	}
	keep := min(1-1/float64(d.k), d.decay)
	v := make([]float64, len(theta))
	for i, b := range blocks {
		w, kept := b.In+1, keep
		if d.reuse && i == 0 {
			kept = 1 - 1/float64(d.k)
		}
		for p := range d.mean[i].A {
			d.mean[i].A[p] = kept*d.mean[i].A[p] + (1-kept)*now[i].A[p]
		}
		for p := range d.mean[i].G {
			d.mean[i].G[p] = keep*d.mean[i].G[p] + (1-keep)*now[i].G[p]
		}
		a, g := mat.NewDense(w, w, slices.Clone(d.mean[i].A)), mat.NewDense(b.Out, b.Out, slices.Clone(d.mean[i].G))
		pi := math.Sqrt(mat.Trace(a) / float64(w) / (mat.Trace(g) / float64(b.Out)))
		fresh := i > 0 || !d.reuse || d.k == 1 || d.k >= 2*d.at[i] || math.Abs(math.Log2(pi/d.pi[i])) >= 1
		if fresh {
			d.at[i], d.pi[i] = d.k, pi
			for p := range w {
				for q := range w {
					if d.block > 0 && blockOf(p, w, d.block) != blockOf(q, w, d.block) {
						a.Set(p, q, 0)
					}
				}
				a.Set(p, p, a.At(p, p)+pi*math.Sqrt(d.damping))
			}
			d.inverse[i] = new(mat.Dense)
			if err := d.inverse[i].Inverse(a); err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				d.inverted++
			}
		}
		for p := range b.Out {
			g.Set(p, p, g.At(p, p)+math.Sqrt(d.damping)/d.pi[i])
		}
		var inverse mat.Dense
		if err := inverse.Inverse(g); err != nil {
			t.Fatal(err)
		}
		place := func(r, c int) int {
			if c < b.In {
				return b.WeightAt + r*b.In + c
			}
			return b.BiasAt + r
		}
		m := mat.NewDense(b.Out, w, nil)
		for r := range b.Out {
			for c := range w {
				m.Set(r, c, grad[place(r, c)])
			}
		}
		var half, step mat.Dense
		half.Mul(&inverse, m)
		step.Mul(&half, d.inverse[i])
		for r := range b.Out {
			for c := range w {
				v[place(r, c)] = step.At(r, c)
			}
		}
	}
	return v
}

// blockOf returns which of the fewest about equal parts of w, of at most so many, has p.
func blockOf(p, w, most int) (k int) {
	count := int(math.Ceil(float64(w) / float64(most)))
	for (k+1)*w/count <= p {
		k++
	}
	return k
}

// Reuse and Block against dense matrices; the rule of Reuse inverts at k = 1, 2, 4, 8
// and where π has changed, up or down.
func TestKFACReusesAndCuts(t *testing.T) {
	for _, c := range []struct {
		reuse bool
		block int
	}{{true, 0}, {false, 2}, {true, 2}, {true, 3}, {false, 100}} {
		n := newNet(t, "cross-entropy", 40, 4, 6, 3)
		samples := *n.batch
		m := KFAC{Rate: 0.3, Damping: 0.05, Decay: 0.6, Clip: -1, FactorPeriod: 1, InversePeriod: 1, Fisher: kfac.Exact, Reuse: c.reuse, Block: c.block}
		d := dense{reuse: c.reuse, block: c.block, decay: 0.6, damping: 0.05}
		x, want, grad := slices.Clone(n.theta), slices.Clone(n.theta), make([]float64, len(n.theta))
		var f Frame
		for step := range 12 {
			lo := step % 4 * 10 // minibatches of ten
			n.batch.X, n.batch.Labels = samples.X[lo*4:(lo+10)*4], samples.Labels[lo:lo+10]
			n.batch.Y = nil
			if k := []float64{4: 0.02, 9: 40, 12: 0}[step]; k != 0 { // G of the first layer changes, and π with it
				for p := 4*6 + 6; p < 4*6+6+6*3; p++ {
					x[p], want[p] = k*x[p], k*want[p]
				}
			}
			n.Gradient(grad, want)
			for p, v := range d.direction(t, n, want, grad) {
				want[p] -= 0.3 * v
			}
			if err := m.Step(&f, x, n); err != nil {
				t.Fatal(err)
			}
			for p := range x {
				if !(math.Abs(x[p]-want[p]) <= 1e-10) {
					t.Fatalf("%+v, step %d: θ_%d = %v, dense blocks say %v", c, step, p, x[p], want[p])
				}
			}
		}
		if c.reuse != (d.inverted < 12) || c.reuse && d.inverted < 5 {
			t.Errorf("%+v: A is inverted %d times in 12 steps", c, d.inverted)
		}
	}
}

// fisher returns the exact Fisher matrix of a cross-entropy, JᵀHJ with J by central
// differences of the outputs and H = diag(p) − ppᵀ.
func fisher(n *net, theta []float64) *mat.SymDense {
	samples := len(n.batch.Labels)
	outputs := func(theta []float64) []float64 {
		z := make([]float64, samples*3)
		n.sweep.Evaluate(z, theta, n.batch)
		return z
	}
	const h = 1e-5
	jacobian := mat.NewDense(samples*3, len(theta), nil)
	for p := range theta {
		x := slices.Clone(theta)
		x[p] += h
		up := outputs(x)
		x[p] -= 2 * h
		for i, down := range outputs(x) {
			jacobian.Set(i, p, (up[i]-down)/(2*h))
		}
	}
	z := outputs(theta)
	curvature := mat.NewDense(samples*3, samples*3, nil)
	for s := range samples {
		row, sum := z[s*3:s*3+3], 0.0
		for _, v := range row {
			sum += math.Exp(v)
		}
		for i, a := range row {
			for j, b := range row {
				v := -math.Exp(a) / sum * math.Exp(b) / sum
				if i == j {
					v += math.Exp(a) / sum
				}
				curvature.Set(s*3+i, s*3+j, v/float64(samples))
			}
		}
	}
	var half, full mat.Dense
	half.Mul(jacobian.T(), curvature)
	full.Mul(&half, jacobian)
	f := mat.NewSymDense(len(theta), nil)
	for i := range theta {
		for j := range i + 1 {
			f.SetSym(i, j, full.At(i, j))
		}
	}
	return f
}

// The step with exact lengths against a least-squares problem: the model's slope along
// both directions is 0 at its end, with F by differences.
func TestKFACRescales(t *testing.T) {
	const gamma = 0.05
	n := newNet(t, "cross-entropy", 30, 4, 5, 3)
	m := KFAC{Rate: 7, Momentum: 0.3, Damping: gamma, FactorPeriod: 1, InversePeriod: 1, Fisher: kfac.Exact, Rescale: true}
	d := dense{decay: 0.95, damping: gamma}
	x, grad := slices.Clone(n.theta), make([]float64, len(n.theta))
	past := mat.NewVecDense(len(x), nil)
	var f Frame
	for step := range 6 {
		n.Gradient(grad, x)
		v := mat.NewVecDense(len(x), d.direction(t, n, x, grad))
		model := fisher(n, x)
		for p := range x {
			model.SetSym(p, p, model.At(p, p)+gamma)
		}
		before := slices.Clone(x)
		if err := m.Step(&f, x, n); err != nil {
			t.Fatal(err)
		}
		move := mat.NewVecDense(len(x), nil)
		for p := range x {
			move.SetVec(p, before[p]-x[p])
		}
		var slope, curved mat.VecDense
		curved.MulVec(model, move)
		slope.SubVec(&curved, mat.NewVecDense(len(x), grad))
		for name, u := range map[string]*mat.VecDense{"V": v, "the step before": past} {
			scale := mat.Norm(u, 2) * mat.Norm(mat.NewVecDense(len(x), grad), 2)
			if got := mat.Dot(&slope, u); !(math.Abs(got) <= 1e-8*scale) {
				t.Errorf("step %d: the model's slope along %s is %g of %g", step, name, got, scale)
			}
		}
		// The step lies in the plane of the two.
		basis := mat.NewDense(len(x), 2, nil)
		basis.SetCol(0, v.RawVector().Data)
		basis.SetCol(1, past.RawVector().Data)
		if step == 0 {
			basis = mat.DenseCopyOf(basis.Slice(0, len(x), 0, 1))
		}
		var share, rest mat.Dense
		if err := share.Solve(basis, move); err != nil {
			t.Fatal(err)
		}
		rest.Mul(basis, &share)
		rest.Sub(&rest, move)
		if off := mat.Norm(&rest, 2) / mat.Norm(move, 2); !(off <= 1e-9) {
			t.Errorf("step %d: %g of the step is outside of the plane", step, off)
		}
		if alpha := share.At(0, 0); !(math.Abs(f.Rate-alpha) <= 1e-9*math.Abs(alpha)) || alpha <= 0 {
			t.Errorf("step %d: the rate is %g, α is %g", step, f.Rate, alpha)
		}
		past = move
	}
}

// For one layer under a squared error the model is exact, and α = 1.
func TestRescaledKFACIsNewtonForOneLayer(t *testing.T) {
	n := newNet(t, "squared-error", 60, 4, 3)
	m := undamped()
	m.Rescale, m.Rate = true, 0.123
	var f Frame
	x, grad := slices.Clone(n.theta), make([]float64, len(n.theta))
	for range 2 {
		if err := m.Step(&f, x, n); err != nil {
			t.Fatal(err)
		}
		if n.Gradient(grad, x); !(slices.Max(grad) <= 1e-13 && slices.Min(grad) >= -1e-13) {
			t.Errorf("α = %v, and the gradient behind the step is %v", f.Rate, grad)
		}
	}
}
