package saddles

import "github.com/cauchy-newton/playground/demos"

// States implements demos.Lesson.
func (s *Scene) States() []demos.State {
	slope := demos.Values{"landscape": "pass", "partition": "discrete", "x": "0.4", "y": "0.3", "lambda": "1"}
	show := func(what string) demos.Values { return slope.With(demos.Values{"view": what}) }
	return []demos.State{
		{Slug: "climbs", Plays: []demos.Values{show("start"), show("newton")}, Values: show("both")},
		{Slug: "level", Plays: []demos.Values{show("newton")}, Values: show("level")},
		{Slug: "notfar", Plays: []demos.Values{show("path").With(demos.Values{"lambda": "100"})}, Values: show("path")},
		{Slug: "one", Plays: []demos.Values{show("root").With(demos.Values{"r": "0.6"})}, Values: show("root").With(demos.Values{"r": "2"})},
		{Slug: "ridge", Plays: []demos.Values{show("both")}, Values: show("both").With(demos.Values{"x": "0.3", "y": "-0.3"})},
		{Slug: "yours", Values: show("path")},
	}
}
