package runs

import (
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/link"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Controls declares the settings of setting.Config that a visitor may change,
// under their JSON names and with their defaults.
func (s *Scene) Controls() []demos.Control { return Controls() }

// Controls is what Scene.Controls returns; it needs no scene.
func Controls() []demos.Control { return append(controls(), settings()...) }

// settings are those that every run has.
func settings() []demos.Control {
	d := link.Default().Filled()
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	const network, method, data = "network", "method", "data"
	return []demos.Control{
		{
			Name: "layers", Label: "layer sizes", Kind: demos.Text, Default: d.Layers, Group: network, Restart: true,
			Pattern: `\s*(\d+\s*x\s*)?\d+\s*(-\s*(\d+\s*x\s*)?\d+\s*)*`,
			Help:    "The widths of the layers behind the 784 pixels; the last must be 10, one output per digit. 3x32-10 means three layers of 32.",
		},
		{
			Name: "activation", Label: "activation", Kind: demos.Choice, Default: d.Activation, Group: network, Restart: true,
			Options: []demos.Option{{Value: "tanh", Label: "tanh"}, {Value: "sigmoid", Label: "sigmoid"}, {Value: "relu", Label: "ReLU"}, {Value: "elu", Label: "ELU"}, {Value: "softplus", Label: "softplus"}, {Value: "identity", Label: "none (linear)"}},
			Help:    "The curve that each hidden unit applies. ReLU has no curvature of its own, so D can vanish.",
		},
		{
			Name: "loss", Label: "loss", Kind: demos.Choice, Default: d.Loss, Group: network, Restart: true,
			Options: []demos.Option{{Value: "cross-entropy", Label: "cross-entropy"}, {Value: "squared-error", Label: "squared error"}},
			Help:    "What training makes small. With the squared error the last layer has D = 0, because the loss is a parabola there.",
		},
		{
			Name: "seed", Label: "seed", Kind: demos.Number, Default: strconv.FormatUint(d.Seed, 10), Min: 1, Max: 999999, Step: 1, Group: network, Restart: true,
			Help: "Fixes the first weights and the order of the digits. The same seed gives the same run, digit for digit.",
		},
		{
			Name: "method", Label: "method", Kind: demos.Choice, Default: d.Method, Group: method,
			Options: []demos.Option{
				{Value: setting.GroupedNewton, Label: "grouped Newton"}, {Value: setting.Cauchy, Label: "Cauchy, one group"},
				{Value: setting.SGD, Label: "SGD with momentum"}, {Value: setting.Adam, Label: "Adam"},
				{Value: setting.KFAC, Label: "K-FAC"}, {Value: setting.LBFGS, Label: "L-BFGS"},
			},
			Help: "Grouped Newton computes a step size for each group from the curvature; Cauchy’s method one for all. SGD and Adam are the usual rivals, with one rate that you choose; K-FAC scales the gradient of each layer by approximate curvature; L-BFGS learns curvature from some steps on one batch. A change takes the method’s own rate.",
		},
		{
			Name: "adaptive", Label: "λ_int moves by itself", Kind: demos.Toggle, Default: strconv.FormatBool(d.Adaptive), Group: method,
			Help: "After each summary the true change of the loss is held against the promised one: λ_int falls where the model was right and rises where it was wrong, and a step that keeps too little of its promise is taken back. Then nothing is to be tuned: λ₁ is 1 and η is not averaged.",
		},
		{
			Name: "partition", Label: "groups", Kind: demos.Text, Default: d.Partition, Group: method,
			Pattern: `canonical|trivial|weights-biases|wb|discrete|per-layer|per-neuron|(blocks|chunks|alternate|tensorblocks)[:\-]\d{1,4}|custom:.+`,
			Options: []demos.Option{
				{Value: "canonical", Label: "every weight matrix, every bias vector"}, {Value: "trivial", Label: "one group"},
				{Value: "weights-biases", Label: "all weights, all biases"}, {Value: "per-layer", Label: "a layer’s weights with its biases"},
				{Value: "blocks:2", Label: "the first and the second half of the layers"}, {Value: "custom: w1+b1 | w2+b2 | w3+b3", Label: "your own"},
			},
			Help: "Canonical: a group for each layer’s weights and each layer’s biases; trivial: one group; weights-biases: two; per-layer: one a layer; blocks:2: the layers in two halves. Or write your own, such as custom: w1+b1 | w2+b2 | w3+b3.",
		},
		{
			Name: "rate", Label: "λ₁, damping or learning rate", Kind: demos.Slider, Default: number(d.Rate), Min: 1e-4, Max: 2, Log: true, Group: method,
			Help: "Grouped Newton multiplies its computed step sizes by it: 1 takes the whole step. For the others it is the learning rate itself; each method brings one that suits it.",
		},
		{
			Name: "lambda", Label: "λ_int, cubic term", Kind: demos.Slider, Default: number(d.Lambda), Min: 1e-4, Max: 1e4, Log: true, Group: method,
			Help: "How much the model distrusts long steps. Small values approach Newton’s step, large ones make every step short.",
		},
		{
			Name: "momentum", Label: "μ, momentum", Kind: demos.Slider, Default: number(d.Momentum), Min: 0, Max: 0.99, Step: 0.01, Group: method,
			Help: "How long past gradients are remembered in the direction of the step. At 0 only the present gradient counts.",
		},
		{
			Name: "period", Label: "τ, steps per summary", Kind: demos.Number, Default: strconv.Itoa(d.Period), Min: 1, Max: 1000, Step: 1, Group: method,
			Help: "Curvature and step sizes are computed anew every τ steps and kept in between.",
		},
		{
			Name: "average", Label: "ρ, averaging of η", Kind: demos.Slider, Default: number(d.Average), Min: 0, Max: 0.99, Step: 0.01, Group: method,
			Help: "How much of the old step sizes is kept when new ones are computed. At 0 they are replaced.",
		},
		{
			Name: "signed", Label: "allow negative η", Kind: demos.Toggle, Default: strconv.FormatBool(d.Signed), Group: method,
			Help: "Where the loss curves downwards, the computed step size can be negative. Normally it is then set to 0.",
		},
		{
			Name: "observe", Label: "watch the rivals’ curvature", Kind: demos.Toggle, Default: strconv.FormatBool(d.Observe), Group: method,
			Help: "Shows H̄ and the step sizes that grouped Newton would take also while another method trains. It does not change their path.",
		},
		{
			Name: "batch", Label: "B, batch", Kind: demos.Number, Default: strconv.Itoa(d.Batch), Min: 1, Max: 6000, Step: 1, Group: data,
			Help: "How many digits each gradient is averaged over. Small batches are fast and noisy.",
		},
		{
			Name: "summaryBatch", Label: "B_hg, summary batch", Kind: demos.Number, Default: strconv.Itoa(d.SummaryBatch), Min: 1, Max: 6000, Step: 1, Group: data,
			Help: "How many digits the curvature is averaged over. The paper takes τ times the batch.",
		},
	}
}
