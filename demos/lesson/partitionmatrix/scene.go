// Package partitionmatrix is the lesson "The partition matrix": the Hessian of a network
// of six parameters, scaled by a direction and summed over groups. The
// learner moves parameters between the groups and sees how cells add up.
package partitionmatrix

import (
	"fmt"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Scene is a demos.Lesson. Use New.
type Scene struct {
	lesson.Base

	// What compute found.
	network  *network
	point    point
	groups   grouping
	hessian  *summary.Summary // along all ones with a group per parameter: H itself
	discrete *summary.Summary // along u with a group per parameter: U H U
	grouped  *summary.Summary // along u with the learner's groups

	layout layout
	plain  plot.Matrix // H
	along  plot.Matrix // U H U
	fold   plot.Matrix // I, and the row of a new group
	right  plot.Matrix // Iᵀ
	hbar   plot.Matrix
	values []float64
	hand   hand
}

var _ demos.Lesson = (*Scene)(nil)

// New returns the lesson as it opens.
func New() *Scene {
	s := &Scene{network: newNetwork()}
	s.Open(controls(), s.compute)
	return s
}

// Set implements demos.Lesson.
func (s *Scene) Set(changes demos.Values) error { return s.Base.Set(agreed(changes)) }

// regroup sets another grouping.
func (s *Scene) regroup(g grouping) {
	if g == s.groups {
		return
	}
	if err := s.Set(demos.Values{"groups": g.text()}); err != nil {
		panic("partitionmatrix: " + err.Error()) // every grouping can be computed
	}
}

var finest = grouping{0, 1, 2, 3, 4, 5}

// compute follows the values.
func (s *Scene) compute(v demos.Values) error {
	n := s.network
	s.groups = parse(v["groups"])
	s.point = n.at(v["direction"], uint64(v.Count("seed")))
	flat := s.point
	for p := range flat.u {
		flat.u[p] = 1
	}
	s.hessian = n.summarise(finest, &flat)
	s.discrete = n.summarise(finest, &s.point)
	s.grouped = n.summarise(s.groups, &s.point)
	return nil
}

// size returns S.
func (s *Scene) size() int { return s.groups.size() }

// merged returns the summary for another grouping, at the present point.
func (s *Scene) merged(g grouping) *summary.Summary { return s.network.summarise(g, &s.point) }

// symbolOf returns the symbol of a cell of H̄ in the text.
func symbolOf(i, j int) string { return fmt.Sprintf("Hbar%d%d", i+1, j+1) }

// cell returns the highlighted cell of H̄.
func (s *Scene) cell() (i, j int, ok bool) {
	rest, found := strings.CutPrefix(s.Lighted(), "Hbar")
	if !found || len(rest) != 2 {
		return 0, 0, false
	}
	i, j = int(rest[0]-'1'), int(rest[1]-'1')
	return i, j, i < s.size() && j < s.size()
}

// Update implements demos.Scene.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	if !s.Watch(p, t) {
		return s.Stale()
	}
	s.hand.follow(s, p)
	symbol := ""
	if p.Inside {
		symbol, _ = s.under(p.Point)
	}
	s.Point(symbol)
	return s.Stale()
}

// Grabs implements demos.Grabber: the cells of I and the groups' numbers.
func (s *Scene) Grabs() bool {
	_, _, below := s.fold.Under(s.Pointer.Point)
	_, _, beside := s.right.Under(s.Pointer.Point)
	_, group := s.number(s.Pointer.Point)
	return below || beside || group
}
