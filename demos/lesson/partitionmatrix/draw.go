package partitionmatrix

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// faded is the opacity of what is not highlighted.
const faded = 0.2

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	s.layout = arrange(c.Size())
	c.Clear(s.Theme.Back)
	s.fill()
	s.drawHeader(c)
	s.drawMatrices(c)
	s.drawStrips(c)
	s.drawSums(c)
	s.hand.draw(c, s)
	if p := s.Pointer; p.Inside && !s.hand.down {
		_, words := s.under(p.Point)
		plot.Tooltip(c, s.Theme, p.Point, words)
	}
	s.Drawn()
}

// fill lays the values into the matrices.
func (s *Scene) fill() {
	l, n := &s.layout, s.size()
	places := make([]int, n) // of the groups' colours
	owner := make([]int, P)  // of the parameters'
	for g := range places {
		places[g] = s.groups.place(g)
	}
	for p, g := range s.groups {
		owner[p] = places[g]
	}
	params, groups := plot.Edges(nil, owner), plot.Edges(nil, places)

	s.along.Set(P, P, s.discrete.Hbar, false)
	s.along.Left, s.along.Above, s.along.Area = params, params, l.along
	s.hbar.Set(n, n, s.grouped.Hbar, false)
	s.hbar.Left, s.hbar.Above, s.hbar.Area = groups, groups, part(l.hbar, n, n, l.cell)
	// One scale, so that a sum looks larger than its terms.
	scale := s.along.Scale
	scale.Top = max(scale.Top, s.hbar.Scale.Top)
	s.along.Rescale(scale)
	s.hbar.Rescale(scale)
	if !l.narrow {
		s.plain.Set(P, P, s.hessian.Hbar, false)
		s.plain.Left, s.plain.Above, s.plain.Area = params, params, l.plain
	}

	rows := min(n+1, P) // the last one is for a new group
	s.values = s.values[:0]
	for g := range rows {
		for p := range P {
			s.values = append(s.values, one(s.groups[p] == g))
		}
	}
	s.fold.Set(rows, P, s.values, false)
	s.fold.Own, s.fold.Left = append(places[:n:n], 0)[:rows], groups
	s.fold.Area = part(l.fold, rows, P, l.cell)
	s.values = s.values[:0]
	for p := range P {
		for g := range n {
			s.values = append(s.values, one(s.groups[p] == g))
		}
	}
	s.right.Set(P, n, s.values, false)
	s.right.Own, s.right.Above = owner, groups
	s.right.Area = part(l.right, P, n, l.cell)
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// part is the room of rows and columns of cells in the corner of a box.
func part(b demos.Box, rows, columns int, cell float64) demos.Box {
	return demos.Box{X: b.X, Y: b.Y, W: cell * float64(columns), H: cell * float64(rows)}
}

// veil fades a box, unless one of the symbols is highlighted or none is.
func (s *Scene) veil(c demos.Canvas, b demos.Box, symbols ...string) {
	at := s.Lighted()
	if at == "" {
		return
	}
	if slices.Contains(symbols, at) {
		return
	}
	c.FillRect(b.X-0.5, b.Y-0.5, b.W+1, b.H+1, s.Theme.Back.Fade(1-faded))
}

func (s *Scene) drawMatrices(c demos.Canvas) {
	l, t := &s.layout, s.Theme
	i, j, pointed := s.cell()
	if !l.narrow {
		s.plain.Draw(c, t)
		s.numbers(c, &s.plain)
		s.veil(c, l.plain, "H", "P")
		s.title(c, "H, 6 × 6", l.plain, stripRoom+namesRoom)
		s.columnNames(c, l.plain, l.plain.Y-stripRoom)
		s.rowNames(c, l.plain, l.plain.X-stripRoom)
		from := demos.Point{X: l.plain.X + l.plain.W + 6, Y: l.plain.Y + l.plain.H/2}
		to := demos.Point{X: l.beside.X - 20, Y: from.Y}
		plot.Arrow(c, from, to, 1.5, t.Soft)
		plot.Label(c, "U · U", (from.X+to.X)/2, from.Y-8, demos.TextStyle{Size: 11, Color: t.Soft, Align: demos.Middle})
	}

	s.along.Draw(c, t)
	s.numbers(c, &s.along)
	if pointed {
		c.FillRect(l.along.X, l.along.Y, l.along.W, l.along.H, t.Back.Fade(1-faded))
		for p, below := range s.groups {
			for q, beside := range s.groups {
				if below == j && beside == i {
					s.again(c, &s.along, p, q)
				}
			}
		}
	} else {
		s.veil(c, l.along, "UHU", "P")
	}
	s.title(c, "U H U, 6 × 6", l.along, stripRoom+l.above.H+namesRoom)
	s.columnNames(c, l.along, l.above.Y)
	s.rowNames(c, l.along, l.beside.X)

	// From a cell of H̄ to the left along I, and upwards along Iᵀ.
	s.fold.LitCells, s.right.LitCells = s.fold.LitCells[:0], s.right.LitCells[:0]
	if pointed {
		for p, g := range s.groups {
			if g == i {
				s.fold.LitCells = append(s.fold.LitCells, [2]int{i, p})
			}
			if g == j {
				s.right.LitCells = append(s.right.LitCells, [2]int{p, j})
			}
		}
	}
	s.fold.Draw(c, t)
	s.right.Draw(c, t)
	if !pointed {
		s.veil(c, s.fold.Area, "I", "S", "P")
		s.veil(c, s.right.Area, "I", "S", "P")
	}
	s.waiting(c)
	s.title(c, plot.FirstThatFits(c, l.fold.W, demos.TextStyle{}, fmt.Sprintf("I, %d × 6: drag its cells", s.size()), fmt.Sprintf("I, %d × 6", s.size())), l.fold, 2)
	s.title(c, plot.FirstThatFits(c, l.right.W, demos.TextStyle{}, fmt.Sprintf("I transposed, 6 × %d", s.size()), "I transposed"), l.right, stripRoom)

	s.hbar.Draw(c, t)
	s.numbers(c, &s.hbar)
	if pointed {
		b := s.hbar.Area
		c.FillRect(b.X, b.Y, b.W, b.H, t.Back.Fade(1-faded))
		s.again(c, &s.hbar, i, j)
	} else {
		s.veil(c, s.hbar.Area, "Hbar", "S")
	}
	s.title(c, fmt.Sprintf("H̄, %d × %d", s.size(), s.size()), l.hbar, stripRoom)
	key := l.legend
	if !l.narrow { // close to the matrix, however many rows it has
		key.Y = s.hbar.Area.Y + s.hbar.Area.H + 6
		s.plain.HeatMap.Legend(c, t, l.plainLegend.X, l.plainLegend.Y, l.plainLegend.W)
	}
	s.hbar.HeatMap.Legend(c, t, key.X, key.Y, key.W)

	// The numbers of the groups, by which a row of I is taken.
	st := demos.TextStyle{Size: 11, Color: t.Text, Align: demos.End, Bold: true}
	for g := range s.size() {
		b := s.fold.Cell(g, 0)
		c.Text(string('1'+rune(g)), b.X-stripRoom-3, b.Y+b.H/2+4, st)
		if !l.narrow {
			b = s.hbar.Cell(g, 0)
			c.Text(string('1'+rune(g)), b.X-stripRoom-3, b.Y+b.H/2+4, st)
		}
	}
}

// title sets a text above a box, by so much.
func (s *Scene) title(c demos.Canvas, text string, b demos.Box, above float64) {
	plot.Label(c, text, b.X, b.Y-above-4, demos.TextStyle{Color: s.Theme.Text})
}

func (s *Scene) columnNames(c demos.Canvas, b demos.Box, y float64) {
	st := demos.TextStyle{Size: 11, Color: s.Theme.Text, Align: demos.Middle}
	for p, name := range names {
		c.Text(name, b.X+(float64(p)+0.5)*s.layout.cell, y-3, st)
	}
}

func (s *Scene) rowNames(c demos.Canvas, b demos.Box, x float64) {
	st := demos.TextStyle{Size: 11, Color: s.Theme.Text, Align: demos.End}
	for p, name := range names {
		c.Text(name, x-3, b.Y+(float64(p)+0.5)*s.layout.cell+4, st)
	}
}

// numberStyle is that of the numbers in cells.
var numberStyle = demos.TextStyle{Size: 11, Align: demos.Middle}

// numbers prints a matrix into its cells, with as many digits as fit in all of
// them, or not at all.
func (s *Scene) numbers(c demos.Canvas, m *plot.Matrix) {
	write := s.digits(c, m)
	if write == nil {
		return
	}
	for k, v := range m.Values {
		b, st := m.Cell(k/m.Columns, k%m.Columns), numberStyle
		st.Color = s.onCell(m, v)
		c.Text(write(v), b.X+b.W/2, b.Y+b.H/2+4, st)
	}
}

// digits returns how the numbers of a matrix are written; nil if they do not fit.
func (s *Scene) digits(c demos.Canvas, m *plot.Matrix) func(float64) string {
	for _, write := range []func(float64) string{plot.Short, plot.Round2, brief} {
		if !slices.ContainsFunc(m.Values, func(v float64) bool { return c.TextWidth(write(v), numberStyle) > s.layout.cell-3 }) {
			return write
		}
	}
	return nil
}

// brief is Round2 without the zero before the point.
func brief(v float64) string {
	s := plot.Round2(v)
	if rest, ok := strings.CutPrefix(s, "0."); ok {
		return "." + rest
	}
	return strings.Replace(s, "−0.", "−.", 1)
}

// onCell is the colour of a text on the colour of v: the ramps go from that of
// the background to that of text.
func (s *Scene) onCell(m *plot.Matrix, v float64) demos.Color {
	if at := m.Scale.At(v); at > 0.6 || at < -0.6 {
		return s.Theme.Back
	}
	return s.Theme.Text
}

// again paints a cell in full colour on top of the veil.
func (s *Scene) again(c demos.Canvas, m *plot.Matrix, i, j int) {
	b, v := m.Cell(i, j), m.Values[i*m.Columns+j]
	c.FillRect(b.X, b.Y, b.W, b.H, m.Color(s.Theme, i, j))
	if write := s.digits(c, m); write != nil {
		st := numberStyle
		st.Color = s.onCell(m, v)
		c.Text(write(v), b.X+b.W/2, b.Y+b.H/2+4, st)
	}
	c.StrokePath(plot.Rectangle(nil, b.Inset(0.5, 0.5, 0.5, 0.5)), 1.75, s.Theme.Text)
}

// waiting marks the row of I that makes a new group.
func (s *Scene) waiting(c demos.Canvas) {
	n := s.size()
	if n == P {
		return
	}
	b := s.fold.Cell(n, 0)
	b.W = s.fold.Area.W
	c.FillRect(b.X, b.Y, b.W, b.H, s.Theme.Card)
	c.StrokePath(plot.Rectangle(nil, b.Inset(0.5, 0.5, 0.5, 0.5)), 1, s.Theme.Line)
	st := demos.TextStyle{Size: 11, Color: s.Theme.Soft, Align: demos.Middle}
	c.Text(plot.FirstThatFits(c, b.W-8, st, "drop here for a new group", "new group"), b.X+b.W/2, b.Y+b.H/2+4, st)
}

// drawStrips paints u along the columns and the rows of U H U.
func (s *Scene) drawStrips(c demos.Canvas) {
	l, t := &s.layout, s.Theme
	scale, ramp := plot.FitSigned(s.point.u[:], false), plot.Diverging(t)
	print := true
	for _, v := range s.point.u {
		print = print && c.TextWidth(brief(v), numberStyle) <= l.cell-3
	}
	for p, v := range s.point.u {
		a := demos.Box{X: l.above.X + float64(p)*l.cell, Y: l.above.Y, W: l.cell, H: l.above.H}
		b := demos.Box{X: l.beside.X, Y: l.beside.Y + float64(p)*l.cell, W: l.beside.W, H: l.cell}
		for _, box := range [...]demos.Box{a, b} {
			c.FillRect(box.X+0.5, box.Y+0.5, box.W-1, box.H-1, ramp.At(scale.At(v)))
		}
		if print && l.above.H >= 14 {
			st := numberStyle
			st.Color = t.Text
			if at := scale.At(v); at > 0.6 || at < -0.6 {
				st.Color = t.Back
			}
			c.Text(brief(v), a.X+a.W/2, a.Y+a.H/2+4, st)
		}
	}
	for _, b := range [...]demos.Box{l.above, l.beside} {
		c.StrokePath(plot.Rectangle(nil, b), 1, t.Line)
		s.veil(c, b, "U")
	}
	c.Text("u", l.beside.X+l.beside.W/2, l.above.Y+l.above.H/2+4, demos.TextStyle{Color: t.Text, Align: demos.Middle, Bold: true})
}

// strip returns the entry of u below a point.
func (s *Scene) strip(at demos.Point) (p int, ok bool) {
	l := &s.layout
	switch {
	case l.above.Holds(at):
		return min(int((at.X-l.above.X)/l.cell), P-1), true
	case l.beside.Holds(at):
		return min(int((at.Y-l.beside.Y)/l.cell), P-1), true
	}
	return 0, false
}
