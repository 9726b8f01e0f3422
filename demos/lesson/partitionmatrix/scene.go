// Package partitionmatrix is the lesson "The partition matrix": the Hessian of a network
// of six parameters, scaled by a direction, whose rows and columns are added up by
// groups. The learner cuts the parameters into groups and sees how the cells add up.
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
	view     string
	point    point
	groups   grouping
	hessian  *summary.Summary // along all ones with a group per parameter: H itself
	discrete *summary.Summary // along u with a group per parameter: U H U
	grouped  *summary.Summary // along u with the learner's groups
	rows     [P * P]float64   // U H U with the rows of each group added up, once for each of its members
	hscale   plot.Signed      // of H
	scale    plot.Signed      // of all the others, so that a sum looks larger than its terms

	picture picture
}

var (
	_ demos.Lesson = (*Scene)(nil)
	_ demos.Carded = (*Scene)(nil)
)

// New returns the lesson with its defaults.
func New() *Scene {
	s := &Scene{network: newNetwork()}
	s.picture.init()
	s.Open(controls(), s.compute)
	return s
}

// Set implements demos.Lesson.
func (s *Scene) Set(changes demos.Values) error { return s.Base.Set(agreed(changes)) }

// regroup sets another grouping.
func (s *Scene) regroup(g grouping) {
	if err := s.Set(demos.Values{"groups": g.text()}); err != nil {
		panic("partitionmatrix: " + err.Error()) // every grouping can be computed
	}
}

var finest = grouping{0, 1, 2, 3, 4, 5}

// compute follows the values.
func (s *Scene) compute(v demos.Values) error {
	n := s.network
	s.view, s.groups = v["view"], parse(v["groups"])
	s.point = n.at(v["direction"], uint64(v.Count("seed")))
	flat := s.point
	for p := range flat.u {
		flat.u[p] = 1
	}
	s.hessian = n.summarise(finest, &flat)
	s.discrete = n.summarise(finest, &s.point)
	s.grouped = n.summarise(s.groups, &s.point)
	s.rows = [P * P]float64{}
	for p, g := range s.groups {
		for q, o := range s.groups {
			for k := range P {
				if g == o {
					s.rows[p*P+k] += s.discrete.Hbar[q*P+k]
				}
			}
		}
	}
	s.hscale = plot.FitSigned(s.hessian.Hbar, false)
	s.scale = plot.FitSigned(append(append(s.rows[:], s.discrete.Hbar...), s.grouped.Hbar...), false)
	s.aim()
	return nil
}

// What glides: how far the numbers are those of U H U, those of added rows, and those of
// added columns; how many there are; and the places of rows and columns, as parts of the
// matrix, and of the cells of the bar.
const (
	atWalk = iota
	atRows
	atColumns
	atCount
	atX
	atWidth = atX + P
	atY     = atWidth + P
	atHigh  = atY + P
	atCell  = atHigh + P
	glides  = atCell + P
)

// aim sets where the picture glides to.
func (s *Scene) aim() {
	n := s.size()
	var to [glides]float64
	wide, high := P, P
	if s.view != "hessian" {
		to[atWalk] = 1
	}
	if s.foldsRows() {
		to[atRows], high = 1, n
	}
	if s.foldsColumns() {
		to[atColumns], wide = 1, n
	}
	to[atCount] = float64(wide * high)
	for p, g := range s.groups {
		x, y := p, p
		if s.foldsColumns() {
			x = g
		}
		if s.foldsRows() {
			y = g
		}
		to[atX+p], to[atWidth+p] = float64(x)/float64(wide), 1/float64(wide)
		to[atY+p], to[atHigh+p] = float64(y)/float64(high), 1/float64(high)
	}
	s.picture.places = plot.Places(s.picture.places, lesson.Order(nil, s.groups[:]), s.groups[:])
	copy(to[atCell:], s.picture.places)
	s.Glide.To(to[:]...)
}

// foldsRows reports whether the rows of a group are one, foldsColumns the columns.
func (s *Scene) foldsRows() bool    { return s.view != "hessian" && s.view != "along" }
func (s *Scene) foldsColumns() bool { return s.foldsRows() && s.view != "rows" }

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
	b := &s.picture.bar
	if !s.Watch(p, t) {
		return s.Stale()
	}
	if b.Tick() {
		s.Touch()
	}
	down := b.Pressed()
	if next := b.Follow(p, true, s.groups[:]); next != nil {
		s.regroup(grouping(next).dense())
	}
	if down != b.Pressed() {
		s.Touch()
	}
	symbol := ""
	if p.Inside && !b.Holds() {
		symbol, _ = s.under(p.Point)
	}
	s.Point(symbol)
	return s.Stale()
}

// Grabs implements demos.Grabber.
func (s *Scene) Grabs() bool { return s.picture.bar.Over }

// Moving implements demos.Lesson.
func (s *Scene) Moving() bool { return s.Base.Moving() || s.picture.bar.Moving() }

// Settle implements demos.Lesson.
func (s *Scene) Settle() {
	if s.picture.bar.Moving() {
		s.picture.bar.Settle()
		s.Touch()
	}
	s.Base.Settle()
}

// Twins implements demos.Lesson: the cells and gaps of the bar.
func (s *Scene) Twins() []demos.Twin {
	return s.picture.bar.Twins(s.groups[:], func(p int) string { return names[p] }, func(p int) string {
		return "whose slope is " + plot.Three(s.grouped.Gbar[s.groups[p]])
	})
}

// Press implements demos.Lesson.
func (s *Scene) Press(twin, key string) demos.Values {
	if next := lesson.Press(s.groups[:], twin, key); next != nil {
		return demos.Values{"groups": grouping(next).dense().text()}
	}
	return nil
}
