package changeofunits

import "github.com/cauchy-newton/playground/demos"

// States implements demos.Lesson.
func (s *Scene) States() []demos.State {
	two := demos.Values{"model": "two", "part": "first", "beta": "0", "direction": "gradient", "lambda": "1", "seed": "1", "rival": "sgd", "rate": "0.3"}
	opening := two.With(demos.Values{"alpha": "10", "x": "1.2", "y": "0.2"})
	at := func(v demos.Values, show, step string) demos.Values {
		return v.With(demos.Values{"view": show, "step": step})
	}
	network := two.With(demos.Values{"model": "network", "alpha": "10", "x": "1.2", "y": "0.2"})
	return []demos.State{
		{Slug: "all", Plays: []demos.Values{at(opening, "line", "0"), at(opening, "line", "12"), at(opening, "rings", "12")}, Values: at(opening, "both", "12")},
		{Slug: "run", Values: at(two, "line", "0"), Run: true},
		{Slug: "units", Plays: []demos.Values{at(two, "line", "12")}, Values: at(two, "rings", "12").With(demos.Values{"alpha": "10"})},
		{Slug: "scale", Plays: []demos.Values{at(two, "both", "12").With(demos.Values{"alpha": "1"})}, Values: at(two, "both", "12").With(demos.Values{"alpha": "10"})},
		{Slug: "rivals", Values: at(two, "both", "12").With(demos.Values{"alpha": "10", "rival": "adam", "rate": "0.1"})},
		{Slug: "finer", Values: at(network, "rings", "12").With(demos.Values{"part": "input"})},
		{Slug: "predict", Values: at(network, "line", "12")},
	}
}
