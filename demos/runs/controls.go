package runs

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/engine/link"
)

// LookControls select what is shown: they are the fields of a look command.
func LookControls() []demos.Control {
	names := map[string]string{
		"method": "the method: H̄, step sizes, path", "origins": "H̄ by origin", "promise": "promise and reality, ρ",
		"spectrum": "spectrum of the Hessian", "compare": "two partitions compared", "data": "data and answers", "race": "nothing, the race alone",
	}
	axes := map[string]string{"step": "step", "work": "gradient-equivalents", "seconds": "seconds"}
	list := []demos.Control{
		{Name: "axis", Label: "race over", Kind: demos.Choice, Default: "step", Group: "view", Help: "What the curves are drawn over: steps; gradient-equivalents, which count the work that all sweeps took; or seconds on this device."},
		{Name: "what", Label: "below the race", Kind: demos.Choice, Default: "method", Group: "view", Help: "What is shown of the chosen lane. It is computed while you look at it, and the lane does not pay for it."},
		{Name: "lane", Label: "lane", Kind: demos.Number, Default: "1", Min: 1, Max: link.MaxLanes, Step: 1, Group: "view", Help: "Which lane is looked at, and which the settings belong to."},
		{Name: "with", Label: "compare with the partition", Kind: demos.Text, Default: "trivial", Group: "view", Help: "The second partition of the comparison, written as the groups are."},
	}
	for _, a := range link.Axes {
		list[0].Options = append(list[0].Options, demos.Option{Value: a, Label: axes[a]})
	}
	for _, p := range link.Panels {
		list[1].Options = append(list[1].Options, demos.Option{Value: p, Label: names[p]})
	}
	return list
}

// StopControls are the rules that end a lane: the fields of link.Stop, prefixed with
// "stop-"; 0 is no rule.
func StopControls() []demos.Control {
	const group = "stop"
	return []demos.Control{
		{Name: "stop-steps", Label: "stop after steps", Kind: demos.Number, Default: "0", Min: 0, Max: link.MaxSteps, Step: 1, Group: group, Help: "A lane stops after so many steps. 0 is no rule."},
		{Name: "stop-loss", Label: "stop below the loss", Kind: demos.Slider, Default: "0", Min: 0, Max: 5, Step: 0.01, Group: group, Help: "A lane stops when the mean training loss of ten steps is below. 0 is no rule."},
		{Name: "stop-accuracy", Label: "stop above the accuracy", Kind: demos.Slider, Default: "0", Min: 0, Max: 0.99, Step: 0.01, Group: group, Help: "A lane stops when it reads more than this share of the test set. 0 is no rule."},
		{Name: "stop-work", Label: "stop after gradients", Kind: demos.Number, Default: "0", Min: 0, Max: link.MaxSteps, Step: 1, Group: group, Help: "A lane stops when its work comes to so many gradient-equivalents. 0 is no rule."},
	}
}
