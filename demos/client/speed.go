package client

import "github.com/cauchy-newton/playground/demos"

// Speed is the control of how fast play goes. It belongs to the client and not to the
// scene: the engine is always as fast as it can be, and the client pauses between steps.
var Speed = demos.Control{
	Name: "speed", Label: "Speed", Kind: demos.Choice, Default: "fast",
	Options: []demos.Option{
		{Value: "fast", Label: "full speed"},
		{Value: "slow", Label: "slow"},
		{Value: "slower", Label: "very slow"},
	},
	Help: "How fast play goes: at full speed, or with a short or a longer rest after each step.",
}
