package partitionmatrix

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
)

// sign writes a cell of H̄.
func sign(i, j int) string { return "H̄" + lesson.Subscript(i+1) + lesson.Subscript(j+1) }

// groupsText writes the partition: "w₁w₂ | b₁b₂ | v₁v₂".
func (s *Scene) groupsText() string {
	var parts []string
	for g := range s.size() {
		parts = append(parts, s.groups.members(g))
	}
	return strings.Join(parts, " | ")
}

// block returns the cells of U H U that add up to a cell of H̄.
func (s *Scene) block(i, j int) (cells []float64) {
	for p, a := range s.groups {
		for q, b := range s.groups {
			if a == i && b == j {
				cells = append(cells, s.discrete.Hbar[p*P+q])
			}
		}
	}
	return cells
}

// added writes a cell of H̄ as a sum of cells of U H U.
func (s *Scene) added(i, j int) string {
	var b strings.Builder
	for k, v := range s.block(i, j) {
		switch text := plot.Short(math.Abs(v)); {
		case k == 0 && v < 0:
			b.WriteString("−" + text)
		case k == 0:
			b.WriteString(text)
		case v < 0:
			b.WriteString(" − " + text)
		default:
			b.WriteString(" + " + text)
		}
	}
	return b.String() + " = " + plot.Format(s.grouped.Hbar[i*s.size()+j])
}

// header writes the highlighted cell as a sum, or the partition.
func (s *Scene) header() string {
	if i, j, ok := s.cell(); ok {
		return sign(i, j) + " = " + s.added(i, j)
	}
	n := s.size()
	text := fmt.Sprintf("S = %d: %s. ", n, s.groupsText())
	if n == 1 {
		text = "S = 1: all parameters in one group. "
	}
	return text + "Drag a cell of I to regroup a parameter, a number beside I onto another to merge."
}

func (s *Scene) drawHeader(c demos.Canvas) {
	b := s.layout.header
	st := demos.TextStyle{Size: 13, Color: s.Theme.Text}
	if s.layout.narrow {
		st.Size = 11
	}
	for i, line := range plot.Wrap(c, s.header(), b.W, int(b.H/15), st) {
		plot.Label(c, line, b.X, b.Y+12+15*float64(i), st)
	}
}

// under returns the symbol of the part below a point, and its explanation. The
// picture drawn last may have more groups than there are now.
func (s *Scene) under(at demos.Point) (symbol string, words []string) {
	n := s.size()
	if i, j, ok := s.hbar.Under(at); ok && max(i, j) < n {
		return symbolOf(i, j), []string{sign(i, j) + " = " + plot.Exact(s.grouped.Hbar[i*n+j]),
			fmt.Sprintf("curvature between %s and %s", s.groups.members(i), s.groups.members(j)),
			"the sum of " + plot.Count(len(s.block(i, j)), "cell", "cells") + " of U H U"}
	}
	if a, b, ok := s.along.Under(at); ok { // I is below the columns
		return symbolOf(s.groups[b], s.groups[a]), []string{fmt.Sprintf("%s and %s: %s", names[a], names[b], plot.Exact(s.discrete.Hbar[a*P+b])),
			fmt.Sprintf("u × H × u = %s × %s × %s", plot.Short(s.point.u[a]), plot.Short(s.hessian.Hbar[a*P+b]), plot.Short(s.point.u[b])),
			"part of " + sign(s.groups[b], s.groups[a])}
	}
	if a, b, ok := s.plain.Under(at); ok && !s.layout.narrow {
		return "H", []string{fmt.Sprintf("∂²L/∂%s∂%s", names[a], names[b]), plot.Exact(s.hessian.Hbar[a*P+b])}
	}
	if g, a, ok := s.fold.Under(at); ok {
		return "I", s.member(a, g)
	}
	if a, g, ok := s.right.Under(at); ok {
		return "I", s.member(a, g)
	}
	if g, ok := s.number(at); ok {
		return "", []string{fmt.Sprintf("group %d: %s", g+1, s.groups.members(g)), "drag onto another number to merge the two"}
	}
	if a, ok := s.strip(at); ok {
		return "U", []string{"u along " + names[a] + ": " + plot.Exact(s.point.u[a]), "the entry of U on the diagonal; " + names[a] + " = " + plot.Format(s.point.theta[a])}
	}
	if k, g, ok := s.sum(at); ok {
		gbar, gsum, order3, dsum := s.sums(g)
		if k < 3 {
			return "gbar", []string{"ḡ of " + s.groups.members(g), plot.Exact(gbar), "the sum over its parameters: " + plot.Exact(gsum)}
		}
		return "D3", []string{"third derivative along " + s.groups.members(g), plot.Exact(order3), "the sum over its parameters: " + plot.Exact(dsum),
			"what is missing are the mixed third derivatives"}
	}
	return "", nil
}

// member explains a cell of I.
func (s *Scene) member(p, g int) []string {
	switch {
	case g >= s.size():
		return []string{"a new group", "press to give " + names[p] + " a group of its own"}
	case s.groups[p] == g:
		return []string{"1", fmt.Sprintf("%s is in group %d; drag it to another", names[p], g+1)}
	}
	return []string{"0", fmt.Sprintf("%s is not in group %d; press to put it there", names[p], g+1)}
}

// Figures implements demos.Taught.
func (s *Scene) Figures() []demos.Figure {
	n := s.size()
	size := fmt.Sprintf("%d × %d", n, n)
	list := []demos.Figure{
		lesson.Number("S", "S", "number of groups", float64(n)),
		lesson.Number("P", "P", "number of parameters", P),
		lesson.Words("I", "I", "partition matrix", fmt.Sprintf("%d × %d", n, P)),
		lesson.Words("U", "U", "direction, on the diagonal", s.Value("direction")),
		lesson.Words("H", "H", "second derivatives", "6 × 6"),
		lesson.Words("UHU", "U H U", "second derivatives along u", "6 × 6"),
		lesson.Words("Hbar", "H̄", "curvature between the groups", size),
		lesson.Words("gbar", "ḡ", "slope along each group", plot.Count(n, "entry", "entries")),
		lesson.Words("D3", "D⁽³⁾", "third derivative along each group", plot.Count(n, "entry", "entries")),
	}
	for _, k := range [...][2]int{{0, 0}, {0, 1}, {1, 1}} {
		i, j := k[0], k[1]
		f := lesson.Number(symbolOf(i, j), sign(i, j), "a cell of H̄", 0)
		if j < n {
			f.Value = frame.Number(s.grouped.Hbar[i*n+j])
		} else {
			f = lesson.Words(f.Symbol, f.Sign, f.Label, "no such cell: there is one group")
		}
		list = append(list, f)
	}
	return list
}

// Tables implements demos.Taught.
func (s *Scene) Tables() []demos.Table {
	n := s.size()
	groups := make([]string, n)
	for g := range groups {
		groups[g] = fmt.Sprintf("group %d, %s", g+1, s.groups.members(g))
	}
	fold := demos.Table{Title: "I, the partition matrix", Rows: groups, Cols: names[:]}
	for g := range n {
		row := make([]float64, P)
		for p, o := range s.groups {
			row[p] = one(o == g)
		}
		fold.Add(row...)
	}
	sums := demos.Table{Title: "Slopes and third derivatives of the groups", Rows: groups, Cols: []string{"ḡ", "sum of the parameters’ ḡ", "D⁽³⁾", "sum of the parameters’ D⁽³⁾"}}
	for g := range n {
		a, b, c, d := s.sums(g)
		sums.Add(a, b, c, d)
	}
	direction := demos.Table{Title: "The parameters and the direction", Rows: []string{"θ", "u"}, Cols: names[:]}
	direction.Add(s.point.theta[:]...)
	direction.Add(s.point.u[:]...)
	return []demos.Table{
		lesson.Grid("H̄, the curvature between the groups", groups, s.grouped.Hbar),
		fold,
		lesson.Grid("U H U, the second derivatives along u", names[:], s.discrete.Hbar),
		lesson.Grid("H, the second derivatives", names[:], s.hessian.Hbar),
		direction, sums,
	}
}

// Alt implements demos.Scene.
func (s *Scene) Alt() string {
	var b strings.Builder
	n := s.size()
	fmt.Fprintf(&b, "The Hessian of a network of six parameters, stretched along %s and folded by a partition of %s: %s. H̄ is", directionLabel(s.Value("direction")), plot.Count(n, "group", "groups"), s.groupsText())
	for i := range n {
		for j := i; j < n; j++ {
			fmt.Fprintf(&b, " %s = %s", sign(i, j), plot.Format(s.grouped.Hbar[i*n+j]))
		}
	}
	b.WriteString(". Each cell is the sum of the cells of U H U whose rows and columns are in its two groups. The slopes of the groups are the sums of their parameters’ slopes; ")
	// A group of one parameter has its third derivative: only the others are listed.
	var apart []string
	for g := range n {
		if _, _, own, sum := s.sums(g); !same(own, sum, append(s.discrete.Order3, own)) {
			apart = append(apart, fmt.Sprintf("%s against %s for group %d", plot.Format(own), plot.Format(sum), g+1))
		}
	}
	if len(apart) == 0 {
		b.WriteString("so are the third derivatives here: no group has mixed ones.")
	} else {
		b.WriteString("the third derivatives are not sums: " + strings.Join(apart, ", ") + ".")
	}
	return b.String()
}

func directionLabel(value string) string {
	i := slices.IndexFunc(directions, func(o demos.Option) bool { return o.Value == value })
	label, _, _ := strings.Cut(directions[i].Label, ":")
	return label
}
