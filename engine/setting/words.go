package setting

import "github.com/cauchy-newton/playground/engine/activation"

// The networks that a Config may name.
const (
	MLP   = "mlp"
	LeNet = "lenet"
	VGG11 = "vgg11"
)

// activations are the rows of package activation that a setting may name.
var activations = func() (words []Word) {
	for _, r := range activation.Where() {
		words = append(words, Word{Name: r.Name, Label: r.Label, Help: r.Words})
	}
	return words
}()

// The values of the settings that have names for them, in the order of a control.
// Other packages build what they stand for, from maps with the same names; a test of
// engine/train compares the two.
var (
	datasets = []Word{
		{Name: "mnist", Label: "handwritten digits"},
		{Name: "mnist60k", Label: "all 60,000 digits, fetched by gn data mnist", Hidden: true},
		{Name: "moons", Label: "two moons in the plane"},
		{Name: "spirals", Label: "two spirals"},
		{Name: "circles", Label: "two circles"},
		{Name: "xor", Label: "exclusive or"},
		{Name: "blobs", Label: "clouds in four classes", Example: "blobs?classes=4"},
		{Name: "teacher", Label: "answers of a random network", Example: "teacher?inputs=10&hidden=20&outputs=1"},
		{Name: "cifar10", Label: "CIFAR-10 from its files", Hidden: true},
		{Name: "idx", Label: "images in IDX files", Hidden: true},
		{Name: "csv", Label: "rows of a table", Hidden: true},
	}
	models = []Word{
		{Name: MLP, Label: "layers of units"},
		{Name: LeNet, Label: "LeNet (images)"},
		{Name: VGG11, Label: "VGG-11′ (images of 32 × 32)"},
	}
	losses = []Word{
		{Name: "cross-entropy", Label: "cross-entropy", Defaults: map[string]string{"fisher": "sampled"}},
		{Name: "squared-error", Label: "squared error", Defaults: map[string]string{"fisher": "exact"}},
	}
	precisions = []Word{
		{Name: "float64", Label: "double"},
		{Name: "float32", Label: "single"},
	}
	partitions = []Word{
		{Name: "canonical", Label: "every weight matrix, every bias vector"},
		{Name: "trivial", Label: "one group"},
		{Name: "weights-biases", Label: "all weights, all biases", Pattern: "weights-biases|wb"},
		{Name: "discrete", Label: "every parameter", Hidden: true},
		{Name: "per-layer", Label: "a layer’s weights with its biases"},
		{Name: "per-neuron", Label: "a unit’s weights with its bias", Hidden: true},
		{Name: "blocks:N", Label: "the first and the second half of the layers", Example: "blocks:2", Pattern: `(blocks|chunks)[:\-]\d{1,4}`},
		{Name: "alternate:N", Label: "every N-th layer", Hidden: true, Pattern: `alternate[:\-]\d{1,4}`},
		{Name: "tensorblocks:N", Label: "N runs of tensors", Hidden: true, Pattern: `tensorblocks[:\-]\d{1,4}`},
		{Name: "custom: …", Label: "your own", Example: "custom: w1+b1 | w2+b2 | w3+b3", Pattern: "custom:.+"},
	}
	directions = []Word{
		{Name: "momentum", Label: "average of gradients"},
		{Name: "adam", Label: "Adam’s"},
	}
	targets = []Word{
		{Name: "rate", Label: "λ₁"},
		{Name: "lambda", Label: "λ_int"},
	}
	fishers = []Word{
		{Name: "sampled", Label: "drawn from the network’s answers"},
		{Name: "exact", Label: "all answers, weighted"},
		{Name: "empirical", Label: "the labels"},
	}
)
