// Package graph holds the recipe of a network, a list of nodes closed by a
// head, and the sweeps over it: values forwards, adjoints backwards. The
// recipe is immutable; a [Sweep] is its reusable workspace.
package graph

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
)

// Input, as the place of a node's argument, is the samples themselves.
const Input = -1

// Node is one op. Its argument, and its second one if there is one, are the outputs of
// earlier nodes. The list of nodes is in the order of
// computation.
type Node struct {
	Op    op.Op
	X     int // the node that it reads, or Input
	Y     int // the node of the second argument (Product, Sum); else None
	Param int // index of its span in the layout, or None
	Rows  int // rows per sample, as the op sees it
	In    int // width of an input row
	Out   int // width of an output row
	shape op.Shape
}

// None stands for an argument or a parameter that a node does not have.
const None = -2

// Dims returns the sizes of the node's application to n samples, in float64.
func (n *Node) Dims(samples int) op.Dims {
	return op.Dims{Rows: samples * n.Rows, In: n.In, Out: n.Out}
}

// Size returns how many numbers a sample has at the node's output.
func (n *Node) Size() int { return n.Rows * n.Out }

// Graph is a list of nodes with a head on the last, and the layout of its
// parameters. L2 adds ½·L2·‖θ‖² to the mean loss.
type Graph struct {
	nodes  []Node
	head   *op.Head
	params param.Layout
	in     op.Shape
	l2     float64
	trains []bool // for each node, whether a parameter acts at or before it
	uses   []int  // for each node, how many nodes read it
}

// Builder grows a graph node by node: each new node reads the present one,
// which is the last that was added or, after From, one of the earlier.
type Builder struct {
	g       Graph
	present int
}

// Build starts a graph whose samples are rows of the given width.
func Build(width int) *Builder {
	if width < 1 {
		panic(fmt.Sprintf("graph: samples of width %d", width))
	}
	return &Builder{g: Graph{in: op.Shape{Rows: 1, Width: width}}, present: Input}
}

// Shape returns the shape of the present node's output.
func (b *Builder) Shape() op.Shape { return b.shapeOf(b.present) }

func (b *Builder) shapeOf(k int) op.Shape {
	if k == Input {
		return b.g.in
	}
	return b.g.nodes[k].shape
}

// Width returns the width of the present output's rows.
func (b *Builder) Width() int { return b.Shape().Width }

// Mark returns the present node, for From and Join.
func (b *Builder) Mark() int { return b.present }

// From makes an earlier node, or Input, the present one.
func (b *Builder) From(node int) *Builder {
	b.present = node
	return b
}

// Then appends an op without parameter. It panics when the op does not take
// the present shape: the builder's caller checks its own input.
func (b *Builder) Then(o op.Op) *Builder { return b.add(o, None, None) }

// Join appends an op of two nodes, the present one and another of the same
// shape: op.Product or op.Sum.
func (b *Builder) Join(o op.Op, other int) *Builder {
	if b.Shape() != b.shapeOf(other) || other == Input {
		panic(fmt.Sprintf("graph: %s of shapes %v and %v", o.Name(), b.Shape(), b.shapeOf(other)))
	}
	return b.add(o, other, None)
}

// With appends an op with a parameter of the given name, role, layer, shape
// and initial standard deviation.
func (b *Builder) With(o op.Op, name string, role param.Role, layer int, shape []int, std float64) *Builder {
	return b.add(o, None, b.g.params.Add(name, role, layer, shape, std))
}

func (b *Builder) add(o op.Op, other, span int) *Builder {
	in := b.Shape()
	out := o.Out(in)
	if out.Rows < 1 || out.Width < 1 {
		panic(fmt.Sprintf("graph: %s does not take samples of shape %v", o.Name(), in))
	}
	n := Node{Op: o, X: b.present, Y: other, Param: span, Rows: in.Rows, In: in.Width, Out: out.Width, shape: out}
	if wholeSample(o) {
		n.Rows, n.In, n.Out = 1, in.Size(), out.Size()
	}
	trains := span != None
	for _, k := range [...]int{n.X, n.Y} {
		if k >= 0 {
			b.g.uses[k]++
			trains = trains || b.g.trains[k]
		}
	}
	b.g.nodes, b.g.trains, b.g.uses = append(b.g.nodes, n), append(b.g.trains, trains), append(b.g.uses, 0)
	b.present = len(b.g.nodes) - 1
	return b
}

// wholeSample reports whether an op sees a sample as one row.
func wholeSample(o op.Op) bool {
	switch o := o.(type) {
	case *op.Gather:
		return true
	case *op.Linear:
		return o.Sample
	}
	return false
}

// Close ends the graph with a head on the present node and returns it. It
// panics for a graph without parameters (there is nothing to train) and for
// nodes that lead nowhere.
func (b *Builder) Close(h *op.Head) *Graph {
	last := len(b.g.nodes) - 1
	if last < 0 || b.present != last || !b.g.trains[last] {
		panic("graph: the last node does not depend on a parameter")
	}
	for k, n := range b.g.uses[:last] {
		if n == 0 {
			panic(fmt.Sprintf("graph: nothing reads node %d", k))
		}
	}
	b.g.head = h
	g := b.g
	return &g
}

// Params returns the layout of θ.
func (g *Graph) Params() *param.Layout { return &g.params }

// Nodes returns the nodes, not to be changed.
func (g *Graph) Nodes() []Node { return g.nodes }

// Head returns the head.
func (g *Graph) Head() *op.Head { return g.head }

// Trains reports whether a parameter acts at or before node k. Input does not.
func (g *Graph) Trains(k int) bool { return k >= 0 && g.trains[k] }

// Uses returns how many nodes read node k.
func (g *Graph) Uses(k int) int { return g.uses[k] }

// L2 returns the factor c of the penalty ½c‖θ‖².
func (g *Graph) L2() float64 { return g.l2 }

// Penalised returns the same graph with the penalty ½c‖θ‖².
func (g *Graph) Penalised(c float64) *Graph {
	p := *g
	p.l2 = c
	return &p
}

// InWidth returns how many numbers a sample has.
func (g *Graph) InWidth() int { return g.in.Size() }

// OutWidth returns how many numbers an output has.
func (g *Graph) OutWidth() int { return g.nodes[len(g.nodes)-1].Size() }

// Batch is N samples with their targets.
type Batch struct {
	X      []float64 // N×InWidth; for images one row a position, channels side by side
	Labels []int     // N classes, for a head with classes
	Y      []float64 // N×OutWidth values, for the other heads
}

// Samples returns N for samples of the given width.
func (b *Batch) Samples(width int) int { return len(b.X) / width }

// Check returns an error unless the batch fits the graph: at least one sample,
// as many targets as samples, classes within the output's width, values within
// the head's range, all finite.
func (g *Graph) Check(b *Batch) error {
	n := len(b.X) / g.InWidth()
	switch {
	case n == 0 || n*g.InWidth() != len(b.X):
		return fmt.Errorf("graph: %d inputs are no whole number of samples of width %d", len(b.X), g.InWidth())
	case g.head.Classes && len(b.Labels) != n:
		return fmt.Errorf("graph: %d labels for %d samples", len(b.Labels), n)
	case !g.head.Classes && !g.head.Free && len(b.Y) != n*g.OutWidth():
		return fmt.Errorf("graph: %d target values for %d samples of width %d", len(b.Y), n, g.OutWidth())
	}
	if g.head.Classes {
		for i, c := range b.Labels {
			if c < 0 || c >= g.OutWidth() {
				return fmt.Errorf("graph: label %d of sample %d is not one of %d classes", c, i, g.OutWidth())
			}
		}
	}
	for i, v := range b.X {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("graph: entry %d of the input is %v", i, v)
		}
	}
	within := g.head.Range
	for i, v := range b.Y {
		switch {
		case math.IsNaN(v) || math.IsInf(v, 0):
			return fmt.Errorf("graph: entry %d of the target is %v", i, v)
		case within != [2]float64{} && !(within[0] <= v && v <= within[1]):
			return fmt.Errorf("graph: entry %d of the target is %v: %s wants values from %g to %g", i, v, g.head.Name(), within[0], within[1])
		}
	}
	return nil
}

// targets returns the targets of the samples lo ≤ i < hi.
func (g *Graph) targets(b *Batch, lo, hi int) op.Targets {
	switch {
	case g.head.Free:
		return op.Targets{}
	case g.head.Classes:
		return op.Targets{Labels: b.Labels[lo:hi]}
	}
	w := g.OutWidth()
	return op.Targets{Values: b.Y[lo*w : hi*w]}
}
