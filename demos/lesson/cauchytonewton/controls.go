package cauchytonewton

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/engine/optim"
)

// directions are the u that a climb may take, by the value of their control.
// All are combinations of gradients but the last.
var directions = map[string]optim.GroupedNewton{
	"gradient": {},
	"momentum": {Momentum: 0.9, Dampening: 0.9},
	"adam":     {Adam: &optim.Adam{}},
}

// method returns a fresh method for the values.
func method(v demos.Values) *optim.GroupedNewton {
	m := directions[v["direction"]]
	if m.Adam != nil {
		m.Adam = &optim.Adam{}
	}
	m.Lambda = v.Number("lambda")
	return &m
}

func controls() []demos.Control {
	return []demos.Control{
		{Name: "partition", Label: "the pieces", Kind: demos.Text, Default: ladder[2].value(),
			Group: "method", Help: "the digits 1 to 6 stand for the parameters, signs such as “-” cut them into pieces: 12-34-56. One piece is Cauchy’s steepest descent, six are Newton’s method"},
		{Name: "direction", Label: "direction u", Kind: demos.Choice, Default: "gradient", Options: []demos.Option{
			{Value: "gradient", Label: "gradient"}, {Value: "momentum", Label: "momentum, μ = 0.9"}, {Value: "adam", Label: "Adam’s direction"},
		}, Group: "method", Help: "what is cut into pieces and stretched; the step subtracts it"},
		{Name: "lambda", Label: "λ_int, cubic term", Kind: demos.Slider, Default: "0", Min: 0, Max: 5, Step: 0.1,
			Group: "method", Help: "holds long steps back where third derivatives are large; on a quadratic there are none"},
		{Name: "kappa", Label: "κ, condition number", Kind: demos.Slider, Default: "20", Min: 1, Max: 100, Log: true,
			Group: "function", Help: "the largest curvature at the minimum, over the smallest"},
		{Name: "mix", Label: "mixing", Kind: demos.Slider, Default: "0.3", Min: 0, Max: 2, Step: 0.05,
			Group: "function", Help: "how far the axes of the bowl are turned away from the parameters; at 0 every parameter is an axis"},
		{Name: "bend", Label: "b, bend", Kind: demos.Slider, Default: "0", Min: 0, Max: 3, Step: 0.1,
			Group: "function", Help: "adds ¼b y⁴ along every axis; at 0 the function is a quadratic"},
		{Name: "x", Label: "start, along the softest axis", Kind: demos.Slider, Default: "-1", Min: view.Lo.X, Max: view.Hi.X, Step: 0.01,
			Group: "start", Help: "drag the ring in the picture, or set it here"},
		{Name: "y", Label: "start, along the stiffest axis", Kind: demos.Slider, Default: "0.3", Min: view.Lo.Y, Max: view.Hi.Y, Step: 0.01,
			Group: "start", Help: "drag the ring in the picture, or set it here"},
		{Name: "off", Label: "start, off the plane", Kind: demos.Slider, Default: "0.3", Min: 0, Max: 0.6, Step: 0.05,
			Group: "start", Help: "distance of the start from the plane that the picture shows, in a direction drawn with the seed"},
		{Name: "step", Label: "step", Kind: demos.Number, Default: "0", Min: 0, Max: most, Step: 1,
			Group: "run", Help: "steps taken from the start"},
		{Name: "seed", Label: "seed", Kind: demos.Number, Default: "134", Min: 0, Max: 1 << 20, Step: 1,
			Group: "run", Help: "draws the axes of the bowl and where the start lies off the plane"},
	}
}
