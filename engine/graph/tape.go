package graph

import (
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/op"
)

// Tape is the workspace for one chunk of samples: the value of every node
// and, after Backward, its adjoint λ = ∂L/∂(output of the node).
type Tape struct {
	Precision kernel.Precision // of the matrix products

	g      *Graph
	n      int // samples on the tape
	room   int // samples that fit
	input  []float64
	value  [][]float64
	lambda [][]float64
	spill  []float64 // an addend of the adjoint of a node that several others read
	state  []float64
	slopes []Slopes
	places [][]int32 // of the nodes that gather
}

// Slopes holds, entry by entry for a pointwise node, what its tangents need:
// f' and f″, and the second and third derivative times the adjoint.
type Slopes struct{ D1, D2, Q2, Q3 []float64 }

// NewTape returns an empty tape for g.
func NewTape(g *Graph) *Tape { return &Tape{g: g} }

// fit makes room for n samples.
func (t *Tape) fit(n int) {
	if n <= t.room {
		return
	}
	t.room = n
	nodes := t.g.nodes
	t.value, t.lambda = make([][]float64, len(nodes)), make([][]float64, len(nodes))
	t.slopes, t.places = make([]Slopes, len(nodes)), make([][]int32, len(nodes))
	spill := 0
	for k := range nodes {
		size := n * nodes[k].Size()
		if t.g.uses[k] > 1 {
			spill = max(spill, size)
		}
		if t.g.shares(k) {
			t.value[k], t.lambda[k] = t.value[nodes[k].X], t.lambda[nodes[k].X]
			continue
		}
		t.value[k], t.lambda[k] = make([]float64, size), make([]float64, size)
		switch o := nodes[k].Op.(type) {
		case *op.Pointwise:
			s := &t.slopes[k]
			s.D1 = make([]float64, size)
			if o.Curved {
				s.D2, s.Q2, s.Q3 = make([]float64, size), make([]float64, size), make([]float64, size)
			}
		case *op.Gather:
			if o.Choose != nil {
				t.places[k] = make([]int32, size)
			}
		}
	}
	t.spill = make([]float64, spill)
	last := nodes[len(nodes)-1]
	t.state = make([]float64, n*last.Rows*t.g.head.State(last.Out))
}

// shares reports whether node k may use the memory of the node it reads: it only
// shifts its input, whose value no other node reads.
func (g *Graph) shares(k int) bool {
	x := g.nodes[k].X
	if l, ok := g.nodes[k].Op.(*op.Linear); !ok || !l.Unit || x < 0 || g.uses[x] != 1 {
		return false
	}
	b, ok := g.nodes[x].Op.(*op.Bilinear)
	return ok && b != nil
}

// Samples returns the number of samples on the tape.
func (t *Tape) Samples() int { return t.n }

// Dims returns the sizes of node k's application to the tape's samples.
func (t *Tape) Dims(k int) op.Dims {
	d := t.g.nodes[k].Dims(t.n)
	d.Precision = t.Precision
	return d
}

// Input returns what node k reads: rows of width Nodes()[k].In.
func (t *Tape) Input(k int) []float64 {
	if x := t.g.nodes[k].X; x >= 0 {
		return t.Value(x)
	}
	return t.input
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

// Places returns the places of the gathering node k.
func (t *Tape) Places(k int) []int32 {
	g := t.g.nodes[k].Op.(*op.Gather)
	if g.Choose == nil {
		return g.Places(nil, nil, op.Dims{})
	}
	return t.places[k][:t.n*t.g.nodes[k].Size()]
}

// State returns the head's state.
func (t *Tape) State() []float64 { return t.state }

func (t *Tape) cut(x []float64, k int) []float64 { return x[:t.n*t.g.nodes[k].Size()] }

// Second returns the second argument of node k: its parameter, cut from a
// vector laid out like θ, or another node's value.
func (t *Tape) Second(k int, theta []float64) []float64 {
	if y := t.g.nodes[k].Y; y >= 0 {
		return t.Value(y)
	}
	return t.g.Span(k, theta)
}

// Span returns node k's part of a vector laid out like θ.
func (g *Graph) Span(k int, theta []float64) []float64 {
	return g.params.Spans[g.nodes[k].Param].Of(theta)
}

// Forward computes the values for the samples x and returns the outputs.
func (t *Tape) Forward(theta, x []float64) []float64 {
	n := len(x) / t.g.InWidth()
	t.fit(n)
	t.n, t.input = n, x
	for k := range t.g.nodes {
		node := &t.g.nodes[k]
		d, in, out := t.Dims(k), t.Input(k), t.Value(k)
		switch o := node.Op.(type) {
		case *op.Linear:
			o.Apply(out, in, d)
			if o.Param != nil {
				o.Param(out, t.g.Span(k, theta), d)
			}
		case *op.Gather:
			o.Apply(out, in, o.Places(t.places[k][:min(len(t.places[k]), len(out))], in, d), d)
		case op.Sum:
			for i, v := range t.Value(node.Y) {
				out[i] = o.A*in[i] + o.B*v
			}
		case *op.Bilinear:
			clear(out)
			o.Mul(out, in, t.Second(k, theta), d)
		case *op.Pointwise:
			o.Values(out, in)
		}
	}
	return t.Value(len(t.g.nodes) - 1)
}

// Loss returns weight·Σ ℓ over the samples of the last Forward and starts the
// adjoints.
func (t *Tape) Loss(targets op.Targets, weight float64) float64 {
	k := len(t.g.nodes) - 1
	return t.g.head.Loss(t.Adjoint(k), t.state, t.Value(k), targets, t.HeadDims(), weight)
}

// HeadDims returns the sizes of the head's application.
func (t *Tape) HeadDims() op.Dims {
	last := &t.g.nodes[len(t.g.nodes)-1]
	return op.Dims{Rows: t.n * last.Rows, In: last.Out, Out: 1}
}

// Backward computes the adjoints of all nodes that depend on a parameter. If
// grad is not nil the derivatives in the parameters are added to it; if curved,
// the slopes of the pointwise nodes are kept for tangents.
func (t *Tape) Backward(grad, theta []float64, curved bool) {
	for k := range t.g.nodes[:len(t.g.nodes)-1] {
		if t.g.uses[k] > 1 {
			clear(t.Adjoint(k))
		}
	}
	for k := len(t.g.nodes) - 1; k >= 0; k-- {
		if t.g.trains[k] {
			t.pull(k, grad, theta, curved)
		}
	}
}

// pull takes the adjoint of node k to its arguments.
func (t *Tape) pull(k int, grad, theta []float64, curved bool) {
	node := &t.g.nodes[k]
	d, dy := t.Dims(k), t.Adjoint(k)
	switch o := node.Op.(type) {
	case *op.Linear:
		if grad != nil && o.ParamAdjoint != nil {
			o.ParamAdjoint(t.g.Span(k, grad), dy, d)
		}
		if dx, ok := t.open(node.X); ok {
			o.Adjoint(dx, dy, d)
			t.shut(node.X)
		}
	case *op.Gather:
		if dx, ok := t.open(node.X); ok {
			clear(dx)
			o.Adjoint(dx, dy, t.Places(k), d)
			t.shut(node.X)
		}
	case op.Sum:
		t.share(node.X, o.A, dy)
		t.share(node.Y, o.B, dy)
	case *op.Bilinear:
		if grad != nil && node.Param >= 0 {
			o.Right(t.g.Span(k, grad), dy, t.Input(k), d)
		}
		if dx, ok := t.open(node.X); ok {
			clear(dx)
			o.Left(dx, dy, t.Second(k, theta), d)
			t.shut(node.X)
		}
		if dw, ok := t.open(node.Y); ok {
			clear(dw)
			o.Right(dw, dy, t.Input(k), d)
			t.shut(node.Y)
		}
	case *op.Pointwise:
		dx, _ := t.open(node.X) // a pointwise node has no parameter: X trains as well
		in, out, s := t.Input(k), t.Value(k), t.Slopes(k)
		if curved && o.Curved {
			o.Pull3(dx, s.D1, s.D2, s.Q2, s.Q3, in, out, dy)
		} else {
			o.Pull1(dx, s.D1, in, out, dy)
		}
		t.shut(node.X)
	}
}

// open returns where to write the adjoint for node x, if it is needed: its own place,
// or t.spill if other nodes add to it as well.
func (t *Tape) open(x int) (dx []float64, ok bool) {
	switch {
	case !t.g.Trains(x):
		return nil, false
	case t.g.uses[x] > 1:
		return t.cut(t.spill, x), true
	}
	return t.Adjoint(x), true
}

// shut adds t.spill, if open returned it.
func (t *Tape) shut(x int) {
	if t.g.uses[x] > 1 {
		kernel.Axpy(t.Adjoint(x), 1, t.cut(t.spill, x))
	}
}

// share writes the adjoint of an addend of a sum.
func (t *Tape) share(x int, factor float64, dy []float64) {
	if dx, ok := t.open(x); ok {
		for i, v := range dy {
			dx[i] = factor * v
		}
		t.shut(x)
	}
}
