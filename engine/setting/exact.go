package setting

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// Exact returns a *FieldError for a name in a JSON object that is no field of
// the struct T, letter by letter: encoding/json also takes "RATE" for "rate".
// What is no object is left to the decoder.
func Exact[T any](text []byte) error {
	known := map[string]bool{}
	of := reflect.TypeFor[T]()
	for i := range of.NumField() {
		name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
		known[name] = true
	}
	var given map[string]passed
	if json.Unmarshal(text, &given) != nil {
		return nil
	}
	for name := range given {
		if !known[name] {
			return &FieldError{clip(name), "there is no such setting" + meant(name, known)}
		}
	}
	return nil
}

// meant names the field that a name is meant for, if it differs in case alone.
func meant(name string, known map[string]bool) string {
	for k := range known {
		if strings.EqualFold(k, name) {
			return fmt.Sprintf(": it is called %q", k)
		}
	}
	return ""
}

// passed is a JSON value that nobody keeps.
type passed struct{}

// UnmarshalJSON reads nothing.
func (*passed) UnmarshalJSON([]byte) error { return nil }
