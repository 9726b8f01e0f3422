package network

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/engine/activation"
)

const (
	samples  = 80 // enough to see two classes; a step then takes a third of a millisecond
	maxSteps = 40 // by then the run with the whole H̄ has learned every data set, and a link to the last step still opens at once
)

func controls() []demos.Control {
	return []demos.Control{
		perceptron.Data("network", "circles", "moons", "xor", "spirals"),
		perceptron.Hidden("network", "8,8", "8", "8,8", "4,4", "6,6,6"),
		perceptron.Activation("network", activation.Where(activation.Bent)),
		perceptron.Partition("method"),
		{Name: "offdiagonal", Label: "off-diagonal of H̄", Kind: demos.Toggle, Default: "true", Group: "method",
			Help: "whether the step sizes know how the groups disturb each other; off keeps the diagonal of H̄ alone"},
		{Name: "lambda", Label: "λ_int, cubic term", Kind: demos.Slider, Default: "1", Min: 0.01, Max: 100, Log: true, Group: "method", Restart: true,
			Help: "how strongly the cubic term holds long steps back"},
		{Name: "rate", Label: "λ₁, damping", Kind: demos.Slider, Default: "0.5", Min: 0.05, Max: 1, Step: 0.05, Group: "method", Restart: true,
			Help: "the share of the step that is taken"},
		{Name: "period", Label: "τ, steps per summary", Kind: demos.Number, Default: "1", Min: 1, Max: 10, Step: 1, Group: "method", Restart: true,
			Help: "the step sizes are kept for so many steps before H̄ is computed again"},
		{Name: "step", Label: "step", Kind: demos.Number, Default: "0", Min: 0, Max: maxSteps, Step: 1, Group: "run",
			Help: "how many steps both runs have taken"},
		{Name: "seed", Label: "seed", Kind: demos.Number, Default: "1", Min: 0, Max: 9999, Step: 1, Group: "run", Restart: true,
			Help: "draws the points and the first weights"},
	}
}
