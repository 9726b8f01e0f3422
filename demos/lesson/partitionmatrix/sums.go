package partitionmatrix

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// The table of sums: for each group what the engine finds, beside the sum of
// what it finds for the group's parameters one by one.

// sum of the entries of group g of a vector of P.
func (g grouping) sum(values []float64, group int) float64 {
	total := 0.0
	for p, s := range g {
		if s == group {
			total += values[p]
		}
	}
	return total
}

// same reports whether two numbers are equal to rounding, for numbers of the
// size of the entries of of.
func same(a, b float64, of []float64) bool {
	size := 0.0
	for _, v := range of {
		size = max(size, math.Abs(v))
	}
	return math.Abs(a-b) <= 1e-10*size
}

// sums returns row g of the table.
func (s *Scene) sums(g int) (gbar, gsum, order3, dsum float64) {
	own, each := s.grouped, s.discrete
	return own.Gbar[g], s.groups.sum(each.Gbar, g), own.Order3[g], s.groups.sum(each.Order3, g)
}

// writeSum writes column k of a row, counted from 0, to the left of x.
func (s *Scene) writeSum(c demos.Canvas, k int, v, room, x, y float64) {
	st := demos.TextStyle{Size: 11, Color: s.Theme.Text, Align: demos.End}
	if !s.Shines([...]string{"gbar", "gbar", "D3", "D3"}[k]) {
		st.Color = st.Color.Fade(0.35)
	}
	c.Text(plot.FirstThatFits(c, room, st, plot.Format(v), plot.Short(v), plot.Round2(v), tight(v)), x, y, st)
}

// sumsTop is the room of the table's title and the names of its columns.
const sumsTop = 32

// columns returns the edges of the table's columns: group, ḡ, sum, D, sum.
func (s *Scene) columns() [6]float64 {
	b := s.layout.sum
	first := min(84, max(b.W*0.2, 50)) // “1 w₁w₂”
	rest := (b.W - first) / 4
	return [6]float64{b.X, b.X + first, b.X + first + rest, b.X + first + 2*rest, b.X + first + 3*rest, b.X + b.W}
}

// sumRow is the height of a row.
func (s *Scene) sumRow() float64 {
	return min(22, (s.layout.sum.H-sumsTop)/P)
}

// sum returns the column and the row of the table below a point.
func (s *Scene) sum(at demos.Point) (column, row int, ok bool) {
	b := s.layout.sum
	if s.layout.narrow {
		left, wide := s.across()
		column = int(math.Floor((at.Y-b.Y-acrossTop)/acrossRow)) + 1
		row = int(math.Floor((at.X - left) / wide))
		return column, row, b.Holds(at) && column >= 1 && column <= 4 && row >= 0 && row < s.size()
	}
	row = int(math.Floor((at.Y - b.Y - sumsTop) / s.sumRow()))
	if !b.Holds(at) || row < 0 || row >= s.size() {
		return 0, 0, false
	}
	x := s.columns()
	for column < 4 && at.X >= x[column+1] {
		column++
	}
	return column, row, true
}

// On a phone each group is a column.
const (
	acrossTop = 31 // the title and the groups
	acrossRow = 13
)

// across returns the left edge of the first group's column, and their width.
func (s *Scene) across() (left, wide float64) {
	b := s.layout.sum
	const names = 51 // "≠ Σ D⁽³⁾", in a wide font too
	return b.X + names, min(72, (b.W-names)/float64(s.size()))
}

func (s *Scene) drawAcross(c demos.Canvas) {
	b, t := s.layout.sum, s.Theme
	left, wide := s.across()
	st := demos.TextStyle{Size: 11, Color: t.Text, Align: demos.End}
	every := [2]bool{true, true}
	for g := range s.size() {
		x := left + float64(g+1)*wide
		c.FillRect(x-wide+6, b.Y+26, wide-8, 4, t.Group(s.groups.place(g)))
		c.Text(string('1'+rune(g)), x-4, b.Y+24, st)
		gbar, gsum, order3, dsum := s.sums(g)
		every[0] = every[0] && same(gbar, gsum, s.discrete.Gbar)
		every[1] = every[1] && same(order3, dsum, append(s.discrete.Order3, order3))
		for k, v := range [...]float64{gbar, gsum, order3, dsum} {
			s.writeSum(c, k, v, wide-6, x-4, b.Y+acrossTop+float64(k+1)*acrossRow-2)
		}
	}
	st.Align, st.Color = demos.Start, t.Soft
	for k, name := range [...]string{"ḡ", equal(every[0]) + " Σ ḡ", "D⁽³⁾", equal(every[1]) + " Σ D⁽³⁾"} {
		plot.Label(c, name, b.X, b.Y+acrossTop+float64(k+1)*acrossRow-2, st)
	}
}

func (s *Scene) drawSums(c demos.Canvas) {
	b, t, x := s.layout.sum, s.Theme, s.columns()
	title := demos.TextStyle{Color: t.Text}
	plot.Label(c, plot.FirstThatFits(c, b.W, title, "Σ over a group’s parameters: ḡ adds up, D⁽³⁾ does not", "ḡ adds up, D⁽³⁾ does not"), b.X, b.Y+11, title)
	if s.layout.narrow {
		s.drawAcross(c)
		return
	}
	head := demos.TextStyle{Size: 11, Color: t.Soft, Align: demos.End}
	for k, name := range [...]string{"ḡ", "Σ ḡ", "D⁽³⁾", "Σ D⁽³⁾"} {
		plot.Label(c, name, x[k+2]-4, b.Y+26, head)
	}
	form := s.rowForm(c, x[1]-b.X-10)
	for g := range s.size() {
		y := b.Y + sumsTop + (float64(g)+0.5)*s.sumRow() + 4
		col := t.Group(s.groups.place(g))
		c.FillRect(b.X, y-11, 5, min(14, s.sumRow()-1), col)
		st := demos.TextStyle{Size: 11, Color: t.Text}
		c.Text(s.rowName(g, form), b.X+9, y, st)
		gbar, gsum, order3, dsum := s.sums(g)
		for k, v := range [...]float64{gbar, gsum, order3, dsum} {
			s.writeSum(c, k, v, x[k+2]-x[k+1]-16, x[k+2]-4, y)
		}
		sign := demos.TextStyle{Size: 12, Align: demos.Middle, Color: t.Text}
		c.Text(equal(same(gbar, gsum, s.discrete.Gbar)), x[2]+5, y, sign)
		c.Text(equal(same(order3, dsum, append(s.discrete.Order3, order3))), x[4]+5, y, sign)
	}
}

// rowForms are the formats of the name of a row: its number and its parameters.
// All rows have the same.
var rowForms = [...]string{"%c  %s", "%c %s", "%c%.0s"}

// rowForm returns the longest form in which every row has room.
func (s *Scene) rowForm(c demos.Canvas, room float64) string {
	st := demos.TextStyle{Size: 11}
	for _, form := range rowForms[:len(rowForms)-1] {
		fits := true
		for g := range s.size() {
			fits = fits && c.TextWidth(s.rowName(g, form), st) <= room
		}
		if fits {
			return form
		}
	}
	return rowForms[len(rowForms)-1]
}

func (s *Scene) rowName(g int, form string) string {
	return fmt.Sprintf(form, '1'+rune(g), s.groups.members(g))
}

// tight writes a number in five letters: "3e−05".
func tight(v float64) string {
	return strings.ReplaceAll(strconv.FormatFloat(v, 'e', 0, 64), "-", "−")
}

func equal(yes bool) string {
	if yes {
		return "="
	}
	return "≠"
}
