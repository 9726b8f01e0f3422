package client

import "github.com/cauchy-newton/playground/demos"

// Speed is the control of how fast play goes. It belongs to the client and not to the
// scene: the engine is always as fast as it can be, and the client rests between steps.
var Speed = demos.Control{
	Name: "speed", Label: "Speed", Kind: demos.Choice, Default: "fast",
	Options: []demos.Option{
		{Value: "fast", Label: "full speed"},
		{Value: "slow", Label: "slow"},
		{Value: "slower", Label: "very slow"},
	},
	Help: "How fast play goes: as fast as this machine can, or with a rest of a tenth or half of a second after each step.",
}
