package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Type sizes of all plots, in px. Less than 11 is hard to read on a phone.
const (
	titleSize = 12
	tickSize  = 11
)

// Axes is a plot's frame: a title, two axes with ticks, labels and a faint
// grid. Set Title, X and Y, then Place and Draw it; Point converts values to
// points of the canvas.
type Axes struct {
	Title string
	X, Y  Axis
	Area  demos.Box // where the data are drawn, set by Place
	Right float64   // room kept free beside the area, for the labels of curves
	Bare  bool      // no grid

	box  demos.Box
	left float64 // room for the numbers of the y axis and its name
	turn bool    // the label of the y axis is too long to be horizontal
	grid demos.Path
	edge demos.Path
}

// Place lays the frame out inside box. Set the ranges of the axes before: the
// labels of the ticks need room.
func (a *Axes) Place(c demos.Canvas, box demos.Box) {
	a.left = 0
	a.place(c, box)
}

// shortName is the greatest width of a y label that is set above the numbers.
const shortName = 42

// place is Place with a left margin that is not smaller than before.
func (a *Axes) place(c demos.Canvas, box demos.Box) {
	a.box = box
	left, beside := 0.0, 0.0
	name := LabelWidth(c, a.Y.Label, a.tick(demos.Color{}))
	if a.turn = name > shortName; a.turn {
		beside = tickSize + 4
	} else {
		left = name
	}
	for _, t := range a.Y.Ticks(a.rows(box.H)) {
		if t.Label != "" {
			left = max(left, c.TextWidth(t.Label, a.tick(demos.Color{})))
		}
	}
	left = 8*math.Ceil(left/8) + 6 + beside // steps of 8 keep the plot still while numbers change
	a.left = max(a.left, left)
	top := float64(titleSize + 10)
	if a.Title == "" {
		top = tickSize/2 + 2
	}
	if name > 0 && !a.turn {
		top += tickSize + 1
	}
	a.Area = box.Inset(a.left, top, max(a.Right, 6), tickSize+7)
	a.Area.W, a.Area.H = max(1, a.Area.W), max(1, a.Area.H)
}

func (a *Axes) rows(h float64) int { return max(2, min(6, int((h-40)/20))) }

func (a *Axes) tick(col demos.Color) demos.TextStyle {
	return demos.TextStyle{Size: tickSize, Color: col}
}

// Point returns the point of the canvas for the value (x, y): outside the area for
// values outside the range.
func (a *Axes) Point(x, y float64) demos.Point {
	return demos.Point{X: a.Area.X + a.X.At(x)*a.Area.W, Y: a.Area.Y + (1-a.Y.At(y))*a.Area.H}
}

// Draw paints the frame: four draw calls and one for every label.
func (a *Axes) Draw(c demos.Canvas, t *demos.Theme) {
	area := a.Area
	bottom, right := area.Y+area.H, area.X+area.W
	if a.Title != "" {
		Label(c, Fit(c, a.Title, a.box.W, demos.TextStyle{}), a.box.X, a.box.Y+titleSize, demos.TextStyle{Color: t.Text})
	}

	// The label of the x axis is at the right end of the row of tick labels.
	style := a.tick(t.Soft)
	room := a.box.X + a.box.W
	baseline := bottom + tickSize + 5
	if a.X.Label != "" {
		end := style
		end.Align = demos.End
		name := Fit(c, a.X.Label, area.W, style)
		Label(c, name, room, baseline, end)
		room -= LabelWidth(c, name, style) + 6
	}

	a.grid, a.edge = a.grid[:0], a.edge[:0]
	// A short label of the y axis is set above its numbers.
	if style.Align = demos.End; a.Y.Label != "" && !a.turn {
		Label(c, a.Y.Label, area.X-5, area.Y-tickSize/2-3, style)
	} else if a.turn {
		up := style
		up.Align, up.Upward = demos.Middle, true
		Label(c, Fit(c, a.Y.Label, area.H, style), a.box.X+tickSize, area.Y+area.H/2, up)
	}
	next := math.Inf(1)
	for _, k := range a.Y.Ticks(a.rows(a.box.H)) {
		y := bottom - k.At*area.H
		if k.Label == "" {
			a.edge = Segment(a.edge, area.X-2, y, area.X, y)
			continue
		}
		a.grid = Segment(a.grid, area.X, y, right, y)
		if y > next {
			continue
		}
		next = y - tickSize - 2
		c.Text(k.Label, area.X-5, y+4, style)
	}
	style.Align = demos.Middle
	free := a.box.X
	for _, k := range a.X.Ticks(max(2, min(8, int(area.W/48)))) {
		x := area.X + k.At*area.W
		if k.Label == "" {
			a.edge = Segment(a.edge, x, bottom, x, bottom+2)
			continue
		}
		a.edge = Segment(a.edge, x, bottom, x, bottom+3)
		half := c.TextWidth(k.Label, style) / 2
		if x-half < free || x+half > room {
			continue
		}
		c.Text(k.Label, x, baseline, style)
		free = x + half + 6
	}
	a.edge = Segment(a.edge, area.X, bottom, right, bottom)
	if !a.Bare {
		c.StrokePath(a.grid, 1, t.Line)
	}
	c.StrokePath(a.edge, 1, t.Soft)
}

// Under returns the x value under p, and whether p lies in the area.
func (a *Axes) Under(p demos.Point) (x float64, inside bool) {
	if !a.Area.Holds(p) {
		return 0, false
	}
	return a.X.Value((p.X - a.Area.X) / a.Area.W), true
}

// Cross paints the vertical line that marks the value x.
func (a *Axes) Cross(c demos.Canvas, x float64, col demos.Color) {
	if at := a.X.At(x); at >= 0 && at <= 1 {
		c.FillRect(a.Area.X+at*a.Area.W-0.5, a.Area.Y, 1, a.Area.H, col)
	}
}

// Mark paints the vertical line at the value x, dashed for an asymptote, with
// a label beside it. Row 0 is the uppermost for the label, row −1 the lowest:
// neighbouring marks need different rows, and a pole a low one, away from the curve.
func (a *Axes) Mark(c demos.Canvas, x float64, label string, row int, dash bool, col demos.Color) {
	at := a.X.At(x)
	if !(at >= 0 && at <= 1) {
		return
	}
	px, b := a.Area.X+at*a.Area.W, a.Area
	if dash {
		c.StrokePath(dashed(nil, demos.Point{X: px, Y: b.Y}, demos.Point{X: px, Y: b.Y + b.H}), 1, col)
	} else {
		c.FillRect(px-0.5, b.Y, 1, b.H, col)
	}
	y := b.Y + tickSize + float64(row)*(tickSize+3)
	if row < 0 {
		y = b.Y + b.H - 4 + float64(row+1)*(tickSize+3)
	}
	if label == "" || y > b.Y+b.H-3 || y < b.Y+tickSize {
		return
	}
	st := a.tick(col)
	left, right := px-5-b.X, b.X+b.W-px-5
	label = Fit(c, label, max(left, right), st)
	if w := LabelWidth(c, label, st); w <= right {
		Label(c, label, px+5, y, st)
	} else {
		st.Align = demos.End
		Label(c, label, px-5, y, st)
	}
}
