package vanishingruler

import (
	"fmt"
	"math/rand/v2"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
)

// samples of the moons, and hidden units: few, so that every number has its
// place; enough, so that no entry of H̄ is 0 by chance.
const samples, hidden = 40, 3

// tensors are the network's, in the order of θ, as the screen names them.
var tensors = [...]string{w1: "W₁", b1: "b₁", w2: "W₂", b2: "b₂"}

const w1, b1, w2, b2 = 0, 1, 2, 3

// newTask returns the network f(xW₁ᵀ + b₁)W₂ᵀ + b₂ of one loss, activation and
// partition, which learns two moons.
func newTask(v demos.Values) (*perceptron.Task, error) {
	p, err := perceptron.New(perceptron.Settings{
		Toy: "moons", Samples: samples, Noise: 0.1, Points: rand.NewPCG(1, 1), Widths: []int{2, hidden, 2},
		Activation: v["activation"], Loss: v["loss"], Partition: v["partition"],
	})
	if err != nil {
		return nil, fmt.Errorf("vanishingruler: %w", err)
	}
	return p, nil
}

// start returns the first θ: drawn from the seed, the hidden biases as given.
func start(p *perceptron.Task, seed uint64, bias float64) []float64 {
	layout := p.Graph.Params()
	theta := make([]float64, layout.Size())
	layout.Init(theta, rand.New(rand.NewPCG(seed, 0)))
	biases := layout.Spans[b1].Of(theta)
	for k := range biases {
		biases[k] = bias
	}
	return theta
}
