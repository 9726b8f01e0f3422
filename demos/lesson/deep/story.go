package deep

import "github.com/cauchy-newton/playground/demos"

// States implements demos.Lesson.
func (s *Scene) States() []demos.State {
	toy := demos.Values{"depth": "16", "partition": "canonical", "activation": "tanh"}
	opening := toy.With(demos.Values{"seed": "7"})
	at := func(v demos.Values, step, view, distance string) demos.Values {
		return v.With(demos.Values{"step": step, "view": view, "distance": distance})
	}
	return []demos.State{
		{Slug: "all", Plays: []demos.Values{at(opening, "0", "hbar", "1"), at(opening, "0", "hbar", "8"), at(opening, "0", "hbar", "16"), at(opening, "0", "hbar", "0")}, Values: at(opening, "20", "hbar", "0")},
		{Slug: "far", Plays: []demos.Values{at(toy, "0", "hbar", "1"), at(toy, "0", "hbar", "4")}, Values: at(toy, "0", "hbar", "12")},
		{Slug: "fades", Plays: []demos.Values{at(toy, "0", "hbar", "0"), at(toy, "1", "hbar", "0"), at(toy, "5", "hbar", "0")}, Values: at(toy, "20", "hbar", "0")},
		{Slug: "inverse", Plays: []demos.Values{at(toy, "20", "hbar", "0")}, Values: at(toy, "20", "inverse", "0")},
		{Slug: "toy", Plays: []demos.Values{at(toy, "0", "hbar", "0")}, Values: at(toy, "0", "hbar", "0").With(demos.Values{"activation": "elu"})},
		{Slug: "open", Values: at(toy, "20", "inverse", "0")},
	}
}
