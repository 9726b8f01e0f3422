package lesson

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Card is the sheet of a demos.Carded.
type Card struct {
	demos.Canvas
	Theme *demos.Theme
	Box   demos.Box // without the margin
	Pen   float64   // the width of a line that matters
}

// Sheet begins a card.
func (d *Base) Sheet(c demos.Canvas) Card {
	w, h := c.Size()
	c.Clear(d.Theme.Back)
	margin := 0.1 * h
	return Card{c, d.Theme, demos.Box{X: margin, Y: margin, W: w - 2*margin, H: h - 2*margin}, 0.018 * h}
}

// Must sets values for a card; they are of the lesson, so an error is a fault of the
// program.
func (d *Base) Must(v demos.Values) {
	if err := d.Set(v); err != nil {
		panic("lesson: a card: " + err.Error())
	}
}

// Square is the largest square in the k-th of n equal parts of the box.
func (k Card) Square(i, n int) demos.Box {
	w := k.Box.W / float64(n)
	side := min(w, k.Box.H)
	return demos.Box{X: k.Box.X + (float64(i)+0.5)*w - side/2, Y: k.Box.Y + (k.Box.H-side)/2, W: side, H: side}
}

// Plane fits a window of the plane into a box, one unit both ways; more is visible
// where there is room.
func (k Card) Plane(box demos.Box, w plot.Window) *plot.Axes {
	a := k.Axes(box, w)
	unit := max((w.Hi.X-w.Lo.X)/box.W, (w.Hi.Y-w.Lo.Y)/box.H)
	dx, dy := (unit*box.W-w.Hi.X+w.Lo.X)/2, (unit*box.H-w.Hi.Y+w.Lo.Y)/2
	a.X.Lo, a.X.Hi, a.Y.Lo, a.Y.Hi = a.X.Lo-dx, a.X.Hi+dx, a.Y.Lo-dy, a.Y.Hi+dy
	return a
}

// Axes fits a window into a box, each way by itself.
func (k Card) Axes(box demos.Box, w plot.Window) *plot.Axes {
	a := &plot.Axes{Area: box}
	a.X.Lo, a.X.Hi, a.Y.Lo, a.Y.Hi = w.Lo.X, w.Hi.X, w.Lo.Y, w.Hi.Y
	return a
}

// Whole is the axes over the whole sheet that agree with a.
func (k Card) Whole(a *plot.Axes) *plot.Axes {
	w, h := k.Size()
	lo, hi := a.Value(demos.Point{Y: h}), a.Value(demos.Point{X: w})
	return k.Axes(demos.Box{W: w, H: h}, plot.Window{Lo: lo, Hi: hi})
}

// Ring draws a ring: where something begins, or a step of it.
func (k Card) Ring(p demos.Point, radius float64, col demos.Color) {
	disc := plot.Disc(nil, p, radius*k.Pen)
	k.FillPath(disc, k.Theme.Back)
	k.StrokePath(disc, 0.8*k.Pen, col)
}

// Dot draws a disc.
func (k Card) Dot(p demos.Point, radius float64, col demos.Color) {
	k.FillPath(plot.Disc(nil, p, radius*k.Pen), col)
}

// Line draws a curve through points of the axes.
func (k Card) Line(a *plot.Axes, points []plot.XY, width float64, col demos.Color) {
	var x, y []float64
	for _, q := range points {
		x, y = append(x, q.X), append(y, q.Y)
	}
	new(plot.Curve).Points(k, a, x, y, width*k.Pen, col)
}

// Arrow draws one from p to q.
func (k Card) Arrow(p, q demos.Point, width float64, col demos.Color) {
	plot.Arrow(k, p, q, width*k.Pen, col)
}

// Levels draws contours over the whole sheet.
func (k Card) Levels(a *plot.Axes, value func(x, y float64) float64, levels func(values []float64) []float64) {
	var f plot.Field
	var lines plot.Contours
	w, h := k.Size()
	lo, hi := a.Value(demos.Point{Y: h}), a.Value(demos.Point{X: w})
	f.Sample(240, 130, plot.Window{Lo: lo, Hi: hi}, value)
	lines.Trace(&f, levels(f.Values))
	for i := range lines.Levels {
		lines.DrawLevel(k, k.Whole(a), i, 0.35*k.Pen, k.Theme.Soft.Fade(0.6))
	}
}
