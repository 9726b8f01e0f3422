package changeofunits

import "github.com/cauchy-newton/playground/demos"

// maxSteps is how far the runs go: runs that separate have done so by then.
const maxSteps = 20

func controls() []demos.Control {
	choice := func(name, label, group, help, first string, options ...demos.Option) demos.Control {
		return demos.Control{Name: name, Label: label, Kind: demos.Choice, Default: first, Options: options, Group: group, Help: help}
	}
	var trained, rivals []demos.Option
	for _, m := range models {
		trained = append(trained, demos.Option{Value: m.name, Label: m.label})
	}
	for _, m := range methods[1:] {
		rivals = append(rivals, demos.Option{Value: m.name, Label: m.label})
	}
	return []demos.Control{
		choice("view", "what is shown", "picture", "a run of grouped Newton, the same in other units, and both of its rival", "both",
			demos.Option{Value: "line", Label: "a run"}, demos.Option{Value: "rings", Label: "and the same in other units"},
			demos.Option{Value: "both", Label: "and those of a rival"}),
		choice("model", "what is trained", "network", "the smallest network with two layers, or a small real one", "two", trained...),
		choice("part", "in other units", "units", "which parameters are written in other units; the weights of one input are only a part of their group", "first",
			demos.Option{Value: "first", Label: "the first layer"}, demos.Option{Value: "second", Label: "the second layer"},
			demos.Option{Value: "input", Label: "weights of the first input"}),
		{Name: "alpha", Label: "α, scale", Kind: demos.Slider, Default: "10", Min: 0.01, Max: 100, Log: true, Group: "units",
			Help: "θ = αθ̃ + β: a number of the new units is α old ones"},
		{Name: "beta", Label: "β, shift", Kind: demos.Slider, Default: "0", Min: -2, Max: 2, Step: 0.1, Group: "units",
			Help: "θ = αθ̃ + β: where the new units have their zero"},
		choice("direction", "direction u", "method", "along which grouped Newton moves each group", "gradient",
			demos.Option{Value: "gradient", Label: "gradient"}, demos.Option{Value: "momentum", Label: "momentum"},
			demos.Option{Value: "sign", Label: "sign of the gradient"}, demos.Option{Value: "adam", Label: "Adam’s"}),
		choice("rival", "compared with", "method", "the method beside grouped Newton", "sgd", rivals...),
		{Name: "lambda", Label: "λ_int, cubic term", Kind: demos.Slider, Default: "1", Min: 0.01, Max: 100, Log: true, Group: "method",
			Help: "how strongly the cubic term holds long steps back"},
		{Name: "rate", Label: "step size it is told", Kind: demos.Slider, Default: "0.3", Min: 0.001, Max: 1, Log: true, Group: "method",
			Help: "of gradient descent and of Adam, which do not find their own"},
		{Name: "x", Label: "start, across", Kind: demos.Slider, Default: "1.2", Min: -2.5, Max: 3, Step: 0.05, Group: "run",
			Help: "the first weight of the first layer at the start; the ring in the picture can be dragged"},
		{Name: "y", Label: "start, up", Kind: demos.Slider, Default: "0.2", Min: -2.5, Max: 2.5, Step: 0.05, Group: "run",
			Help: "the first weight of the second layer at the start; the ring in the picture can be dragged"},
		{Name: "step", Label: "step", Kind: demos.Number, Default: "12", Min: 0, Max: maxSteps, Step: 1, Group: "run",
			Help: "how many steps all runs have taken"},
		{Name: "seed", Label: "seed", Kind: demos.Number, Default: "1", Min: 0, Max: 9999, Step: 1, Group: "run",
			Help: "draws the data, and the other weights of the network"},
	}
}
