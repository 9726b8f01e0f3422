package runs

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/cubic"
)

// Room around a matrix. Above: title, names of the blocks, names and colours of the
// columns. Below: names of the blocks, colour scale. Left: names and colours of the
// rows.
const (
	matrixTop    = 16 + 14 + 13 + 8
	matrixBottom = 14 + 8 + 14 + 4
	matrixLeft   = 26 + 8
	// The most, for longer names such as W₁+b₁.
	matrixLeftMost = 48 + 8
)

// hbarPanel shows H̄ or its inverse.
type hbarPanel struct {
	matrix
	symbol, what string // "H̄", "curvature"
	inverse      bool
	reason       string // why there is nothing to show
	of           version
}

// refresh derives the matrix if the lane's summary has changed.
func (m *hbarPanel) refresh(l *runner) {
	if m.of == l.version() {
		return
	}
	m.of, m.reason, m.cells.Rows, m.order = l.version(), "", 0, nil
	values := floats(l.hbar())
	if len(values) == 0 {
		m.reason = l.absent()
		return
	}
	if m.inverse {
		if err := cubic.Inverse(values, floats(l.hbar()), len(l.groups)); err != nil {
			m.reason = err.Error()
			return
		}
	}
	m.set(m.symbol, l.groups, values)
}

func (m *hbarPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	l, t := s.chosen(), s.theme
	m.refresh(l)
	heading(c, s, box, m.symbol+" · "+m.what+" between groups, log colours", m.symbol+" · "+m.what+", log colours", m.symbol+" · log colours")

	top := float64(matrixTop)
	if s.layout.narrow {
		top -= 13 // no names above the columns
	}
	area := box.Inset(namesRoom(c, l.groups), top, 0, matrixBottom)
	side := math.Floor(max(10, min(area.W, area.H)))
	m.cells.Area = demos.Box{X: area.X, Y: area.Y, W: side, H: side}
	area = m.cells.Area

	if m.cells.Rows == 0 {
		c.FillRect(area.X, area.Y, side, side, t.Card)
		c.StrokePath(plot.Rectangle(nil, area), 1, t.Line)
		const leading = 14
		hint := demos.TextStyle{Size: 11, Color: t.Soft, Align: demos.Middle}
		lines := plot.Wrap(c, m.reason, side-8, max(1, int(side/leading)-1), hint)
		y := area.Y + side/2 + 4 - leading*float64(len(lines)-1)/2
		for i, line := range lines {
			plot.Label(c, line, area.X+side/2, y+leading*float64(i), hint)
		}
		return
	}
	m.cells.Draw(c, t)
	m.edges(c, s)
	m.blocks(c, s)
	m.cells.Legend(c, t, area.X, area.Y+side+15, box.X+box.W-area.X)
	if at := s.panels.At; at.Panel == m && at.I >= 0 {
		b := m.cells.Cell(at.I, at.J)
		c.StrokePath(plot.Rectangle(nil, b), 1.5, t.Text)
	}
}

// nameStyle is the style of the names along the edges.
var nameStyle = demos.TextStyle{Size: 11, Align: demos.End}

// maxNamed is the greatest number of groups with room for names: with more, rows
// are too low for a name in any picture.
const maxNamed = 24

// namesRoom is the width of the names and colours of the rows.
func namesRoom(c demos.Canvas, groups []demos.Group) float64 {
	room := float64(matrixLeft)
	if len(groups) > maxNamed {
		return room
	}
	for _, g := range groups {
		room = max(room, c.TextWidth(g.Short, nameStyle)+8+2)
	}
	return min(room, matrixLeftMost)
}

// edges paints each group's colour and name along the rows and columns.
func (m *hbarPanel) edges(c demos.Canvas, s *Scene) {
	t, style := s.theme, nameStyle
	room := namesRoom(c, m.groups)
	for k, g := range m.order {
		col := s.groupColor(g)
		row, column := m.cells.Cell(k, 0), m.cells.Cell(0, k)
		inset := 0.0
		if row.H >= 5 {
			inset = 0.5
		}
		c.FillRect(row.X-7, row.Y+inset, 5, row.H-2*inset, col)
		c.FillRect(column.X+inset, column.Y-7, column.W-2*inset, 5, col)
		if row.H < 11 {
			continue
		}
		style.Color, style.Align = t.Text, demos.End
		if !s.lit(g) {
			style.Color = t.Soft.Fade(0.5)
		}
		c.Text(plot.Fit(c, m.groups[g].Short, room-8-1, style), row.X-9, row.Y+row.H/2+4, style)
		style.Align = demos.Middle
		if !s.layout.narrow && c.TextWidth(m.groups[g].Short, style) < column.W-2 {
			c.Text(m.groups[g].Short, column.X+column.W/2, column.Y-10, style)
		}
	}
}

// blocks writes the names of the four blocks, above the upper and below the lower
// two, if they are not wider than the blocks.
func (m *hbarPanel) blocks(c demos.Canvas, s *Scene) {
	n, split := len(m.order), m.cells.Split
	if split == 0 || split == n {
		return
	}
	a := m.cells.Area
	style := demos.TextStyle{Size: 11, Color: s.theme.Soft, Align: demos.Middle}
	above, below := a.Y-11, a.Y+a.H+11
	if !s.layout.narrow {
		above -= 13
	}
	cell := a.W / float64(n)
	for _, b := range [...]struct {
		name        string
		first, past int
		y           float64
	}{
		{"W·W", 0, split, above}, {"W·b", split, n, above},
		{"b·W", 0, split, below}, {"b·b", split, n, below},
	} {
		w := cell * float64(b.past-b.first)
		if c.TextWidth(b.name, style) < w {
			c.Text(b.name, a.X+cell*float64(b.first)+w/2, b.y, style)
		}
	}
}

func (m *hbarPanel) Under(_ *Scene, p demos.Point) (spot, bool) {
	i, j, ok := m.cells.Under(p)
	return spot{I: i, J: j}, ok
}

func (m *hbarPanel) Tip(_ *Scene, at spot) []string { return m.tip(at.I, at.J) }
