package onestep

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/landscape"
)

func controls() []demos.Control {
	const place, step, run, picture = "the start", "the step", "the run", "the picture"
	return []demos.Control{
		{
			Name: "landscape", Label: "landscape", Kind: demos.Choice, Default: "valley", Group: place,
			Options: landscape.Options("valley", "bowl", "saddle", "neuron"),
			Help:    "The loss, a function of two parameters. The bowl is a parabola in every direction, so its model of order 2 is exact; the others are not.",
		},
		{
			Name: "x", Label: "θ₁", Kind: demos.Slider, Default: "-1.1", Min: -3, Max: 5, Step: 0.01, Group: place,
			Help: "The first coordinate of the start. The ring on the map can be dragged instead.",
		},
		{
			Name: "y", Label: "θ₂", Kind: demos.Slider, Default: "0.5", Min: -3, Max: 3, Step: 0.01, Group: place,
			Help: "The second coordinate of the start.",
		},
		{
			Name: "rule", Label: "who chooses η", Kind: demos.Choice, Default: "mine", Group: step,
			Options: []demos.Option{{Value: "mine", Label: "I do"}, {Value: "cauchy", Label: "Cauchy: ḡ/H̄"}},
			Help:    "Cauchy’s step size is where the parabola is lowest. Where it has no lowest point, η is yours.",
		},
		{
			Name: "eta", Label: "η, step size", Kind: demos.Slider, Default: "0.01", Min: 1e-4, Max: 100, Log: true, Group: step,
			Help: "How far to go against the gradient: θ − ηg. The ball can be dragged instead.",
		},
		{
			Name: "order", Label: "model", Kind: demos.Choice, Default: "2", Group: step,
			Options: []demos.Option{{Value: "0", Label: "none"}, {Value: "1", Label: "order 1, a line"}, {Value: "2", Label: "order 2, a parabola"}, {Value: "3", Label: "order 3"}},
			Help:    "What is drawn beside the loss: its models along −g, up to this order.",
		},
		{
			Name: "step", Label: "step", Kind: demos.Number, Default: "0", Max: most, Step: 1, Group: run,
			Help: "steps taken from the start",
		},
		{
			Name: "path", Label: "their sizes", Kind: demos.Text, Default: "", Group: run,
			Help: "the step sizes of the first steps, with blanks between them; a step without one is Cauchy’s",
		},
		{
			Name: "view", Label: "large", Kind: demos.Choice, Default: "slice", Group: picture,
			Options: []demos.Option{{Value: "slice", Label: "the loss along the step"}, {Value: "map", Label: "the map"}},
			Help:    "Which of the two pictures is the large one.",
		},
	}
}
