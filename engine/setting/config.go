// Package setting holds the settings of a run: plain data with defaults,
// limits and a form in JSON that names the field that is wrong. It knows no
// network and no method, so that a screen can speak of settings without
// carrying the engine.
package setting

import (
	"math"
	"slices"
)

// Config describes a run completely: the same Config gives the same bits.
// Its JSON names are the names of the playground's controls and URL keys.
//
// The zero value of a field means its default, in brackets: what the paper's
// own runs used. Where 0 would be a choice of its own (Lambda, Momentum,
// Dampening, Average) a negative value stands for it. In JSON only an absent
// field is the default, and 0 is 0 (see MarshalJSON and UnmarshalJSON).
type Config struct {
	Data       string `json:"data,omitempty"`       // "mnist", "moons?noise=0.2", "csv:FILE?label=NAME": see data.Open [mnist]
	Model      string `json:"model,omitempty"`      // mlp, lenet, vgg11 [mlp]
	Layers     string `json:"layers,omitempty"`     // of an mlp: hidden and output widths behind the data's width, "32-16-10"; "20x256-10" repeats [32-16-10]
	Activation string `json:"activation,omitempty"` // a name of package activation [tanh]
	Loss       string `json:"loss,omitempty"`       // cross-entropy, squared-error [cross-entropy]
	Seed       uint64 `json:"seed,omitempty"`       // [1]
	NTK        bool   `json:"ntk"`                  // of an mlp: divide the input of each layer by √fan_in instead of its initial weights
	Precision  string `json:"precision,omitempty"`  // of matrix products: float64, float32 (panels of float32, sums over blocks in float64) [float64]

	L2 float64 `json:"l2"` // c of the penalty ½c‖θ‖² [0]

	Method       string  `json:"method,omitempty"`       // grouped-newton, cauchy, newton, sgd, adam, kfac, lbfgs [grouped-newton]
	Partition    string  `json:"partition,omitempty"`    // canonical, trivial, weights-biases, or custom text [canonical]; cauchy takes trivial, newton discrete
	Batch        int     `json:"batch,omitempty"`        // B [100]
	SummaryBatch int     `json:"summaryBatch,omitempty"` // B_hg [1000]
	Period       int     `json:"period,omitempty"`       // τ [10]
	Rate         float64 `json:"rate,omitempty"`         // λ_1 of grouped Newton [0.3; 1 if adaptive], cauchy and newton [1]; learning rate of SGD [0.1], Adam [0.001], K-FAC [0.01]
	Lambda       float64 `json:"lambda"`                 // λ_int [1; none for cauchy]; negative switches the cubic term off
	Momentum     float64 `json:"momentum"`               // μ, for Adam β₁ [0.9]; negative is none

	// Adaptive lets λ_int move by itself, from Lambda on, so that nothing is to
	// be tuned: rate is 1 and average none by default then.
	Adaptive bool `json:"adaptive"`

	Direction string  `json:"direction,omitempty"` // of grouped Newton: momentum, adam [momentum]
	Dampening float64 `json:"dampening"`           // μ_damp of m ← μm + (1 − μ_damp)g [μ; 0 for SGD]; negative is none
	Average   float64 `json:"average"`             // ρ of η ← ρη + (1 − ρ)η_new [0.5; none if adaptive]; negative is none
	Window    int     `json:"window,omitempty"`    // summaries whose mean the cubic step sees [1]
	ClipFirst bool    `json:"clipFirst"`           // clip step sizes at 0 before they are averaged instead of after
	Signed    bool    `json:"signed"`              // let negative step sizes pass, do not clip them
	Ridge     float64 `json:"ridge"`               // added to the diagonal of H̄; with Lambda off η = (H̄ + ridge·I)⁻¹ḡ [0]
	Diagonal  bool    `json:"diagonal"`            // use the diagonal of H̄ alone

	PlateauFactor float64 `json:"plateauFactor"`           // f: damping ← f·damping when the training loss stalls, above 1 to let it grow [0: never]
	PlateauEvery  int     `json:"plateauEvery"`            // steps whose mean loss is one reading [N/B: an epoch]
	Patience      int     `json:"patience"`                // readings without progress that are borne [0]
	PlateauTarget string  `json:"plateauTarget,omitempty"` // what f multiplies: rate (λ_1) or lambda (λ_int) [rate]

	Fisher        string  `json:"fisher,omitempty"`        // targets of K-FAC's factors: sampled, exact, empirical [sampled; exact for squared-error]
	FactorDamping float64 `json:"factorDamping,omitempty"` // γ of K-FAC [0.03]
	KLClip        float64 `json:"klClip,omitempty"`        // κ of K-FAC [0.001]
	Inner         int     `json:"inner,omitempty"`         // iterations of L-BFGS on a minibatch, one step together [5]

	// Observe lets the rivals be seen as grouped Newton would see them:
	// every Period steps the summary along their own direction is computed for
	// display, and the step sizes that grouped Newton would take beside it. The
	// trajectory is the same with and without.
	Observe bool `json:"observe"`
}

// The networks that a Config may name.
const (
	MLP   = "mlp"
	LeNet = "lenet"
	VGG11 = "vgg11"
)

// The methods that a Config may name.
const (
	GroupedNewton = "grouped-newton"
	Cauchy        = "cauchy"
	Newton        = "newton"
	SGD           = "sgd"
	Adam          = "adam"
	KFAC          = "kfac"
	LBFGS         = "lbfgs"
)

// method is what a method does not share with the others.
type method struct {
	partition  string        // its own; "" is that of the setting
	summarises bool          // it computes summaries itself
	defaults   func(*Config) // fills the fields whose default is its own
}

// methods has a row for each of Methods. A method without one has no default
// rate, and Validate refuses it.
var methods = map[string]method{
	GroupedNewton: {summarises: true, defaults: func(c *Config) {
		if c.Adaptive {
			fill(&c.Rate, 1)
			fill(&c.Average, -1)
		}
		fill(&c.Rate, 0.3)
		fill(&c.Lambda, 1)
	}},
	Cauchy: {partition: "trivial", summarises: true, defaults: func(c *Config) {
		fill(&c.Rate, 1)
		if !c.Adaptive {
			fill(&c.Lambda, -1)
		}
		fill(&c.Lambda, 1)
	}},
	Newton: {partition: "discrete", summarises: true, defaults: func(c *Config) {
		fill(&c.Rate, 1)
		fill(&c.Lambda, 1)
	}},
	SGD: {defaults: func(c *Config) {
		fill(&c.Rate, 0.1)
		fill(&c.Lambda, 1)
		fill(&c.Dampening, -1)
	}},
	Adam: {defaults: func(c *Config) {
		fill(&c.Rate, 0.001)
		fill(&c.Lambda, 1)
	}},
	KFAC: {defaults: func(c *Config) {
		fill(&c.Rate, 0.01)
		fill(&c.Lambda, 1)
	}},
	LBFGS: {defaults: func(c *Config) {
		fill(&c.Rate, 1)
		fill(&c.Lambda, 1)
	}},
}

// fisherOf is the default of Fisher for each loss.
var fisherOf = map[string]string{"cross-entropy": "sampled", "squared-error": "exact"}

// own lists the methods that a setting belongs to; what is not listed belongs to
// all.
var own = map[string][]string{
	"partition":     {GroupedNewton, SGD, Adam, KFAC, LBFGS}, // of a rival: the groups that it is seen in
	"rate":          {GroupedNewton, Cauchy, Newton, SGD, Adam, KFAC},
	"adaptive":      {GroupedNewton, Cauchy, Newton},
	"momentum":      {GroupedNewton, SGD, Adam, KFAC},
	"dampening":     {GroupedNewton, SGD},
	"ridge":         {GroupedNewton, Newton},
	"direction":     {GroupedNewton},
	"average":       {GroupedNewton},
	"window":        {GroupedNewton},
	"clipFirst":     {GroupedNewton},
	"signed":        {GroupedNewton},
	"diagonal":      {GroupedNewton},
	"plateauFactor": {GroupedNewton},
	"plateauEvery":  {GroupedNewton},
	"patience":      {GroupedNewton},
	"plateauTarget": {GroupedNewton},
	"fisher":        {KFAC},
	"factorDamping": {KFAC},
	"klClip":        {KFAC},
	"inner":         {LBFGS},
}

// Idle says in words why the setting of a JSON name changes nothing in a run of
// c, or "".
func (c Config) Idle(field string) string {
	c = c.Filled()
	switch methods, listed := own[field]; {
	case c.Model != MLP && (field == "layers" || field == "ntk"):
		return c.Model + " has layers of its own"
	case listed && !slices.Contains(methods, c.Method):
		return c.Method + " does not use it"
	}
	return ""
}

// Grouping returns the text of the partition in use: Cauchy's and Newton's
// methods are grouped Newton with one of their own.
func (c Config) Grouping() string {
	if own := methods[c.Method].partition; own != "" {
		return own
	}
	return c.Partition
}

// Summarises tells whether the method computes summaries itself.
func (c Config) Summarises() bool { return methods[c.Method].summarises }

// Filled returns c with each zero field replaced by its default. A field that
// is switched off stays negative; one whose default hangs on a method or loss
// that is not known stays 0 or empty.
func (c Config) Filled() Config {
	fill(&c.Data, "mnist")
	fill(&c.Model, MLP)
	fill(&c.Layers, "32-16-10")
	fill(&c.Activation, "tanh")
	fill(&c.Loss, "cross-entropy")
	fill(&c.Seed, 1)
	fill(&c.Precision, "float64")
	fill(&c.Method, GroupedNewton)
	fill(&c.Partition, "canonical")
	fill(&c.Batch, 100)
	fill(&c.SummaryBatch, 1000)
	fill(&c.Period, 10)
	if own, ok := methods[c.Method]; ok {
		own.defaults(&c)
	}
	fill(&c.Momentum, 0.9)
	fill(&c.Direction, "momentum")
	fill(&c.Dampening, c.Momentum)
	fill(&c.Average, 0.5)
	fill(&c.PlateauTarget, "rate")
	fill(&c.Window, 1)
	fill(&c.Fisher, fisherOf[c.Loss])
	fill(&c.FactorDamping, 0.03)
	fill(&c.KLClip, 0.001)
	fill(&c.Inner, 5)
	return c
}

// fill sets an empty field to its default.
func fill[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// OrNone returns the number that a field with an off switch stands for.
func OrNone(v float64) float64 { return math.Max(v, 0) }
