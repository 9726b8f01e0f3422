package exchange

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/tensor"
)

// Point is a Network at its parameters: graph, θ, batch, direction u, and the loss
// and gradient there.
type Point struct {
	Graph     *graph.Graph
	Batch     *graph.Batch
	Theta     []float64
	Direction []float64
	Loss      float64
	Gradient  []float64

	network *Network
	sweep   *graph.Sweep
}

// Point builds the network at its parameters. A file without a direction means
// the gradient.
func (n *Network) Point() (*Point, error) { return n.PointIn(kernel.Float64) }

// PointIn is Point with matrix products in a precision.
func (n *Network) PointIn(precision kernel.Precision) (*Point, error) {
	g, err := n.Graph()
	if err != nil {
		return nil, err
	}
	p := &Point{Graph: g, Gradient: make([]float64, g.Params().Size()), network: n, sweep: graph.NewSweep(g)}
	p.sweep.Precision = precision
	if p.Batch, err = n.Batch(g); err != nil {
		return nil, err
	}
	if p.Theta, err = values(g.Params(), "params", n.Params); err != nil {
		return nil, err
	}
	p.Loss = p.sweep.Gradient(p.Gradient, p.Theta, p.Batch)
	if p.Direction = p.Gradient; n.Direction != nil {
		if p.Direction, err = values(g.Params(), "direction", n.Direction); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// Sweep returns the workspace that the point was computed with.
func (p *Point) Sweep() *graph.Sweep { return p.sweep }

// Output returns the outputs of the file's ops for the batch, row by row: the log
// probabilities or probabilities where the graph's head starts from logits.
func (p *Point) Output() []float64 {
	width := p.Graph.OutWidth()
	out := make([]float64, p.Batch.Samples(p.Graph.InWidth())*width)
	p.sweep.Evaluate(out, p.Theta, p.Batch)
	switch p.Graph.Head() {
	case op.Output:
		return []float64{floats.Sum(out[:width])} // every sample repeats it
	case op.BinaryCrossEntropy:
		for i, v := range out {
			out[i] = op.Sigmoid.Value(v)
		}
	case op.CrossEntropy:
		for row := range slices.Chunk(out, width) {
			top := floats.MaxIdx(row)
			m, rest := row[top], 0.0
			for c := range row {
				if row[c] -= m; c != top {
					rest += math.Exp(row[c])
				}
			}
			floats.AddConst(-math.Log1p(rest), row)
		}
	}
	return out
}

// Tensors cuts a vector laid out like θ into tensors, in the order of the
// file's params.
func (p *Point) Tensors(x []float64) []tensor.Tensor {
	return cut(p.Graph.Params(), x, p.network.Params)
}

func cut(l *param.Layout, x []float64, order []tensor.Tensor) []tensor.Tensor {
	var out []tensor.Tensor
	for _, t := range order {
		i, _ := l.Find(t.Name) // Flatten has found it
		out = append(out, tensor.Tensor{Name: t.Name, Shape: t.Shape, Data: l.Spans[i].Of(x)})
	}
	return out
}

// Partition returns the partition that a text means: the name of one of the
// file's cases, or the text form of partition.Parse. The empty text is the
// first case, and the canonical partition for a file without one.
func (p *Point) Partition(text string) (*partition.Partition, error) {
	l := p.Graph.Params()
	for _, c := range p.network.stored() {
		if text == "" || c.Partition == text {
			return Groups(l, c.Groups)
		}
	}
	if text == "" {
		return partition.Canonical(l), nil
	}
	return partition.Parse(text, l)
}

// stored returns the cases of a file; the one partition of schema diffn/1 is
// one, too.
func (n *Network) stored() []Case {
	if len(n.Cases) == 0 && n.Groups != nil {
		return []Case{{Partition: "canonical", Groups: n.Groups}}
	}
	return n.Cases
}
