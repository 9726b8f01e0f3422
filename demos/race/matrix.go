package race

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
)

// matrix is an S×S matrix in colours with its groups' colours along its edges.
type matrix struct {
	title  string
	cells  plot.HeatMap
	groups []demos.Group
	order  []int
	values []frame.Number
}

// edge is the room for the colours of the groups.
const edge = 8

// set takes a matrix over groups, to be coloured by a scale that others share.
func (m *matrix) set(title string, names, roles []string, values []frame.Number) bool {
	n := len(names)
	if n == 0 || len(values) != n*n {
		return false
	}
	m.title, m.values, m.groups = title, values, demos.Groups(names, roles)
	var split int
	m.order, split = demos.Order(m.groups)
	ordered := make([]float64, 0, n*n)
	for _, i := range m.order {
		for _, j := range m.order {
			ordered = append(ordered, float64(values[i*n+j]))
		}
	}
	m.cells.Set(n, n, ordered, true)
	m.cells.Split = split
	return true
}

// share gives all matrices one scale.
func share(list []matrix) {
	var all []float64
	for i := range list {
		all = append(all, list[i].cells.Values...)
	}
	scale := plot.FitSigned(all, true)
	for i := range list {
		list[i].cells.Rescale(scale)
	}
}

// draw paints title, edges and cells, as large as the box has room.
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
		plot.Exact(float64(m.values[m.order[i]*len(m.order)+m.order[j]])),
		a.Name + " × " + b.Name,
	}
}

// hint writes into a panel that has nothing yet.
func hint(c demos.Canvas, s *Scene, box demos.Box, text string) {
	st := demos.TextStyle{Color: s.theme.Soft, Align: demos.Middle}
	lines := plot.Wrap(c, text, box.W-16, 4, st)
	y := box.Y + box.H/2 - 8*float64(len(lines)-1)
	for i, line := range lines {
		plot.Label(c, line, box.X+box.W/2, y+16*float64(i), st)
	}
}
