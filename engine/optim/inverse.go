package optim

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/engine/kernel"
)

// inverter is the workspace for inverses of one order.
type inverter struct {
	damped, inverse mat.SymDense
	factor          mat.Cholesky
}

// fixed tells whether the inverse of a layer's A is kept as Reuse says.
func (m *KFAC) fixed(i int) bool { return m.Reuse && m.blocks[i].Fixed }

// invert computes the damped inverses of all blocks.
func (m *KFAC) invert() error {
	root := math.Sqrt(m.damping())
	for i := range m.layers {
		b, l, f := &m.blocks[i], &m.layers[i], &m.mean[i]
		if !allFinite(f.A) || !allFinite(f.G) {
			return ErrDiverged
		}
		pi := balance(f.A, b.Width(), f.G, b.Out)
		ok := true
		if now, kept := float64(m.updates), l.kept; m.fixed(i) && now < 2*kept[0] && pi < 2*kept[1] && kept[1] < 2*pi {
			pi = kept[1]
		} else {
			for k := range l.a {
				ok = ok && l.a[k].invert(l.part(k), f.A, b.Width(), l.cuts[k], l.cuts[k+1], pi*root)
			}
			clear(kept)
			if m.fixed(i) {
				kept[0], kept[1] = now, pi
			}
		}
		if !ok || !l.g.invert(l.inverseG, f.G, b.Out, 0, b.Out, root/pi) {
			return fmt.Errorf("optim: the Kronecker factors of %s are singular: the damping is too small", b.Name)
		}
	}
	return nil
}

// balance returns π, which divides the damping between the factors so that their
// product is nearest to A ⊗ G + γI; 1 where a factor is 0.
func balance(a []float64, n int, g []float64, m int) float64 {
	trace := func(x []float64, n int) (sum float64) {
		for i := range n {
			sum += x[i*n+i]
		}
		return sum / float64(n)
	}
	if p := math.Sqrt(trace(a, n) / trace(g, m)); p > 0 && finite(p) {
		return p
	}
	return 1
}

// invert writes (x + shift·I)⁻¹ of the diagonal block [lo, hi) of x, n×n, to dst by
// Cholesky's factor. It reports false for a matrix that is not positive definite.
func (w *inverter) invert(dst, x []float64, n, lo, hi int, shift float64) bool {
	size := hi - lo
	if w.damped.IsEmpty() {
		w.damped.ReuseAsSym(size)
		w.inverse.ReuseAsSym(size)
	}
	for i := range size {
		row := x[(lo+i)*n+lo:][:size]
		for j := i; j < size; j++ {
			w.damped.SetSym(i, j, row[j])
		}
		w.damped.SetSym(i, i, row[i]+shift)
	}
	if !w.factor.Factorize(&w.damped) || w.factor.InverseTo(&w.inverse) != nil {
		return false
	}
	for i := range size {
		for j := range size {
			dst[i*size+j] = w.inverse.At(i, j)
		}
	}
	return allFinite(dst)
}

// part returns the inverse of the k-th diagonal block of A.
func (l *layer) part(k int) []float64 {
	at := 0
	for i := range k {
		at += square(l.cuts[i+1] - l.cuts[i])
	}
	return l.inverseA[at : at+square(l.cuts[k+1]-l.cuts[k])]
}

func square(n int) int { return n * n }

// times writes half·A⁻¹, of so many rows, to step.
func (l *layer) times(rows int) {
	width := l.cuts[len(l.cuts)-1]
	if len(l.a) == 1 {
		clear(l.step)
		kernel.Float64.MulNN(l.step, l.half, l.inverseA, rows, width, width)
		return
	}
	for k, lo := range l.cuts[:len(l.a)] {
		n := l.cuts[k+1] - lo
		in, out := l.in[:rows*n], l.out[:rows*n]
		for r := range rows {
			copy(in[r*n:(r+1)*n], l.half[r*width+lo:])
		}
		clear(out)
		kernel.Float64.MulNN(out, in, l.part(k), rows, n, n)
		for r := range rows {
			copy(l.step[r*width+lo:], out[r*n:(r+1)*n])
		}
	}
}
