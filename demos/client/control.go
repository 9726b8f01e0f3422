// Package client holds the state that both shells, the page and the window, share: the
// values of the controls, the history for undo, what each button does now, and the
// messages about refused values. The shells do the rest: the page has elements,
// focus, addresses and storage, the window draws. The package has no clock: the
// shells pass the time in.
package client

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
)

// Control is a demos.Control with its value.
type Control struct {
	demos.Control
	Value string // as text, without JSON's quotes
}

// Standing returns the controls at their defaults.
func Standing(of []demos.Control) (controls []Control) {
	for _, c := range of {
		controls = append(controls, Control{c, c.Default})
	}
	return controls
}

// Take takes the value from JSON; an absent one is the default.
func (c *Control) Take(raw json.RawMessage) {
	var s string
	switch {
	case len(raw) == 0:
		c.Value = c.Default
	case json.Unmarshal(raw, &s) == nil:
		c.Value = s
	default:
		c.Value = string(raw)
	}
}

// JSON returns the value as JSON: a number or truth value where the control has
// one, else a string.
func (c *Control) JSON() json.RawMessage {
	if c.Kind != demos.Choice && c.Kind != demos.Text && json.Valid([]byte(c.Value)) {
		return json.RawMessage(c.Value)
	}
	text, err := json.Marshal(c.Value)
	if err != nil {
		panic("client: " + err.Error()) // a string can always be written
	}
	return text
}

// Words is the value as the visitor reads it.
func (c *Control) Words() string {
	if c.Kind == demos.Choice {
		if i := c.option(); i >= 0 {
			return c.Options[i].Label
		}
	}
	words := c.Value
	if c.Kind == demos.Slider || c.Kind == demos.Number {
		if words == "" {
			return "–"
		}
		words = strings.ReplaceAll(words, "-", "−")
	}
	if c.Unit != "" {
		words += " " + c.Unit
	}
	return words
}

// option is the place of the value among the options, or −1.
func (c *Control) option() int {
	return slices.IndexFunc(c.Options, func(o demos.Option) bool { return o.Value == c.Value })
}

// Place is the position of a slider's thumb, from 0 to 1.
func (c *Control) Place() float64 {
	v, err := strconv.ParseFloat(c.Value, 64)
	low, high := c.ends()
	if err != nil || high <= low {
		return 0
	}
	if c.logarithmic() {
		v = math.Log(max(v, c.Min))
	}
	return min(max((v-low)/(high-low), 0), 1)
}

// At is the value of a slider at a place from 0 to 1: of a logarithmic one with
// the two figures that a pointer can choose, else on the grid of its steps.
func (c *Control) At(place float64) string {
	low, high := c.ends()
	v := low + place*(high-low)
	if c.logarithmic() {
		v, _ = strconv.ParseFloat(strconv.FormatFloat(math.Exp(v), 'g', 2, 64), 64)
		return strconv.FormatFloat(min(max(v, c.Min), c.Max), 'g', -1, 64)
	}
	return strconv.FormatFloat(c.Near(v), 'g', -1, 64)
}

func (c *Control) ends() (low, high float64) {
	if c.logarithmic() {
		return math.Log(c.Min), math.Log(c.Max)
	}
	return c.Min, c.Max
}

func (c *Control) logarithmic() bool { return c.Log && c.Min > 0 }

// Beside is the value one further, or one back for by = −1: the next option, the
// next whole number, the other truth value.
func (c *Control) Beside(by int) string {
	switch n := len(c.Options); {
	case c.Kind == demos.Toggle:
		return strconv.FormatBool(c.Value != "true")
	case c.Kind == demos.Choice && n > 0:
		return c.Options[(max(c.option(), 0)+by+n)%n].Value
	case c.Kind == demos.Number:
		v, err := strconv.ParseFloat(c.Value, 64)
		if err != nil {
			return number(c.Min) // it had no value
		}
		return number(min(max(v+float64(by)*max(c.Step, 1), c.Min), c.Max))
	}
	return c.Value
}

// number writes a whole number.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
