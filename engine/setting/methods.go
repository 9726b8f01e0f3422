package setting

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Method describes a method of training. Its code is a file of engine/optim that
// refers to it by name.
type Method struct {
	Word                        // Help completes a sentence that begins with the Label
	Cubic     bool              // it computes summaries and takes the cubic step: rate is λ₁
	Partition string            // its own; "" is that of the setting
	Uses      []string          // the settings that belong to some methods and to this one
	Adaptive  map[string]string // defaults that precede Defaults, where Config.Adaptive is set
	Bare      map[string]string // likewise, where Config.Bare is
	Factors   bool              // it computes Kronecker factors on its minibatch
	Layered   bool              // it computes split factors and Gauss–Newton sums, on feeds of its own
	Search    int               // gradients of a minibatch that each of Inner iterations may take
	Arrives   bool              // it converges even at a loss of 1e-300, where squares of slopes underflow
}

// The methods that code refers to by name.
const (
	GroupedNewton = "grouped-newton"
	Cauchy        = "cauchy"
	Newton        = "newton"
	SGD           = "sgd"
	Adam          = "adam"
	KFAC          = "kfac"
	LBFGS         = "lbfgs"
	Subspace      = "subspace"

	AdamW             = "adamw"
	ScheduleFreeSGD   = "schedule-free-sgd"
	ScheduleFreeAdamW = "schedule-free-adamw"
	Prodigy           = "prodigy"
	Muon              = "muon"
)

// Methods are the methods of training, in the order of a control.
var Methods = []Method{
	{
		Word: Word{Name: GroupedNewton, Label: "grouped Newton", Help: "computes a step size for each group from the curvature",
			Defaults: map[string]string{"rate": "0.3"}},
		Cubic: true, Arrives: true, Adaptive: map[string]string{"rate": "1", "average": "0", "summaryAverage": "0", "trial": "0"},
		Bare: map[string]string{"average": "0.5", "summaryAverage": "0", "bound": "0", "reach": "0", "trial": "0"},
		Uses: []string{"partition", "rate", "adaptive", "momentum", "dampening", "ridge", "direction", "average", "window",
			"bare", "summaryAverage", "bound", "reach", "trial", "clipFirst", "signed", "diagonal", "plateauFactor", "plateauEvery", "patience", "plateauTarget"},
	},
	{
		Word: Word{Name: Cauchy, Label: "Cauchy", Help: "computes one step size for all",
			Defaults: map[string]string{"rate": "1", "lambda": "0"}},
		Cubic: true, Arrives: true, Partition: "trivial", Adaptive: map[string]string{"lambda": "1"},
		Uses: []string{"rate", "adaptive"},
	},
	{
		Word: Word{Name: Newton, Label: "Newton", Help: "computes a step size for each parameter of a small network", Hidden: true,
			Defaults: map[string]string{"rate": "1"}},
		Cubic: true, Arrives: true, Partition: "discrete",
		Uses: []string{"rate", "adaptive", "ridge"},
	},
	{
		Word: Word{Name: SGD, Label: "SGD", Help: "follows an average of gradients with one rate that you choose",
			Defaults: map[string]string{"rate": "0.1", "dampening": "0"}},
		Arrives: true,
		Uses:    []string{"partition", "rate", "momentum", "dampening", "warmup", "cosine"},
	},
	{
		Word: Word{Name: Adam, Label: "Adam", Help: "moves every parameter by about the rate that you choose",
			Defaults: map[string]string{"rate": "0.001"}},
		Uses: []string{"partition", "rate", "momentum", "warmup", "cosine"},
	},
	{
		Word: Word{Name: KFAC, Label: "K-FAC", Help: "scales the gradient of each layer by approximate curvature",
			Defaults: map[string]string{"rate": "0.01"}},
		Factors: true, Arrives: true,
		Uses: []string{"partition", "rate", "momentum", "fisher", "factorDamping", "klClip", "reuse", "factorBlock", "rescale"},
	},
	{
		Word: Word{Name: LBFGS, Label: "L-BFGS", Help: "learns curvature from some steps on one batch",
			Defaults: map[string]string{"rate": "1"}},
		Search: 2,
		Uses:   []string{"partition", "inner"},
	},
	{
		Word: Word{Name: Subspace, Label: "subspace", Help: "measures how far to go along two directions of each group, so that there is no rate",
			Defaults: map[string]string{"rate": "1"}},
		Layered: true,
		Uses:    []string{"partition"},
	},
	{
		Word: Word{Name: AdamW, Label: "AdamW", Help: "is Adam with a decay of the parameters that does not pass through its scaling",
			Defaults: map[string]string{"rate": "0.001", "weightDecay": "0.01"}},
		Uses: []string{"partition", "rate", "momentum", "weightDecay", "warmup", "cosine"},
	},
	{
		Word: Word{Name: ScheduleFreeSGD, Label: "Schedule-Free SGD", Help: "steps like SGD and answers with the average of its points",
			Defaults: map[string]string{"rate": "1"}},
		Arrives: true,
		Uses:    []string{"partition", "rate", "momentum", "weightDecay", "warmup"},
	},
	{
		Word: Word{Name: ScheduleFreeAdamW, Label: "Schedule-Free AdamW", Help: "steps like Adam and answers with the average of its points",
			Defaults: map[string]string{"rate": "0.0025"}},
		Uses: []string{"partition", "rate", "momentum", "weightDecay", "warmup"},
	},
	{
		Word: Word{Name: Prodigy, Label: "Prodigy", Help: "is Adam with a rate that it estimates from the distance travelled",
			Defaults: map[string]string{"rate": "1"}},
		Uses: []string{"partition", "rate", "momentum", "weightDecay", "warmup", "cosine"},
	},
	{
		Word: Word{Name: Muon, Label: "Muon", Help: "makes the step of a weight matrix orthogonal",
			Defaults: map[string]string{"rate": "0.02", "momentum": "0.95"}},
		Uses: []string{"partition", "rate", "adamRate", "momentum", "weightDecay", "warmup", "cosine"},
	},
}

// MethodOf returns the row of a method, an empty one when there is none of that name.
func MethodOf(name string) *Method {
	for i := range Methods {
		if m := &Methods[i]; m.Name == name {
			return m
		}
	}
	return new(Method)
}

// RateName returns the symbol of the setting rate for the method; "" where it has none.
func (m *Method) RateName() string {
	switch {
	case !slices.Contains(m.Uses, "rate"):
		return ""
	case m.Cubic:
		return "λ₁"
	}
	return "rate"
}

// SmallerRate returns the rate to try after a divergence: λ₁ is a part of a computed
// step, a learning rate can be wrong by orders of magnitude.
func (c Config) SmallerRate() float64 {
	c = c.Filled()
	by := 10.0
	if MethodOf(c.Method).Cubic {
		by = 3
	}
	rate, _ := strconv.ParseFloat(strconv.FormatFloat(c.Rate/by, 'g', 1, 64), 64) // of a number
	return rate
}

// Remedy says what helps a run of c that has diverged, in sentences.
func (c Config) Remedy() string {
	c = c.Filled()
	m, help := MethodOf(c.Method), ""
	if c.Bare && m.Bare != nil {
		help = " Leave the guards on (bare = false): they shorten such steps."
	} else if m.Cubic && m.Partition == "" && c.Loss == "squared-error" {
		help = " With the squared error D is 0 in the last layer, so nothing shortens its step."
	}
	name := m.RateName()
	if name == "" {
		return strings.TrimSpace(help)
	}
	help += fmt.Sprintf(" Restart it with a smaller %s, such as %v", name, c.SmallerRate())
	if m.Cubic && !c.Adaptive {
		help += ", or let λ_int move by itself (adaptive)"
	}
	return strings.TrimSpace(help) + "."
}

func methodWords() (words []Word) {
	for _, m := range Methods {
		words = append(words, m.Word)
	}
	return words
}

// methodHelp says of each method that a control offers what it does.
func methodHelp() string {
	var b strings.Builder
	for _, m := range Methods {
		if !m.Hidden {
			fmt.Fprintf(&b, "%s%s %s. ", strings.ToUpper(m.Label[:1]), m.Label[1:], m.Help)
		}
	}
	return b.String()
}
