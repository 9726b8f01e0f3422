package setting

import (
	"fmt"
	"math"
	"reflect"
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

// Validate returns nil or a *FieldError for the first field that cannot be
// used, defaults filled in. What depends on the data (a batch larger than the
// training set) or on the network (a partition that names no layer) is found
// by New.
func (c Config) Validate() error {
	c = c.Filled()
	if _, err := ParseLayers(c.Layers); err != nil {
		return err
	}
	for i, s := range Settings {
		if wrong := s.wrong(c.at(i)); wrong != "" {
			return &FieldError{s.Name, wrong}
		}
	}
	return nil
}

// wrong says why a value cannot be that of a setting, or "".
func (s *Setting) wrong(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Float64:
		number := v.Float()
		if s.None && !math.IsInf(number, 0) {
			number = OrNone(number)
		}
		return s.Range.Wrong(number)
	case reflect.Int:
		return s.Range.Wrong(float64(v.Int()))
	case reflect.Uint64:
		return s.Range.Wrong(float64(v.Uint()))
	case reflect.String:
		// It is empty where its default depends on a loss that is refused itself.
		if names := s.Names(); v.String() != "" && len(names) > 0 && !s.Free && !slices.Contains(names, v.String()) {
			return fmt.Sprintf("%s is none of %s", quote(v.String()), strings.Join(names, ", "))
		}
	}
	return ""
}

// quote shows a word of the input, cut where it would fill the screen.
func quote(s string) string {
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return strconv.Quote(s)
}
