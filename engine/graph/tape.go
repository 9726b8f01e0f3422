package graph

import (
	"github.com/cauchy-newton/playground/engine/op"
)

// Tape is the workspace for one chunk of samples: the value of every node
// and, after Backward, its adjoint λ = ∂L/∂(output of the node).
type Tape struct {
	g      *Graph
	n      int // samples on the tape
	room   int // samples that fit
	input  []float64
	value  [][]float64
	lambda [][]float64
	state  []float64
	slopes []Slopes
}

// Slopes holds, entry by entry for a pointwise node, what its tangents need:
// f' and f″, and the second and third derivative times the adjoint.
type Slopes struct{ D1, D2, Q2, Q3 []float64 }

// NewTape returns an empty tape for g.
func NewTape(g *Graph) *Tape { return &Tape{g: g} }

// fit makes room for n samples. A node that only shifts its input shares the
// memory of the node before it, unless that one still needs its own value.
func (t *Tape) fit(n int) {
	if n <= t.room {
		return
	}
	t.room = n
	nodes := t.g.nodes
	t.value, t.lambda = make([][]float64, len(nodes)), make([][]float64, len(nodes))
	t.slopes = make([]Slopes, len(nodes))
	for k := range nodes {
		size := n * nodes[k].Rows * nodes[k].Out
		if l, ok := nodes[k].Op.(*op.Linear); ok && l.Unit && k > 0 && bilinear(nodes[k-1].Op) {
			t.value[k], t.lambda[k] = t.value[k-1], t.lambda[k-1]
			continue
		}
		t.value[k], t.lambda[k] = make([]float64, size), make([]float64, size)
		if f, ok := nodes[k].Op.(*op.Pointwise); ok {
			s := &t.slopes[k]
			s.D1 = make([]float64, size)
			if f.Curved {
				s.D2, s.Q2, s.Q3 = make([]float64, size), make([]float64, size), make([]float64, size)
			}
		}
	}
	last := nodes[len(nodes)-1]
	t.state = make([]float64, n*last.Rows*t.g.head.State(last.Out))
}

func bilinear(o op.Op) bool {
	_, ok := o.(*op.Bilinear)
	return ok
}

// Samples returns the number of samples on the tape.
func (t *Tape) Samples() int { return t.n }

// Input returns the input of node k: rows of width Nodes()[k].In.
func (t *Tape) Input(k int) []float64 {
	if k == 0 {
		return t.input
	}
	return t.Value(k - 1)
}

// Value returns the output of node k.
func (t *Tape) Value(k int) []float64 { return t.cut(t.value[k], k) }

// Adjoint returns λ of node k's output.
func (t *Tape) Adjoint(k int) []float64 { return t.cut(t.lambda[k], k) }

// Slopes returns the slopes of the pointwise node k, after a curved Backward.
func (t *Tape) Slopes(k int) Slopes {
	s := t.slopes[k]
	s.D1 = t.cut(s.D1, k)
	if s.D2 != nil {
		s.D2, s.Q2, s.Q3 = t.cut(s.D2, k), t.cut(s.Q2, k), t.cut(s.Q3, k)
	}
	return s
}

// State returns the head's state.
func (t *Tape) State() []float64 { return t.state }

func (t *Tape) cut(x []float64, k int) []float64 {
	return x[:t.n*t.g.nodes[k].Rows*t.g.nodes[k].Out]
}

// span returns node k's part of a vector laid out like θ.
func (g *Graph) span(k int, theta []float64) []float64 {
	return g.params.Spans[g.nodes[k].Param].Of(theta)
}

// Forward computes the values for the samples x and returns the outputs.
func (t *Tape) Forward(theta, x []float64) []float64 {
	t.fit(len(x) / t.g.in)
	t.n, t.input = len(x)/t.g.in, x
	for k := range t.g.nodes {
		node := &t.g.nodes[k]
		d, in, out := node.Dims(t.n), t.Input(k), t.Value(k)
		switch o := node.Op.(type) {
		case *op.Linear:
			o.Apply(out, in, d)
			if o.Param != nil {
				o.Param(out, t.g.span(k, theta), d)
			}
		case *op.Bilinear:
			clear(out)
			o.Mul(out, in, t.g.span(k, theta), d)
		case *op.Pointwise:
			for i, v := range in {
				out[i] = o.Value(v)
			}
		}
	}
	return t.Value(len(t.g.nodes) - 1)
}

// Loss returns weight·Σ ℓ over the samples of the last Forward and starts the
// adjoints.
func (t *Tape) Loss(targets op.Targets, weight float64) float64 {
	k := len(t.g.nodes) - 1
	return t.g.head.Loss(t.Adjoint(k), t.state, t.Value(k), targets, t.headDims(), weight)
}

func (t *Tape) headDims() op.Dims {
	last := &t.g.nodes[len(t.g.nodes)-1]
	return op.Dims{Rows: t.n * last.Rows, In: last.Out, Out: 1}
}

// Backward computes the adjoints of all nodes down to the first parameter. If
// grad is not nil the derivatives in the parameters are added to it; if curved,
// the slopes of the pointwise nodes are kept for tangents.
func (t *Tape) Backward(grad, theta []float64, curved bool) {
	for k := len(t.g.nodes) - 1; k >= t.g.first; k-- {
		node := &t.g.nodes[k]
		d, dy := node.Dims(t.n), t.Adjoint(k)
		var dx []float64
		if k > t.g.first {
			dx = t.Adjoint(k - 1)
		}
		switch o := node.Op.(type) {
		case *op.Linear:
			if grad != nil && o.ParamAdjoint != nil {
				o.ParamAdjoint(t.g.span(k, grad), dy, d)
			}
			if dx != nil {
				o.Adjoint(dx, dy, d)
			}
		case *op.Bilinear:
			if grad != nil {
				o.Right(t.g.span(k, grad), dy, t.Input(k), d)
			}
			if dx != nil {
				clear(dx)
				o.Left(dx, dy, t.g.span(k, theta), d)
			}
		case *op.Pointwise:
			t.slope(k, o, dx, dy, curved && o.Curved)
		}
	}
}

// slope computes the slopes of the pointwise node k and dx = f'·dy.
func (t *Tape) slope(k int, f *op.Pointwise, dx, dy []float64, curved bool) {
	in, out, s := t.Input(k), t.Value(k), t.Slopes(k)
	if !curved {
		for i, v := range in {
			d1, _, _ := f.Slopes(v, out[i])
			s.D1[i] = d1
			dx[i] = d1 * dy[i]
		}
		return
	}
	for i, v := range in {
		d1, d2, d3 := f.Slopes(v, out[i])
		l := dy[i]
		s.D1[i], s.D2[i] = d1, d2
		s.Q2[i], s.Q3[i] = l*d2, l*d3
		dx[i] = d1 * l
	}
}
