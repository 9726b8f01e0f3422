package demos

import (
	"fmt"
	"maps"
	"strconv"
)

// Values are settings by the names of their controls, as text: what a link, a
// field of the page and a saved state hold. A Slider or Number reads by Number,
// a Toggle by On, everything else is itself.
type Values map[string]string

// Number returns the number under name. It panics for a name that holds none:
// values come from controls that have read them.
func (v Values) Number(name string) float64 {
	x, err := strconv.ParseFloat(v[name], 64)
	if err != nil {
		panic(fmt.Sprintf("demos: the value %q of %q is no number", v[name], name))
	}
	return x
}

// Count returns the whole number under name.
func (v Values) Count(name string) int { return int(v.Number(name)) }

// On tells whether the toggle of that name is on.
func (v Values) On(name string) bool { return v[name] == "true" }

// With returns a copy of v with the changes made.
func (v Values) With(changes Values) Values {
	all := Values{}
	maps.Copy(all, v)
	maps.Copy(all, changes)
	return all
}

// Defaults returns what the controls stand at.
func Defaults(controls []Control) Values {
	v := Values{}
	for _, c := range controls {
		v[c.Name] = c.Default
	}
	return v
}

// ValueError says which control refused its value.
type ValueError struct {
	Name    string
	Message string
}

// Error returns the message behind the control's name.
func (e *ValueError) Error() string { return e.Name + ": " + e.Message }

// Read returns the values that the controls read from changes; a *ValueError
// for the first that has no control or is not one of its control's values.
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
