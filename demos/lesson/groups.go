package lesson

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/partition"
)

// Subscript writes a digit below the line.
func Subscript(n int) string { return string('₀' + rune(n)) }

// Partition returns that of the parameters of l whose k-th is in group of[k].
// It panics where a group is empty.
func Partition(l *param.Layout, of []int, name func(group int) string) *partition.Partition {
	groups := make([]partition.Group, slices.Max(of)+1)
	for k, g := range of {
		groups[g].Name = name(g)
		groups[g].Ranges = append(groups[g].Ranges, partition.Range{Lo: k, Hi: k + 1})
	}
	part, err := partition.New(l, groups)
	if err != nil {
		panic("lesson: " + err.Error())
	}
	return part
}

// Shorts returns the short names of groups.
func Shorts(groups []demos.Group) (names []string) {
	for _, g := range groups {
		names = append(names, g.Short)
	}
	return names
}

// Eta is the symbol of the step size of group g: "eta1" for the first.
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
