package method

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/engine/activation"
	"github.com/cauchy-newton/playground/engine/optim"
)

const (
	samples  = 80 // enough to show two classes, few enough to show a minibatch among them
	maxSteps = 40 // enough to learn most data sets, and a link to the last still opens at once
)

// orders are the treatments of negative step sizes.
var orders = []struct {
	name, label string
	clipping    optim.Clipping
}{
	{"average-first", "A: average, then clip", optim.ClipAtUse},
	{"clip-first", "B: clip, then average", optim.ClipFirst},
	{"signed", "no clip", optim.NoClipping},
}

func controls() []demos.Control {
	const network, method, run = "network and data", "method", "run"
	order := demos.Control{Name: "order", Label: "order of clip and average", Kind: demos.Choice, Default: "average-first", Group: method, Restart: true,
		Help: "A averages the step sizes as they are and clips at use; B clips each new one, then averages"}
	for _, o := range orders {
		order.Options = append(order.Options, demos.Option{Value: o.name, Label: o.label})
	}
	return []demos.Control{
		{Name: "step", Label: "t, iteration", Kind: demos.Number, Default: "0", Min: 0, Max: maxSteps, Step: 1, Group: run,
			Help: "which iteration is taken apart; the first is 0"},
		{Name: "micro", Label: "micro-step", Kind: demos.Number, Default: "1", Min: 0, Max: last, Step: 1, Group: run,
			Help: "how far the iteration has come: 0 is its start, 11 has moved θ"},
		{Name: "period", Label: "τ, iterations per summary", Kind: demos.Number, Default: "2", Min: 1, Max: 10, Step: 1, Group: method, Restart: true,
			Help: "every τ-th iteration computes ḡ, H̄ and D and new step sizes; the others keep them"},
		{Name: "batch", Label: "B, minibatch", Kind: demos.Number, Default: "20", Min: 1, Max: samples, Step: 1, Unit: "samples", Group: method, Restart: true,
			Help: "how many of the 80 samples the gradient sees"},
		{Name: "summaryBatch", Label: "B_hg, summary minibatch", Kind: demos.Number, Default: "40", Min: 1, Max: samples, Step: 1, Unit: "samples", Group: method, Restart: true,
			Help: "how many of the 80 samples the summary sees; recommended are τ·B"},
		perceptron.Partition(method),
		{Name: "cubic", Label: "cubic term", Kind: demos.Toggle, Default: "true", Group: method, Restart: true,
			Help: "off is λ_int = 0: η = H̄⁻¹ḡ, where H̄ is positive definite"},
		{Name: "lambda", Label: "λ_int, cubic term", Kind: demos.Slider, Default: "30", Min: 0.001, Max: 100, Log: true, Group: method, Restart: true,
			Help: "how strongly the cubic term holds long steps back"},
		{Name: "rate", Label: "λ₁, damping", Kind: demos.Slider, Default: "0.5", Min: 0.05, Max: 1, Step: 0.05, Group: method, Restart: true,
			Help: "the share of the step that is taken"},
		{Name: "momentum", Label: "μ, momentum", Kind: demos.Slider, Default: "0.5", Min: 0, Max: 0.95, Step: 0.05, Group: method, Restart: true,
			Help: "how much of the old direction stays; recommended are 1 − 1/τ"},
		{Name: "dampening", Label: "μ_damp", Kind: demos.Slider, Default: "0.5", Min: 0, Max: 0.95, Step: 0.05, Group: method, Restart: true,
			Help: "how much of the new gradient is left out; the paper takes it equal to μ"},
		{Name: "average", Label: "ρ, average of η", Kind: demos.Slider, Default: "0.5", Min: 0, Max: 0.95, Step: 0.05, Group: method, Restart: true,
			Help: "how much of the old step sizes stays when a summary gives new ones"},
		order,
		perceptron.Data(network, "moons", "circles", "xor", "spirals"),
		perceptron.Hidden(network, "5", "5", "4,4", "3,3,3"),
		perceptron.Activation(network, activation.Where(activation.Bent)),
		{Name: "loss", Label: "loss", Kind: demos.Choice, Default: "cross-entropy", Group: network, Restart: true,
			Options: []demos.Option{{Value: "cross-entropy", Label: "cross-entropy"}, {Value: "squared-error", Label: "squared error"}},
			Help:    "with the squared error the last layer is seen as a parabola: its D is 0"},
		{Name: "seed", Label: "seed", Kind: demos.Number, Default: "9", Min: 0, Max: 9999, Step: 1, Group: run, Restart: true,
			Help: "draws the points, the first weights and the minibatches"},
	}
}

// algorithm is Algorithm 1 with the options of the values.
func algorithm(v demos.Values, names []string) *optim.GroupedNewton {
	m := &optim.GroupedNewton{
		Rate: v.Number("rate"), Period: v.Count("period"),
		Momentum: v.Number("momentum"), Dampening: v.Number("dampening"),
		Averaging: v.Number("average"), Clipping: clipping(v),
		ZeroOnFailure: true, Names: names,
	}
	if v.On("cubic") {
		m.Lambda = v.Number("lambda")
	}
	return m
}

func clipping(v demos.Values) optim.Clipping {
	for _, o := range orders {
		if o.name == v["order"] {
			return o.clipping
		}
	}
	panic("method: there is no order " + v["order"]) // its control has read it
}
