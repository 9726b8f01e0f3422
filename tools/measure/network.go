// Package measure times the engine: the networks, pieces of work timed in turns, and
// the goals with the results.
package measure

import (
	"fmt"
	"math/rand/v2"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/summary"
)

// The networks of the goals: small, wide, with convolutions, deep.
const (
	Small = "784-32-16-10"
	Wide  = "784-1024-200-100-10"
	LeNet = "lenet5"
	Deep  = "784-20x256-10"
)

// Networks lists them.
var Networks = []string{Small, Wide, LeNet, Deep}

// Network builds the network of that name: "lenet5" is LeNet-5 for images of
// 1×32×32 in ten classes, every other name lists the widths of a perceptron, the
// input's first. The hidden layers are tanh, the loss is cross-entropy.
func Network(name string) (*graph.Graph, error) {
	if name == LeNet {
		return model.LeNet(op.Image{Channels: 1, Height: 32, Width: 32}, 10, "tanh")
	}
	widths, err := setting.ParseLayers(name)
	if err != nil {
		return nil, fmt.Errorf("measure: network %q: %w", name, err)
	}
	if p := setting.Parameters(widths); p > model.MaxParams {
		return nil, fmt.Errorf("measure: network %q has %d parameters, more than %d", name, p, model.MaxParams)
	}
	return model.MLP(model.Shape{Widths: widths, Activation: "tanh", Loss: "cross-entropy"})
}

// Title is the network's name in the tables of docs/performance.md.
func Title(name string) string {
	if name == LeNet {
		return "LeNet-5 (1×32×32)"
	}
	return name
}

// Problem is a network with a point θ and a batch, ready to be timed. The
// direction of its summaries is the gradient, their partition canonical unless
// said otherwise.
type Problem struct {
	Graph *graph.Graph
	Theta []float64
	U     []float64 // the gradient at Theta
	Batch *graph.Batch

	grad   []float64
	sweep  *graph.Sweep
	second *summary.Sweep
	sum    *summary.Summary
}

// NewProblem draws θ by the network's own initialisation with the biases off 0,
// and the batch: inputs even in [0, 1), labels even over the classes. The same
// seed gives the same problem.
func NewProblem(g *graph.Graph, samples int, seed uint64) *Problem {
	rng := rand.New(rand.NewPCG(seed, 0))
	size := g.Params().Size()
	p := &Problem{Graph: g, Theta: make([]float64, size), U: make([]float64, size), grad: make([]float64, size),
		Batch: &graph.Batch{X: make([]float64, samples*g.InWidth()), Labels: make([]int, samples)},
		sweep: graph.NewSweep(g)}
	g.Params().Init(p.Theta, rng)
	for i := range g.Params().Spans {
		if s := &g.Params().Spans[i]; s.Std == 0 {
			for j := range s.Of(p.Theta) {
				s.Of(p.Theta)[j] = 0.1 * rng.NormFloat64()
			}
		}
	}
	for i := range p.Batch.X {
		p.Batch.X[i] = rng.Float64()
	}
	for i := range p.Batch.Labels {
		p.Batch.Labels[i] = rng.IntN(g.OutWidth())
	}
	p.sweep.Gradient(p.U, p.Theta, p.Batch)
	p.Partition(partition.Canonical(g.Params()))
	return p
}

// Partition makes the summaries those of another partition.
func (p *Problem) Partition(part *partition.Partition) {
	p.sum, p.second = summary.New(part.Len()), summary.NewSweep(p.sweep, part)
}

// In makes the matrix products of gradients and summaries those of another
// precision; a new problem has float64.
func (p *Problem) In(precision kernel.Precision) { p.sweep.Precision = precision }

// Gradient computes ∂L/∂θ.
func (p *Problem) Gradient() { p.sweep.Gradient(p.grad, p.Theta, p.Batch) }

// Slope returns what Gradient wrote.
func (p *Problem) Slope() []float64 { return p.grad }

// Summary computes ḡ, H̄ and D³, in memory that the next call writes again.
func (p *Problem) Summary() *summary.Summary {
	p.second.Compute(p.sum, p.Theta, p.U, p.Batch)
	return p.sum
}

// Normal draws n numbers.
func Normal(rng *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	return x
}

// Operations returns how many floating-point operations the matrix products of
// a gradient are, with samples in the batch. A layer with weights of in×out is
// 2·rows·in·out for its outputs, as many for the derivative in its weights, and
// as many again for the derivative in its inputs where a parameter acts before
// it; rows are the samples, or samples × positions of a convolution. Biases,
// activations, pooling and the loss are not counted.
func Operations(g *graph.Graph, samples int) float64 {
	total := 0.0
	for k := range g.Nodes() {
		node := &g.Nodes()[k]
		if _, product := node.Op.(*op.Bilinear); !product || node.Param < 0 {
			continue
		}
		times := 2.0
		if g.Trains(node.X) {
			times = 3
		}
		total += times * 2 * float64(samples) * g.Products(k)
	}
	return total
}
