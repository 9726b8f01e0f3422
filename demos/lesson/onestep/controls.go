package onestep

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/landscape"
)

func controls() []demos.Control {
	const place, step = "the start", "the step"
	return []demos.Control{
		{
			Name: "landscape", Label: "landscape", Kind: demos.Choice, Default: "valley", Group: place,
			Options: landscape.Options("valley", "bowl", "saddle", "neuron"),
			Help:    "The loss, a function of two parameters. The bowl is a parabola in every direction, so its model of order 2 is exact; the others are not.",
		},
		{
			Name: "x", Label: "θ₁", Kind: demos.Slider, Default: "-1.1", Min: -3, Max: 5, Step: 0.01, Group: place,
			Help: "The first coordinate of the start. The ring in the first picture can be dragged instead.",
		},
		{
			Name: "y", Label: "θ₂", Kind: demos.Slider, Default: "0.5", Min: -3, Max: 3, Step: 0.01, Group: place,
			Help: "The second coordinate of the start.",
		},
		{
			Name: "eta", Label: "η, step size", Kind: demos.Slider, Default: "0.01", Min: 1e-4, Max: 100, Log: true, Group: step,
			Help: "How far to go against the gradient: θ − ηg. The line in the second picture can be dragged instead.",
		},
	}
}
