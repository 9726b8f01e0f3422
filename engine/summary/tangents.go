package summary

import (
	"slices"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/op"
)

// tangents carries, for one chunk, the first tangents ẋ_i of all active groups
// and the second tangents ẍ_ii of those that have one through the chain, each
// kind stacked in one matrix so that a layer is one product. On the way it
// sums what every node contributes, with λ the adjoint of the node's output:
//
//	H̄_ij  += ⟨λ, f″[ẋ_i, ẋ_j]⟩
//	D³_iii += ⟨λ, f‴[ẋ_i, ẋ_i, ẋ_i] + 3 f″[ẋ_i, ẍ_ii]⟩
//	ḡ_i    += ⟨λ, f′[u_i]⟩ at the nodes with a parameter
//
// The linear parts cancel against the adjoint recursion, so only curved nodes
// appear. The stacks are valid from one node to the next only.
//
// The Gauss–Newton part alone needs the first tangents of the outputs, no adjoint and
// no second tangent:
//
//	ḡ_i = ⟨ℓ′, ẋ_i⟩,  B_ij = ⟨ℓ″ẋ_i, ẋ_j⟩
type tangents struct {
	g    *graph.Graph
	plan *plan
	sum  *Summary
	hbar []float64 // where H̄ is summed: sum.Hbar, or the part of the present node

	origins [][]float64 // H̄ of each node and of the head; nil when only the sum is wanted
	gauss   bool        // the Gauss–Newton part alone: the stacks of second tangents are empty

	room         int       // samples that fit
	room2        int       // samples whose second tangents fit
	one, two     []float64 // stacks of the present node
	next1, next2 []float64 // stacks of the next
	own          []float64 // B(a, u_j), or a head's ℓ″ẋ, for all active groups
	pulled       []float64 // M = B(·, u_j)ᵀλ
	masked       []float64 // u cut to a group's part of a span
	gram         []float64
	kept1, kept2 [][]float64 // stacks of the nodes that more than the next one reads
}

func newTangents(g *graph.Graph, p *plan) *tangents {
	return &tangents{g: g, plan: p, sum: New(p.groups),
		masked: make([]float64, p.span), gram: make([]float64, p.gram*p.gram),
		kept1: make([][]float64, len(p.stages)), kept2: make([][]float64, len(p.stages))}
}

// fit makes room for n samples.
func (t *tangents) fit(n int) {
	if n > t.room {
		t.room = n
		t.one, t.next1 = make([]float64, n*t.plan.stack1), make([]float64, n*t.plan.stack1)
		t.own, t.pulled = make([]float64, n*t.plan.rows), make([]float64, n*t.plan.rows)
		t.keep(t.kept1, n, func(st *stage) []int { return st.out1 })
	}
	if !t.gauss && n > t.room2 {
		t.room2 = n
		t.two, t.next2 = make([]float64, n*t.plan.stack2), make([]float64, n*t.plan.stack2)
		t.keep(t.kept2, n, func(st *stage) []int { return st.out2 })
	}
}

// keep makes room for the stacks, over the groups out, of the nodes that more than the
// next one reads.
func (t *tangents) keep(kept [][]float64, n int, out func(*stage) []int) {
	for k := range t.plan.stages {
		if st := &t.plan.stages[k]; st.keep {
			kept[k] = make([]float64, len(out(st))*n*t.g.Nodes()[k].Size())
		}
	}
}

// second returns the groups that have second tangents in this sweep.
func (t *tangents) second(groups []int) []int {
	if t.gauss {
		return nil
	}
	return groups
}

// sweep computes the chunk's share of the summary. weight is 1/N.
func (t *tangents) sweep(tape *graph.Tape, theta []float64, us [][]float64, weight float64) {
	t.fit(tape.Samples())
	clear(t.sum.Gbar)
	clear(t.sum.Hbar)
	clear(t.sum.Order3)
	t.hbar = t.sum.Hbar
	for k := range t.origins {
		clear(t.origins[k])
	}
	for k := range t.g.Nodes() {
		node, st := &t.g.Nodes()[k], &t.plan.stages[k]
		if len(st.out1) == 0 {
			continue
		}
		if st.recall && node.X >= 0 {
			copy(t.one, t.kept1[node.X][:len(st.in1)*len(tape.Value(node.X))])
			copy(t.two, t.kept2[node.X][:len(t.second(st.in2))*len(tape.Value(node.X))])
		}
		t.from(k)
		size := len(tape.Value(k))
		switch o := node.Op.(type) {
		case *op.Linear:
			t.linear(tape, k, o, st, us)
		case *op.Gather:
			d := tape.Dims(k)
			in, places := d.Rows*d.In, tape.Places(k)
			o.Apply(t.next1[:len(st.in1)*size], t.one[:len(st.in1)*in], places, stacked(d, st.in1))
			in2 := t.second(st.in2)
			o.Apply(t.next2[:len(in2)*size], t.two[:len(in2)*in], places, stacked(d, in2))
			t.swap()
		case op.Sum:
			t.add(o, st, node.Y, size)
		case *op.Bilinear:
			if node.Y >= 0 {
				t.product(tape, k, o, st)
			} else {
				t.bilinear(tape, k, o, st, theta, us)
			}
		case *op.Pointwise:
			t.pointwise(tape, k, o, st, size)
		}
		if st.keep {
			copy(t.kept1[k], t.one[:len(st.out1)*size])
			copy(t.kept2[k], t.two[:len(t.second(st.out2))*size])
		}
	}
	t.from(len(t.g.Nodes()))
	t.head(tape, weight)
}

// from adds what follows to the part of H̄ of node k, or of the head.
func (t *tangents) from(k int) {
	if t.origins != nil {
		t.hbar = t.origins[k]
	}
}

// linear: ẏ = Lẋ + Mu, ÿ = Lẍ.
func (t *tangents) linear(tape *graph.Tape, k int, o *op.Linear, st *stage, us [][]float64) {
	d := tape.Dims(k)
	out := d.Rows * d.Out
	if !o.Unit {
		in := d.Rows * d.In
		o.Apply(t.next1[:len(st.in1)*out], t.one[:len(st.in1)*in], stacked(d, st.in1))
		in2 := t.second(st.in2)
		o.Apply(t.next2[:len(in2)*out], t.two[:len(in2)*in], stacked(d, in2))
		t.swap()
	}
	lambda := tape.Adjoint(k)
	for _, c := range st.pieces {
		own := t.own[:out]
		clear(own)
		o.Param(own, t.part(k, c, us), d)
		t.enter(c, own, lambda)
	}
}

// bilinear: ż = B(ẋ, w) + B(a, u), z̈ = B(ẍ, w) + 2 B(ẋ, u). With M_j the
// adjoint of B(·, u_j) at λ it contributes ⟨M_j, ẋ_i⟩ to H̄_ij and H̄_ji, and
// 3⟨M_i, ẍ_ii⟩ to D³.
func (t *tangents) bilinear(tape *graph.Tape, k int, o *op.Bilinear, st *stage, theta []float64, us [][]float64) {
	d := tape.Dims(k)
	in, out := d.Rows*d.In, d.Rows*d.Out
	w := t.g.Span(k, theta)

	in2 := t.second(st.in2)
	next1, next2 := t.next1[:len(st.in1)*out], t.next2[:len(t.second(st.out2))*out]
	clear(next1)
	clear(next2)
	o.Mul(next1, t.one[:len(st.in1)*in], w, stacked(d, st.in1))
	o.Mul(next2[:len(in2)*out], t.two[:len(in2)*in], w, stacked(d, in2))

	lambda, s := tape.Adjoint(k), t.plan.groups
	for _, c := range st.pieces {
		if t.gauss {
			break
		}
		part := t.part(k, c, us)
		if len(st.in1) > 0 {
			pulled := t.pulled[:in]
			clear(pulled)
			o.Left(pulled, lambda, part, d)
			for i, group := range st.in1 {
				v := kernel.Dot(pulled, t.one[i*in:(i+1)*in])
				t.hbar[group*s+c.group] += v
				t.hbar[c.group*s+group] += v
			}
			if c.old2 >= 0 {
				t.sum.Order3[c.group] += 3 * kernel.Dot(pulled, t.two[c.old2*in:(c.old2+1)*in])
			}
		}
		own := t.own[:out]
		if c.old1 >= 0 {
			clear(own)
			o.Mul(own, t.one[c.old1*in:(c.old1+1)*in], part, d)
			kernel.Axpy(next2[c.block2*out:(c.block2+1)*out], 2, own)
		}
	}
	t.swap()
	for _, c := range st.pieces {
		own := t.own[:out]
		clear(own)
		o.Mul(own, tape.Input(k), t.part(k, c, us), d)
		t.enter(c, own, lambda)
	}
}

// enter adds a parameter's own tangent to its group's block and, unless the outputs'
// tangents give it, to ḡ.
func (t *tangents) enter(c piece, own, lambda []float64) {
	if !t.gauss {
		t.sum.Gbar[c.group] += kernel.Dot(lambda, own)
	}
	block := t.one[c.block1*len(own) : (c.block1+1)*len(own)]
	if c.old1 < 0 {
		copy(block, own) // the group starts here
	} else {
		kernel.Axpy(block, 1, own)
	}
}

// pointwise: ẏ = f′ẋ, ÿ = f″ẋ² + f′ẍ; contributes ⟨λf″, ẋ_i∘ẋ_j⟩ to H̄ and
// ⟨λ, f‴ẋ³ + 3f″ẋẍ⟩ to D³.
func (t *tangents) pointwise(tape *graph.Tape, k int, f *op.Pointwise, st *stage, size int) {
	n, sl := len(st.out1), tape.Slopes(k)
	if t.gauss { // nothing went backwards: the slopes are not there yet
		out := tape.Value(k)
		f.Pull1(t.pulled[:size], sl.D1, tape.Input(k), out, out)
	}
	if t.gauss || !f.Curved {
		for i := range n {
			x := t.one[i*size : (i+1)*size]
			kernel.Times(x, x, sl.D1)
		}
		for i := range t.second(st.out2) {
			xx := t.two[i*size : (i+1)*size]
			kernel.Times(xx, xx, sl.D1)
		}
		return
	}
	gram := t.gram[:n*n]
	clear(gram)
	kernel.Gram(gram, sl.Q2, t.one[:n*size], n, size)
	t.scatter(gram, st.out1)
	for i2, group := range st.out2 {
		i1 := slices.Index(st.out1, group)
		x, xx := t.one[i1*size:(i1+1)*size], t.two[i2*size:(i2+1)*size]
		if i2 >= len(st.in2) {
			clear(xx)
		}
		t.sum.Order3[group] += kernel.Advance(x, xx, sl.D1, sl.D2, sl.Q2, sl.Q3)
	}
}

// head contributes ⟨ℓ″ẋ_i, ẋ_j⟩ to H̄ and ℓ‴[ẋ,ẋ,ẋ] + 3⟨ℓ″ẋ, ẍ⟩ to D³; in a sweep
// of the Gauss–Newton part ⟨ℓ′, ẋ_i⟩ to ḡ instead of D³.
func (t *tangents) head(tape *graph.Tape, weight float64) {
	last := len(t.g.Nodes()) - 1
	st, h, s := &t.plan.stages[last], t.g.Head(), t.plan.groups
	d := tape.HeadDims()
	size := d.Rows * d.In
	curved := t.own[:size]
	for i, gi := range st.out1 {
		x := t.one[i*size : (i+1)*size]
		h.Centre(x, tape.State(), d)
		h.Curve(curved, x, tape.State(), d, weight)
		for j, gj := range st.out1[:i+1] {
			v := kernel.Dot(curved, t.one[j*size:(j+1)*size])
			t.hbar[gi*s+gj] += v
			if i != j {
				t.hbar[gj*s+gi] += v
			}
		}
		if t.gauss {
			t.sum.Gbar[gi] += kernel.Dot(tape.Adjoint(last), x)
			continue
		}
		t.sum.Order3[gi] += h.Third(x, tape.State(), d, weight)
		if i2 := slices.Index(st.out2, gi); i2 >= 0 {
			xx := t.two[i2*size : (i2+1)*size]
			h.Centre(xx, tape.State(), d)
			t.sum.Order3[gi] += 3 * kernel.Dot(curved, xx)
		}
	}
}

// scatter adds a Gram matrix over the listed groups to H̄.
func (t *tangents) scatter(gram []float64, groups []int) {
	n, s := len(groups), t.plan.groups
	for i, gi := range groups {
		for j, gj := range groups {
			t.hbar[gi*s+gj] += gram[i*n+j]
		}
	}
}

// part returns the piece's direction cut to the piece of node k's parameter.
func (t *tangents) part(k int, c piece, us [][]float64) []float64 {
	span := t.g.Span(k, us[c.direction])
	if c.whole {
		return span
	}
	masked := t.masked[:len(span)]
	clear(masked)
	for _, r := range c.ranges {
		copy(masked[r.Lo:r.Hi], span[r.Lo:r.Hi])
	}
	return masked
}

func (t *tangents) swap() {
	t.one, t.next1 = t.next1, t.one
	t.two, t.next2 = t.next2, t.two
}

// stacked returns the sizes of an op applied to one block a group.
func stacked(d op.Dims, groups []int) op.Dims {
	d.Rows *= len(groups)
	return d
}
