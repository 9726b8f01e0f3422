// Package kfac computes the Kronecker factors of a network's Fisher matrix, as
// the package summary computes its curvature along groups (Martens and Grosse
// 2015, "Optimizing neural networks with Kronecker-factored approximate
// curvature"; Grosse and Martens 2016 for convolutions).
//
// The block of a layer y = W̃ã, where ã is the input with a last coordinate 1
// for the bias and g = ∂ℓ/∂y, is approximated by
//
//	F_layer ≈ A ⊗ G,   A = E[Σ_t ã_t ã_tᵀ],   G = E[(1/T) Σ_t g_t g_tᵀ],
//
// with the sums over the T positions that share the layer's weights (T = 1 for
// a dense layer).
package kfac

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
)

// Block is one layer: a weight matrix, a bias, or both. A node is an index of
// the graph's nodes, graph.None where the layer lacks it.
type Block struct {
	Name         string // of the weight, else of the bias
	Weight, Bias int    // nodes
	WeightAt     int    // where the weight, Out×In row-major, begins in θ
	BiasAt       int    // where the bias, of length Out, begins in θ
	In, Out      int    // In without the coordinate of the bias; 0 for a lone bias
	Rows         int    // T
	Fixed        bool   // the inputs do not depend on θ: A moves with the samples only
}

// Width returns the order of A: In, and 1 more with a bias.
func (b *Block) Width() int {
	if b.Bias != graph.None {
		return b.In + 1
	}
	return b.In
}

// node returns the node whose output is y.
func (b *Block) node() int {
	if b.Weight != graph.None {
		return b.Weight
	}
	return b.Bias
}

// Blocks returns the layers of a graph, in the order of its nodes. A bias
// belongs to the dense node that it shifts; on its own it is a layer with
// ã = 1. The error names a parameter that is neither.
func Blocks(g *graph.Graph) ([]Block, error) {
	var blocks []Block
	nodes := g.Nodes()
	for k := range nodes {
		n := &nodes[k]
		if n.Param < 0 {
			continue
		}
		span := &g.Params().Spans[n.Param]
		switch o := n.Op.(type) {
		case *op.Bilinear:
			if span.Len != n.In*n.Out {
				return nil, fmt.Errorf("kfac: %s is not the matrix of a dense layer or a convolution", span.Name)
			}
			blocks = append(blocks, Block{Name: span.Name, Weight: k, Bias: graph.None, WeightAt: span.Offset, In: n.In, Out: n.Out, Rows: n.Rows, Fixed: !g.Trains(n.X)})
		case *op.Linear:
			if !o.Unit {
				return nil, fmt.Errorf("kfac: %s is neither a matrix nor a bias", span.Name)
			}
			if last := len(blocks) - 1; last >= 0 && blocks[last].Weight == n.X && g.Uses(n.X) == 1 {
				blocks[last].Bias, blocks[last].BiasAt = k, span.Offset
				continue
			}
			blocks = append(blocks, Block{Name: span.Name, Weight: graph.None, Bias: k, BiasAt: span.Offset, Out: n.Out, Rows: n.Rows, Fixed: true})
		}
	}
	return blocks, nil
}

// Factor holds A, Width×Width, and G, Out×Out, row-major and symmetric.
type Factor struct{ A, G []float64 }

// Factors holds the factors of every block.
type Factors []Factor

// New returns zero factors for the blocks.
func New(blocks []Block) Factors {
	f := make(Factors, len(blocks))
	for i := range blocks {
		n, m := blocks[i].Width(), blocks[i].Out
		f[i] = Factor{A: make([]float64, n*n), G: make([]float64, m*m)}
	}
	return f
}
