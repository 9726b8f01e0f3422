package cauchytonewton

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/partition"
)

// pieces is a partition of the six parameters: the piece of each, from 0, in the order
// of the pieces' first parameters.
type pieces [dimension]int

// ladder is one way from Cauchy to Newton: each rung splits one piece of the rung
// before, so that every step of a rung is one of the next, too.
var ladder = [dimension]pieces{
	{0, 0, 0, 0, 0, 0},
	{0, 0, 0, 0, 1, 1},
	{0, 0, 1, 1, 2, 2},
	{0, 0, 1, 1, 2, 3},
	{0, 0, 1, 2, 3, 4},
	{0, 1, 2, 3, 4, 5},
}

// theta names parameter p.
func theta(p int) string { return "θ" + lesson.Subscript(p+1) }

// parse reads a partition such as "12-34-56": the digits 1 to 6, the pieces separated
// by "-", a comma, a bar or blanks. The order within a piece, and that of the pieces,
// does not matter.
func parse(text string) (pieces, error) {
	var of [dimension]int // 1 + the piece of each parameter
	for n, piece := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("-–,| \t", r) }) {
		for _, r := range piece {
			p := int(r - '1')
			switch {
			case r < '1' || r > '0'+dimension:
				return pieces{}, fmt.Errorf("“%c” is no parameter: the digits 1 to %d stand for %s to %s", r, dimension, theta(0), theta(dimension-1))
			case of[p] == n+1:
				return pieces{}, fmt.Errorf("%s is in one piece twice", theta(p))
			case of[p] > 0:
				return pieces{}, fmt.Errorf("%s is in two pieces", theta(p))
			}
			of[p] = n + 1
		}
	}
	if p := slices.Index(of[:], 0); p >= 0 {
		return pieces{}, fmt.Errorf("%s is in no piece", theta(p))
	}
	return pieces(of).ordered(), nil
}

// ordered numbers the pieces by their first parameters.
func (g pieces) ordered() (out pieces) {
	var known []int
	for p, s := range g {
		i := slices.Index(known, s)
		if i < 0 {
			i, known = len(known), append(known, s)
		}
		out[p] = i
	}
	return out
}

// count returns S, the number of pieces.
func (g pieces) count() int { return slices.Max(g[:]) + 1 }

// first returns the first parameter of a piece.
func (g pieces) first(piece int) int { return slices.Index(g[:], piece) }

// order returns the parameters as the bar shows them: piece by piece.
func (g pieces) order() (order pieces) {
	lesson.Order(order[:0], g[:])
	return order
}

// written writes the pieces with sign before each parameter and between between them.
func (g pieces) written(name func(p int) string, between string) string {
	var b strings.Builder
	for i, order := 0, g.order(); i < dimension; i++ {
		if i > 0 && g[order[i]] != g[order[i-1]] {
			b.WriteString(between)
		}
		b.WriteString(name(order[i]))
	}
	return b.String()
}

// value writes g as parse reads it: "12-34-56".
func (g pieces) value() string {
	return g.written(func(p int) string { return string('1' + rune(p)) }, "-")
}

// words writes g as "θ₁θ₂ | θ₃θ₄ | θ₅θ₆".
func (g pieces) words() string { return g.written(theta, " | ") }

// name names g: as Cauchy's, Newton's, or by its number of pieces.
func (g pieces) name() string {
	switch n := g.count(); n {
	case 1:
		return "Cauchy, S = 1"
	case dimension:
		return fmt.Sprintf("Newton, S = %d", n)
	default:
		return fmt.Sprintf("S = %d", n)
	}
}

// many is the number of pieces in words: "3 pieces".
func (g pieces) many() string { return plot.Count(g.count(), "piece", "pieces") }

// refines reports whether every piece of g lies in a piece of o.
func (g pieces) refines(o pieces) bool {
	for p := range g {
		if o[p] != o[g.first(g[p])] {
			return false
		}
	}
	return true
}

// partition returns g as a partition of the engine.
func (g pieces) partition(l *param.Layout) *partition.Partition {
	return lesson.Partition(l, g[:], func(s int) string { return lesson.Subscript(s + 1) })
}
