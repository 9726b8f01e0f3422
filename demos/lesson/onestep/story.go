package onestep

import "github.com/cauchy-newton/playground/demos"

// States implements demos.Lesson.
func (s *Scene) States() []demos.State {
	start := demos.Values{"landscape": "valley", "x": "-1.1", "y": "0.5", "view": "slice", "step": "0", "path": "", "rule": "mine"}
	slice := demos.Values{"landscape": "valley", "view": "slice", "step": "0", "path": ""}
	zigzag := demos.Values{"landscape": "bowl", "x": "-1.9", "y": "-0.6", "view": "map", "step": "0", "path": "", "rule": "cauchy", "order": "2", "eta": "0.01"}
	with := func(v demos.Values, order, rule, eta string) demos.Values {
		return v.With(demos.Values{"order": order, "rule": rule, "eta": eta})
	}
	return []demos.State{
		{Slug: "all", Plays: []demos.Values{with(start, "0", "mine", "0.0001"), with(start, "1", "mine", "0.0001"), with(start, "2", "mine", "0.0001")}, Values: with(start, "2", "cauchy", "0.01")},
		{Slug: "slope", Plays: []demos.Values{with(slice, "1", "mine", "0.0001")}, Values: with(slice, "1", "mine", "0.026")},
		{Slug: "curve", Plays: []demos.Values{with(slice, "1", "mine", "0.026")}, Values: with(slice, "2", "mine", "0.026")},
		{Slug: "cauchy", Values: with(slice, "2", "cauchy", "0.01")},
		{Slug: "again", Values: zigzag, Run: true},
		{Slug: "yours", Values: zigzag},
	}
}
