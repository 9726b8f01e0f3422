package deep

import (
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/engine/activation"
)

const (
	samples  = 40 // with the width below a summary of the deepest network takes a few milliseconds
	width    = 8  // of every hidden layer
	noise    = 0.02
	maxSteps = 24 // a link to the last step of the deepest network still opens in a moment
)

// depths are the numbers of hidden layers that can be chosen, each about half
// as many again as the one before: neighbours differ by more than the random
// first weights do.
var depths = []int{3, 5, 8, 12, 16, 24}

func controls() []demos.Control {
	depth := demos.Control{Name: "depth", Label: "hidden layers", Kind: demos.Choice, Default: "16", Group: "network", Restart: true,
		Help: "of eight units each, between the 2 inputs and the 2 outputs"}
	for _, d := range depths {
		n := strconv.Itoa(d)
		depth.Options = append(depth.Options, demos.Option{Value: n, Label: n})
	}
	return []demos.Control{
		depth,
		{Name: "partition", Label: "partition", Kind: demos.Choice, Default: "canonical", Group: "network", Restart: true,
			Options: []demos.Option{{Value: "canonical", Label: "canonical: each tensor"}, {Value: "per-layer", Label: "each layer"}, {Value: "blocks:4", Label: "four chunks of layers"}},
			Help:    "which parameters share a step size; chunks keep weights and biases apart, as the paper does for its deepest network"},
		perceptron.Activation("network", activation.Where(activation.Named("tanh", "elu"))),
		{Name: "step", Label: "step", Kind: demos.Number, Default: "0", Min: 0, Max: maxSteps, Step: 1, Group: "run",
			Help: "how many steps of grouped Newton were taken"},
		{Name: "view", Label: "matrix", Kind: demos.Choice, Default: "hbar", Group: "picture",
			Options: []demos.Option{{Value: "hbar", Label: "H̄"}, {Value: "inverse", Label: "its inverse"}},
			Help:    "what the cloth is woven of: the curvature between the groups, or the inverse, which a step uses"},
		{Name: "distance", Label: "layers apart that are lit", Kind: demos.Number, Default: "0", Min: 0, Max: float64(slices.Max(depths)), Step: 1, Group: "picture",
			Help: "the pairs of groups whose layers are so far apart; 0: all pairs. The ring below the picture can be dragged."},
		{Name: "seed", Label: "seed", Kind: demos.Number, Default: "7", Min: 0, Max: 9999, Step: 1, Group: "run", Restart: true,
			Help: "draws the points and the first weights"},
	}
}

// setup is what a run depends on.
type setup struct {
	depth                 int
	partition, activation string
	seed                  uint64
}

func read(v demos.Values) setup {
	return setup{v.Count("depth"), v["partition"], v["activation"], uint64(v.Count("seed"))}
}

// settings are those of the network that learns two spirals: a task that a
// plain network needs its layers for.
func (k setup) settings() perceptron.Settings {
	return perceptron.Settings{
		Toy: "spirals", Samples: samples, Noise: noise, Widths: slices.Concat([]int{2}, slices.Repeat([]int{width}, k.depth), []int{2}),
		Activation: k.activation, Loss: "cross-entropy", Partition: k.partition, Seed: k.seed,
	}
}
