package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// HeatMap is a signed matrix in colours, one bitmap pixel a cell.
type HeatMap struct {
	Rows, Columns int
	Values        []float64 // row-major, in the order of the picture
	Split         int       // the blocks are separated before this row and column; 0: none
	Scale         Signed
	Area          demos.Box // the cells, gap included
	// Own is for a matrix of zeros and ones: the index in Theme.Groups of the
	// colour of each row. It is nil for a signed matrix.
	Own []int

	cells   demos.Bitmap
	legend  demos.Bitmap // from −Top to +Top
	upright demos.Bitmap // the same, +Top above
	ramp    *Ramp
	version uint64 // of Values
	lines   demos.Path
}

// Set copies a new matrix and fits the scale to it. Missing values are NaN.
func (m *HeatMap) Set(rows, columns int, values []float64, log bool) {
	m.Rows, m.Columns = max(0, rows), max(0, columns)
	n := m.Rows * m.Columns
	m.Values = append(m.Values[:0], values[:min(n, len(values))]...)
	for len(m.Values) < n {
		m.Values = append(m.Values, math.NaN())
	}
	m.version++
	m.Rescale(FitSigned(m.Values, log))
}

// Rescale changes the scale, so that several matrices can share one.
func (m *HeatMap) Rescale(s Signed) { m.Scale, m.ramp = s, nil }

// Color returns the colour of entry (i, j).
func (m *HeatMap) Color(t *demos.Theme, i, j int) demos.Color {
	v := m.Values[i*m.Columns+j]
	if i < len(m.Own) {
		return demos.Mix(t.Cell, t.Group(m.Own[i]), max(0, min(v, 1)))
	}
	return Diverging(t).At(m.Scale.At(v))
}

// colour updates the bitmaps if the matrix or the theme has changed.
func (m *HeatMap) colour(t *demos.Theme) {
	ramp := Diverging(t)
	if m.ramp == ramp {
		return
	}
	m.ramp = ramp
	m.cells.Paint(m.Columns, m.Rows, func(j, i int) demos.Color { return m.Color(t, i, j) })
	step := func(k int) demos.Color { return ramp.At(2*float64(k)/(legendSteps-1) - 1) }
	m.legend.Paint(legendSteps, 1, func(x, _ int) demos.Color { return step(x) })
	m.upright.Paint(1, legendSteps, func(_, y int) demos.Color { return step(legendSteps - 1 - y) })
}

const legendSteps = 65 // odd, so that the middle one is zero

// Cell returns the box of entry (i, j).
func (m *HeatMap) Cell(i, j int) demos.Box {
	w, h := m.Area.W/float64(m.Columns), m.Area.H/float64(m.Rows)
	return demos.Box{X: m.Area.X + float64(j)*w, Y: m.Area.Y + float64(i)*h, W: w, H: h}
}

// Under returns the entry below p.
func (m *HeatMap) Under(p demos.Point) (i, j int, ok bool) {
	if m.Rows == 0 || m.Columns == 0 || !m.Area.Holds(p) {
		return 0, 0, false
	}
	c := m.Cell(0, 0)
	return min(int((p.Y-m.Area.Y)/c.H), m.Rows-1), min(int((p.X-m.Area.X)/c.W), m.Columns-1), true
}

// Draw paints the cells with thin lines between them and a wide one between
// the blocks: three draw calls.
func (m *HeatMap) Draw(c demos.Canvas, t *demos.Theme) {
	if m.Rows == 0 || m.Columns == 0 {
		return
	}
	m.colour(t)
	a, cell := m.Area, m.Cell(0, 0)
	c.Image(&m.cells, a.X, a.Y, a.W, a.H, false)
	m.lines = m.lines[:0]
	if min(cell.W, cell.H) >= 5 { // lines would hide smaller cells
		for k := 1; k < m.Columns; k++ {
			if k != m.Split {
				m.upward(cell.W * float64(k))
			}
		}
		for k := 1; k < m.Rows; k++ {
			if k != m.Split {
				m.across(cell.H * float64(k))
			}
		}
	}
	if len(m.lines) > 0 {
		c.StrokePath(m.lines, 1, t.Back)
	}
	if m.Split > 0 && m.Split < min(m.Rows, m.Columns) {
		m.lines = m.lines[:0]
		m.upward(cell.W * float64(m.Split))
		m.across(cell.H * float64(m.Split))
		c.StrokePath(m.lines, min(5, max(2, cell.W/4)), t.Back)
	}
}

// Print writes a text in the middle of each cell, in black or white, whichever has
// more contrast; a zero of a matrix of zeros and ones is grey.
func (m *HeatMap) Print(c demos.Canvas, t *demos.Theme, st demos.TextStyle, texts []string) {
	st.Align = demos.Middle
	for k, s := range texts {
		i, j := k/m.Columns, k%m.Columns
		st.Color = onTop(m.Color(t, i, j))
		if i < len(m.Own) && m.Values[k] == 0 {
			st.Color = t.Soft
		}
		q := m.Cell(i, j).Middle()
		c.Text(s, q.X, q.Y+4, st)
	}
}

func (m *HeatMap) upward(d float64) {
	a := m.Area
	m.lines = Segment(m.lines, a.X+d, a.Y, a.X+d, a.Y+a.H)
}

func (m *HeatMap) across(d float64) {
	a := m.Area
	m.lines = Segment(m.lines, a.X, a.Y+d, a.X+a.W, a.Y+d)
}

// Legend paints the colour scale as a bar of height 8 with its numbers below:
// −Top, 0 and +Top, and, where there is room, the values of half the colour.
func (m *HeatMap) Legend(c demos.Canvas, t *demos.Theme, x, y, w float64) {
	m.colour(t)
	c.Image(&m.legend, x, y, w, 8, true)
	top := Round2(m.Scale.Top)
	style := demos.TextStyle{Size: tickSize, Color: t.Soft}
	y += 8 + tickSize + 1
	ends := c.TextWidth("−"+top+"+"+top, style)
	if ends+6 > w {
		style.Align = demos.Middle
		c.Text(Fit(c, "±"+top, w, style), x+w/2, y, style)
		return
	}
	c.Text("−"+top, x, y, style)
	style.Align = demos.End
	c.Text("+"+top, x+w, y, style)
	if style.Align = demos.Middle; ends+24 < w {
		c.Text("0", x+w/2, y, style)
	}
	if m.Scale.Knee == 0 {
		return
	}
	// The value at a quarter of the bar away from the middle, half of full colour.
	half := Round2(m.Scale.Knee * (math.Sqrt(1+m.Scale.Top/m.Scale.Knee) - 1))
	if c.TextWidth("+"+top, style)+c.TextWidth("+"+half, style)/2+8 < w/4 {
		c.Text("−"+half, x+w/4, y, style)
		c.Text("+"+half, x+3*w/4, y, style)
	}
}

// uprightWidth is the width of an upright legend without its numbers.
const uprightWidth = 8 + 4

// UprightWidth returns the room that an upright legend needs.
func (m *HeatMap) UprightWidth(c demos.Canvas) float64 {
	return uprightWidth + c.TextWidth("−"+Round2(m.Scale.Top), demos.TextStyle{Size: tickSize})
}

// Upright paints the colour scale as a column of width 8 with its numbers
// beside it, +Top above.
func (m *HeatMap) Upright(c demos.Canvas, t *demos.Theme, x, y, h float64) {
	m.colour(t)
	c.Image(&m.upright, x, y, 8, h, true)
	top := Round2(m.Scale.Top)
	style := demos.TextStyle{Size: tickSize, Color: t.Soft}
	x += uprightWidth
	if h < 2*tickSize+4 {
		c.Text("±"+top, x, y+h/2+4, style)
		return
	}
	c.Text("+"+top, x, y+9, style)
	c.Text("−"+top, x, y+h-1, style)
	if h >= 3*tickSize+12 {
		c.Text("0", x, y+h/2+4, style)
	}
}

// Round2 writes v with two significant digits, for the ends of scales.
func Round2(v float64) string {
	if v == 0 || !Finite(v) {
		return Format(v)
	}
	p := math.Pow(10, math.Floor(math.Log10(math.Abs(v)))-1)
	return Short(math.Round(v/p) * p)
}
