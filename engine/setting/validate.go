package setting

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// FieldError says which field of a Config is wrong, and why. Field is the JSON
// name, which is also the name of the control that set it.
type FieldError struct{ Field, Message string }

func (e *FieldError) Error() string { return "setting: " + e.Field + ": " + e.Message }

// Limits of a Config. They keep a typing error from taking a visitor's browser
// down; nothing in the engine depends on them.
const (
	// MaxLayers admits the deepest network of the paper, 101 dense layers.
	MaxLayers = 128
	// MaxWidth is four times the widest layer of the paper.
	MaxWidth = 4096
	// MaxParameters: a run holds about a dozen vectors of P float64 (θ, its two
	// restore points, gradient, momentum, direction, partial sums), so eight
	// million parameters take 0.8 GB of the 4 GB that wasm can address.
	MaxParameters = 8_000_000
	// MaxBatch keeps a minibatch of digits, 784 float64 each, under 64 MB.
	MaxBatch = 10_000
	// MaxGroups: H̄ of 256 groups is 1.3 MB of JSON in every frame.
	MaxGroups = 256
	// MaxWindow summaries of MaxGroups groups take 50 MB.
	MaxWindow = 100
	// MaxInner iterations are some two hundred gradients.
	MaxInner = 100
	// MaxSeed is the largest integer up to which JavaScript holds every seed
	// exactly.
	MaxSeed = 1<<53 - 1
	// MaxCoefficient bounds rate, λ_int and ridge: their square is finite, and
	// no network of ours wants more.
	MaxCoefficient = 1e100
)

// The words that a Config knows, in the order in which a control lists them.
var (
	Models      = []string{MLP, LeNet, VGG11}
	Activations = []string{"tanh", "sigmoid", "relu", "elu", "softplus", "identity"}
	Losses      = []string{"cross-entropy", "squared-error"}
	Precisions  = []string{"float64", "float32"}
	Methods     = []string{GroupedNewton, Cauchy, Newton, SGD, Adam, KFAC, LBFGS}
	Directions  = []string{"momentum", "adam"}
	Targets     = []string{"rate", "lambda"}
	Fishers     = []string{"sampled", "exact", "empirical"}
)

// Validate returns nil or a *FieldError for the first field that cannot be
// used, defaults filled in. What depends on the data (a batch larger than the
// training set) or on the network (a partition that names no layer) is found
// by New.
func (c Config) Validate() error {
	c = c.Filled()
	words := []struct {
		field, value string
		known        []string
	}{
		{"model", c.Model, Models},
		{"activation", c.Activation, Activations},
		{"loss", c.Loss, Losses},
		{"precision", c.Precision, Precisions},
		{"method", c.Method, Methods},
		{"direction", c.Direction, Directions},
		{"plateauTarget", c.PlateauTarget, Targets},
		{"fisher", c.Fisher, Fishers},
	}
	for _, w := range words {
		if !slices.Contains(w.known, w.value) {
			return &FieldError{w.field, fmt.Sprintf("%s is none of %s", quote(w.value), strings.Join(w.known, ", "))}
		}
	}
	if _, err := ParseLayers(c.Layers); err != nil {
		return err
	}
	if c.Seed > MaxSeed {
		return &FieldError{"seed", fmt.Sprintf("%d is above %d, the largest that JavaScript holds exactly", c.Seed, uint64(MaxSeed))}
	}

	counts := []struct {
		field    string
		value    int
		from, to int
		reason   string
	}{
		{"batch", c.Batch, 1, MaxBatch, "the memory a minibatch may take"},
		{"summaryBatch", c.SummaryBatch, 1, MaxBatch, "the memory a minibatch may take"},
		{"period", c.Period, 1, math.MaxInt32, "far longer than any run"},
		{"plateauEvery", c.PlateauEvery, 0, math.MaxInt32, "far longer than any run"},
		{"window", c.Window, 1, MaxWindow, "each is kept in memory"},
		{"inner", c.Inner, 1, MaxInner, "a step would hold the page up"},
		{"patience", c.Patience, 0, math.MaxInt32, "far longer than any run"},
	}
	for _, n := range counts {
		if n.value < n.from {
			return &FieldError{n.field, fmt.Sprintf("%d is below %d", n.value, n.from)}
		}
		if n.value > n.to {
			return &FieldError{n.field, fmt.Sprintf("%d is above %d, %s", n.value, n.to, n.reason)}
		}
	}

	const (
		positive = iota // above 0
		natural         // 0 and above
		optional        // any: below 0 it means none
	)
	coefficients := []struct {
		field  string
		value  float64
		sign   int
		below  float64 // the value must stay under it
		reason string
	}{
		{"rate", c.Rate, positive, MaxCoefficient, "a step would leave the range of numbers"},
		{"lambda", c.Lambda, optional, MaxCoefficient, "the cubic term would drown the loss"},
		{"momentum", c.Momentum, optional, 1, "a moving average must forget"},
		{"average", c.Average, optional, 1, "a moving average must forget"},
		{"dampening", c.Dampening, optional, math.Nextafter(1, 2), "above 1 the gradient would change its sign"},
		{"l2", c.L2, natural, MaxCoefficient, "it would drown the loss"},
		{"ridge", c.Ridge, natural, MaxCoefficient, "it would drown H̄"},
		{"factorDamping", c.FactorDamping, positive, MaxCoefficient, "it would drown the factors"},
		{"klClip", c.KLClip, positive, MaxCoefficient, "it would clip nothing"},
		{"plateauFactor", c.PlateauFactor, natural, MaxCoefficient, "the first plateau would drown the loss"},
	}
	for _, n := range coefficients {
		switch {
		case math.IsNaN(n.value) || math.IsInf(n.value, 0):
			return &FieldError{n.field, fmt.Sprintf("%g is no number to compute with", n.value)}
		case n.sign == positive && n.value <= 0:
			return &FieldError{n.field, fmt.Sprintf("%g is not above 0", n.value)}
		case n.sign == natural && n.value < 0:
			return &FieldError{n.field, fmt.Sprintf("%g is below 0", n.value)}
		case n.value >= n.below:
			return &FieldError{n.field, fmt.Sprintf("%g is too large: %s", n.value, n.reason)}
		}
	}
	return nil
}

// quote shows a word of the input, cut where it would fill the screen.
func quote(s string) string {
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return strconv.Quote(s)
}
