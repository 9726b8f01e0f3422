package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Bar is one row of Bars.
type Bar struct {
	Name  string
	Value float64
	Note  string // after the number: "clipped"
	Brief string // written if number and note do not fit; the number alone is the last resort
	Color demos.Color
	Pale  bool // the pointer is at another one
}

// Bars shows signed values of very different magnitude as horizontal bars from a
// common zero line, on a symmetric logarithmic axis. Negative bars go to the left
// and are hollow.
type Bars struct {
	Title string
	Axis  Axis
	Rows  []Bar

	box, area demos.Box
	row       float64 // height
	ticks     bool    // there is room for the numbers of the axis
	grid      demos.Path
}

// barDecades is the number of decades below the largest bar on which lengths are
// logarithmic.
const barDecades = 4

// leastRow is the least height of a row with text.
const leastRow = tickSize

// Place lays the bars out inside box and fits the axis to the rows.
func (b *Bars) Place(c demos.Canvas, box demos.Box) {
	b.Axis.Scale = Symlog
	lo, hi := 0.0, 0.0
	name := 16.0
	for _, r := range b.Rows {
		if Finite(r.Value) {
			lo, hi = min(lo, r.Value), max(hi, r.Value)
		}
		name = max(name, min(box.W/3, LabelWidth(c, r.Name, demos.TextStyle{Bold: true})))
	}
	top := max(hi, -lo)
	if top == 0 {
		top = 1
	}
	b.Axis.Knee = math.Pow(10, math.Floor(math.Log10(top))-barDecades+1)
	b.Axis.Fit(lo, hi)
	b.box = box
	b.area = box.Inset(name+6, titleSize+8, 6, tickSize+7)
	rows := float64(max(1, len(b.Rows)))
	b.ticks = true
	if b.area.H < rows*leastRow && b.area.H+tickSize+7 >= rows*leastRow {
		b.ticks = false // the names of the bars are more important
		b.area.H += tickSize + 7
	}
	b.row = min(34, b.area.H/rows)
}

// Under returns the row below p.
func (b *Bars) Under(p demos.Point) (row int, ok bool) {
	wide := demos.Box{X: b.box.X, Y: b.area.Y, W: b.box.W, H: b.row * float64(len(b.Rows))}
	if len(b.Rows) == 0 || !wide.Holds(p) {
		return 0, false
	}
	return min(int((p.Y-b.area.Y)/b.row), len(b.Rows)-1), true
}

// Draw paints the bars, their names and, where a row is high enough, their
// numbers, in the longest form that has room.
func (b *Bars) Draw(c demos.Canvas, t *demos.Theme) {
	Label(c, Fit(c, b.Title, b.box.W, demos.TextStyle{}), b.box.X, b.box.Y+titleSize, demos.TextStyle{Color: t.Text})
	a := b.area
	height := b.row * float64(len(b.Rows))
	if len(b.Rows) == 0 {
		height = a.H
	}
	zero := a.X + b.Axis.At(0)*a.W

	b.grid = b.grid[:0]
	style := demos.TextStyle{Size: tickSize, Color: t.Soft, Align: demos.Middle}
	free := math.Inf(-1)
	ticks := b.Axis.Ticks(max(2, int(a.W/44)))
	for pass := range 2 { // zero gets its number first
		for _, k := range ticks {
			if k.Label == "" || (k.Value == 0) != (pass == 0) {
				continue
			}
			x := a.X + k.At*a.W
			b.grid = Segment(b.grid, x, a.Y, x, a.Y+height)
			half := c.TextWidth(k.Label, style) / 2
			x0 := min(x-half, b.box.X+b.box.W-2*half)
			zeroHalf := c.TextWidth("0", style)/2 + 5
			if !b.ticks || pass == 1 && (x0 < free || x0 < zero+zeroHalf && x0+2*half > zero-zeroHalf || x0 < b.box.X) {
				continue
			}
			c.Text(k.Label, x0+half, a.Y+height+tickSize+3, style)
			if pass == 1 {
				free = x0 + 2*half + 5
			}
		}
	}
	c.StrokePath(b.grid, 1, t.Line)
	c.FillRect(zero-0.5, a.Y, 1, height, t.Soft)

	for i, r := range b.Rows {
		y := a.Y + float64(i)*b.row
		col := r.Color
		if r.Pale {
			col = col.Fade(0.3)
		}
		thick := max(1, b.row*0.7)
		if Finite(r.Value) && r.Value != 0 {
			x := a.X + b.Axis.At(r.Value)*a.W
			if r.Value > 0 {
				c.FillRect(zero, y+(b.row-thick)/2, max(1, x-zero), thick, col)
			} else {
				frame(c, demos.Box{X: min(x, zero-1), Y: y + (b.row-thick)/2, W: max(1, zero-x), H: thick}, col)
			}
		}
		if b.row < leastRow {
			continue // no room for text, which is in the tooltip
		}
		base := y + b.row/2 + 4
		name := demos.TextStyle{Size: min(titleSize, b.row), Bold: true, Color: col, Align: demos.End}
		Label(c, Fit(c, r.Name, a.X-6-b.box.X, name), a.X-6, base, name)
		b.number(c, t, r, zero, base)
	}
}

// number writes a row's value where there is room: after the end of its bar, in it,
// or on the other side of zero.
func (b *Bars) number(c demos.Canvas, t *demos.Theme, r Bar, zero, base float64) {
	st := demos.TextStyle{Size: tickSize, Mono: true, Color: t.Text}
	end := zero
	if Finite(r.Value) {
		end = b.area.X + b.Axis.At(r.Value)*b.area.W
	}
	left, right := b.area.X, b.box.X+b.box.W
	const gap = 4
	for _, s := range r.forms() {
		w := c.TextWidth(s, st) + gap
		switch {
		case s == "":
		case max(end, zero)+w <= right:
			c.Text(s, max(end, zero)+gap, base, st)
			return
		case end > zero && end-zero >= w:
			st.Align, st.Color = demos.End, onTop(r.Color)
			if r.Pale {
				st.Color = t.Text
			}
			c.Text(s, end-gap, base, st)
			return
		case min(end, zero)-w >= left:
			st.Align = demos.End
			c.Text(s, min(end, zero)-gap, base, st)
			return
		case zero-end >= w+gap: // a hollow bar
			st.Align = demos.End
			c.Text(s, zero-gap, base, st)
			return
		}
	}
}

// forms are the texts for a bar, the longest first.
func (r *Bar) forms() [5]string {
	full, short := Format(r.Value), Round2(r.Value)
	if r.Note == "" {
		return [5]string{full, "", r.Brief, "", short}
	}
	return [5]string{full + ", " + r.Note, short + ", " + r.Note, r.Brief, full, short}
}

// onTop is black or white, whichever reads better on col.
func onTop(col demos.Color) demos.Color {
	// Rec. 709 luma; 140 is where both contrasts are about equal.
	if 0.2126*float64(col.R)+0.7152*float64(col.G)+0.0722*float64(col.B) > 140 {
		return demos.RGB(0x111111)
	}
	return demos.RGB(0xffffff)
}

// frame paints the outline of a box.
func frame(c demos.Canvas, b demos.Box, col demos.Color) {
	c.StrokePath(demos.Path{{
		{X: b.X + 0.75, Y: b.Y + 0.75}, {X: b.X + b.W, Y: b.Y + 0.75}, {X: b.X + b.W, Y: b.Y + b.H - 0.75},
		{X: b.X + 0.75, Y: b.Y + b.H - 0.75}, {X: b.X + 0.75, Y: b.Y + 0.75},
	}}, 1.5, col)
}
