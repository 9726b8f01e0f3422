package cauchytonewton

import (
	"strconv"

	"github.com/cauchy-newton/playground/demos"
)

var (
	_ demos.Stepper = (*Scene)(nil)
	_ demos.Renamed = (*Scene)(nil)
)

// cut are the values of a rung of the ladder at the start of its run.
func cut(groups int) demos.Values {
	return demos.Values{"partition": ladder[groups-1].value(), "step": "0"}
}

// States implements demos.Lesson.
func (s *Scene) States() []demos.State {
	return []demos.State{
		{Slug: "all", Plays: []demos.Values{cut(1), cut(2), cut(3)}, Values: cut(6)},
		{Slug: "one", Values: cut(1), Run: true},
		{Slug: "two", Values: cut(2)},
		{Slug: "three", Values: cut(3)},
		{Slug: "six", Values: cut(6)},
		{Slug: "own", Values: cut(3)},
	}
}

// Next implements demos.Stepper: a run ends where its climb has arrived or stopped.
func (s *Scene) Next() demos.Values {
	if s.step >= s.own.last() {
		return nil
	}
	return demos.Values{"step": strconv.Itoa(s.step + 1)}
}

// Renamed implements demos.Renamed: older links name a rung of the ladder by its
// number of groups.
func (s *Scene) Renamed(name, value string) (demos.Values, error) {
	if name != "groups" {
		return nil, nil
	}
	rung := demos.Control{Name: name, Kind: demos.Number, Min: 1, Max: dimension}
	text, err := rung.Read(value)
	if err != nil {
		return nil, err
	}
	groups, _ := strconv.Atoi(text) // the control has read it
	return demos.Values{"partition": ladder[groups-1].value()}, nil
}
