package setting

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// wire is a Config as JSON writes it. The fields that have an off switch hide
// those of the same name below: nil is the default and 0 is 0, so that a
// reader of "momentum": 0 need not know of the negative values that Go uses.
type wire struct {
	*plain
	Lambda    *float64 `json:"lambda,omitempty"`
	Momentum  *float64 `json:"momentum,omitempty"`
	Dampening *float64 `json:"dampening,omitempty"`
	Average   *float64 `json:"average,omitempty"`
}

// plain is a Config without its methods.
type plain Config

// switches pairs the fields of w that have an off switch with those of c.
func (w *wire) switches(c *Config) [4]struct {
	wire **float64
	own  *float64
} {
	return [4]struct {
		wire **float64
		own  *float64
	}{
		{&w.Lambda, &c.Lambda},
		{&w.Momentum, &c.Momentum},
		{&w.Dampening, &c.Dampening},
		{&w.Average, &c.Average},
	}
}

// MarshalJSON writes c with its fields' JSON names; a field at its zero value is
// left out where that means its default. Of Lambda, Momentum, Dampening and
// Average a negative value is written as 0.
func (c Config) MarshalJSON() ([]byte, error) {
	w := wire{plain: (*plain)(&c)}
	for _, s := range w.switches(&c) {
		if *s.own != 0 {
			v := OrNone(*s.own)
			*s.wire = &v
		}
	}
	return json.Marshal(w)
}

// UnmarshalJSON reads the fields that are present and keeps the others. An
// unknown field, a value of the wrong type and an empty value where there must
// be one are *FieldError.
func (c *Config) UnmarshalJSON(text []byte) error {
	next := *c
	w := wire{plain: (*plain)(&next)}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&w); err != nil {
		return readable(err)
	}
	if err := Exact[Config](text); err != nil {
		return err
	}
	for _, s := range w.switches(&next) {
		if *s.wire == nil {
			continue
		}
		*s.own = **s.wire
		if *s.own == 0 {
			*s.own = -1
		}
	}
	if err := emptied(text); err != nil {
		return err
	}
	*c = next
	return nil
}

// emptied returns an error for a field that is present and empty, though it
// needs a value. In Go such a field is at its default; somebody who writes
// "batch": 0 wants something else.
func emptied(text []byte) error {
	full := Config{}.Filled()
	if err := json.Unmarshal(text, (*plain)(&full)); err != nil {
		return readable(err)
	}
	for _, f := range []struct {
		name, value string
	}{
		{"data", full.Data}, {"model", full.Model}, {"layers", full.Layers}, {"activation", full.Activation}, {"loss", full.Loss},
		{"precision", full.Precision},
		{"method", full.Method}, {"partition", full.Partition},
		{"direction", full.Direction}, {"plateauTarget", full.PlateauTarget},
		{"fisher", full.Fisher},
	} {
		if f.value == "" {
			return &FieldError{f.name, "it is empty"}
		}
	}
	for _, f := range []struct {
		name  string
		value float64
	}{
		{"seed", float64(full.Seed)}, {"batch", float64(full.Batch)}, {"summaryBatch", float64(full.SummaryBatch)},
		{"period", float64(full.Period)}, {"rate", full.Rate},
		{"window", float64(full.Window)}, {"inner", float64(full.Inner)},
		{"factorDamping", full.FactorDamping}, {"klClip", full.KLClip},
	} {
		if f.value == 0 {
			return &FieldError{f.name, "0 is not above 0"}
		}
	}
	return nil
}

// With returns c changed by a patch: a JSON object that holds the fields to
// change. A new method without a rate of its own gets that method's default
// rate, because the rates of two methods have no common scale.
func (c Config) With(patch []byte) (Config, error) {
	next := c
	if err := json.Unmarshal(patch, &next); err != nil {
		return c, syntax(err)
	}
	if next.Filled().Method != c.Filled().Method {
		var given struct{ Rate *float64 }
		if json.Unmarshal(patch, &given) == nil && given.Rate == nil {
			next.Rate = 0
		}
	}
	return next, nil
}

// readable turns the decoder's errors into ours: the name of the field, and
// what it needs.
func readable(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if wrong.Field == "" {
			return fmt.Errorf("setting: settings are a JSON object, not a %s", wrong.Value)
		}
		field := strings.TrimPrefix(wrong.Field, "plain.") // the embedded struct is no part of the name
		return &FieldError{field, fmt.Sprintf("%s is not a %s", wrong.Value, kind(wrong))}
	}
	// encoding/json has no type for this error.
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		field := strings.Trim(name, `"`)
		return &FieldError{field, "there is no such setting"}
	}
	return syntax(err)
}

// syntax names the package in an error of the JSON decoder's own.
func syntax(err error) error {
	if _, ok := errors.AsType[*FieldError](err); ok {
		return err
	}
	if strings.HasPrefix(err.Error(), "setting: ") {
		return err
	}
	return fmt.Errorf("setting: settings: %w", err)
}

// kind says in words what a field holds.
func kind(e *json.UnmarshalTypeError) string {
	switch k := e.Type.Kind(); k {
	case reflect.Bool:
		return "switch: true or false"
	case reflect.String:
		return "text"
	case reflect.Uint64:
		return "whole number from 0 up"
	case reflect.Int:
		return "whole number"
	case reflect.Float64:
		return "number"
	default:
		return k.String()
	}
}
