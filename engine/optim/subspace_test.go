package optim

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/kfac"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

// layers is a network's loss on minibatches, each feed taking its own in turn.
type layers struct {
	*net
	along   *summary.Sweep
	split   *kfac.Sweep
	batches []*graph.Batch
	drawn   [3]int // of the gradient, the factors, the sums
	factor  float64
}

var _ Layered = (*layers)(nil)

// newLayers returns a network on so many minibatches of 20 samples.
func newLayers(t testing.TB, activation, loss string, batches int, widths ...int) *layers {
	t.Helper()
	g, err := model.MLP(model.Shape{Widths: widths, Activation: activation, Loss: loss})
	if err != nil {
		t.Fatal(err)
	}
	n := &layers{net: newNet(t, loss, 20*batches, widths...), factor: 1}
	n.on(graph.NewSweep(g), partition.Canonical(g.Params()))
	for p := range n.theta {
		n.theta[p] *= 0.3
	}
	w, o := widths[0], widths[len(widths)-1]
	for k := range batches {
		n.batches = append(n.batches, &graph.Batch{X: n.batch.X[k*20*w : (k+1)*20*w],
			Labels: n.batch.Labels[k*20 : (k+1)*20], Y: n.batch.Y[k*20*o : (k+1)*20*o]})
	}
	return n
}

// on changes the network and the partition.
func (n *layers) on(s *graph.Sweep, p *partition.Partition) {
	n.sweep, n.part, n.along = s, p, summary.NewDirections(s, p, SubspaceDirections)
}

func (n *layers) next(feed int) *graph.Batch {
	n.drawn[feed]++
	return n.batches[(n.drawn[feed]*(feed+1))%len(n.batches)]
}

func (n *layers) Gradient(dst, theta []float64) float64 {
	n.batch = n.next(0)
	loss := n.factor * n.sweep.Gradient(dst, theta, n.batch)
	for p := range dst {
		dst[p] *= n.factor
	}
	return loss
}

func (n *layers) GradientLoss(theta []float64) float64 {
	return n.factor * n.sweep.Loss(theta, n.batch)
}

func (n *layers) Layers(most int) (*kfac.Sweep, error) {
	var err error
	n.split, err = kfac.NewSplitSweep(n.sweep, most)
	return n.split, err
}

func (n *layers) LayerFactors(dst kfac.Factors, theta []float64, _ int, fisher kfac.Fisher, rng *rand.Rand) {
	n.split.Compute(dst, theta, n.next(1), fisher, rng)
	for _, f := range dst {
		for k := range f.G {
			f.G[k] *= n.factor
		}
	}
}

func (n *layers) GaussNewton(dst *summary.Summary, theta []float64, us [][]float64, _ int) {
	n.along.GaussNewton(dst, theta, us, n.next(2))
	dst.Loss *= n.factor
	for _, x := range [][]float64{dst.Gbar, dst.Hbar} {
		for i := range x {
			x[i] *= n.factor
		}
	}
}

func (n *layers) sums() *graph.Batch { return n.batches[(n.drawn[2]*3)%len(n.batches)] }

func (n *layers) GaussNewtonLoss(theta []float64) float64 {
	return n.factor * n.sweep.Loss(theta, n.sums())
}

func (n *layers) Lengths(dst, u []float64) { n.part.Lengths(dst, u) }

// reference is Subspace in dense linear algebra: the layer's matrix with a coordinate 1
// is inverted as a whole, and the system is solved by LU.
type reference struct {
	a, g              []*mat.Dense // averaged
	inverse           []*mat.Dense // of the inputs' matrix in use
	updates, sums     int
	delta, usual      []float64
	gbar              []float64
	b                 *mat.Dense
	gamma, up, curved float64
	measured          int
	mean              float64
	cuts              int
}

// factors takes the factors at θ into the averages.
func (r *reference) factors(n *layers, theta []float64) {
	whole, _ := kfac.NewSweep(n.sweep)
	f := whole.New()
	whole.Compute(f, theta, n.next(1), kfac.Exact, nil)
	r.updates++
	for i, b := range whole.Blocks() {
		w := b.In + 1
		a, g := mat.NewDense(w, w, f[i].A), mat.NewDense(b.Out, b.Out, f[i].G)
		if r.updates == 1 {
			r.a, r.g, r.inverse = append(r.a, a), append(r.g, g), append(r.inverse, nil)
		} else {
			keepG := min(1-1/float64(r.updates), 0.95)
			keepA := keepG
			if i == 0 {
				keepA = 1 - 1/float64(r.updates)
			}
			mixed := func(m, x *mat.Dense, keep float64) {
				m.Scale(keep, m)
				var y mat.Dense
				y.Scale(1-keep, x)
				m.Add(m, &y)
			}
			mixed(r.a[i], a, keepA)
			mixed(r.g[i], g, keepG)
		}
		if i == 0 && r.updates&(r.updates-1) != 0 {
			continue
		}
		// [[Σ + ε tr Σ/n I + μμᵀ, μ], [μᵀ, 1]] with Σ in blocks
		m, damp := mat.NewDense(w, w, nil), 0.0
		at := func(p, q int) float64 { return r.a[i].At(p, q) }
		for p := range b.In {
			damp += (at(p, p) - at(p, b.In)*at(p, b.In)) / float64(b.In)
		}
		for p := range w {
			for q := range w {
				m.Set(p, q, at(p, b.In)*at(q, b.In))
			}
		}
		cuts := kfac.Cuts(b.In, 64)
		for k := range len(cuts) - 1 {
			for p := cuts[k]; p < cuts[k+1]; p++ {
				for q := cuts[k]; q < cuts[k+1]; q++ {
					m.Set(p, q, at(p, q))
				}
				m.Set(p, p, at(p, p)+damp)
			}
		}
		r.inverse[i] = new(mat.Dense)
		if err := r.inverse[i].Inverse(m); err != nil {
			panic(err)
		}
	}
}

// whiten returns V.
func (r *reference) whiten(n *layers, grad []float64) []float64 {
	v := make([]float64, len(grad))
	blocks, _ := kfac.Blocks(n.sweep.Graph())
	for i, b := range blocks {
		full := mat.NewDense(b.Out, b.In+1, nil)
		for o := range b.Out {
			copy(full.RawRowView(o), grad[b.WeightAt+o*b.In:][:b.In])
			full.Set(o, b.In, grad[b.BiasAt+o])
		}
		damped := mat.DenseCopyOf(r.g[i])
		for o := range b.Out {
			damped.Set(o, o, damped.At(o, o)+mat.Trace(r.g[i])/float64(b.Out))
		}
		var x mat.Dense
		if err := x.Solve(damped, full); err != nil {
			panic(err)
		}
		x.Mul(&x, r.inverse[i])
		for o := range b.Out {
			for p := range b.In {
				v[b.WeightAt+o*b.In+p] = x.At(o, p)
			}
			v[b.BiasAt+o] = x.At(o, b.In)
		}
	}
	return v
}

// step moves θ; it knows no guard.
func (r *reference) step(n *layers, theta []float64, t int) {
	if t == 0 || t == 1 || t == 2 || t == 4 || t == 8 || t == 16 || t%20 == 0 {
		r.factors(n, theta)
	}
	p, s := len(theta), n.part.Len()
	grad := make([]float64, p)
	loss := n.Gradient(grad, theta)
	if t == 0 {
		r.mean, r.gamma, r.delta, r.usual = loss, 1, make([]float64, p), nil
		r.gbar, r.b = make([]float64, 2*s), mat.NewDense(2*s, 2*s, nil)
	}
	r.mean = 0.9*r.mean + 0.1*loss
	us := [][]float64{r.whiten(n, grad), slices.Clone(r.delta)}
	for k, u := range us {
		for i := range s {
			sum := 0.0
			for _, g := range n.part.Group(i).Ranges {
				sum += kernel.Dot(u[g.Lo:g.Hi], u[g.Lo:g.Hi])
			}
			length := math.Sqrt(sum)
			if k == 0 {
				if t == 0 {
					r.usual = append(r.usual, length)
				}
				r.usual[i] = 0.9*r.usual[i] + 0.1*length
				length = max(length, r.usual[i])
			}
			for _, g := range n.part.Group(i).Ranges {
				for p := g.Lo; p < g.Hi && length > 0; p++ {
					u[p] /= length
				}
			}
		}
	}
	fresh := summary.New(2 * s)
	if every := min(4, 1+t/40); t < 3 || t%every == 0 {
		r.sums++
		n.GaussNewton(fresh, theta, us, 0)
		share := 2 / float64(r.sums+1)
		for i := range 2 * s {
			r.gbar[i] = (1-share)*r.gbar[i] + share*fresh.Gbar[i]
			for j := range 2 * s {
				r.b.Set(i, j, (1-share)*r.b.At(i, j)+share*fresh.Hbar[i*2*s+j])
			}
		}
	}
	var on []int
	for i := range 2 * s {
		if r.b.At(i, i) > 0 {
			on = append(on, i)
		}
	}
	a, y := mat.NewDense(len(on), len(on), nil), mat.NewVecDense(len(on), nil)
	for k, i := range on {
		for l, j := range on {
			a.Set(k, l, r.b.At(i, j))
		}
		a.Set(k, k, 1.3*r.b.At(i, i))
		y.SetVec(k, r.gbar[i])
	}
	if err := y.SolveVec(a, y); err != nil {
		panic(err)
	}
	eta := make([]float64, 2*s)
	for k, i := range on {
		eta[i] = y.AtVec(k)
	}
	move := func(gamma float64) (d, next []float64) {
		d, next = make([]float64, p), make([]float64, p)
		for k, u := range us {
			part := make([]float64, p)
			n.part.Spread(part, eta[k*s:(k+1)*s], u)
			kernel.Axpy(d, gamma, part)
		}
		for k := range next {
			next[k] = theta[k] - d[k]
		}
		return d, next
	}
	d, next := move(r.gamma)
	if fresh.Loss > 0 {
		actual := n.GaussNewtonLoss(next) - fresh.Loss
		slope := kernel.Dot(fresh.Gbar, eta)
		curve := 2 * (actual/r.gamma + slope) / r.gamma
		for cut := r.gamma; n.GaussNewtonLoss(next)-fresh.Loss >= 0.3*max(fresh.Loss, r.mean); {
			r.cuts++
			curve = min(max(curve, 8*math.Abs(slope)/r.gamma), 100*math.Abs(slope)/r.gamma)
			cut /= 4
			d, next = move(cut)
		}
		r.measured++
		old := max(0.9, 1-8/float64(r.measured+8))
		r.up = old*r.up + (1-old)*slope
		r.curved = old*r.curved + (1-old)*max(curve, 0)
		r.gamma = min(min(max(min(r.up/r.curved, 1), 0.02), 1), 2*r.gamma)
	}
	r.delta = d
	copy(theta, next)
}

// Law: the method is the equations of its comment, for both losses, through the
// averages, the schedules, the measurements of γ and steps that are cut, on more inputs
// than a block of Σ has.
func TestSubspaceIsItsEquations(t *testing.T) {
	cuts := 0
	for _, c := range []struct {
		loss  string
		scale float64
		few   int // samples of a minibatch, 0 for all
		steps int
	}{{"cross-entropy", 1, 0, 90}, {"squared-error", 1, 0, 60}, {"cross-entropy", 12, 0, 10}, {"cross-entropy", 6, 3, 20}, {"squared-error", 3, 3, 20}} {
		n := newLayers(t, "tanh", c.loss, 7, 70, 5, 4, 3)
		m, r := Subspace{Fisher: kfac.Exact}, reference{}
		for p := range n.theta {
			n.theta[p] *= c.scale
		}
		x, y := slices.Clone(n.theta), slices.Clone(n.theta)
		for _, b := range n.batches[:min(c.few*len(n.batches), len(n.batches))] {
			b.X, b.Labels, b.Y = b.X[:70*c.few], b.Labels[:c.few], b.Y[:3*c.few]
		}
		other := *n
		var f Frame
		for step := range c.steps {
			if err := m.Step(&f, x, n); err != nil || strings.Contains(f.Reason, "back") {
				t.Fatal(step, err, f.Reason)
			}
			r.step(&other, y, step)
			if n.drawn != other.drawn {
				t.Fatalf("step %d drew %v, want %v", step, n.drawn, other.drawn)
			}
			off, size := 0.0, 0.0
			for p := range x {
				off, size = max(off, math.Abs(x[p]-y[p])), max(size, math.Abs(y[p]))
			}
			if !(off <= 1e-5*size) { // rounding grows along a path
				t.Fatalf("%s, step %d: θ is off by %.1e of %.3g", c.loss, step, off, size)
			}
		}
		cuts += r.cuts
		t.Logf("%v: %d cuts", c, r.cuts)
	}
	if cuts == 0 {
		t.Error("no step was cut")
	}
}
