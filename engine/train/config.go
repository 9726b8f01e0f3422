package train

import "math"

// Config describes a run completely: the same Config gives the same bits.
// Its JSON names are the names of the playground's controls and URL keys.
//
// The zero value of a field means its default, in brackets: what the paper's
// own runs used. Where 0 would be a choice of its own (Lambda, Momentum,
// Dampening, Average) a negative value stands for it. In JSON only an absent
// field is the default, and 0 is 0 (see MarshalJSON and UnmarshalJSON).
type Config struct {
	Data       string `json:"data,omitempty"`       // "mnist", "moons?noise=0.2", "csv:FILE?label=NAME": see data.Open [mnist]
	Layers     string `json:"layers,omitempty"`     // hidden and output widths behind the data's width, "32-16-10"; "20x256-10" repeats [32-16-10]
	Activation string `json:"activation,omitempty"` // tanh, sigmoid, relu, elu, softplus, identity [tanh]
	Loss       string `json:"loss,omitempty"`       // cross-entropy, squared-error [cross-entropy]
	Seed       uint64 `json:"seed,omitempty"`       // [1]

	Method       string  `json:"method,omitempty"`       // grouped-newton, sgd, adam [grouped-newton]
	Partition    string  `json:"partition,omitempty"`    // canonical, trivial, weights-biases, or custom text [canonical]
	Batch        int     `json:"batch,omitempty"`        // B [100]
	SummaryBatch int     `json:"summaryBatch,omitempty"` // B_hg [1000]
	Period       int     `json:"period,omitempty"`       // τ [10]
	Rate         float64 `json:"rate,omitempty"`         // λ_1 of grouped Newton [0.3], learning rate of SGD [0.1] and Adam [0.001]
	Lambda       float64 `json:"lambda"`                 // λ_int [1]; negative switches the cubic term off
	Momentum     float64 `json:"momentum"`               // μ, for Adam β₁ [0.9]; negative is none

	Direction string  `json:"direction,omitempty"` // of grouped Newton: momentum, adam [momentum]
	Dampening float64 `json:"dampening"`           // μ_damp of m ← μm + (1 − μ_damp)g [μ; 0 for SGD]; negative is none
	Average   float64 `json:"average"`             // ρ of η ← ρη + (1 − ρ)η_new [0.5]; negative is none
	ClipFirst bool    `json:"clipFirst"`           // clip step sizes at 0 before they are averaged instead of after
	Signed    bool    `json:"signed"`              // let negative step sizes pass, do not clip them
	Ridge     float64 `json:"ridge"`               // added to the diagonal of H̄; with Lambda off η = (H̄ + ridge·I)⁻¹ḡ [0]
	Diagonal  bool    `json:"diagonal"`            // use the diagonal of H̄ alone

	PlateauFactor float64 `json:"plateauFactor"`           // f: damping ← f·damping when the training loss stalls [0: never]
	PlateauEvery  int     `json:"plateauEvery"`            // steps whose mean loss is one reading [N/B: an epoch]
	Patience      int     `json:"patience"`                // readings without progress that are borne [0]
	PlateauTarget string  `json:"plateauTarget,omitempty"` // what shrinks: rate (λ_1) or lambda (λ_int) [rate]

	// Observe lets SGD and Adam be seen as grouped Newton would see them:
	// every Period steps the summary along their own direction is computed for
	// display, and the step sizes that grouped Newton would take beside it. The
	// trajectory is the same with and without.
	Observe bool `json:"observe"`
}

// The methods that a Config may name.
const (
	GroupedNewton = "grouped-newton"
	SGD           = "sgd"
	Adam          = "adam"
)

// Filled returns c with each zero field replaced by its default. A field that
// is switched off stays negative.
func (c Config) Filled() Config {
	fill(&c.Data, "mnist")
	fill(&c.Layers, "32-16-10")
	fill(&c.Activation, "tanh")
	fill(&c.Loss, "cross-entropy")
	fill(&c.Seed, 1)
	fill(&c.Method, GroupedNewton)
	fill(&c.Partition, "canonical")
	fill(&c.Batch, 100)
	fill(&c.SummaryBatch, 1000)
	fill(&c.Period, 10)
	switch c.Method {
	case SGD:
		fill(&c.Rate, 0.1)
		fill(&c.Dampening, -1)
	case Adam:
		fill(&c.Rate, 0.001)
	default:
		fill(&c.Rate, 0.3)
	}
	fill(&c.Lambda, 1)
	fill(&c.Momentum, 0.9)
	fill(&c.Direction, "momentum")
	fill(&c.Dampening, c.Momentum)
	fill(&c.Average, 0.5)
	fill(&c.PlateauTarget, "rate")
	return c
}

// fill sets an empty field to its default.
func fill[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// orNone returns the number that a field with an off switch stands for.
func orNone(v float64) float64 { return math.Max(v, 0) }
