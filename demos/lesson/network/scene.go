// Package network is the lesson on a network under the canonical partition: a
// small perceptron learns points of the plane, H̄ shows how its tensors disturb
// each other's steps, and two runs show what it costs to forget that.
package network

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/lesson/pupil"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Scene is the lesson.
type Scene struct {
	lesson.Desk

	key    string // the values that the runs were made for
	pupil  *pupil.Pupil
	groups []group
	runs   [kinds]*run
	now    shown
	news   int // counts what compute found, for what panels keep

	window          plot.Window // of the points
	field           plot.Field  // probability of class 1
	inputs, outputs []float64
	gradient        []float64

	layout layout
	panels []placed
	spot   spot // what the pointer is on
	drawn  bool
}

var _ demos.Lesson = (*Scene)(nil)

// panel is one part of the picture.
type panel interface {
	draw(c demos.Canvas, s *Scene, box demos.Box)
	// under returns what lies below p in the picture drawn last.
	under(s *Scene, p demos.Point) (spot, bool)
	// tip explains it, with exact values.
	tip(s *Scene, at spot) []string
}

// placed is a panel with its place, and the symbol that it stands for.
type placed struct {
	panel
	symbol string
	box    func(*layout) demos.Box
}

// spot is a place in a panel. The zero value is nowhere.
type spot struct {
	panel  panel
	symbol string
	i, j   int // groups, or −1
	x      float64
}

// New returns the lesson in its opening state.
func New() *Scene {
	s := &Scene{}
	s.panels = []placed{
		{&headerPanel{}, "rho", func(l *layout) demos.Box { return l.header }},
		{&surfacePanel{}, "p", func(l *layout) demos.Box { return l.surface }},
		{&diagramPanel{}, "eta", func(l *layout) demos.Box { return l.diagram }},
		{newCurves(), "L", func(l *layout) demos.Box { return l.curves }},
		{newMatrix("Hbar"), "Hbar", func(l *layout) demos.Box { return l.hbar }},
		{newMatrix("Hinv"), "Hinv", func(l *layout) demos.Box { return l.inverse }},
		{&costPanel{}, "promise", func(l *layout) demos.Box { return l.cost }},
	}
	s.Open(controls(), s.compute)
	return s
}

// Update implements demos.Scene.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	s.Watch(p, t)
	var at spot
	if p.Inside && s.drawn {
		for _, b := range s.panels {
			if found, ok := b.under(s, p.Point); ok {
				at = found
				if at.symbol == "" {
					at.symbol = b.symbol
				}
				break
			}
		}
	}
	if at != s.spot {
		s.spot = at
		s.Touch()
	}
	s.Point(at.symbol)
	return s.Stale()
}

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	s.layout = arrange(c.Size())
	c.Clear(s.Theme.Back)
	asked := s.asked()
	for _, b := range s.panels {
		box := b.box(&s.layout)
		b.draw(c, s, box)
		if asked != "" && !s.stands(asked, b.symbol) {
			c.FillRect(box.X, box.Y, box.W, box.H, s.Theme.Back.Fade(0.66))
		}
	}
	if s.spot.panel != nil {
		plot.Tooltip(c, s.Theme, s.Pointer.Point, s.spot.panel.tip(s, s.spot))
	}
	s.drawn = true
	s.Drawn()
}

// shine reports whether group g is shown in full: all are, unless the visitor
// points at something that belongs to certain groups.
func (s *Scene) shine(g int) bool {
	if at := s.spot; at.panel != nil && at.i >= 0 {
		return at.i == g || at.j == g
	}
	if k, ok := s.groupOf(s.Lighted()); ok {
		return k == g
	}
	return true
}

// color is the colour of group g, faded when the visitor points at others.
func (s *Scene) color(g int) demos.Color {
	col := s.Theme.Group(s.groups[g].at)
	if !s.shine(g) {
		return col.Fade(0.2)
	}
	return col
}

// asked is the symbol that the text points at; "" while the visitor points at
// the picture, and for what no panel shows now, such as a tensor of a deeper
// network.
func (s *Scene) asked() string {
	if s.spot.panel != nil {
		return ""
	}
	symbol := s.Lighted()
	for _, b := range s.panels {
		if s.stands(symbol, b.symbol) {
			return symbol
		}
	}
	return ""
}

// stands reports whether a panel is a part of what the symbol stands for.
func (s *Scene) stands(symbol, panel string) bool {
	if _, ok := s.groupOf(symbol); ok {
		return panel == "eta" || panel == "Hbar" || panel == "Hinv"
	}
	return symbol == panel || symbol == "rho" && panel == "promise"
}
