// Package onestep is the lesson "One step, one number": the loss along the
// gradient, its models of order 1 to 3, and Cauchy's step size ḡ/H̄.
package onestep

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/lesson/landscape"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Scene is a demos.Lesson. Use New.
type Scene struct {
	lesson.Base

	land   *landscape.Landscape
	taylor *summary.Taylor
	now    step

	sampled  *landscape.Landscape // what the field is of
	field    plot.Field
	levels   []float64
	contours plot.Contours
	shade    plot.Shade
	plane    plot.Plane
	start    plot.Handle
	drag     plot.Drag

	axes   plot.Axes
	etas   []float64 // of the curves, rising
	truth  []float64
	models [orders][]float64
	curves [orders + 1]plot.Curve
	reach  float64 // the largest η shown
	pull   plot.Drag

	header demos.Box
}

var _ demos.Lesson = (*Scene)(nil)

// models are the names of the models in the picture, and their symbols.
var models = [orders]struct{ name, symbol string }{
	{"order 1", "gbar"}, {"order 2", "hbar"}, {"order 3", "order3"},
}

// New returns the lesson in its opening state.
func New() *Scene {
	s := &Scene{}
	s.plane.Title, s.plane.Equal = "the landscape", true
	s.plane.X.Label, s.plane.Y.Label = "θ₁", "θ₂"
	s.axes.X.Label = "η"
	s.axes.Y.Label = "loss"
	s.start.Label = "drag me"
	s.Open(controls(), s.compute)
	return s
}

// color is that of a model's curve.
func color(t *demos.Theme, d int) demos.Color {
	return [orders]demos.Color{t.Soft, t.Group(0), t.Group(2)}[d]
}

// Update drags the start in the plane, and η along the curve.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	moved := p != s.Pointer
	if !s.Watch(p, t) || !moved {
		return s.Stale()
	}
	if _, at, moved := s.drag.Update(p, []demos.Point{s.start.On(&s.plane.Axes)}); moved {
		to := s.land.Window.Clamp(s.plane.Value(at))
		s.Drag(map[string]float64{"x": to.X, "y": to.Y})
	}
	if _, at, moved := s.pull.Update(p, []demos.Point{s.cursor(p)}); moved {
		s.Drag(map[string]float64{"eta": s.axes.Value(at).X})
	}
	s.Point(s.under(p))
	return s.Stale()
}

// Grabs implements demos.Grabber.
func (s *Scene) Grabs() bool { return s.drag.Hover > 0 || s.pull.Hover > 0 }

// cursor is where η can be dragged: anywhere on its line.
func (s *Scene) cursor(p demos.Pointer) demos.Point {
	at := s.axes.Point(s.now.eta, 0)
	area := s.axes.Area
	return demos.Point{
		X: min(max(at.X, area.X), area.X+area.W),
		Y: min(max(p.Y, area.Y), area.Y+area.H),
	}
}

// under returns the symbol of what is below the pointer.
func (s *Scene) under(p demos.Pointer) string {
	if !p.Inside || s.drag.Held > 0 {
		return ""
	}
	if s.pull.Held > 0 || s.pull.Hover > 0 {
		return "eta"
	}
	if _, inside := s.axes.Under(p.Point); !inside {
		return ""
	}
	// The model whose curve is nearest, within a finger's width.
	at, symbol, least := s.axes.Value(p.Point), "", 12.0
	i := s.nearest(at.X)
	for d := range s.models {
		if far := math.Abs(s.axes.Point(at.X, s.models[d][i]).Y - p.Y); far < least {
			symbol, least = models[d].symbol, far
		}
	}
	return symbol
}

// nearest is the index of the curves' place nearest to η.
func (s *Scene) nearest(eta float64) int {
	span := s.etas[samples] - s.etas[0]
	i := int(math.Round((eta - s.etas[0]) / span * samples))
	return min(max(i, 0), samples)
}
