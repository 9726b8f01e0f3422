package summary

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/op"
)

// Kind is the source of a part of H̄.
type Kind string

const (
	FromLoss        Kind = "loss"        // ℓ″ on the outputs' tangents: the Gauss–Newton part
	FromActivation  Kind = "activation"  // λ·f″ of one activation
	FromInteraction Kind = "interaction" // of a layer's weights with the activations before it
	FromPenalty     Kind = "penalty"     // ½c‖θ‖²
)

// Origin is one part of H̄.
type Origin struct {
	Kind Kind
	Name string    // "loss", "tanh 1", "layers.1.weight", "penalty"
	Hbar []float64 // S×S, row-major, symmetric
}

// Origins writes the summary to dst and returns H̄ split by where it comes
// from: the parts sum to dst.Hbar. Only nodes that can contribute are listed.
func (s *Sweep) Origins(dst *Summary, theta, u []float64, b *graph.Batch) []Origin {
	g, square := s.tapes.Graph(), len(dst.Hbar)
	nodes := g.Nodes()
	s.origins = make([][]float64, len(nodes)+1)
	for k := range s.origins {
		s.origins[k] = make([]float64, square)
	}
	s.Compute(dst, theta, u, b)
	parts := s.origins
	s.origins = nil

	origins := []Origin{{FromLoss, "loss", parts[len(nodes)]}}
	activations := 0
	for k := range nodes {
		switch o := nodes[k].Op.(type) {
		case *op.Pointwise:
			activations++
			if o.Curved && len(s.plan.stages[k].out1) > 0 {
				origins = append(origins, Origin{FromActivation, fmt.Sprintf("%s %d", o.Name(), activations), parts[k]})
			}
		case *op.Bilinear:
			name := fmt.Sprintf("%s %d", o.Name(), k)
			if span := nodes[k].Param; span >= 0 {
				name = g.Params().Spans[span].Name
			}
			if len(s.plan.stages[k].in1) > 0 {
				origins = append(origins, Origin{FromInteraction, name, parts[k]})
			}
		}
	}
	if c := g.L2(); c != 0 {
		h := make([]float64, square)
		s.theta, s.us = theta, [][]float64{u}
		s.penalise(c, make([]float64, dst.Groups()), h)
		s.theta, s.us = nil, nil
		origins = append(origins, Origin{FromPenalty, "penalty", h})
	}
	for _, o := range origins {
		if o.Kind != FromPenalty { // Compute has added the penalty already
			kernel.Axpy(dst.Hbar, 1, o.Hbar)
		}
	}
	return origins
}

// split prepares for H̄ by node, n of them; 0 for the sum alone.
func (t *tangents) split(n int) {
	if n == 0 {
		t.origins = nil
		return
	}
	for len(t.origins) < n {
		t.origins = append(t.origins, make([]float64, len(t.sum.Hbar)))
	}
}
