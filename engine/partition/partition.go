// Package partition cuts the parameters into groups, each of which gets its
// own step size: trivial (one group, Cauchy), canonical (one per tensor),
// discrete (one per parameter, Newton) and what lies between.
package partition

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/engine/param"
)

// Range is the half-open index range [Lo, Hi) of θ.
type Range struct{ Lo, Hi int }

// Group is a named set of parameters.
type Group struct {
	Name   string
	Ranges []Range // ascending, disjoint, not touching, not empty
}

// Partition is a list of groups in which every parameter occurs exactly once.
// It is immutable.
type Partition struct {
	groups []Group
	roles  []string
	size   int
}

// New checks the groups against the layout and returns the partition, or an
// error that names the first parameter that is missing or occurs twice.
func New(l *param.Layout, groups []Group) (*Partition, error) {
	owner := make([]int, l.Size()) // 1 + index of the group that has it
	p := &Partition{groups: slices.Clone(groups), size: l.Size()}
	for s, g := range groups {
		if len(g.Ranges) == 0 {
			return nil, fmt.Errorf("partition: group %q is empty", g.Name)
		}
		for i, r := range g.Ranges {
			if r.Lo < 0 || r.Hi > l.Size() || r.Lo >= r.Hi {
				return nil, fmt.Errorf("partition: group %q: range [%d, %d) is not within the %d parameters", g.Name, r.Lo, r.Hi, l.Size())
			}
			if i > 0 && r.Lo < g.Ranges[i-1].Hi {
				return nil, fmt.Errorf("partition: group %q: ranges are not ascending", g.Name)
			}
			for k := r.Lo; k < r.Hi; k++ {
				if owner[k] != 0 {
					return nil, fmt.Errorf("partition: parameter %s is in group %q and in group %q", entry(l, k), groups[owner[k]-1].Name, g.Name)
				}
				owner[k] = s + 1
			}
		}
		p.groups[s].Ranges = merged(g.Ranges)
		p.roles = append(p.roles, role(l, g))
	}
	if k := slices.Index(owner, 0); k >= 0 {
		return nil, fmt.Errorf("partition: parameter %s is in no group", entry(l, k))
	}
	return p, nil
}

// merged joins ranges that touch.
func merged(ranges []Range) []Range {
	out := slices.Clone(ranges[:1])
	for _, r := range ranges[1:] {
		if last := &out[len(out)-1]; last.Hi == r.Lo {
			last.Hi = r.Hi
		} else {
			out = append(out, r)
		}
	}
	return out
}

// entry names parameter k as "layers.0.weight[7]".
func entry(l *param.Layout, k int) string {
	for i := range l.Spans {
		if s := &l.Spans[i]; k < s.Offset+s.Len {
			return fmt.Sprintf("%s[%d]", s.Name, k-s.Offset)
		}
	}
	return fmt.Sprint(k)
}

// role returns "weight", "bias", or "mixed" for a group with both.
func role(l *param.Layout, g Group) string {
	found := ""
	for i := range l.Spans {
		s := &l.Spans[i]
		for _, r := range g.Ranges {
			if r.Lo < s.Offset+s.Len && r.Hi > s.Offset {
				if found != "" && found != s.Role.String() {
					return "mixed"
				}
				found = s.Role.String()
			}
		}
	}
	return found
}

// Len returns S, the number of groups.
func (p *Partition) Len() int { return len(p.groups) }

// Size returns P, the number of parameters.
func (p *Partition) Size() int { return p.size }

// Group returns group s.
func (p *Partition) Group(s int) Group { return p.groups[s] }

// Names returns the names of the groups.
func (p *Partition) Names() []string {
	names := make([]string, len(p.groups))
	for s, g := range p.groups {
		names[s] = g.Name
	}
	return names
}

// Roles returns "weight", "bias" or "mixed" for each group.
func (p *Partition) Roles() []string { return slices.Clone(p.roles) }

// Spread writes U I_{P:S} η, the step of every parameter: dst_p = η_s u_p for
// the group s of p. dst may be u.
func (p *Partition) Spread(dst, eta, u []float64) {
	for s, g := range p.groups {
		e := eta[s]
		for _, r := range g.Ranges {
			d := dst[r.Lo:r.Hi]
			for k, v := range u[r.Lo:r.Hi] {
				d[k] = e * v
			}
		}
	}
}

// Reduce writes I_{S:P} x, the sum of x over each group.
func (p *Partition) Reduce(dst, x []float64) {
	for s, g := range p.groups {
		dst[s] = 0
		for _, r := range g.Ranges {
			for _, v := range x[r.Lo:r.Hi] {
				dst[s] += v
			}
		}
	}
}

// Lengths writes ‖x_s‖₂ for each group, also where its square leaves the doubles.
func (p *Partition) Lengths(dst, x []float64) {
	for s, g := range p.groups {
		sum, size := 0.0, 0.0
		for _, r := range g.Ranges {
			for _, v := range x[r.Lo:r.Hi] {
				sum += v * v
			}
		}
		if sum > 1e-250 && sum < 1e250 { // no square was lost
			dst[s] = math.Sqrt(sum)
			continue
		}
		for _, r := range g.Ranges {
			for _, v := range x[r.Lo:r.Hi] {
				size = max(size, math.Abs(v))
			}
		}
		if dst[s] = math.Sqrt(sum); size > 0 && (size < 1e-140 || size > 1e140) {
			sum = 0
			for _, r := range g.Ranges {
				for _, v := range x[r.Lo:r.Hi] {
					sum += v / size * (v / size)
				}
			}
			dst[s] = size * math.Sqrt(sum)
		}
	}
}

// Trivial has one group: Cauchy's steepest descent.
func Trivial(l *param.Layout) *Partition {
	return must(New(l, []Group{{Name: "all", Ranges: []Range{{0, l.Size()}}}}))
}

// Canonical has one group per parameter tensor.
func Canonical(l *param.Layout) *Partition {
	return must(collect(l, len(l.Spans), func(i int, s *param.Span) (int, string) { return i, s.Name }))
}

// WeightsBiases has one group of all weights and one of all biases (or only
// the one that is there).
func WeightsBiases(l *param.Layout) *Partition {
	return must(collect(l, 2, func(_ int, s *param.Span) (int, string) {
		return int(s.Role), [...]string{"weights", "biases"}[s.Role]
	}))
}

// collect puts each tensor into one of at most n groups, by the index and the name
// that of returns for it. Groups without a tensor are left out.
func collect(l *param.Layout, n int, of func(i int, s *param.Span) (group int, name string)) (*Partition, error) {
	groups := make([]Group, n)
	for i := range l.Spans {
		k, name := of(i, &l.Spans[i])
		groups[k].Name = name
		groups[k].Ranges = append(groups[k].Ranges, spanRange(l, i))
	}
	return New(l, slices.DeleteFunc(groups, func(g Group) bool { return g.Ranges == nil }))
}

// MaxDiscrete bounds the groups of the discrete partition: H̄ then has P²
// entries, and 4096² doubles are 128 MiB.
const MaxDiscrete = 4096

// Discrete has one group per parameter: Newton's method. It is an error to ask
// for it on a network with more than MaxDiscrete parameters.
func Discrete(l *param.Layout) (*Partition, error) {
	if l.Size() > MaxDiscrete {
		return nil, fmt.Errorf("partition: discrete has one group per parameter, and %d are more than %d: H̄ would have %d² entries", l.Size(), MaxDiscrete, l.Size())
	}
	var groups []Group
	for i := range l.Spans {
		s := &l.Spans[i]
		for k := range s.Len {
			groups = append(groups, Group{fmt.Sprintf("%s[%d]", s.Name, k), []Range{{s.Offset + k, s.Offset + k + 1}}})
		}
	}
	return New(l, groups)
}

// Custom builds groups of whole tensors by name.
func Custom(l *param.Layout, groups [][]string) (*Partition, error) {
	var out []Group
	for _, names := range groups {
		g := Group{Name: strings.Join(names, "+")}
		for _, name := range names {
			i, ok := l.Find(name)
			if !ok {
				return nil, fmt.Errorf("partition: no parameter tensor is named %q", name)
			}
			g.Ranges = append(g.Ranges, spanRange(l, i))
		}
		slices.SortFunc(g.Ranges, func(a, b Range) int { return a.Lo - b.Lo })
		for i := 1; i < len(g.Ranges); i++ {
			if g.Ranges[i] == g.Ranges[i-1] {
				return nil, fmt.Errorf("partition: group %q names a tensor twice", g.Name)
			}
		}
		out = append(out, g)
	}
	return New(l, out)
}

func spanRange(l *param.Layout, i int) Range {
	s := &l.Spans[i]
	return Range{s.Offset, s.Offset + s.Len}
}

// must unwraps partitions that are right by construction.
func must(p *Partition, err error) *Partition {
	if err != nil {
		panic(err)
	}
	return p
}
