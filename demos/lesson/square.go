package lesson

import (
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Square is the picture of a matrix over the groups of a partition.
type Square struct {
	plot.Matrix
	order []int // of the groups in the picture
}

// Fill sets the values, which are in the order of the groups, and shows them in
// the given order, whose first split groups are not biases. Nil values mean that
// there is no matrix.
func (m *Square) Fill(values []float64, groups []demos.Group, order []int, split int, log bool) {
	if m.order = order; values == nil {
		m.order = nil
	}
	n := len(m.order)
	names, places, ordered := reorder(values, groups, m.order)
	if m.Split = split; split == n {
		m.Split = 0
	}
	m.Left, m.Above = plot.Edges(names, places), plot.Edges(names, places)
	m.Set(n, n, ordered, log)
}

// Missing reports whether there is no matrix, and then writes why.
func (m *Square) Missing(c demos.Canvas, t *demos.Theme, b demos.Box, why string) bool {
	if len(m.order) > 0 {
		return false
	}
	c.FillRect(b.X, b.Y, b.W, b.H, t.Card)
	hint := demos.TextStyle{Size: 11, Color: t.Soft, Align: demos.Middle}
	plot.Label(c, plot.Fit(c, why, b.W-8, hint), b.Middle().X, b.Middle().Y, hint)
	return true
}

// Frame frames the cells of those pairs of groups.
func (m *Square) Frame(pair func(i, j int) bool) {
	for a, i := range m.order {
		for b, j := range m.order {
			if pair(i, j) {
				m.LitCells = append(m.LitCells, [2]int{a, b})
			}
		}
	}
}

// Groups returns the groups of the cell below p in the picture drawn last. The
// scene may have fewer groups by now.
func (m *Square) Groups(p demos.Point) (i, j int, ok bool) {
	if len(m.order) == 0 {
		return 0, 0, false
	}
	if i, j, ok = m.Under(p); ok {
		i, j = m.order[i], m.order[j]
	}
	return i, j, ok
}

// reorder returns the names and colours of the groups in that order, and a matrix
// over the groups in it.
func reorder(values []float64, groups []demos.Group, order []int) (names []string, places []int, ordered []float64) {
	for _, i := range order {
		names, places = append(names, groups[i].Short), append(places, groups[i].Place)
		for _, j := range order {
			ordered = append(ordered, values[i*len(groups)+j])
		}
	}
	return names, places, ordered
}

// Crossing is the table of such a matrix.
func Crossing(title string, values []float64, groups []demos.Group, order []int) demos.Table {
	names, _, ordered := reorder(values, groups, order)
	return Grid(title, names, ordered)
}

// Grid is the table of a matrix with the same names for rows and columns.
func Grid(title string, names []string, values []float64) demos.Table {
	t := demos.Table{Title: title, Rows: names, Cols: names}
	for row := range slices.Chunk(values, max(1, len(names))) {
		t.Add(row...)
	}
	return t
}
