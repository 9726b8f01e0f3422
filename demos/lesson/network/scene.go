// Package network is the lesson on a network under the canonical partition: a
// small perceptron learns points of the plane, H̄ shows how its tensors disturb
// each other's steps, and two runs show what it costs to ignore that.
package network

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Scene is the lesson.
type Scene struct {
	lesson.Base

	key    string // the values that the runs were made for
	task   *perceptron.Task
	groups []demos.Group
	runs   [kinds]*run
	now    shown
	news   int // incremented by compute: panels then refresh their caches

	window plot.Window // of the points
	field  plot.Field  // probability of class 1

	layout layout
	panels plot.Panels[*Scene]
}

var _ demos.Lesson = (*Scene)(nil)

// spot is a place in the picture.
type spot = plot.Spot[*Scene]

// New returns the lesson in its opening state.
func New() *Scene {
	s := &Scene{}
	s.panels.Add(&headerPanel{}, "rho", &s.layout.header)
	s.panels.Add(&surfacePanel{}, "p", &s.layout.surface)
	s.panels.Add(&diagramPanel{}, "eta", &s.layout.diagram)
	s.panels.Add(newCurves(), "L", &s.layout.curves)
	s.panels.Add(newMatrix("Hbar"), "Hbar", &s.layout.hbar)
	s.panels.Add(newMatrix("Hinv"), "Hinv", &s.layout.inverse)
	s.panels.Add(&costPanel{}, "promise", &s.layout.cost)
	s.Open(controls(), s.compute)
	return s
}

// Update implements demos.Scene.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	return lesson.Follow(&s.Base, s, &s.panels, p, t)
}

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	s.layout = arrange(c.Size())
	asked := s.highlighted()
	lesson.Paint(&s.Base, s, &s.panels, c, func(symbol string) bool { return asked != "" && !s.belongs(asked, symbol) })
}

// shine reports whether group g is drawn in full colour: all are, unless the
// pointer is on something that belongs to certain groups.
func (s *Scene) shine(g int) bool {
	if at := s.panels.At; at.Panel != nil && at.I >= 0 {
		return at.I == g || at.J == g
	}
	if k, ok := lesson.GroupOf(s.Lighted(), len(s.groups)); ok {
		return k == g
	}
	return true
}

// color is the colour of group g, faded when others are highlighted.
func (s *Scene) color(g int) demos.Color {
	col := s.Theme.Group(s.groups[g].Place)
	if !s.shine(g) {
		return col.Fade(0.2)
	}
	return col
}

// highlighted is the symbol that the text highlights; "" while the pointer is on the
// picture, and for a symbol that no panel shows now, such as a tensor of a deeper
// network.
func (s *Scene) highlighted() string {
	if s.panels.At.Panel != nil {
		return ""
	}
	symbol := s.Lighted()
	for _, b := range s.panels.List {
		if s.belongs(symbol, b.Symbol) {
			return symbol
		}
	}
	return ""
}

// belongs reports whether a panel belongs to the symbol.
func (s *Scene) belongs(symbol, panel string) bool {
	if _, ok := lesson.GroupOf(symbol, len(s.groups)); ok {
		return panel == "eta" || panel == "Hbar" || panel == "Hinv"
	}
	return symbol == panel || symbol == "rho" && panel == "promise"
}
