package partitionmatrix

import "github.com/cauchy-newton/playground/demos"

// States implements demos.Lesson.
func (s *Scene) States() []demos.State {
	opening := demos.Values{"groups": "11 22 33", "direction": "gradient", "seed": "20"}
	at := func(v demos.Values, view string) demos.Values { return v.With(demos.Values{"view": view}) }
	shows := func(view string) demos.Values { return at(nil, view) }
	return []demos.State{
		{Slug: "all", Plays: []demos.Values{at(opening, "hessian"), at(opening, "along"), at(opening, "rows")}, Values: at(opening, "folded")},
		{Slug: "pairs", Values: shows("hessian")},
		{Slug: "walk", Plays: []demos.Values{shows("hessian")}, Values: shows("along")},
		{Slug: "fold", Plays: []demos.Values{shows("along"), shows("rows")}, Values: shows("folded")},
		{Slug: "third", Values: shows("third")},
		{Slug: "merge", Values: shows("folded")},
	}
}
