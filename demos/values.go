package demos

import (
	"fmt"
	"maps"
	"strconv"
)

// Values are settings as text, by the names of their controls: the form they have
// in a link, in a field of the page and in a saved state. Number converts the value
// of a Slider or Number, On that of a Toggle.
type Values map[string]string

// Number returns the number of that name. It panics if the value is not a number:
// Read has validated all values.
func (v Values) Number(name string) float64 {
	x, err := strconv.ParseFloat(v[name], 64)
	if err != nil {
		panic(fmt.Sprintf("demos: the value %q of %q is no number", v[name], name))
	}
	return x
}

// Count returns the whole number of that name.
func (v Values) Count(name string) int { return int(v.Number(name)) }

// On reports whether the toggle of that name is on.
func (v Values) On(name string) bool { return v[name] == "true" }

// With returns a copy of v with the changes applied.
func (v Values) With(changes Values) Values {
	all := Values{}
	maps.Copy(all, v)
	maps.Copy(all, changes)
	return all
}

// Defaults returns the default values of the controls.
func Defaults(controls []Control) Values {
	v := Values{}
	for _, c := range controls {
		v[c.Name] = c.Default
	}
	return v
}

// ValueError is the error of a value that its control does not take.
type ValueError struct {
	Name    string
	Message string
}

// Error returns the control's name and the message.
func (e *ValueError) Error() string { return e.Name + ": " + e.Message }

// Read validates changes and returns them in the form of the controls' defaults. A
// value without a control, or one that its control does not take, is a *ValueError.
func Read(controls []Control, changes Values) (Values, error) {
	read := Values{}
	for _, c := range controls {
		text, named := changes[c.Name]
		if !named {
			continue
		}
		value, err := c.Read(text)
		if err != nil {
			return nil, &ValueError{c.Name, err.Error()}
		}
		read[c.Name] = value
	}
	for name := range changes {
		if _, known := read[name]; !known {
			return nil, &ValueError{fmt.Sprintf("%.40q", name), "there is no control of that name"}
		}
	}
	return read, nil
}
