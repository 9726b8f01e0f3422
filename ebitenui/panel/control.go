package panel

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
)

// control is a demos.Control with its present value.
type control struct {
	demos.Control
	value   string // as text, without JSON's quotes
	text    bool   // JSON holds it as a string
	changed bool   // by the visitor, and not sent yet
	again   bool   // what it stands at may be set once more
	chosen  bool   // of rows that are pressed: it is the one that is shown
	closes  bool   // it has a cross
	mark    int    // place of its colour in Theme.Groups; negative has none

	field demos.Box // where its value was drawn last, if it can be typed there
}

// read takes the value from the JSON of a run's state; an absent field has the
// default.
func (c *control) read(raw json.RawMessage) {
	var s string
	switch {
	case len(raw) == 0:
		c.value = c.Default
	case json.Unmarshal(raw, &s) == nil:
		c.value, c.text = s, true
	default:
		c.value, c.text = string(raw), false
	}
	c.changed = false
}

// state is the JSON object that sets this one field.
func (c *control) state() json.RawMessage {
	var v any = json.RawMessage(c.value)
	if c.text || !json.Valid([]byte(c.value)) {
		v = c.value
	}
	state, err := json.Marshal(map[string]any{c.Name: v})
	if err != nil {
		panic(fmt.Sprintf("panel: %s: %v", c.Name, err)) // text and valid JSON can be written
	}
	return state
}

// label is the value as the visitor reads it.
func (c *control) label() string {
	for _, o := range c.Options {
		if c.Kind == demos.Choice && o.Value == c.value {
			return o.Label
		}
	}
	value := c.value
	if value == "" && c.Kind == demos.Number {
		return "–"
	}
	if c.Kind == demos.Slider || c.Kind == demos.Number {
		value = strings.ReplaceAll(value, "-", "−")
	}
	if c.Unit != "" {
		return value + " " + c.Unit
	}
	return value
}

// place is where a slider's knob stands, from 0 to 1.
func (c *control) place() float64 {
	v, err := strconv.ParseFloat(c.value, 64)
	if err != nil {
		return 0
	}
	lo, hi := c.Min, c.Max
	if c.logarithmic() {
		v, lo, hi = math.Log(max(v, c.Min)), math.Log(lo), math.Log(hi)
	}
	if hi <= lo {
		return 0
	}
	return min(max((v-lo)/(hi-lo), 0), 1)
}

func (c *control) logarithmic() bool { return c.Log && c.Min > 0 }

// drag sets a slider to a place from 0 to 1 and reports whether it moved.
func (c *control) drag(f float64) bool {
	if c.Kind != demos.Slider {
		return false
	}
	v := c.Min + f*(c.Max-c.Min)
	if c.logarithmic() {
		v = math.Exp(math.Log(c.Min) + f*(math.Log(c.Max)-math.Log(c.Min)))
		// Two figures are as fine as a pointer can choose.
		v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 2, 64), 64)
	} else if c.Step > 0 {
		v = c.Min + c.Step*math.Round((v-c.Min)/c.Step)
	}
	return c.set(strconv.FormatFloat(min(max(v, c.Min), c.Max), 'g', 10, 64))
}

// click does what a click at a place from 0 to 1 means: the left half of a
// choice or a number goes back, the right half forward.
func (c *control) click(f float64) {
	forward := 1
	if f < 0.5 {
		forward = -1
	}
	switch c.Kind {
	case demos.Choice:
		if n := len(c.Options); n > 0 {
			now := slices.IndexFunc(c.Options, func(o demos.Option) bool { return o.Value == c.value })
			c.set(c.Options[(max(now, 0)+forward+n)%n].Value)
		}
	case demos.Number:
		v, err := strconv.ParseFloat(c.value, 64)
		if err != nil {
			c.set(strconv.FormatFloat(c.Min, 'f', -1, 64)) // it stood at nothing
		} else {
			v = min(max(v+float64(forward)*max(c.Step, 1), c.Min), c.Max)
			c.set(strconv.FormatFloat(v, 'f', -1, 64))
		}
	case aLane:
		c.value, c.changed = "", true
		if c.closes && f > 1-crossRoom/float64(column-4*gap) {
			c.value = dropped
		}
	case aPreset, more:
		c.changed = true
	case demos.Toggle:
		c.set(strconv.FormatBool(c.value != "true"))
	}
}

func (c *control) set(value string) bool {
	if value == c.value && !c.again {
		return false
	}
	c.value, c.changed = value, true
	return true
}
