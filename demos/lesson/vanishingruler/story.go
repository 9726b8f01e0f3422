package vanishingruler

import "github.com/cauchy-newton/playground/demos"

// States implements demos.Lesson.
func (s *Scene) States() []demos.State {
	opening := demos.Values{"loss": squared, "activation": "relu", "partition": "canonical", "bias": "0", "lambda": "1", "t": "0.8"}
	seeded := opening.With(demos.Values{"seed": "2"})
	with := func(v demos.Values, changes demos.Values) demos.Values { return v.With(changes) }
	return []demos.State{
		{Slug: "all", Plays: []demos.Values{with(seeded, demos.Values{"loss": crossed, "t": "0"}), with(seeded, demos.Values{"loss": crossed}), with(seeded, demos.Values{"t": "0"})}, Values: seeded},
		{Slug: "ruler", Plays: []demos.Values{with(opening, demos.Values{"loss": crossed})}, Values: opening},
		{Slug: "chain", Values: with(opening, demos.Values{"activation": "tanh"})},
		{Slug: "product", Plays: []demos.Values{opening}, Values: with(opening, demos.Values{"partition": "trivial"})},
		{Slug: "harmless", Values: with(seeded, demos.Values{"activation": "tanh", "t": "0.5"})},
		{Slug: "find", Values: with(seeded, demos.Values{"t": "0"})},
	}
}
