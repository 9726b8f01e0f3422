package cauchytonewton

import (
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// matrixPanel is the system H̄η = ḡ of the chosen rung.
type matrixPanel struct {
	cells plot.HeatMap
	gbar  [dimension]demos.Box
	n     int
}

func (m *matrixPanel) draw(c demos.Canvas, s *Scene, box demos.Box) {
	t := s.Theme
	_, _, p := s.chosen()
	n := len(p.summary.Gbar)
	m.n = n
	m.cells.Set(n, n, p.summary.Hbar, true)
	title := demos.TextStyle{Color: t.Text}
	plot.Label(c, plot.FirstThatFits(c, box.W, title, "the system H̄η = ḡ of this step, log colours", "H̄η = ḡ, log colours", "H̄η = ḡ"), box.X, box.Y+12, title)

	const top, bottom, left, gap = 40, 26, 26, 10
	side := min(box.H-top-bottom, box.W-left-gap-34)
	cell := side / float64(n)
	m.cells.Area = demos.Box{X: box.X + left, Y: box.Y + top, W: side, H: side}
	a := m.cells.Area
	m.cells.Draw(c, t)
	m.write(c, t)
	if at := s.Lighted(); at != "" && at != "Hbar" && !strings.HasPrefix(at, "eta") {
		c.FillRect(a.X, a.Y, a.W, a.H, t.Back.Fade(1-faded))
	}
	m.edges(c, s)
	m.cells.Legend(c, t, a.X, a.Y+side+6, side)

	// Beside the matrix η and ḡ in numbers; where there is no room, ḡ in colours.
	x := a.X + side + gap
	if room := box.X + box.W - x; room >= 2*column+gap && cell >= 12 {
		m.numbers(c, s, x, "η", p.step.Eta, "")
		x += column + gap
		c.Text("=", x-gap/2, a.Y+side/2+4, demos.TextStyle{Color: t.Text, Align: demos.Middle})
		m.numbers(c, s, x+gap, "ḡ", p.summary.Gbar, "gbar")
		return
	}
	scale, ramp, wide := plot.FitSigned(p.summary.Gbar, true), plot.Diverging(t), min(cell, 30)
	for g, v := range p.summary.Gbar {
		m.gbar[g] = demos.Box{X: x, Y: a.Y + float64(g)*cell, W: wide, H: cell}
		c.FillRect(x, m.gbar[g].Y, wide, cell-1, s.ink(ramp.At(scale.At(v)), "gbar"))
	}
	plot.Label(c, "ḡ", x+wide/2, a.Y-10, demos.TextStyle{Size: 11, Color: t.Soft, Align: demos.Middle})
}

// column is the width of a column of numbers with four digits.
const column = 72

// numbers paints a vector as a column of numbers beside the rows of the matrix.
func (m *matrixPanel) numbers(c demos.Canvas, s *Scene, x float64, name string, values []float64, symbol string) {
	t := s.Theme
	a := m.cells.Area
	cell := a.H / float64(m.n)
	for g, v := range values {
		b := demos.Box{X: x, Y: a.Y + float64(g)*cell, W: column, H: cell}
		own := symbol
		if own == "" {
			own = lesson.Eta(g)
		} else {
			m.gbar[g] = b
		}
		c.FillRect(b.X, b.Y+0.5, 5, b.H-1, s.groupColor(g))
		c.FillRect(b.X+5, b.Y+0.5, b.W-5, b.H-1, t.Card)
		st := demos.TextStyle{Size: 11, Mono: true, Color: s.ink(t.Text, own, "eta", "Hbar"), Align: demos.End}
		c.Text(fitted(c, v, b.W-11, st), b.X+b.W-4, b.Y+b.H/2+4, st)
	}
	plot.Label(c, name, x+column/2, a.Y-10, demos.TextStyle{Size: 11, Color: t.Soft, Align: demos.Middle})
}

// write prints the entries of H̄ in the longest form in which all have room, if
// there is one, so that H̄η = ḡ can be read as an equation.
func (m *matrixPanel) write(c demos.Canvas, t *demos.Theme) {
	st := demos.TextStyle{Size: 11, Mono: true}
	room := m.cells.Area.W/float64(m.n) - 6
	for _, form := range []func(float64) string{plot.Format, plot.Round2} {
		texts := make([]string, len(m.cells.Values))
		for k, v := range m.cells.Values {
			texts[k] = form(v)
		}
		if !slices.ContainsFunc(texts, func(s string) bool { return c.TextWidth(s, st) > room }) {
			m.cells.Print(c, t, st, texts)
			return
		}
	}
}

// edges paints the groups' colours along H̄.
func (m *matrixPanel) edges(c demos.Canvas, s *Scene) {
	st := demos.TextStyle{Size: 11, Color: s.Theme.Text, Align: demos.End}
	for g := range m.n {
		col := s.groupColor(g)
		row, column := m.cells.Cell(g, 0), m.cells.Cell(0, g)
		c.FillRect(row.X-7, row.Y+0.5, 5, row.H-1, col)
		c.FillRect(column.X+0.5, column.Y-7, column.W-1, 5, col)
		if row.H >= 11 {
			c.Text(string('1'+rune(g)), row.X-11, row.Y+row.H/2+4, st)
		}
	}
}

// under returns the entry below a point; row −1 is ḡ.
func (m *matrixPanel) under(at demos.Point) (i, j int, ok bool) {
	if m.n == 0 {
		return 0, 0, false
	}
	if i, j, ok = m.cells.Under(at); ok {
		return i, j, true
	}
	for g := range m.n {
		if m.gbar[g].Holds(at) {
			return -1, g, true
		}
	}
	return 0, 0, false
}
