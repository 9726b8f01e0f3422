// Package perceptron has the small networks that lessons train: a perceptron, a toy
// set that it learns, and their loss on all samples at once, so that a run has
// no noise and depends on its settings alone.
package perceptron

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Settings describe a network and its task.
type Settings struct {
	Toy        string  // a name of data.ToyNames with two classes
	Samples    int     // of the toy
	Noise      float64 // of its points
	Widths     []int   // input, hidden layers, output
	Activation string
	Loss       string
	Partition  string    // as partition.Parse reads it
	Seed       uint64    // of the points and of the start
	Points     *rand.PCG // draws the points; nil: the seed does
}

// Task is a network with its samples. It is an optim.Objective whose every
// batch is all of them. It serves one goroutine.
type Task struct {
	Graph *graph.Graph
	Part  *partition.Partition
	Batch graph.Batch // all samples
	Class []int       // of each sample, for every loss; nil for a batch given to Of

	start   []float64
	sweep   *graph.Sweep
	summary *summary.Sweep
}

var _ optim.Objective = (*Task)(nil)

// Streams of the seed: the points and the first weights use different ones.
const (
	pointStream = iota
	startStream
)

// New builds the network and draws the samples and the start. The error says
// which setting is impossible.
func New(s Settings) (*Task, error) {
	if s.Points == nil {
		s.Points = rand.NewPCG(s.Seed, pointStream)
	}
	set, err := data.Toy(s.Toy, s.Samples, 2, s.Noise, s.Points)
	if err != nil {
		return nil, err
	}
	g, err := model.MLP(model.Shape{Widths: s.Widths, Activation: s.Activation, Loss: s.Loss})
	if err != nil {
		return nil, err
	}
	if g.InWidth() != set.Width() || g.OutWidth() != set.Outputs() {
		return nil, fmt.Errorf("perceptron: a network %v for points of the plane in two classes", s.Widths)
	}
	part, err := partition.Parse(s.Partition, g.Params())
	if err != nil {
		return nil, err
	}
	index := make([]int, set.Len())
	for i := range index {
		index[i] = i
	}
	b, class := graph.Batch{X: make([]float64, set.Len()*set.Width())}, make([]int, set.Len())
	set.Gather(b.X, class, index)
	if g.Head().Classes {
		b.Labels = class
	} else {
		b.Y = make([]float64, set.Len()*set.Outputs())
		set.Targets(b.Y, index)
	}
	start := make([]float64, g.Params().Size())
	g.Params().Init(start, rand.New(rand.NewPCG(s.Seed, startStream)))
	p := Of(g, b, part, start)
	p.Class = class
	return p, nil
}

// Of returns the task of learning a batch with any graph. It keeps its arguments;
// the partition must be of the graph's parameters.
func Of(g *graph.Graph, b graph.Batch, part *partition.Partition, start []float64) *Task {
	sweep := graph.NewSweep(g)
	return &Task{Graph: g, Part: part, Batch: b, start: start, sweep: sweep, summary: summary.NewSweep(sweep, part)}
}

// Start returns a copy of the parameters to begin with.
func (p *Task) Start() []float64 { return slices.Clone(p.start) }

// Loss returns the mean loss over the samples.
func (p *Task) Loss(theta []float64) float64 { return p.sweep.Loss(theta, &p.Batch) }

// Sweep returns the workspace of the graph.
func (p *Task) Sweep() *graph.Sweep { return p.sweep }

// GroupOf returns the group of the parameter k.
func (p *Task) GroupOf(k int) int {
	for s := range p.Part.Len() {
		for _, r := range p.Part.Group(s).Ranges {
			if k >= r.Lo && k < r.Hi {
				return s
			}
		}
	}
	panic("perceptron: a partition has every parameter")
}

// Point returns the i-th sample.
func (p *Task) Point(i int) plot.XY {
	return plot.XY{X: p.Batch.X[2*i], Y: p.Batch.X[2*i+1]}
}

// Window returns a window around all samples.
func (p *Task) Window() plot.Window {
	var points []plot.XY
	for i := range p.Class {
		points = append(points, p.Point(i))
	}
	return plot.Around(points, 0.12)
}

// Probabilities returns the probability of class 1 at the n×n corners of a grid
// over a window, as plot.Field has them.
func (p *Task) Probabilities(theta []float64, w plot.Window, n int) []float64 {
	var f plot.Field
	var x []float64
	f.Sample(n, n, w, func(a, b float64) float64 {
		x = append(x, a, b)
		return 0
	})
	out := p.Outputs(theta, x)
	for k := range f.Values {
		f.Values[k] = op.Sigmoid.Value(out[2*k+1] - out[2*k]) // the softmax of two
	}
	return f.Values
}

// Pick copies the samples of those indices to dst.
func (p *Task) Pick(dst *graph.Batch, index []int) {
	in, out := p.Graph.InWidth(), p.Graph.OutWidth()
	dst.X, dst.Y, dst.Labels = dst.X[:0], dst.Y[:0], dst.Labels[:0]
	for _, i := range index {
		dst.X = append(dst.X, p.Batch.X[i*in:(i+1)*in]...)
		if p.Batch.Labels != nil {
			dst.Labels = append(dst.Labels, p.Batch.Labels[i])
		} else {
			dst.Y = append(dst.Y, p.Batch.Y[i*out:(i+1)*out]...)
		}
	}
}

// Outputs returns the outputs of the network for the inputs x, one row for each
// sample.
func (p *Task) Outputs(theta, x []float64) []float64 {
	n := len(x) / p.Graph.InWidth()
	out := make([]float64, n*p.Graph.OutWidth())
	// Evaluate needs targets; the loss is not used.
	b := graph.Batch{X: x}
	if p.Graph.Head().Classes {
		b.Labels = make([]int, n)
	} else {
		b.Y = make([]float64, len(out))
	}
	p.sweep.Evaluate(out, theta, &b)
	return out
}

// Gradient implements optim.Objective.
func (p *Task) Gradient(dst, theta []float64) float64 {
	return p.sweep.Gradient(dst, theta, &p.Batch)
}

// Summarise implements optim.Objective.
func (p *Task) Summarise(dst *summary.Summary, theta, u []float64) {
	p.summary.Compute(dst, theta, u, &p.Batch)
}

// SummaryLoss implements optim.Objective.
func (p *Task) SummaryLoss(theta []float64) float64 { return p.Loss(theta) }

// Spread implements optim.Objective.
func (p *Task) Spread(dst, eta, u []float64) { p.Part.Spread(dst, eta, u) }

// Len implements optim.Objective.
func (p *Task) Len() int { return p.Part.Size() }

// Groups implements optim.Objective.
func (p *Task) Groups() int { return p.Part.Len() }
