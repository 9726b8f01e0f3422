package runs

import (
	"strings"

	"slices"

	"github.com/cauchy-newton/playground/engine/setting"
)

// State is one picture of the lesson's story: what is looked at, over which axis of the
// race, and to which step the lanes are trained, if they are not there yet.
type State struct {
	Slug, What, Axis string
	Steps            int
	Keeps            bool // it does not go back to step 0
}

// States is the story of the lesson.
var States = []State{
	{Slug: "guess", What: "data", Axis: "work"},
	{Slug: "learn", What: "data", Axis: "work", Steps: 60},
	{Slug: "sizes", What: "method", Axis: "work", Steps: 60},
	{Slug: "cost", What: "race", Axis: "work", Steps: 210},
	{Slug: "wrong", What: "data", Axis: "work", Steps: 210},
	{Slug: "yours", What: "race", Axis: "work", Keeps: true},
}

// StateOf returns the state of that slug, the first for ""; nil if there is none.
func StateOf(slug string) *State {
	if slug == "" {
		return &States[0]
	}
	if i := slices.IndexFunc(States, func(s State) bool { return s.Slug == slug }); i >= 0 {
		return &States[i]
	}
	return nil
}

// rules are the steps of methods as formulas in plain text, with the rate that is told.
var rules = map[string]string{
	setting.SGD:      "η = {rate} for all",
	setting.Adam:     "{rate}·m/√v for each parameter",
	setting.AdamW:    "{rate}·m/√v for each parameter",
	setting.Subspace: "(B + 0.3 diag B)η = ḡ, no rate",
}

// rule is how a lane finds its step, as a formula in plain text; of a method that has none
// here, its name.
func rule(c *setting.Config) string {
	rate := c.Text("rate")
	if c.Method == setting.GroupedNewton {
		text := "(H̄ + ½λrD²)η = ḡ, then × λ₁ = " + rate
		if !c.Signed {
			text += " and clipped at 0"
		}
		return text
	}
	if form := rules[c.Method]; form != "" {
		return strings.Replace(form, "{rate}", rate, 1)
	}
	return setting.MethodOf(c.Method).Label
}
