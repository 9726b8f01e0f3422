package lesson

import (
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
)

// Subscript writes a digit below the line.
func Subscript(n int) string { return string('₀' + rune(n)) }

// Shorts returns the short names of groups.
func Shorts(groups []demos.Group) (names []string) {
	for _, g := range groups {
		names = append(names, g.Short)
	}
	return names
}

// Eta is what texts call the step size of group g: "eta1" for the first.
func Eta(g int) string { return "eta" + strconv.Itoa(g+1) }

// GroupOf is the inverse of Eta, for one of n groups.
func GroupOf(symbol string, n int) (g int, ok bool) {
	rest, ok := strings.CutPrefix(symbol, "eta")
	if !ok {
		return 0, false
	}
	g, err := strconv.Atoi(rest)
	return g - 1, err == nil && g >= 1 && g <= n
}
