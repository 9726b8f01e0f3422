package runs

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
)

// matrix is an S×S matrix in colours with its groups' colours along its edges.
type matrix struct {
	title  string
	cells  plot.HeatMap
	groups []demos.Group
	order  []int // of the rows and columns, weights before biases
	values []float64
}

// edge is the room for the colours of the groups.
const edge = 8

// set sets a matrix over groups; it reports whether the matrix has the right size.
func (m *matrix) set(title string, groups []demos.Group, values []float64) bool {
	n := len(groups)
	if n == 0 || len(values) != n*n {
		return false
	}
	m.title, m.values, m.groups = title, values, groups
	m.order, m.cells.Split = demos.Order(groups)
	ordered := make([]float64, 0, n*n)
	for _, i := range m.order {
		for _, j := range m.order {
			ordered = append(ordered, values[i*n+j])
		}
	}
	m.cells.Set(n, n, ordered, true)
	return true
}

// floats returns numbers as float64s.
func floats(n []frame.Number) []float64 {
	out := make([]float64, len(n))
	for i, v := range n {
		out[i] = float64(v)
	}
	return out
}

// draw paints title, edges and cells, as large as fits in the box.
func (m *matrix) draw(c demos.Canvas, s *Scene, box demos.Box) {
	st := demos.TextStyle{Size: 11, Color: s.theme.Text}
	plot.Label(c, plot.Fit(c, m.title, box.W, st), box.X, box.Y+11, st)
	side := math.Floor(max(4, min(box.W-edge, box.H-18-edge)))
	a := demos.Box{X: box.X + edge, Y: box.Y + 18 + edge, W: side, H: side}
	m.cells.Area = a
	m.cells.Draw(c, s.theme)
	for k, g := range m.order {
		col := s.theme.Group(m.groups[g].Place)
		cell := m.cells.Cell(k, k)
		c.FillRect(a.X-edge+1, cell.Y, edge-3, max(1, cell.H-0.5), col)
		c.FillRect(cell.X, a.Y-edge+1, max(1, cell.W-0.5), edge-3, col)
	}
}

// tip explains an entry.
func (m *matrix) tip(i, j int) []string {
	if i >= len(m.order) || j >= len(m.order) {
		return nil
	}
	a, b := &m.groups[m.order[i]], &m.groups[m.order[j]]
	return []string{
		fmt.Sprintf("%s: %s and %s", m.title, a.Short, b.Short),
		plot.Exact(m.values[m.order[i]*len(m.order)+m.order[j]]),
		a.Name + " × " + b.Name,
	}
}

// gallery is a row of matrices made from Scene.seen.
type gallery struct {
	list     []matrix
	revision int
}

// fresh reports whether the matrices are up to date; if not, it removes them.
func (g *gallery) fresh(s *Scene) bool {
	if g.revision == s.revision {
		return true
	}
	g.revision, g.list = s.revision, g.list[:0]
	return false
}

func (g *gallery) add(title string, groups []demos.Group, values []frame.Number) {
	var m matrix
	if m.set(title, groups, floats(values)) {
		g.list = append(g.list, m)
	}
}

// Under finds the entry at q; X is the index of its matrix.
func (g *gallery) Under(_ *Scene, q demos.Point) (spot, bool) {
	for k := range g.list {
		if i, j, ok := g.list[k].cells.Under(q); ok {
			return spot{I: i, J: j, X: float64(k)}, true
		}
	}
	return spot{}, false
}

// heading writes the title of a panel, in the longest form that fits, and returns
// the box below it.
func heading(c demos.Canvas, s *Scene, box demos.Box, forms ...string) demos.Box {
	st := demos.TextStyle{Color: s.theme.Text}
	plot.Label(c, plot.FirstThatFits(c, box.W, st, forms...), box.X, box.Y+12, st)
	return box.Inset(0, 20, 0, 0)
}

// item returns the spot of the i-th part of a panel.
func item(i int, ok bool) (spot, bool) { return spot{I: i}, ok }

// ranked returns the classes, the most probable first.
func ranked(prob []float64) []int {
	rank := make([]int, len(prob))
	for i := range rank {
		rank[i] = i
	}
	slices.SortStableFunc(rank, func(i, j int) int { return cmp.Compare(prob[j], prob[i]) })
	return rank
}

// hint writes a text into a panel that has nothing to show yet.
func hint(c demos.Canvas, s *Scene, box demos.Box, text string) {
	st := demos.TextStyle{Color: s.theme.Soft, Align: demos.Middle}
	lines := plot.Wrap(c, text, box.W-16, 4, st)
	y := box.Y + box.H/2 - 8*float64(len(lines)-1)
	for i, line := range lines {
		y, w := y+16*float64(i), plot.LabelWidth(c, line, st)+8
		c.FillRect(box.X+box.W/2-w/2, y-12, w, 17, s.theme.Back) // hides grid lines behind the text
		plot.Label(c, line, box.X+box.W/2, y, st)
	}
}
