package partitionmatrix

import (
	"math"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos/plot"
)

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

// sums returns what the engine finds for group g, beside the sum of what it finds for
// the group's parameters one by one.
func (s *Scene) sums(g int) (gbar, gsum, order3, dsum float64) {
	own, each := s.grouped, s.discrete
	return own.Gbar[g], s.groups.sum(each.Gbar, g), own.Order3[g], s.groups.sum(each.Order3, g)
}

// agrees reports whether the third derivative of group g is the sum of its parameters'.
func (s *Scene) agrees(g int) bool {
	_, _, own, sum := s.sums(g)
	return same(own, sum, append(s.discrete.Order3[:P:P], own))
}

// agreeing counts those groups.
func (s *Scene) agreeing() (n int) {
	for g := range s.size() {
		if s.agrees(g) {
			n++
		}
	}
	return n
}

// brief is plot.Round2 without the zero before the point.
func brief(v float64) string {
	s := plot.Round2(v)
	if rest, ok := strings.CutPrefix(s, "0."); ok {
		return "." + rest
	}
	return strings.Replace(s, "−0.", "−.", 1)
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
