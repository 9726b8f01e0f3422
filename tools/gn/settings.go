package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/alecthomas/kong"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/spectrum"
	"github.com/cauchy-newton/playground/engine/summary"
	"github.com/cauchy-newton/playground/engine/train"
	"github.com/cauchy-newton/playground/tools/measure"
)

// settings are the flags of a run, one for each field of train.Config and with
// the same JSON name: the flags that were given form a patch, and the engine's
// own reader says what it means. A pointer tells a flag that was not given from
// a 0, which the JSON names of train.Config take at its word.
type settings struct {
	Data       *string  `json:"data,omitempty" group:"network" placeholder:"NAME" help:"Data set: ${data_sets} [${data}]."`
	Model      *string  `json:"model,omitempty" group:"network" placeholder:"NAME" help:"${models} [${model}]."`
	Layers     *string  `json:"layers,omitempty" group:"network" placeholder:"WIDTHS" help:"Hidden and output widths behind the input's [${layers}]."`
	Activation *string  `json:"activation,omitempty" group:"network" placeholder:"NAME" help:"${activations} [${activation}]."`
	Loss       *string  `json:"loss,omitempty" group:"network" placeholder:"NAME" help:"${losses} [${loss}]."`
	Seed       *uint64  `json:"seed,omitempty" group:"network" placeholder:"N" help:"Of start and minibatches, from 1 up [${seed}]."`
	NTK        bool     `json:"ntk,omitempty" group:"network" name:"ntk" help:"Divide each layer's input by √fan_in instead of its initial weights."`
	Precision  *string  `json:"precision,omitempty" group:"network" placeholder:"NAME" help:"Of matrix products: ${precisions} [${precision}]."`
	L2         *float64 `json:"l2,omitempty" group:"network" name:"l2" placeholder:"C" help:"Add ½c‖θ‖² to the loss."`

	Method       *string  `json:"method,omitempty" group:"method" placeholder:"NAME" help:"${methods} [${method}]."`
	Partition    *string  `json:"partition,omitempty" group:"method" placeholder:"TEXT" help:"Groups of parameters: canonical, trivial, weights-biases, per-layer, blocks:N, or as text [${partition}]."`
	Batch        *int     `json:"batch,omitempty" group:"method" placeholder:"N" help:"Samples of a gradient [${batch}]."`
	SummaryBatch *int     `json:"summaryBatch,omitempty" group:"method" placeholder:"N" help:"Samples of a summary ḡ, H̄, D [${summaryBatch}]."`
	Period       *int     `json:"period,omitempty" group:"method" placeholder:"STEPS" help:"Steps from one summary to the next [${period}]."`
	Rate         *float64 `json:"rate,omitempty" group:"method" placeholder:"X" help:"λ₁, which multiplies the step sizes [${rate}; ${rate_adaptive} if adaptive]; learning rate of sgd [${rate_sgd}], adam [${rate_adam}] and kfac [${rate_kfac}]."`
	Lambda       *float64 `json:"lambda,omitempty" group:"method" placeholder:"X" help:"λ_int, the internal damping [${lambda}]; 0 leaves the cubic term out."`
	Adaptive     bool     `json:"adaptive,omitempty" group:"method" help:"Let λ_int move by itself, from --lambda on: nothing is to be tuned."`
	Momentum     *float64 `json:"momentum,omitempty" group:"method" placeholder:"X" help:"μ; β₁ of adam [${momentum}]."`
	Direction    *string  `json:"direction,omitempty" group:"method" placeholder:"NAME" help:"Of grouped Newton: ${directions} [${direction}]."`
	Dampening    *float64 `json:"dampening,omitempty" group:"method" placeholder:"X" help:"μ_damp of m ← μm + (1 − μ_damp)g [μ; 0 for sgd]."`

	Average   *float64 `json:"average,omitempty" group:"variants" placeholder:"X" help:"ρ of η ← ρη + (1 − ρ)η_new [${average}]."`
	Window    *int     `json:"window,omitempty" group:"variants" placeholder:"N" help:"Summaries whose mean the cubic step sees [${window}]."`
	ClipFirst bool     `json:"clipFirst,omitempty" group:"variants" help:"Clip step sizes at 0 before they are averaged instead of after."`
	Signed    bool     `json:"signed,omitempty" group:"variants" help:"Let negative step sizes pass."`
	Ridge     *float64 `json:"ridge,omitempty" group:"variants" placeholder:"X" help:"Step (H̄ + ridge·I)⁻¹ḡ in place of the cubic one."`
	Diagonal  bool     `json:"diagonal,omitempty" group:"variants" help:"Use the diagonal of H̄ alone."`
	Observe   bool     `json:"observe,omitempty" group:"variants" help:"Compute the summaries along the direction of a rival, too."`

	Fisher        *string  `json:"fisher,omitempty" group:"rivals" placeholder:"NAME" help:"Targets of kfac's factors: ${fishers} [${fisher}; exact for squared-error]."`
	FactorDamping *float64 `json:"factorDamping,omitempty" group:"rivals" placeholder:"X" help:"γ of kfac [${factorDamping}]."`
	KLClip        *float64 `json:"klClip,omitempty" group:"rivals" name:"kl-clip" placeholder:"X" help:"κ of kfac [${klClip}]."`
	Inner         *int     `json:"inner,omitempty" group:"rivals" placeholder:"N" help:"Iterations of lbfgs on a minibatch, one step together [${inner}]."`

	PlateauFactor *float64 `json:"plateauFactor,omitempty" group:"plateau" placeholder:"X" help:"What the damping is multiplied by when the loss stalls, below or above 1 [never]."`
	PlateauEvery  *int     `json:"plateauEvery,omitempty" group:"plateau" placeholder:"STEPS" help:"Steps whose mean loss is one reading [an epoch]."`
	Patience      *int     `json:"patience,omitempty" group:"plateau" placeholder:"N" help:"Readings without progress that are borne [${patience}]."`
	PlateauTarget *string  `json:"plateauTarget,omitempty" group:"plateau" placeholder:"NAME" help:"What is multiplied: ${targets} [${plateauTarget}]."`
}

// flagGroups are the headings of the help.
var flagGroups = []kong.Group{
	{Key: "run", Title: "Run:"},
	{Key: "network", Title: "Network and data:"},
	{Key: "method", Title: "Method:"},
	{Key: "variants", Title: "Variants of the method:"},
	{Key: "rivals", Title: "Rivals:"},
	{Key: "plateau", Title: "Plateau schedule:"},
}

// settingVars lets the help name the engine's own words and defaults.
func settingVars() kong.Vars {
	vars := kong.Vars{
		"bench_models":  strings.Join(measure.Networks, ","),
		"data_sets":     strings.Join(data.Names(), ", "),
		"models":        strings.Join(setting.Models, ", "),
		"activations":   strings.Join(setting.Activations, ", "),
		"losses":        strings.Join(setting.Losses, ", "),
		"precisions":    strings.Join(setting.Precisions, ", "),
		"methods":       strings.Join(setting.Methods, ", "),
		"directions":    strings.Join(setting.Directions, ", "),
		"targets":       strings.Join(setting.Targets, ", "),
		"fishers":       strings.Join(setting.Fishers, ", "),
		"rate_adaptive": fmt.Sprint(train.Config{Adaptive: true}.Filled().Rate),
		"rate_kfac":     fmt.Sprint(train.Config{Method: setting.KFAC}.Filled().Rate),
		"rate_sgd":      fmt.Sprint(train.Config{Method: setting.SGD}.Filled().Rate),
		"rate_adam":     fmt.Sprint(train.Config{Method: setting.Adam}.Filled().Rate),
	}
	vars["max_order"], vars["max_exact"] = fmt.Sprint(summary.MaxOrder), fmt.Sprint(spectrum.MaxExact)
	for name, value := range fields(train.Config{}.Filled()) {
		vars[name] = fmt.Sprint(value)
	}
	return vars
}

// config returns base with what the flags say. Mistakes are usage errors that
// name the flag.
func (s *settings) config(base train.Config) (train.Config, error) {
	c := base
	patch, err := json.Marshal(s)
	if err != nil { // JSON has no NaN and no infinity
		return c, usageError{fmt.Errorf("settings: %w", err)}
	}
	if c, err = c.With(patch); err != nil {
		return c, inFlags(err)
	}
	if err := train.Validate(c); err != nil {
		return c, inFlags(err)
	}
	for _, field := range []string{"layers", "ntk"} {
		if _, ok := fields(s)[field]; ok && c.Idle(field) != "" {
			return c, usageError{fmt.Errorf("--%s: %s", kebab(field), c.Idle(field))}
		}
	}
	// A 0 where the engine means its default by it would be overheard.
	given, taken := fields(s), fields(c.Filled())
	for _, name := range slices.Sorted(maps.Keys(given)) {
		v, ok := taken[name]
		if absent := !ok && reflect.ValueOf(given[name]).IsZero(); !absent && v != given[name] {
			return c, usageError{fmt.Errorf("--%s: %v would be taken for %v", kebab(name), given[name], v)}
		}
	}
	return c, nil
}

// idle returns a line for each flag that was given and changes nothing.
func (s *settings) idle(c train.Config) (lines string) {
	for _, field := range slices.Sorted(maps.Keys(fields(s))) {
		if why := c.Idle(field); why != "" {
			lines += fmt.Sprintf("gn: --%s changes nothing: %s\n", kebab(field), why)
		}
	}
	return lines
}

// inFlags words an error in a setting as one in its flag.
func inFlags(err error) error {
	if wrong, ok := errors.AsType[*train.FieldError](err); ok {
		return usageError{fmt.Errorf("--%s: %s", kebab(wrong.Field), wrong.Message)}
	}
	return err
}

// fields returns the JSON fields of a struct.
func fields(v any) map[string]any {
	text, err := json.Marshal(v)
	if err != nil {
		panic("gn: " + err.Error()) // only called on what was marshalled before, or on our own constants
	}
	var f map[string]any
	if err := json.Unmarshal(text, &f); err != nil {
		panic("gn: " + err.Error())
	}
	return f
}

// kebab turns a JSON name into the flag's: summaryBatch, summary-batch.
func kebab(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
