package kfac

import (
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
)

// layout says how a block's A is stored.
type layout struct {
	size int
	cuts []int // bounds of the diagonal blocks of a split A; nil for a whole one
}

func whole(b *Block) layout { return layout{size: b.Width() * b.Width()} }

// NewSplitSweep is NewSweep for factors whose A is split: of a layer's inputs x, at the
// T positions that share its weights, there are only the mean, if the layer has a bias,
// and the diagonal blocks of the second moments, between the bounds of Cuts(In, most):
//
//	A = [E[x₀x₀ᵀ], E[x₁x₁ᵀ], …, E[x]],   E[·] = the mean over samples and positions.
//
// They take In·most products for each position, where the whole A takes In². G is
// that of NewSweep.
func NewSplitSweep(s *graph.Sweep, most int) (*Sweep, error) {
	return newSweep(s, func(b *Block) layout {
		l := layout{cuts: Cuts(b.In, most)}
		for k, lo := range l.cuts[:len(l.cuts)-1] {
			n := l.cuts[k+1] - lo
			l.size += n * n
		}
		if b.Bias != graph.None {
			l.size += b.In
		}
		return l
	})
}

// Cuts returns the bounds of the fewest ranges of [0, n) that are about equal and at
// most so long: [0, n] for one range, [0] for n = 0.
func Cuts(n, most int) []int {
	count := (n + most - 1) / most
	cuts := make([]int, count+1)
	for k := range cuts[1:] {
		cuts[k+1] = (k + 1) * n / count
	}
	return cuts
}

// moments adds weight/T·Σ of what a split A holds.
func (m *member) moments(i int, b *Block, l *layout, t *graph.Tape, weight float64) {
	if b.In == 0 {
		return
	}
	x, rows, dst := t.Input(b.Weight), t.Samples()*b.Rows, m.part[i].A
	weight /= float64(b.Rows)
	widest := 0
	for k, lo := range l.cuts[:len(l.cuts)-1] {
		widest = max(widest, l.cuts[k+1]-lo)
	}
	if len(m.padded[i]) < 2*rows*widest {
		m.padded[i] = make([]float64, 2*rows*widest)
	}
	for k, lo := range l.cuts[:len(l.cuts)-1] {
		n := l.cuts[k+1] - lo
		plain, times := m.padded[i][:rows*n], m.padded[i][rows*n:2*rows*n]
		for r := range rows {
			copy(plain[r*n:(r+1)*n], x[r*b.In+lo:])
		}
		for p, v := range plain {
			times[p] = weight * v
		}
		kernel.Float64.MulTN(dst[:n*n], times, plain, n, n, rows)
		dst = dst[n*n:]
	}
	if b.Bias != graph.None {
		for r := range rows {
			kernel.Axpy(dst, weight, x[r*b.In:(r+1)*b.In])
		}
	}
}

// Cost returns the multiplications of Compute for one sample: a forward pass, the
// backward passes of the Fisher matrix (Exact takes one for each output) and the
// products of the factors.
func (s *Sweep) Cost(fisher Fisher) (products float64) {
	g, passes := s.tapes.Graph(), 1.
	if fisher == Exact {
		passes = float64(g.OutWidth())
	}
	products, _ = g.Cost()
	for k, n := range g.Nodes() {
		if g.Trains(n.X) {
			products += passes * g.Products(k)
		}
	}
	for i := range s.blocks {
		b := &s.blocks[i]
		products += float64(b.Rows) * (float64(s.layouts[i].size) + passes*float64(b.Out*b.Out))
	}
	return products
}
