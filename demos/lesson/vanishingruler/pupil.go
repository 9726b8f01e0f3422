package vanishingruler

import (
	"math/rand/v2"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

// samples of the moons, and hidden units: few, so that every number has its
// place; enough, so that no entry of H̄ is 0 by chance.
const samples, hidden = 40, 3

// tensors are the network's, in the order of θ, with their names on the screen.
var tensors = []struct{ name, span string }{
	{"W₁", "layers.0.weight"}, {"b₁", "layers.0.bias"}, {"W₂", "layers.1.weight"}, {"b₂", "layers.1.bias"},
}

// first, second layer's tensors by their place.
const w1, b1, w2, b2 = 0, 1, 2, 3

// task is the network of one loss and activation, f(xW₁ᵀ + b₁)W₂ᵀ + b₂.
type task struct {
	graph  *graph.Graph
	batch  graph.Batch
	sweep  *graph.Sweep
	groups map[string]*division
}

// division is one partition of the network.
type division struct {
	*partition.Partition
	summary *summary.Sweep
	holds   [][]int // the tensors of each group
}

// partitions by the values of the control.
var partitions = map[string]func(*task) *partition.Partition{
	"canonical":      func(p *task) *partition.Partition { return partition.Canonical(p.graph.Params()) },
	"per-layer":      func(p *task) *partition.Partition { return partition.PerLayer(p.graph.Params()) },
	"weights-biases": func(p *task) *partition.Partition { return partition.WeightsBiases(p.graph.Params()) },
	"trivial":        func(p *task) *partition.Partition { return partition.Trivial(p.graph.Params()) },
}

// newPupil builds the network on two moons.
func newPupil(loss, activation string) (*task, error) {
	set, err := data.Toy("moons", samples, 2, 0.1, rand.NewPCG(1, 1))
	if err != nil {
		return nil, err
	}
	g, err := model.MLP(model.Shape{Widths: []int{2, hidden, 2}, Activation: activation, Loss: loss})
	if err != nil {
		return nil, err
	}
	p := &task{graph: g, groups: map[string]*division{}}
	index := make([]int, samples)
	for i := range index {
		index[i] = i
	}
	p.batch.X = make([]float64, 2*samples)
	if loss == crossed {
		p.batch.Labels = make([]int, samples)
		set.Gather(p.batch.X, p.batch.Labels, index)
	} else {
		set.Gather(p.batch.X, nil, index)
		p.batch.Y = make([]float64, 2*samples)
		set.Targets(p.batch.Y, index)
	}
	if err := g.Check(&p.batch); err != nil {
		return nil, err
	}
	p.sweep = graph.NewSweep(g)
	return p, nil
}

// divide returns the partition of that name.
func (p *task) divide(name string) *division {
	if d := p.groups[name]; d != nil {
		return d
	}
	d := &division{Partition: partitions[name](p)}
	d.summary = summary.NewSweep(p.sweep, d.Partition)
	layout := p.graph.Params()
	for s := range d.Len() {
		var holds []int
		for k, tensor := range tensors {
			i, _ := layout.Find(tensor.span)
			at := layout.Spans[i].Offset
			for _, r := range d.Group(s).Ranges {
				if at >= r.Lo && at < r.Hi {
					holds = append(holds, k)
				}
			}
		}
		d.holds = append(d.holds, holds)
	}
	p.groups[name] = d
	return d
}

// start writes the first θ: drawn from the seed, the hidden biases as given.
func (p *task) start(seed uint64, bias float64) []float64 {
	layout := p.graph.Params()
	theta := make([]float64, layout.Size())
	layout.Init(theta, rand.New(rand.NewPCG(seed, 0)))
	i, _ := layout.Find(tensors[b1].span)
	for k := range layout.Spans[i].Of(theta) {
		layout.Spans[i].Of(theta)[k] = bias
	}
	return theta
}
