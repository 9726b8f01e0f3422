package onestep

import (
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Card implements demos.Carded: the parabola touches the loss at the start, and the
// step ends at its lowest point.
func (s *Scene) Card(c demos.Canvas) {
	now, t, k := &s.now, s.Theme, s.Sheet(c)
	lowest := now.loss - now.gbar*now.best/2
	last := s.nearest(2.2 * now.best)
	a := k.Axes(k.Box, plot.Window{Lo: plot.XY{X: -0.12 * now.best, Y: slices.Min(s.truth[:last])}, Hi: plot.XY{X: s.etas[last], Y: now.loss}})
	whole := k.Whole(a)
	for _, curve := range []struct {
		values []float64
		col    demos.Color
	}{{s.truth, t.Text}, {s.models[1], t.Group(0)}} {
		s.curves[0].Points(c, whole, s.etas, curve.values, k.Pen, curve.col)
	}
	k.Dot(a.Point(now.best, lowest), 2.6, t.Group(0))
	k.Ring(a.Point(0, now.loss), 2.9, t.Text)
}
