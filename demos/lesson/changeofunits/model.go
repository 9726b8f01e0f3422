package changeofunits

import (
	"math/rand/v2"

	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/partition"
)

// model is what is trained.
type model struct {
	name, label string
	build       func(seed uint64) (*perceptron.Task, error)
	across, up  string      // the two parameters of the picture, as it writes them
	view        plot.Window // the interesting part of the plane; the zero value: where the run goes
	cells       int         // nodes of a side of the grid on which the loss is known
}

var models = []model{
	{"two", "two weights: W₂ tanh(W₁x)", two, "W₁", "W₂", plot.Window{Lo: plot.XY{X: -0.3, Y: -0.3}, Hi: plot.XY{X: 3.4, Y: 1.9}}, 97},
	{"network", "a network 2-4-2 on two moons", network, "W₁[1,1]", "W₂[1,1]", plot.Window{}, 33},
}

// two is the smallest network with two layers, y = w₂ tanh(w₁x), and nine
// outputs for w₁ = 1.5, w₂ = 1 with some noise.
func two(seed uint64) (*perceptron.Task, error) {
	b := graph.Build(1)
	b.With(op.Dense(1), "layers.0.weight", param.Weight, 0, []int{1, 1}, 1)
	b.Then(op.Tanh)
	b.With(op.Dense(1), "layers.1.weight", param.Weight, 1, []int{1, 1}, 1)
	g := b.Close(op.SquaredError)
	batch := graph.Batch{X: make([]float64, 9), Y: make([]float64, 9)}
	rng := rand.New(rand.NewPCG(seed, 0))
	for i := range batch.X {
		batch.X[i] = float64(i-4) / 2
	}
	graph.NewSweep(g).Evaluate(batch.Y, []float64{1.5, 1}, &batch)
	for i := range batch.Y {
		batch.Y[i] += 0.1 * rng.NormFloat64()
	}
	return perceptron.Of(g, batch, partition.Canonical(g.Params()), []float64{1.2, 0.2}), nil
}

func network(seed uint64) (*perceptron.Task, error) {
	return perceptron.New(perceptron.Settings{Toy: "moons", Samples: 40, Noise: 0.1, Widths: []int{2, 4, 2},
		Activation: "tanh", Loss: "cross-entropy", Partition: "canonical", Seed: seed})
}

// axes returns the places in θ of the two parameters of the picture: the first
// weight of either layer.
func axes(p *perceptron.Task) (across, up int) {
	found := [2]int{}
	for i := range p.Graph.Params().Spans {
		if s := &p.Graph.Params().Spans[i]; s.Role == param.Weight {
			found[s.Layer] = s.Offset
		}
	}
	return found[0], found[1]
}
