package exchange

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/partition"
)

// Groups turns lists of names into a partition. A name is a tensor's, or one
// entry of it by its row-major index: "layers.0.weight[7]".
func Groups(l *param.Layout, groups [][]string) (*partition.Partition, error) {
	var out []partition.Group
	for _, names := range groups {
		g := partition.Group{Name: strings.Join(names, "+")}
		for _, name := range names {
			r, err := locate(l, name)
			if err != nil {
				return nil, err
			}
			g.Ranges = append(g.Ranges, r)
		}
		slices.SortFunc(g.Ranges, func(a, b partition.Range) int { return a.Lo - b.Lo })
		out = append(out, g)
	}
	return partition.New(l, out)
}

func locate(l *param.Layout, name string) (partition.Range, error) {
	if i, ok := l.Find(name); ok {
		s := &l.Spans[i]
		return partition.Range{Lo: s.Offset, Hi: s.Offset + s.Len}, nil
	}
	base, rest, ok := strings.Cut(name, "[")
	i, found := l.Find(base)
	k, err := strconv.Atoi(strings.TrimSuffix(rest, "]"))
	if !ok || !found || err != nil || k < 0 || k >= l.Spans[i].Len {
		return partition.Range{}, fmt.Errorf("exchange: no parameter is named %q", name)
	}
	return partition.Range{Lo: l.Spans[i].Offset + k, Hi: l.Spans[i].Offset + k + 1}, nil
}

// GroupNames returns the groups of a partition as lists of names: a tensor's
// where it is whole, and "layers.0.weight[7]" for each entry of a part. It is
// the inverse of Groups.
func GroupNames(l *param.Layout, p *partition.Partition) [][]string {
	groups := make([][]string, p.Len())
	for s := range groups {
		for _, r := range p.Group(s).Ranges {
			groups[s] = append(groups[s], rangeNames(l, r)...)
		}
	}
	return groups
}

func rangeNames(l *param.Layout, r partition.Range) (names []string) {
	for i := range l.Spans {
		s := &l.Spans[i]
		lo, hi := max(r.Lo, s.Offset), min(r.Hi, s.Offset+s.Len)
		switch {
		case lo >= hi:
		case hi-lo == s.Len:
			names = append(names, s.Name)
		default:
			for k := lo; k < hi; k++ {
				names = append(names, fmt.Sprintf("%s[%d]", s.Name, k-s.Offset))
			}
		}
	}
	return names
}
