package vanishingruler

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/engine/activation"
)

// The choices: the names are the engine's.
const (
	squared = "squared-error"
	crossed = "cross-entropy"
)

// controls is what the visitor can set.
func controls() []demos.Control {
	return []demos.Control{
		{
			Name: "loss", Label: "loss", Kind: demos.Choice, Default: squared,
			Options: []demos.Option{{Value: squared, Label: "squared error"}, {Value: crossed, Label: "cross-entropy"}},
			Help:    "squared error is a parabola in the outputs, without a third derivative; cross-entropy has all of them", Group: "network",
		},
		{
			Name: "activation", Label: "activation f", Kind: demos.Choice, Default: "relu",
			Options: demos.Activations(activation.Where()),
			Help:    "ReLU and the identity are made of straight pieces; the others bend", Group: "network",
		},
		{
			Name: "partition", Label: "partition", Kind: demos.Choice, Default: "canonical",
			Options: []demos.Option{
				{Value: "canonical", Label: "canonical: a group for each tensor"}, {Value: "per-layer", Label: "a group for each layer"},
				{Value: "weights-biases", Label: "weights and biases"}, {Value: "trivial", Label: "trivial: one group"},
			},
			Help: "which parameters share a step size, and so a ruler", Group: "network",
		},
		{
			Name: "bias", Label: "biases b₁ start at", Kind: demos.Slider, Default: "0", Min: -4, Max: 4, Step: 0.5,
			Help: "far below 0 no ReLU opens and the units are dead; far above 0 all are open", Group: "start",
		},
		{
			Name: "seed", Label: "seed", Kind: demos.Number, Default: "2", Min: 1, Max: 99,
			Help: "of the network's first weights", Group: "start",
		},
		{
			Name: "lambda", Label: "λ_int, weight of the cubic term", Kind: demos.Slider, Default: "1", Min: 0.01, Max: 100, Log: true,
			Help: "makes a ruler longer, but 0 times λ is 0", Group: "step",
		},
		{
			Name: "t", Label: "the ball, along the way", Kind: demos.Slider, Default: "1", Min: 0, Max: 1, Step: 0.01,
			Help: "how far the ball is along the way that is shown; it can be dragged in the picture", Group: "picture",
		},
	}
}
