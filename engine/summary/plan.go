package summary

import (
	"slices"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/partition"
)

// plan says, for one graph and one partition, which groups are active at each
// node: whose tangent can be different from zero there. A group is active in
// first order from its first parameter on, in second order from the first
// curved node behind that.
type plan struct {
	stages []stage
	groups int
	rows   int // most numbers of one tangent of one sample at an active node, or the last
	stack1 int // most numbers of all first tangents of one sample at any node
	stack2 int // the same of the second tangents
	gram   int // most groups whose Gram matrix is taken
	span   int // longest parameter span
}

// stage is the plan of one node. Groups are listed in the order of their
// blocks in the stacks.
type stage struct {
	pieces []piece
	in1    []int // active in first order at the input
	in2    []int // active in second order at the input; a subset of in1
	out1   []int // the same at the output: in1 is a prefix
	out2   []int // in2 is a prefix
	recall bool  // the input is not the node before: its stacks were saved
	keep   bool  // a later node than the next needs the stacks: they are saved
}

// piece is the part of a group that lies in a node's parameter.
type piece struct {
	group     int               // of the plan: group s of direction k has the number kS + s
	direction int               // k
	ranges    []partition.Range // within the span
	whole     bool              // the group has the whole span
	block1    int               // the group's block in the output's first-order stack
	old1      int               // its block in the input's first-order stack, or -1
	old2      int               // its block in the input's second-order stack, or -1
	block2    int               // its block in the output's second-order stack, or -1
}

// newPlan plans for several directions at once, each cut into the groups of p.
func newPlan(g *graph.Graph, p *partition.Partition, directions int) *plan {
	pl := &plan{groups: directions * p.Len(), stages: make([]stage, len(g.Nodes()))}
	for k, node := range g.Nodes() {
		st := &pl.stages[k]
		if node.X >= 0 {
			st.in1, st.in2 = pl.stages[node.X].out1, pl.stages[node.X].out2
			if st.recall = node.X != k-1; st.recall {
				pl.stages[node.X].keep = true
			}
		}
		one, two := slices.Clone(st.in1), slices.Clone(st.in2)
		if node.Param >= 0 {
			span := &g.Params().Spans[node.Param]
			pl.span = max(pl.span, span.Len)
			for k := range directions {
				for _, c := range cut(p, span.Offset, span.Len) {
					c.direction, c.group = k, k*p.Len()+c.group
					st.pieces = append(st.pieces, c)
				}
			}
		}
		_, quadratic := node.Op.(*op.Bilinear)
		for i := range st.pieces {
			c := &st.pieces[i]
			c.old1, c.old2 = slices.Index(st.in1, c.group), slices.Index(st.in2, c.group)
			one = include(one, c.group)
			c.block1, c.block2 = slices.Index(one, c.group), -1
			if quadratic && c.old1 >= 0 {
				two = include(two, c.group)
				c.block2 = slices.Index(two, c.group)
			}
		}
		if node.Y >= 0 {
			other := &pl.stages[node.Y]
			other.keep = true
			one, two = include(one, other.out1...), include(two, other.out2...)
			for _, s := range other.out1 {
				if quadratic && slices.Contains(st.in1, s) {
					two = include(two, s)
				}
			}
		}
		if f, ok := node.Op.(*op.Pointwise); ok && f.Curved {
			two = include(two, one...)
			pl.gram = max(pl.gram, len(one))
		}
		st.out1, st.out2 = one, two
		if size := node.Size(); len(one) > 0 || k == len(pl.stages)-1 {
			pl.rows = max(pl.rows, size)
			pl.stack1, pl.stack2 = max(pl.stack1, len(one)*size), max(pl.stack2, len(two)*size)
		}
	}
	return pl
}

func include(list []int, groups ...int) []int {
	for _, s := range groups {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// cut returns the pieces of the span [offset, offset+size) of θ.
func cut(p *partition.Partition, offset, size int) []piece {
	var pieces []piece
	for s := range p.Len() {
		var inside []partition.Range
		for _, r := range p.Group(s).Ranges {
			lo, hi := max(r.Lo, offset)-offset, min(r.Hi, offset+size)-offset
			if lo < hi {
				inside = append(inside, partition.Range{Lo: lo, Hi: hi})
			}
		}
		if inside != nil {
			pieces = append(pieces, piece{group: s, ranges: inside, whole: inside[0] == partition.Range{Lo: 0, Hi: size}})
		}
	}
	return pieces
}
