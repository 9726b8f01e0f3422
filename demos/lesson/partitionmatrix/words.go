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

// under returns the symbol of the part below a point, and its explanation.
func (s *Scene) under(at demos.Point) (symbol string, words []string) {
	if !s.picture.drawn {
		return "", nil
	}
	scissors, cell := s.picture.bar.Tip(at, s.groups[:], func(p int) string { return names[p] })
	if scissors != "" {
		return "S", []string{scissors}
	}
	if cell >= 0 {
		g := s.groups[cell]
		gbar, gsum, _, _ := s.sums(g)
		return "gbar", []string{fmt.Sprintf("%s, in group %d: %s", names[cell], g+1, s.groups.members(g)),
			"ḡ" + lesson.Subscript(g+1) + " = " + plot.Exact(gbar) + ", the slope along the group",
			"the sum of its parameters’ slopes: " + plot.Exact(gsum)}
	}
	if m := s.picture.matrix; !m.Holds(at) {
		return "", nil
	} else if s.view == "third" {
		g := min(int((at.Y-m.Y)/m.H*float64(s.size())), s.size()-1)
		_, _, own, sum := s.sums(g)
		return "D3", []string{"third derivative along " + s.groups.members(g), plot.Exact(own), "the sum over its parameters: " + plot.Exact(sum),
			"what is missing are the mixed third derivatives"}
	}
	for p := range P {
		for q := range P {
			if s.cellBox(p, q).Holds(at) {
				return s.cellWords(p, q)
			}
		}
	}
	return "", nil
}

// cellWords explains the cell of parameters p and q.
func (s *Scene) cellWords(p, q int) (symbol string, words []string) {
	i, j := s.groups[p], s.groups[q]
	switch {
	case s.foldsColumns():
		return symbolOf(i, j), []string{sign(i, j) + " = " + plot.Exact(s.value(p, q)),
			fmt.Sprintf("curvature between %s and %s", s.groups.members(i), s.groups.members(j)), s.added(i, j)}
	case s.foldsRows():
		return "I", []string{fmt.Sprintf("rows %s, column %s: %s", s.groups.members(i), names[q], plot.Exact(s.value(p, q)))}
	case s.view == "along":
		return symbolOf(i, j), []string{fmt.Sprintf("row %s, column %s: %s", names[p], names[q], plot.Exact(s.value(p, q))),
			fmt.Sprintf("u × H × u = %s × %s × %s", plot.Short(s.point.u[p]), plot.Short(s.hessian.Hbar[p*P+q]), plot.Short(s.point.u[q])),
			"part of " + sign(i, j)}
	}
	return "H", []string{fmt.Sprintf("∂²L/∂%s∂%s", names[p], names[q]), plot.Exact(s.value(p, q))}
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
			if o == g {
				row[p] = 1
			}
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
		if _, _, own, sum := s.sums(g); !s.agrees(g) {
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

// Big implements demos.Lesson.
func (s *Scene) Big() string {
	if s.view == "third" {
		return fmt.Sprintf("%d of %s add up", s.agreeing(), plot.Count(s.size(), "group", "groups"))
	}
	wide, high := P, P
	if s.foldsRows() {
		high = s.size()
	}
	if s.foldsColumns() {
		wide = s.size()
	}
	return plot.Count(wide*high, "number", "numbers")
}

func directionLabel(value string) string {
	i := slices.IndexFunc(directions, func(o demos.Option) bool { return o.Value == value })
	label, _, _ := strings.Cut(directions[i].Label, ":")
	return label
}
