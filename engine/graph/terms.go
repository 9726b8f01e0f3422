package graph

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/engine/op"
)

// Terms computes the size of the terms of a polynomial graph's slopes. With every
// coefficient of f replaced by its absolute value, ∂f/∂θ_p at |θ| is the sum of
// the absolute values of the terms of ∂f/∂θ_p at θ. Rounding is in proportion to
// that sum, however much the terms cancel (Higham 2002, section 3.1).
type Terms struct {
	sweep     *Sweep
	roundings int // that a term goes through, except in the sum over samples
	batch     Batch
}

// NewTerms returns the workspace for g, and an error for a graph with an op that
// is no polynomial of its inputs and parameters.
func NewTerms(g *Graph) (*Terms, error) {
	a, t := *g, new(Terms)
	a.nodes = append([]Node(nil), g.nodes...)
	for i := range a.nodes {
		n := &a.nodes[i]
		if n.Op = op.Absolute(n.Op); n.Op == nil {
			return nil, fmt.Errorf("graph: node %d, %s, is no polynomial", i, g.nodes[i].Op.Name())
		}
		// An entry of the output is a sum of at most n.In products, and so is, of
		// n.Out, one of the adjoint; a shift or a second input is one sum more.
		t.roundings += n.In + n.Out + 2
	}
	if a.head != op.Output {
		return nil, fmt.Errorf("graph: the head %s is no polynomial", a.head.Name())
	}
	t.sweep = NewSweep(&a)
	return t, nil
}

// Sum writes to dst the sum of the absolute values of the terms of every slope on
// the batch, for parameters of the given sizes |θ_p|. It returns the largest
// number of roundings that a term goes through.
func (t *Terms) Sum(dst, size []float64, b *Batch) (roundings int) {
	t.batch.X = t.batch.X[:0]
	for _, x := range b.X {
		t.batch.X = append(t.batch.X, math.Abs(x))
	}
	t.sweep.Gradient(dst, size, &t.batch)
	return t.roundings + b.Samples(t.sweep.g.InWidth())
}
