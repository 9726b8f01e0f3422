// Package graph holds the recipe of a network, a chain of ops closed by a
// head, and the sweeps over it: values forwards, adjoints backwards. The
// recipe is immutable; a [Sweep] is its reusable workspace.
package graph

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
)

// Node is one op of the chain. It reads the output of the node before it; the
// first reads the input.
type Node struct {
	Op    op.Op
	Param int // index of its span in the layout, or -1
	Rows  int // rows per sample
	In    int // width of an input row
	Out   int // width of an output row
}

// Dims returns the sizes of the node's application to n samples.
func (n *Node) Dims(samples int) op.Dims {
	return op.Dims{Rows: samples * n.Rows, In: n.In, Out: n.Out}
}

// Graph is a chain of nodes with a head, and the layout of its parameters.
type Graph struct {
	nodes  []Node
	head   *op.Head
	params param.Layout
	in     int
	first  int // the first node with a parameter: adjoints stop there
}

// Builder grows a graph node by node.
type Builder struct{ g Graph }

// Build starts a graph whose samples have the given width.
func Build(width int) *Builder {
	if width < 1 {
		panic(fmt.Sprintf("graph: samples of width %d", width))
	}
	return &Builder{g: Graph{in: width, first: -1}}
}

// Width returns the width of the chain's present output.
func (b *Builder) Width() int {
	if n := len(b.g.nodes); n > 0 {
		return b.g.nodes[n-1].Out
	}
	return b.g.in
}

// Then appends an op without parameter. It panics when the op does not take
// the present width: the builder's caller checks its own input.
func (b *Builder) Then(o op.Op) *Builder { return b.add(o, -1) }

// With appends an op with a parameter of the given name, role, layer, shape
// and initial standard deviation.
func (b *Builder) With(o op.Op, name string, role param.Role, layer int, shape []int, std float64) *Builder {
	return b.add(o, b.g.params.Add(name, role, layer, shape, std))
}

func (b *Builder) add(o op.Op, span int) *Builder {
	in := b.Width()
	out := o.Out(in)
	if out < 1 {
		panic(fmt.Sprintf("graph: %s does not take rows of width %d", o.Name(), in))
	}
	if span >= 0 && b.g.first < 0 {
		b.g.first = len(b.g.nodes)
	}
	b.g.nodes = append(b.g.nodes, Node{Op: o, Param: span, Rows: 1, In: in, Out: out})
	return b
}

// Close ends the chain with a head and returns the graph. It panics for a
// graph without parameters: there is nothing to train.
func (b *Builder) Close(h *op.Head) *Graph {
	if b.g.first < 0 {
		panic("graph: no parameters")
	}
	b.g.head = h
	g := b.g
	return &g
}

// Params returns the layout of θ.
func (g *Graph) Params() *param.Layout { return &g.params }

// Nodes returns the chain, not to be changed.
func (g *Graph) Nodes() []Node { return g.nodes }

// Head returns the head.
func (g *Graph) Head() *op.Head { return g.head }

// InWidth returns the width of a sample.
func (g *Graph) InWidth() int { return g.in }

// OutWidth returns the width of an output.
func (g *Graph) OutWidth() int { return g.nodes[len(g.nodes)-1].Out }

// Batch is N samples with their targets.
type Batch struct {
	X      []float64 // N×InWidth
	Labels []int     // N classes, for a head with classes
	Y      []float64 // N×OutWidth values, for the other heads
}

// Samples returns N for samples of the given width.
func (b *Batch) Samples(width int) int { return len(b.X) / width }

// Check returns an error unless the batch fits the graph: at least one sample,
// as many targets as samples, classes within the output's width, all finite.
func (g *Graph) Check(b *Batch) error {
	n := len(b.X) / g.in
	switch {
	case n == 0 || n*g.in != len(b.X):
		return fmt.Errorf("graph: %d inputs are no whole number of samples of width %d", len(b.X), g.in)
	case g.head.Classes && len(b.Labels) != n:
		return fmt.Errorf("graph: %d labels for %d samples", len(b.Labels), n)
	case !g.head.Classes && len(b.Y) != n*g.OutWidth():
		return fmt.Errorf("graph: %d target values for %d samples of width %d", len(b.Y), n, g.OutWidth())
	}
	if g.head.Classes {
		for i, c := range b.Labels {
			if c < 0 || c >= g.OutWidth() {
				return fmt.Errorf("graph: label %d of sample %d is not one of %d classes", c, i, g.OutWidth())
			}
		}
	}
	for _, values := range [...][]float64{b.X, b.Y} {
		for i, v := range values {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("graph: entry %d of the batch is %v", i, v)
			}
		}
	}
	return nil
}

// targets returns the targets of the samples lo ≤ i < hi.
func (g *Graph) targets(b *Batch, lo, hi int) op.Targets {
	if g.head.Classes {
		return op.Targets{Labels: b.Labels[lo:hi]}
	}
	w := g.OutWidth()
	return op.Targets{Values: b.Y[lo*w : hi*w]}
}
