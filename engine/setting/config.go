// Package setting holds the settings of a run: plain data with defaults, limits and
// JSON whose errors name the field that is wrong. It imports no network and no
// method, so that a screen can use it without the engine.
//
// Each setting, method and name is described once, by a row of Settings, of Methods
// or of the lists of words: name, meaning, default, range, control. Flags, controls,
// legends, messages and the tables of the docs are made from these rows.
package setting

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
)

// Config describes a run completely: the same Config gives the same bits. Each
// field has a row of Settings, in the same order.
//
// The zero value of a field means its default: what the paper's own runs used.
// Where 0 would be a choice of its own (Setting.None) a negative value stands for
// it. In JSON only an absent field is the default, and 0 is 0 (see MarshalJSON
// and UnmarshalJSON).
type Config struct {
	Data       string  `json:"data,omitempty"` // "mnist", "moons?noise=0.2", "csv:FILE?label=NAME": see data.Open
	Model      string  `json:"model,omitempty"`
	Layers     string  `json:"layers,omitempty"` // "32-16-10"; "20x256-10" repeats
	Activation string  `json:"activation,omitempty"`
	Loss       string  `json:"loss,omitempty"`
	Seed       uint64  `json:"seed,omitempty"`
	NTK        bool    `json:"ntk"`
	Scale      float64 `json:"scale,omitempty"` // of the first weights
	L2         float64 `json:"l2"`              // c of the penalty ½c‖θ‖²
	Precision  string  `json:"precision,omitempty"`

	Method       string  `json:"method,omitempty"`
	Partition    string  `json:"partition,omitempty"` // a method may have one of its own: see Grouping
	Adaptive     bool    `json:"adaptive"`            // λ_int moves by itself, from Lambda on
	Rate         float64 `json:"rate,omitempty"`      // λ_1, or the learning rate
	Lambda       float64 `json:"lambda"`              // λ_int
	Momentum     float64 `json:"momentum"`            // μ, for Adam β₁
	Period       int     `json:"period,omitempty"`    // τ
	Batch        int     `json:"batch,omitempty"`     // B
	SummaryBatch int     `json:"summaryBatch,omitempty"`

	Direction string  `json:"direction,omitempty"`
	Dampening float64 `json:"dampening"` // μ_damp of m ← μm + (1 − μ_damp)g
	Average   float64 `json:"average"`   // ρ of η ← ρη + (1 − ρ)η_new
	Window    int     `json:"window,omitempty"`

	Bare           bool    `json:"bare"`           // the paper's method without what follows
	SummaryAverage float64 `json:"summaryAverage"` // share of the old in the averages of ḡ, H̄, D³
	Bound          float64 `json:"bound"`          // κ: no group is promised more than the loss
	Reach          float64 `json:"reach"`          // of the steps between two summaries
	Trial          float64 `json:"trial"`          // share by which the summary minibatch's loss may rise

	ClipFirst bool    `json:"clipFirst"`
	Signed    bool    `json:"signed"`
	Ridge     float64 `json:"ridge"` // with Lambda off η = (H̄ + Ridge·I)⁻¹ḡ
	Diagonal  bool    `json:"diagonal"`

	PlateauFactor float64 `json:"plateauFactor"` // f: damping ← f·damping when the training loss stalls
	PlateauEvery  int     `json:"plateauEvery"`
	Patience      int     `json:"patience"`
	PlateauTarget string  `json:"plateauTarget,omitempty"`

	Fisher        string  `json:"fisher,omitempty"`
	FactorDamping float64 `json:"factorDamping,omitempty"` // γ of K-FAC
	KLClip        float64 `json:"klClip,omitempty"`        // κ of K-FAC
	Inner         int     `json:"inner,omitempty"`
	Reuse         bool    `json:"reuse"`       // of the inverse of an input factor that θ does not move
	FactorBlock   int     `json:"factorBlock"` // most inputs of a diagonal block of it
	Rescale       bool    `json:"rescale"`     // K-FAC's lengths from the exact Fisher matrix

	WeightDecay float64 `json:"weightDecay"` // λ of θ ← θ − rate·λθ
	Warmup      int     `json:"warmup"`      // steps in which the rate rises
	Cosine      int     `json:"cosine"`      // steps after which it is 0
	AdamRate    float64 `json:"adamRate,omitempty"`

	// Observe analyses the steps of the rivals: every Period steps the summary along
	// their own direction and the step sizes that grouped Newton would take are
	// computed for display. The trajectory is the same with and without.
	Observe bool `json:"observe"`
}

// at returns the field of the i-th row of Settings.
func (c *Config) at(i int) reflect.Value { return reflect.ValueOf(c).Elem().Field(i) }

// Text returns a setting as an address writes it: 0 where it is switched off. It
// panics for an unknown name.
func (c Config) Text(name string) string {
	i := slices.IndexFunc(Settings, func(s Setting) bool { return s.Name == name })
	v := c.at(i).Interface()
	if f, ok := v.(float64); ok {
		if Settings[i].None {
			f = OrNone(f)
		}
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return fmt.Sprint(v)
}

// Idle says in words why the setting of a JSON name changes nothing in a run of
// c, or "".
func (c Config) Idle(field string) string {
	c = c.Filled()
	switch s := Of(field); {
	case s == nil:
	case s.Model != "" && c.Model != s.Model:
		return c.Model + " has layers of its own"
	case s.ofMethods() && !slices.Contains(MethodOf(c.Method).Uses, field):
		return c.Method + " does not use it"
	}
	return ""
}

// Grouping returns the text of the partition in use: Cauchy's and Newton's
// methods are grouped Newton with one of their own.
func (c Config) Grouping() string {
	if own := MethodOf(c.Method).Partition; own != "" {
		return own
	}
	return c.Partition
}

// Summarises tells whether the method computes summaries itself.
func (c Config) Summarises() bool { return MethodOf(c.Method).Cubic }

// Restarts returns the first setting that belongs to the start of a run and
// differs between two Configs, "" if none does.
func (c Config) Restarts(other Config) string {
	c, other = c.Filled(), other.Filled()
	for i, s := range Settings {
		if s.Restart && !c.at(i).Equal(other.at(i)) {
			return s.Name
		}
	}
	return ""
}

// Share returns c with what belongs to the start of a run taken from another.
func (c Config) Share(from Config) Config {
	for i, s := range Settings {
		if s.Restart {
			c.at(i).Set(from.at(i))
		}
	}
	return c
}

// Filled returns c with each zero field replaced by its default. A field that
// is switched off stays negative; one whose default depends on a method or loss
// that is not known stays 0 or empty.
func (c Config) Filled() Config {
	for i := range Settings {
		if v := c.at(i); v.IsZero() {
			Settings[i].set(v, c.standard(&Settings[i]))
		}
	}
	return c
}

// standard returns the default of a setting, given the settings before it, whose
// defaults are filled in.
func (c *Config) standard(s *Setting) string {
	m := MethodOf(c.Method)
	if text, ok := m.Adaptive[s.Name]; ok && c.Adaptive {
		return text
	}
	if text, ok := m.Bare[s.Name]; ok && c.Bare {
		return text
	}
	if text, ok := m.Defaults[s.Name]; ok {
		return text
	}
	for i := range losses {
		if text, ok := losses[i].Defaults[s.Name]; ok && losses[i].Name == c.Loss {
			return text
		}
	}
	if s.Like != "" {
		return c.Text(s.Like)
	}
	return s.Default
}

// set writes the text of a default to a field; "" is zero.
func (s *Setting) set(v reflect.Value, text string) {
	number, _ := strconv.ParseFloat(text, 64) // a test reads every default of the rows
	switch v.Kind() {
	case reflect.Float64:
		if s.None && number == 0 && text != "" {
			number = -1
		}
		v.SetFloat(number)
	case reflect.Int:
		v.SetInt(int64(number))
	case reflect.Uint64:
		v.SetUint(uint64(number))
	case reflect.String:
		v.SetString(text)
	}
}

// OrNone returns the value of a field that a negative number switches off.
func OrNone(v float64) float64 { return math.Max(v, 0) }
