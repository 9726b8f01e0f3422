package setting

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/cauchy-newton/playground/engine/strict"
)

// plain is a Config without its methods.
type plain Config

// MarshalJSON writes c with its fields' JSON names; a field at its zero value is
// left out where that means its default. Where a setting may be None a negative
// value is written as 0.
func (c Config) MarshalJSON() ([]byte, error) {
	text, full := []byte{'{'}, Config{}.Filled()
	for i, s := range Settings {
		v := c.at(i)
		if v.IsZero() && !full.at(i).IsZero() {
			continue
		}
		value := v.Interface()
		if s.None {
			value = OrNone(v.Float())
		}
		written, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		text = fmt.Appendf(text, "%q:%s,", s.Name, written)
	}
	text[len(text)-1] = '}' // in place of the last comma: a bool is never left out
	return text, nil
}

// UnmarshalJSON reads the fields that are present and keeps the others, as
// package strict does. An unknown field, one that comes twice, a value of the
// wrong type and null are *FieldError. So is an empty value or 0 where Go takes it
// for the default: "batch": 0 does not mean the default. Where a setting may be
// None, 0 is that.
func (c *Config) UnmarshalJSON(text []byte) error {
	next, usual := *c, Config{}.Filled()
	full := usual
	for _, into := range []*Config{&next, &full} {
		if err := strict.Unmarshal(text, (*plain)(into)); err != nil {
			return readable(err)
		}
	}
	for i, s := range Settings {
		switch v := full.at(i); {
		case !v.IsZero() || usual.at(i).IsZero():
		case s.None:
			next.at(i).SetFloat(-1)
		case v.Kind() == reflect.String:
			return &FieldError{s.Name, "it is empty"}
		default:
			return &FieldError{s.Name, "0 is not above 0"}
		}
	}
	*c = next
	return nil
}

// With returns c changed by a patch: a JSON object that holds the fields to
// change. When Method, Loss, Adaptive or Bare change, fields at their old default go to
// the new one.
func (c Config) With(patch []byte) (Config, error) {
	next, old := c, c.Filled()
	if err := next.UnmarshalJSON(patch); err != nil {
		return c, err
	}
	now := next.Filled()
	if now.Method == old.Method && now.Loss == old.Loss && now.Adaptive == old.Adaptive && now.Bare == old.Bare {
		return next, nil
	}
	var given map[string]json.RawMessage
	if err := strict.Unmarshal(patch, &given); err != nil {
		return c, readable(err)
	}
	for i := range Settings {
		s := &Settings[i]
		was := old.standard(s)
		stood := was != now.standard(s) && next.Text(s.Name) == was
		// The rates of two methods have no common scale.
		if given[s.Name] == nil && (stood || s.Name == "rate" && now.Method != old.Method) {
			next.at(i).SetZero()
		}
	}
	return next, nil
}

// readable turns an error of package strict into one that names the field, or the
// place where the text is no JSON.
func readable(err error) error {
	if wrong, ok := errors.AsType[*strict.Error](err); ok && wrong.Path != "" && !wrong.Cut {
		return &FieldError{wrong.Path, wrong.Message}
	}
	return fmt.Errorf("setting: settings: %w", err)
}
