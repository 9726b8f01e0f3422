package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// HeatMap is a signed n×n matrix in colours, one bitmap pixel a cell.
type HeatMap struct {
	N      int
	Values []float64 // n×n row-major, in the order of the picture
	Split  int       // a gap before this row and column parts the blocks; 0: none
	Scale  Signed
	Area   demos.Box // the cells, gap included; square

	cells  demos.Bitmap
	legend demos.Bitmap
	ramp   *Ramp
	lines  demos.Path
}

// Set takes a new matrix, which is copied.
func (m *HeatMap) Set(n int, values []float64, split int, log bool) {
	m.N, m.Split = n, split
	m.Values = append(m.Values[:0], values...)
	m.Scale = FitSigned(m.Values, log)
	m.ramp = nil
}

// colour refreshes the bitmap if the matrix or the theme changed.
func (m *HeatMap) colour(t *demos.Theme) {
	ramp := Diverging(t)
	if m.ramp == ramp {
		return
	}
	m.ramp = ramp
	m.cells.W, m.cells.H = m.N, m.N
	m.cells.Pix = m.cells.Pix[:0]
	for _, v := range m.Values {
		p := ramp.At(m.Scale.At(v))
		m.cells.Pix = append(m.cells.Pix, p.R, p.G, p.B, 255)
	}
	m.cells.Version++
	if m.legend.Pix == nil {
		m.legend = demos.Bitmap{W: legendSteps, H: 1, Pix: make([]byte, 4*legendSteps)}
	}
	for i := range legendSteps {
		p := ramp.At(2*float64(i)/(legendSteps-1) - 1)
		copy(m.legend.Pix[4*i:], []byte{p.R, p.G, p.B, 255})
	}
	m.legend.Version++
}

const legendSteps = 65 // odd, so that the middle one is zero

// Cell returns the box of entry (i, j).
func (m *HeatMap) Cell(i, j int) demos.Box {
	s := m.Area.W / float64(m.N)
	return demos.Box{X: m.Area.X + float64(j)*s, Y: m.Area.Y + float64(i)*s, W: s, H: s}
}

// Under returns the entry below p.
func (m *HeatMap) Under(p demos.Point) (i, j int, ok bool) {
	if m.N == 0 || !m.Area.Holds(p) {
		return 0, 0, false
	}
	s := m.Area.W / float64(m.N)
	return min(int((p.Y-m.Area.Y)/s), m.N-1), min(int((p.X-m.Area.X)/s), m.N-1), true
}

// Draw paints the cells with thin lines between them and a wide one between
// the blocks: three draw calls.
func (m *HeatMap) Draw(c demos.Canvas, t *demos.Theme) {
	if m.N == 0 {
		return
	}
	m.colour(t)
	a := m.Area
	c.Image(&m.cells, a.X, a.Y, a.W, a.H, false)
	step := a.W / float64(m.N)
	if step >= 5 { // thinner cells would be all lines
		m.lines = m.lines[:0]
		for k := 1; k < m.N; k++ {
			if k != m.Split {
				m.cross(step * float64(k))
			}
		}
		c.StrokePath(m.lines, 1, t.Back)
	}
	if m.Split > 0 && m.Split < m.N {
		m.lines = m.lines[:0]
		m.cross(step * float64(m.Split))
		c.StrokePath(m.lines, min(5, max(2, step/4)), t.Back)
	}
}

func (m *HeatMap) cross(d float64) {
	a := m.Area
	m.lines = append(m.lines,
		[]demos.Point{{X: a.X + d, Y: a.Y}, {X: a.X + d, Y: a.Y + a.H}},
		[]demos.Point{{X: a.X, Y: a.Y + d}, {X: a.X + a.W, Y: a.Y + d}})
}

// Legend paints the colour scale as a bar of height 8 with its numbers below:
// −Top, 0 and +Top, and, where there is room, the value of half the colour.
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

// Round2 writes v with two significant digits, for the ends of scales.
func Round2(v float64) string {
	if v == 0 || !Finite(v) {
		return Format(v)
	}
	p := math.Pow(10, math.Floor(math.Log10(math.Abs(v)))-1)
	return Short(math.Round(v/p) * p)
}
