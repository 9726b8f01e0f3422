package plot

import (
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
)

// Edge is the name and colour beside a row or above a column of a Matrix.
type Edge struct {
	Name  string
	Group int // index of its colour in Theme.Groups; −1: none
}

// Edges returns edges with these names and indices of colours; missing ones are ""
// and −1.
func Edges(names []string, groups []int) []Edge {
	edges := make([]Edge, max(len(names), len(groups)))
	for i := range edges {
		edges[i].Group = -1
		if i < len(names) {
			edges[i].Name = names[i]
		}
		if i < len(groups) {
			edges[i].Group = groups[i]
		}
	}
	return edges
}

// Legend is the position of the colour scale of a Matrix; 0 is none.
type Legend uint8

const (
	Beside Legend = iota + 1 // upright, on the right
	Below                    // level, below the cells
)

// Matrix is a picture of a matrix: cells in the colours of their signed values
// or, for a partition matrix, in those of their groups; names and colours of
// the rows and columns; a title; numbers in the cells where they all fit. Set
// the values, then Place and Draw it.
type Matrix struct {
	HeatMap
	Title       string
	Left, Above []Edge // of the rows and of the columns; nil: none
	Legend      Legend
	Plain       bool // no numbers in the cells

	LitRows  []int    // highlighted by a frame
	LitCells [][2]int // likewise, by row and column

	box     demos.Box
	wide    widths
	room    room
	names   bool     // the cells are high enough for the names of the rows
	named   bool     // and wide enough for those of the columns
	numbers []string // of the cells
	written uint64   // the version of the values in numbers
	shown   []string // what is written in the cells
	print   bool     // it fits
	places  []int    // the distinct colours along the edges
	path    demos.Path
}

// room is what a matrix needs around its cells.
type room struct{ left, top, right, bottom float64 }

// widths are those of the texts around the cells.
type widths struct{ left, above, title, legend float64 }

// Sizes of what surrounds the cells.
const (
	strip      = 5  // a group's colour along an edge
	stripRoom  = 7  // with its distance from the cells
	biggest    = 56 // a cell; larger ones look like posters
	nameHeight = tickSize + 2
	titleRoom  = titleSize + 6
	belowRoom  = 6 + 8 + tickSize + 4 // a level legend
)

var edgeStyle = demos.TextStyle{Size: tickSize}

// measure sets the widths of the texts around the cells. With more than 64 rows,
// cells are too small for names in any picture.
func (m *Matrix) measure(c demos.Canvas) {
	widest := func(edges []Edge, n int) float64 {
		w := 0.0
		if n <= 64 {
			for _, e := range edges {
				w = max(w, LabelWidth(c, e.Name, edgeStyle))
			}
		}
		return w
	}
	m.wide = widths{
		left: widest(m.Left, m.Rows), above: widest(m.Above, m.Columns),
		title: LabelWidth(c, m.Title, demos.TextStyle{}),
	}
	if m.Legend == Beside {
		m.wide.legend = 10 + m.UprightWidth(c)
	}
}

// size returns the outer size of a measured matrix with cells of the given side in
// a box of the given width, and sets the room around the cells.
func (m *Matrix) size(cell, width float64) (w, h float64) {
	var r room
	m.names = cell >= tickSize+1
	m.named = m.names && m.wide.above > 0 && m.wide.above <= cell-2
	if len(m.Left) > 0 {
		if r.left = stripRoom; m.names && m.wide.left > 0 {
			r.left += min(m.wide.left, width/3) + 3
		}
	}
	if len(m.Above) > 0 {
		if r.top = stripRoom; m.named {
			r.top += nameHeight
		}
	}
	if m.Title != "" {
		r.top += titleRoom
	}
	if r.right = m.wide.legend; m.Legend == Below {
		r.bottom = belowRoom
	}
	m.room = r
	w = r.left + cell*float64(m.Columns) + r.right
	if m.Title != "" {
		w = max(w, min(m.wide.title, width))
	}
	return w, r.top + cell*float64(m.Rows) + r.bottom
}

// Place lays the matrix out in the middle of box, with the largest square cells
// that fit.
func (m *Matrix) Place(c demos.Canvas, box demos.Box) {
	m.measure(c)
	m.box = box
	const least = 0.25
	cell := float64(biggest)
	w, h := m.size(cell, box.W)
	for cell > least && (w > box.W || h > box.H) {
		cell = max(least, min(cell-0.5, cell*0.97))
		w, h = m.size(cell, box.W)
	}
	r := m.room
	w = r.left + cell*float64(m.Columns) + r.right // the title may be wider than this
	m.Area = demos.Box{
		X: box.X + max(0, (box.W-w)/2) + r.left, Y: box.Y + max(0, (box.H-h)/2) + r.top,
		W: cell * float64(m.Columns), H: cell * float64(m.Rows),
	}
	if m.written != m.version {
		m.written, m.numbers = m.version, m.numbers[:0]
		if len(m.Values) <= mostNumbers {
			for _, v := range m.Values {
				m.numbers = append(m.numbers, Round2(v))
			}
		}
	}
	m.print = !m.Plain && cell >= tickSize+6 && len(m.numbers) > 0
	m.shown = append(m.shown[:0], m.numbers...)
	for k, s := range m.shown {
		if m.print && c.TextWidth(s, edgeStyle) > cell-4 {
			m.shown[k] = "≈0" // small numbers have many digits
			m.print = math.Abs(m.Values[k]) < nothing*m.Scale.Top
		}
	}
}

// nothing is the fraction of the largest entry below which an entry may be written
// as ≈0: on a linear scale, less than one shade.
const nothing = 1.0 / 128

// mostNumbers is the greatest number of cells with numbers: nobody reads more, and
// each is a draw call.
const mostNumbers = 144

// Draw paints the matrix.
func (m *Matrix) Draw(c demos.Canvas, t *demos.Theme) {
	if m.Title != "" {
		st := demos.TextStyle{Color: t.Text, Align: demos.Middle}
		title := Fit(c, m.Title, m.box.W, st)
		half := LabelWidth(c, title, st) / 2
		x := max(m.box.X+half, min(m.Area.X+m.Area.W/2, m.box.X+m.box.W-half))
		Label(c, title, x, m.Area.Y-m.room.top+titleSize, st)
	}
	if m.Rows == 0 || m.Columns == 0 {
		return
	}
	m.HeatMap.Draw(c, t)
	m.path = Rectangle(m.path[:0], m.Area) // cells near 0 look like the background
	c.StrokePath(m.path, 1, t.Line)
	if m.print {
		m.Print(c, t, edgeStyle, m.shown)
	}
	m.edges(c, t)
	m.lit(c, t)
	a := m.Area
	switch m.Legend {
	case Beside:
		m.Upright(c, t, a.X+a.W+10, a.Y, max(a.H, tickSize))
	case Below:
		m.HeatMap.Legend(c, t, a.X, a.Y+a.H+6, a.W)
	}
}

// edges paints the groups' colours, one path each, and the names.
func (m *Matrix) edges(c demos.Canvas, t *demos.Theme) {
	left, above := m.Left[:min(m.Rows, len(m.Left))], m.Above[:min(m.Columns, len(m.Above))]
	m.places = m.places[:0]
	for _, edges := range [...][]Edge{left, above} {
		for _, e := range edges {
			if e.Group >= 0 && !slices.Contains(m.places, e.Group) {
				m.places = append(m.places, e.Group)
			}
		}
	}
	inset := 0.0
	cell := m.Cell(0, 0)
	if cell.H >= 5 {
		inset = 0.5
	}
	for _, g := range m.places {
		m.path = m.path[:0]
		for i, e := range left {
			if b := m.Cell(i, 0); e.Group == g {
				m.path = Rectangle(m.path, demos.Box{X: b.X - stripRoom, Y: b.Y + inset, W: strip, H: b.H - 2*inset})
			}
		}
		for j, e := range above {
			if b := m.Cell(0, j); e.Group == g {
				m.path = Rectangle(m.path, demos.Box{X: b.X + inset, Y: b.Y - stripRoom, W: b.W - 2*inset, H: strip})
			}
		}
		c.FillPath(m.path, t.Group(g))
	}
	if !m.names {
		return
	}
	st := edgeStyle
	st.Color, st.Align = t.Text, demos.End
	for i, e := range left {
		if e.Name != "" {
			b := m.Cell(i, 0)
			Label(c, Fit(c, e.Name, m.room.left-stripRoom-3, st), b.X-stripRoom-3, b.Y+b.H/2+4, st)
		}
	}
	if st.Align = demos.Middle; !m.named {
		return
	}
	for j, e := range above {
		if e.Name != "" {
			b := m.Cell(0, j)
			Label(c, e.Name, b.X+b.W/2, b.Y-stripRoom-3, st)
		}
	}
}

// lit frames what is highlighted, as one path.
func (m *Matrix) lit(c demos.Canvas, t *demos.Theme) {
	m.path = m.path[:0]
	a := m.Area
	for _, i := range m.LitRows {
		if i >= 0 && i < m.Rows {
			b := m.Cell(i, 0)
			m.path = Rectangle(m.path, demos.Box{X: a.X, Y: b.Y, W: a.W, H: b.H})
		}
	}
	for _, k := range m.LitCells {
		if k[0] >= 0 && k[0] < m.Rows && k[1] >= 0 && k[1] < m.Columns {
			m.path = Rectangle(m.path, m.Cell(k[0], k[1]))
		}
	}
	if len(m.path) > 0 {
		c.StrokePath(m.path, 1.75, t.Text)
	}
}
