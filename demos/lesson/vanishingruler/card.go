package vanishingruler

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Card implements demos.Carded: the model falls through the floor below which there
// is no loss.
func (s *Scene) Card(c demos.Canvas) {
	w, t, k := &s.view, s.Theme, s.Sheet(c)
	// The curves end at the edge of the sheet.
	end := w.ts[len(w.ts)-1] * k.Box.W / (k.Box.W + k.Box.X)
	a := k.Axes(k.Box, plot.Window{Lo: plot.XY{X: 0, Y: -1.5 * w.value}, Hi: plot.XY{X: end, Y: 0}})
	whole := k.Whole(a)
	floor := whole.Point(0, -w.value).Y
	c.FillRect(0, floor, whole.Area.W, whole.Area.H-floor, t.Cell)
	var curve plot.Curve
	curve.Points(c, whole, w.ts, w.ruled, 1.3*k.Pen, t.Group(ruledPlace))
	curve.Points(c, whole, w.ts, w.truth, 1.1*k.Pen, t.Text)
	k.Ring(a.Point(0, 0), 2.6, t.Text)
}
