package demos

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cauchy-newton/playground/engine/activation"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Kind is the kind of a control.
type Kind string

const (
	Slider Kind = "slider" // a number from Min to Max, logarithmic if Log
	Choice Kind = "choice" // one of Options
	Number Kind = "number" // a whole number from Min to Max
	Text   Kind = "text"   // free text that matches Pattern
	Toggle Kind = "toggle" // "true" or "false"
)

// Option is one value of a Choice.
type Option struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Activations returns activations as options.
func Activations(rows []activation.Row) (options []Option) {
	for _, r := range rows {
		options = append(options, Option{Value: r.Name, Label: r.Label})
	}
	return options
}

// Control declares one thing that the visitor can set. Its Name is the key in
// the URL; where a run is set, it is also the JSON name of the field of
// setting.Config.
type Control struct {
	Name    string   `json:"name"`
	Label   string   `json:"label"` // may hold a symbol: "λ₁, damping"
	Kind    Kind     `json:"kind"`
	Default string   `json:"default"` // as text, the way the URL holds it
	Options []Option `json:"options,omitempty"`
	Min     float64  `json:"min,omitempty"`
	Max     float64  `json:"max,omitempty"`
	Step    float64  `json:"step,omitempty"`
	Log     bool     `json:"log,omitempty"`
	Unit    string   `json:"unit,omitempty"`
	Pattern string   `json:"pattern,omitempty"`
	Help    string   `json:"help"`
	Group   string   `json:"group"`             // "network", "method", "data": the headings
	Restart bool     `json:"restart,omitempty"` // a change starts the run anew (network, seed)
}

// Settings returns the controls of the settings of a run, those for experts first,
// with the values of a filled Config as defaults.
func Settings(d setting.Config) []Control {
	var usual, experts []Control
	for _, s := range setting.Settings {
		k := s.Control
		if k == nil {
			continue
		}
		c := Control{Name: s.Name, Label: s.Label, Default: d.Text(s.Name), Min: k.Min, Max: k.Max, Step: k.Step, Log: k.Log,
			Help: s.Help, Group: s.Page(), Restart: s.Restart, Kind: Toggle}
		switch {
		case s.Range.Whole:
			c.Kind = Number
		case s.Range != setting.Range{}:
			c.Kind = Slider
		case len(s.Words) > 0 && !s.Free:
			c.Kind = Choice
		case !s.Toggle():
			c.Kind, c.Pattern = Text, s.Shape()
		}
		for _, w := range s.Words {
			if !w.Hidden {
				c.Options = append(c.Options, Option{cmp.Or(w.Example, w.Name), w.Label})
			}
		}
		if k.Lab {
			experts = append(experts, c)
		} else {
			usual = append(usual, c)
		}
	}
	return append(experts, usual...)
}

// maxText is the greatest length of a Text value in bytes: enough for a partition
// that names every tensor of a deep network.
const maxText = 4000

// Read parses a value and returns it in the form of Default, or an error that says
// what the control takes.
func (c *Control) Read(text string) (string, error) {
	if c.Kind != Choice && c.Kind != Toggle { // names must match exactly
		text = strings.TrimSpace(text)
	}
	ok := false
	switch c.Kind {
	case Slider, Number:
		v := decimal(text)
		ok = v >= c.Min && v <= c.Max && (c.Kind == Slider || v == math.Trunc(v))
		if v == 0 {
			v = 0 // no −0
		}
		text = strconv.FormatFloat(v, 'g', -1, 64)
	case Choice:
		for _, o := range c.Options {
			ok = ok || o.Value == text
		}
	case Toggle:
		ok = text == "true" || text == "false"
	case Text:
		ok = len(text) <= maxText && utf8.ValidString(text) && (c.Pattern == "" || regexp.MustCompile("^(?:"+c.Pattern+")$").MatchString(text))
	}
	if !ok {
		return "", fmt.Errorf("takes %s", c.allowed())
	}
	return text, nil
}

// Near clamps a number to the control's range and rounds it to a step or, where
// there are no steps, to three significant digits.
func (c *Control) Near(v float64) float64 {
	v = min(max(v, c.Min), c.Max)
	if c.Step > 0 {
		steps := (v - c.Min) / c.Step
		// Through text, so that 3·0.1 is 0.3.
		text := strconv.FormatFloat(c.Min+c.Step*float64(int64(steps+0.5)), 'g', 12, 64)
		v, _ = strconv.ParseFloat(text, 64)
	} else {
		v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 3, 64), 64)
	}
	return min(max(v, c.Min), c.Max)
}

var (
	numeral   = regexp.MustCompile(`^[-+]?(\d+[.,]?\d*|[.,]\d+)([eE][-+]?\d+)?$`)
	thousands = regexp.MustCompile(`^[-+]?[1-9]\d{0,2},\d{3}$`)
)

// decimal parses a number with a decimal point or a decimal comma; anything else
// is NaN, and so is 1,234, whose comma may also separate thousands.
func decimal(text string) float64 {
	text = strings.ReplaceAll(text, "−", "-")
	v, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	if err != nil || !numeral.MatchString(text) || thousands.MatchString(text) {
		return math.NaN()
	}
	return v
}

// allowed says in words which values the control takes.
func (c *Control) allowed() string {
	var names []string
	for _, o := range c.Options {
		names = append(names, o.Value)
	}
	switch c.Kind {
	case Slider:
		return fmt.Sprintf("a number from %v to %v", c.Min, c.Max)
	case Number:
		return fmt.Sprintf("a whole number from %v to %v", c.Min, c.Max)
	case Toggle:
		return "true or false"
	case Choice:
		return "one of " + strings.Join(names, ", ")
	case Text:
		if len(names) > 0 {
			return strings.Join(names, ", or ")
		}
		return "another text: " + strings.TrimSuffix(c.Help, ".")
	}
	panic(fmt.Sprintf("demos: the control %s is of the kind %q, which is none", c.Name, c.Kind))
}
