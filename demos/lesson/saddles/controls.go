package saddles

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/landscape"
	"github.com/cauchy-newton/playground/demos/plot"
)

// window is where starts may lie, and what is drawn of every landscape.
var window = plot.Window{Lo: plot.XY{X: -1.8, Y: -1.5}, Hi: plot.XY{X: 1.8, Y: 1.9}}

// controls is what the visitor can set. The start is dragged on the landscape,
// λ along the path of the cubic step, r on the secular curve.
func controls() []demos.Control {
	return []demos.Control{
		{
			Name: "x", Label: "x, start", Kind: demos.Slider, Default: "0.5", Min: window.Lo.X, Max: window.Hi.X, Step: 0.01,
			Help: "where the step starts, across; or drag the ring", Group: "start",
		},
		{
			Name: "y", Label: "y, start", Kind: demos.Slider, Default: "-0.2", Min: window.Lo.Y, Max: window.Hi.Y, Step: 0.01,
			Help: "where the step starts, upwards; or drag the ring", Group: "start",
		},
		{
			Name: "lambda", Label: "λ, weight of the cubic term", Kind: demos.Slider, Default: "1", Min: 0.1, Max: 100, Log: true,
			Help: "small: a long step that trusts the model; large: a short one", Group: "step",
		},
		{
			Name: "r", Label: "r, cursor on the secular curve", Kind: demos.Slider, Default: "2", Min: 0, Max: 20, Step: 0.01,
			Help: "a guess at ‖Dη‖; right where the secular curve crosses 0", Group: "step",
		},
		{
			Name: "partition", Label: "partition", Kind: demos.Choice, Default: "discrete",
			Options: []demos.Option{
				{Value: "discrete", Label: "discrete: x and y have step sizes of their own"},
				{Value: "trivial", Label: "trivial: one step size along the gradient"},
			},
			Help: "two groups see the direction out of the saddle; one group, for comparison, only the line along the gradient", Group: "step",
		},
		{
			Name: "landscape", Label: "landscape", Kind: demos.Choice, Default: "pass",
			Options: landscape.Options("pass", "saddle", "valley", "bowl"),
			Help:    "the true loss; a quadratic direction has D = 0, so the cubic term does not see it", Group: "landscape",
		},
		{
			Name: "view", Label: "view", Kind: demos.Choice, Default: "root",
			Options: []demos.Option{
				{Value: "start", Label: "the start"},
				{Value: "newton", Label: "Newton’s step"},
				{Value: "level", Label: "the model and its level point"},
				{Value: "both", Label: "Newton’s and the cubic step"},
				{Value: "path", Label: "the path of the cubic step"},
				{Value: "root", Label: "the secular curve"},
			},
			Help: "what is drawn beside the start", Group: "landscape",
		},
	}
}
