package optim

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack/lapack64"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/kfac"
)

// whitening turns gradients into directions, layer by layer. With x the n inputs of a
// layer of m outputs, μ their mean, Σ the diagonal blocks of their covariance and G
// the factor of the outputs' slopes,
//
//	h = (G + ε·tr G/m·I)⁻¹ ∇/T,   V_W = (h_W − h_b μᵀ)(Σ + ε·tr Σ/n·I)⁻¹,   V_b = h_b − V_W μ.
//
// This is the inverse of K-FAC's block A ⊗ G written for centred inputs: the last
// coordinate of ã = (x, 1) takes the mean out, and what is left is Σ. So V does not
// depend on the origin of the inputs. As ε multiplies the mean of a factor's own
// diagonal, it has no unit. A layer without a bias has no μ, and Σ is E[xxᵀ].
//
// Σ and μ are of samples and positions, averaged over the refreshes: with the weight
// 1/k of the new one for inputs that do not depend on θ, and for the others, as for G,
// at least 1/20.
type whitening struct {
	blocks    []kfac.Block
	now, mean kfac.Factors
	updates   int // k
	layers    []white

	restored []float64 // from an archive, until the layers are known
}

// white is the damped inverses of a layer, and its workspace.
type white struct {
	cuts          []int
	a             []float64 // the inverses of Σ's blocks, one after the other
	mu            []float64 // μ at the time; nil without a bias
	g             []float64
	half, in, out []float64 // h_W, and the columns of a block before and behind Σ⁻¹
	bias          []float64 // h_b
}

const (
	SubspaceBlock = 64 // the largest block of Σ

	whiteDamp   = 1    // ε
	whiteKeep   = 0.95 // the largest share of the old in an average that moves
	whitePeriod = 20   // steps between refreshes, after the first 16
)

// due tells whether the factors are refreshed in step t, from 0: at 0, 1, 2, 4, 8, 16,
// then every whitePeriod.
func (w *whitening) due(t int) bool {
	return t%whitePeriod == 0 || t < whitePeriod && powerOfTwo(t)
}

func powerOfTwo(n int) bool { return n > 0 && n&(n-1) == 0 }

// prepare allocates for the layers, at the first step.
func (w *whitening) prepare(s *kfac.Sweep) {
	w.blocks, w.now, w.mean = s.Blocks(), s.New(), s.New()
	w.layers = make([]white, len(w.blocks))
	for i, b := range w.blocks {
		l := &w.layers[i]
		l.cuts = kfac.Cuts(b.In, SubspaceBlock)
		l.g, l.bias, l.half = make([]float64, b.Out*b.Out), make([]float64, b.Out), make([]float64, b.Out*b.In)
		if b.Bias != graph.None {
			l.mu = make([]float64, b.In)
		}
		l.a = make([]float64, len(w.mean[i].A)-len(l.mu))
		widest := 0
		for k := range len(l.cuts) - 1 {
			widest = max(widest, l.cuts[k+1]-l.cuts[k])
		}
		l.in, l.out = make([]float64, b.Out*widest), make([]float64, b.Out*widest)
	}
	w.restore()
}

// refresh computes the factors at θ, takes them into the averages and inverts these.
func (w *whitening) refresh(o Layered, theta []float64, least int, fisher kfac.Fisher, rng *rand.Rand) {
	o.LayerFactors(w.now, theta, least, fisher, rng)
	for i := range w.now {
		if !allFinite(w.now[i].A) || !allFinite(w.now[i].G) {
			return // the step will end where it should not be
		}
	}
	w.updates++
	for i := range w.blocks {
		plain := 1 - 1/float64(w.updates)
		moving := min(plain, whiteKeep)
		if w.blocks[i].Fixed {
			blend(w.mean[i].A, w.now[i].A, plain)
		} else {
			blend(w.mean[i].A, w.now[i].A, moving)
		}
		blend(w.mean[i].G, w.now[i].G, moving)
		// What does not move is inverted again when it has twice the samples.
		if !w.blocks[i].Fixed || powerOfTwo(w.updates) {
			w.invertInputs(i)
		}
		b, l := &w.blocks[i], &w.layers[i]
		copy(l.g, w.mean[i].G)
		invert(l.g, b.Out, whiteDamp*trace(l.g, b.Out)/float64(b.Out))
		for k := range l.g {
			l.g[k] /= float64(b.Rows)
		}
	}
}

// invertInputs writes the inverses of Σ + ε·tr Σ/n·I of layer i.
func (w *whitening) invertInputs(i int) {
	b, l, a := &w.blocks[i], &w.layers[i], w.mean[i].A
	copy(l.mu, a[len(l.a):])
	total, at := 0.0, 0
	for k := range len(l.cuts) - 1 {
		n := l.cuts[k+1] - l.cuts[k]
		total += trace(a[at:], n)
		at += n * n
	}
	total -= kernel.Dot(l.mu, l.mu)
	at = 0
	for k := range len(l.cuts) - 1 {
		lo := l.cuts[k]
		n := l.cuts[k+1] - lo
		c := l.a[at : at+n*n]
		copy(c, a[at:])
		if l.mu != nil {
			for p := range n {
				kernel.Axpy(c[p*n:(p+1)*n], -l.mu[lo+p], l.mu[lo:lo+n])
			}
		}
		invert(c, n, whiteDamp*total/float64(b.In))
		at += n * n
	}
}

// invert replaces the n×n matrix x by (x + shift·I)⁻¹, or by I where there is none: for a
// factor that is 0, as those of a layer whose units are all dead, or below rounding.
func invert(x []float64, n int, shift float64) {
	for i := range n {
		x[i*n+i] += shift
	}
	t, ok := lapack64.Potrf(blas64.Symmetric{N: n, Stride: n, Data: x, Uplo: blas.Upper})
	if ok {
		_, ok = lapack64.Potri(t)
	}
	for i := range n {
		for j := range i {
			x[i*n+j] = x[j*n+i]
		}
	}
	if ok && allFinite(x) {
		return
	}
	clear(x)
	for i := range n {
		x[i*n+i] = 1
	}
}

// trace returns the trace of an n×n matrix.
func trace(x []float64, n int) (sum float64) {
	for i := range n {
		sum += x[i*n+i]
	}
	return sum
}

// apply writes V of a gradient to dst.
func (w *whitening) apply(dst, gradient []float64) {
	for i := range w.blocks {
		b, l := &w.blocks[i], &w.layers[i]
		if b.Bias != graph.None {
			clear(l.bias)
			kernel.Float64.MulNN(l.bias, l.g, gradient[b.BiasAt:b.BiasAt+b.Out], b.Out, 1, b.Out)
			copy(dst[b.BiasAt:], l.bias)
		}
		if b.In == 0 {
			continue
		}
		weights := dst[b.WeightAt : b.WeightAt+b.Out*b.In]
		clear(l.half)
		kernel.Float64.MulNN(l.half, l.g, gradient[b.WeightAt:b.WeightAt+b.Out*b.In], b.Out, b.In, b.Out)
		if l.mu != nil {
			for r, h := range l.bias {
				kernel.Axpy(l.half[r*b.In:(r+1)*b.In], -h, l.mu)
			}
		}
		at := 0
		for k := range len(l.cuts) - 1 {
			lo := l.cuts[k]
			n := l.cuts[k+1] - lo
			in, out := l.in[:b.Out*n], l.out[:b.Out*n]
			for r := range b.Out {
				copy(in[r*n:(r+1)*n], l.half[r*b.In+lo:])
			}
			clear(out)
			kernel.Float64.MulNN(out, in, l.a[at:at+n*n], b.Out, n, n)
			for r := range b.Out {
				copy(weights[r*b.In+lo:], out[r*n:(r+1)*n])
			}
			at += n * n
		}
		if l.mu != nil {
			for r := range b.Out {
				dst[b.BiasAt+r] -= kernel.Dot(weights[r*b.In:(r+1)*b.In], l.mu)
			}
		}
	}
}

// each calls f with all averages and inverses, in a fixed order.
func (w *whitening) each(f func(x []float64)) {
	for i := range w.layers {
		l := &w.layers[i]
		for _, x := range [][]float64{w.mean[i].A, w.mean[i].G, l.a, l.mu, l.g} {
			f(x)
		}
	}
}

// restore copies the factors from an archive. Those of another network are dropped,
// and the next step computes new ones.
func (w *whitening) restore() {
	size, rest := 0, w.restored
	w.each(func(x []float64) { size += len(x) })
	w.restored = nil
	if size != len(rest) {
		w.updates = 0
		return
	}
	w.each(func(x []float64) { rest = rest[copy(x, rest):] })
}

func (w *whitening) archive(a *archive.Archive) {
	a.Int(&w.updates)
	a.Check(w.updates >= 0, "%d refreshes", w.updates)
	factors := w.restored
	if factors == nil {
		w.each(func(x []float64) { factors = append(factors, x...) })
	}
	a.Floats(&factors)
	if a.Reading() && a.Err() == nil {
		w.restored = factors
	}
}
