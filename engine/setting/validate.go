package setting

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/engine/activation"
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
	Activations = activation.Names(activation.Where())
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
		lacks        bool // defaults of its own
	}{
		{"model", c.Model, Models, false},
		{"activation", c.Activation, Activations, false},
		{"loss", c.Loss, Losses, fisherOf[c.Loss] == ""},
		{"precision", c.Precision, Precisions, false},
		{"method", c.Method, Methods, methods[c.Method].defaults == nil},
		{"direction", c.Direction, Directions, false},
		{"plateauTarget", c.PlateauTarget, Targets, false},
		{"fisher", c.Fisher, Fishers, false},
	}
	for _, w := range words {
		if !slices.Contains(w.known, w.value) {
			return &FieldError{w.field, fmt.Sprintf("%s is none of %s", quote(w.value), strings.Join(w.known, ", "))}
		}
		if w.lacks {
			others := slices.DeleteFunc(slices.Clone(w.known), func(name string) bool { return name == w.value })
			return &FieldError{w.field, fmt.Sprintf("%s has no defaults of its own, as %s have", quote(w.value), strings.Join(others, ", "))}
		}
	}
	if _, err := ParseLayers(c.Layers); err != nil {
		return err
	}
	if c.Seed > MaxSeed { // compared whole: a float64 would round it
		return &FieldError{"seed", fmt.Sprintf("%d is above %d, %s", c.Seed, uint64(MaxSeed), ranges["seed"].Why)}
	}
	for _, n := range []struct {
		field string
		value float64
	}{
		{"batch", float64(c.Batch)}, {"summaryBatch", float64(c.SummaryBatch)}, {"period", float64(c.Period)},
		{"plateauEvery", float64(c.PlateauEvery)}, {"window", float64(c.Window)}, {"inner", float64(c.Inner)},
		{"patience", float64(c.Patience)},
		{"rate", c.Rate}, {"lambda", none(c.Lambda)}, {"momentum", none(c.Momentum)}, {"average", none(c.Average)},
		{"dampening", none(c.Dampening)}, {"l2", c.L2}, {"ridge", c.Ridge}, {"factorDamping", c.FactorDamping},
		{"klClip", c.KLClip}, {"plateauFactor", c.PlateauFactor},
	} {
		if wrong := ranges[n.field].Wrong(n.value); wrong != "" {
			return &FieldError{n.field, wrong}
		}
	}
	return nil
}

// none is 0 where a field is switched off by a finite number below 0.
func none(v float64) float64 {
	if math.IsInf(v, 0) {
		return v
	}
	return OrNone(v)
}

// quote shows a word of the input, cut where it would fill the screen.
func quote(s string) string { return strconv.Quote(clip(s)) }

func clip(s string) string {
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return s
}
