// Package changeofunits is the lesson on a change of units: the parameters of a
// layer are written in other units, every method runs in both, and only the steps
// of grouped Newton stay the same.
package changeofunits

import (
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Scene is the lesson.
type Scene struct {
	lesson.Base

	key, ground string // the values that the runs and the contours were made for
	bench       *bench
	pairs       [both]*pair
	rival       method
	step        int
	view        plot.Window
	field       plot.Field
	levels      []float64
	message     string

	layout layout
	head   header
	plane  planePanel
	gap    gapPanel
	sizes  sizesPanel
	drag   plot.Drag
}

var _ demos.Lesson = (*Scene)(nil)

// New returns the lesson in its opening state.
func New() *Scene {
	s := &Scene{}
	s.gap.axes.X.Label, s.gap.axes.Y.Scale = "step", plot.Log
	s.Open(controls(), s.compute)
	return s
}

// Update implements demos.Scene.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	if !s.Watch(p, t) {
		return s.Stale()
	}
	handles := [...]plot.Handle{{At: s.startPoint()}}
	if which, moved := s.plane.plane.Drag(&s.drag, p, handles[:]); which >= 0 && moved {
		s.Drag(map[string]float64{"x": handles[0].At.X, "y": handles[0].At.Y})
	}
	s.explain()
	return s.Stale()
}

// Grabs implements demos.Grabber.
func (s *Scene) Grabs() bool { return s.drag.Hover > 0 }

func (s *Scene) startPoint() plot.XY {
	return plot.XY{X: s.bench.start[s.bench.across], Y: s.bench.start[s.bench.up]}
}

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	s.layout = arrange(c.Size())
	c.Clear(s.Theme.Back)
	s.head.draw(c, s, s.layout.header)
	s.plane.draw(c, s, s.layout.plane)
	s.gap.draw(c, s, s.layout.gap)
	s.sizes.draw(c, s, s.layout.sizes)
	if panel := panelOf(s.Lighted()); panel != "" && s.Lit() == "" {
		for _, k := range [...]struct {
			name string
			box  demos.Box
		}{{"theta", s.layout.plane}, {"apart", s.layout.gap}, {"eta", s.layout.sizes}} {
			if k.name != panel {
				c.FillRect(k.box.X, k.box.Y, k.box.W, k.box.H, s.Theme.Back.Fade(0.66))
			}
		}
	}
	if s.drag.Held == 0 {
		plot.Tooltip(c, s.Theme, s.Pointer.Point, s.explain())
	}
	s.Drawn()
}

// panelOf returns the symbol of the panel that a symbol belongs to; "" for none.
func panelOf(symbol string) string {
	if strings.HasPrefix(symbol, "eta") { // of a group, in either units
		return "eta"
	}
	switch symbol {
	case "theta", "u", "L":
		return "theta"
	case "apart", "rival":
		return "apart"
	case "alpha", "beta":
		return "eta"
	}
	return ""
}

// explain highlights what is below the pointer and returns its explanation.
func (s *Scene) explain() []string {
	return lesson.Explain(&s.Base, s, s.head.under, s.plane.under, s.gap.under, s.sizes.under)
}

// colour is that of a method: neither is one of the groups'.
func (s *Scene) colour(k int) demos.Color {
	if k == ours {
		return s.Theme.Text
	}
	return s.Theme.Group(rivalPlace)
}

// rivalPlace is a colour that no tensor of two layers has.
const rivalPlace = 6
