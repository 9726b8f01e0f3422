package partitionmatrix

import (
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/partition"
)

// P is the number of parameters.
const P = 6

// names are those of the parameters, in the order of θ.
var names = [P]string{"w₁", "w₂", "b₁", "b₂", "v₁", "v₂"}

// grouping gives each parameter its group, 0 … S−1; no group is empty.
type grouping [P]int

// presets are the groupings that have a name, by the value of their control.
var presets = []struct {
	value, label string
	groups       grouping
}{
	{"trivial", "one group (trivial)", grouping{0, 0, 0, 0, 0, 0}},
	{"tensors", "a group per tensor: w, b, v", grouping{0, 0, 1, 1, 2, 2}},
	{"neurons", "a group per neuron: w₁b₁v₁, w₂b₂v₂", grouping{0, 1, 0, 1, 0, 1}},
	{"discrete", "a group per parameter (discrete)", grouping{0, 1, 2, 3, 4, 5}},
}

// own is the preset of groupings without a name.
const own = "own"

// parse reads a text that matches the pattern of the control, six digits with or
// without spaces: equal digits share a group, and the groups are in the order of
// their digits.
func parse(text string) grouping {
	var g grouping
	for p, digit := range strings.ReplaceAll(text, " ", "") {
		g[p] = int(digit - '1')
	}
	return g.dense()
}

// dense renumbers the groups so that none is empty.
func (g grouping) dense() grouping {
	used := slices.Compact(slices.Sorted(slices.Values(g[:])))
	for p, s := range g {
		g[p], _ = slices.BinarySearch(used, s)
	}
	return g
}

// text is what parse reads.
func (g grouping) text() string {
	var b strings.Builder
	for p, s := range g {
		if p > 0 && p%2 == 0 {
			b.WriteByte(' ')
		}
		b.WriteByte('1' + byte(s))
	}
	return b.String()
}

// preset returns the name of the grouping.
func (g grouping) preset() string {
	for _, p := range presets {
		if p.groups == g {
			return p.value
		}
	}
	return own
}

// size returns S.
func (g grouping) size() int { return slices.Max(g[:]) + 1 }

// merge makes one group of a and b, in the place of a.
func (g grouping) merge(a, b int) grouping {
	for p, s := range g {
		if s == b {
			g[p] = a
		}
	}
	return g.dense()
}

// place is that of group s's colour in Theme.Groups: that of its first
// parameter, so that a group keeps its colour when others split or merge.
func (g grouping) place(s int) int { return slices.Index(g[:], s) }

// members writes the group as "w₁w₂".
func (g grouping) members(s int) string {
	var b strings.Builder
	for p, o := range g {
		if o == s {
			b.WriteString(names[p])
		}
	}
	return b.String()
}

// partition returns the grouping as a partition of the engine.
func (g grouping) partition(l *param.Layout) *partition.Partition {
	return lesson.Partition(l, g[:], g.members)
}
