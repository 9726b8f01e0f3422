package onestep

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Card implements demos.Carded: the parabola touches the loss at the start, and the
// ball lies below its lowest point.
func (s *Scene) Card(c demos.Canvas) {
	s.Must(s.States()[0].Values)
	s.Settle()
	sheet, k := s.Sheet(c), &s.slice
	w, h := c.Size()
	a := &k.land.Axes
	a.Area = demos.Box{W: w, H: h}
	a.X.Lo, a.X.Hi = -0.13*k.reach, 0.94*k.reach
	a.Y.Lo, a.Y.Hi = k.from-1.18*k.fall, k.from+0.62*k.fall
	k.earth(c, s.Theme)
	pen := sheet.Pen
	k.curves[orders].Points(c, a, k.etas, k.truth, pen, s.Theme.Text)
	k.curves[1].Points(c, a, k.etas, k.models[1], 1.2*pen, s.Theme.Group(0))
	k.place(s, s.now.eta, 1, 3.6*pen)
	disc := plot.Disc(nil, k.lowest, 4*pen)
	c.StrokePath(disc, 0.7*pen, s.Theme.Group(0))
	sheet.Dot(k.ball, 3.6, s.Theme.Text)
	sheet.Ring(a.Point(0, s.now.loss), 2.2, s.Theme.Text)
	k.trace(s)
}
