package summary

import (
	"slices"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/op"
)

// add: ẏ = Aẋ + Bẋ′ and the same for the second order.
func (t *tangents) add(o op.Sum, st *stage, other, size int) {
	y := &t.plan.stages[other]
	mix(t.one, t.kept1[other], st.in1, y.out1, st.out1, o, size)
	mix(t.two, t.kept2[other], t.second(st.in2), t.second(y.out2), t.second(st.out2), o, size)
}

// mix replaces the stack x, over the groups gx, by A·x + B·y over the groups
// out, where y is over gy.
func mix(x, y []float64, gx, gy, out []int, o op.Sum, size int) {
	for i, v := range x[:len(gx)*size] {
		x[i] = o.A * v
	}
	clear(x[len(gx)*size : len(out)*size])
	for i, s := range gy {
		b := slices.Index(out, s)
		kernel.Axpy(x[b*size:(b+1)*size], o.B, y[i*size:(i+1)*size])
	}
}

// product: ż = B(ẋ, y) + B(x, ẏ), z̈ = B(ẍ, y) + B(x, ÿ) + 2B(ẋ, ẏ) for a
// bilinear op of two nodes. It contributes ⟨λ, B(ẋ_i, ẏ_j) + B(ẋ_j, ẏ_i)⟩ to
// H̄_ij and 3⟨λ, B(ẋ_i, ÿ_ii) + B(ẍ_ii, ẏ_i)⟩ to D³.
func (t *tangents) product(tape *graph.Tape, k int, o *op.Bilinear, st *stage) {
	node := &t.g.Nodes()[k]
	d := tape.Dims(k)
	in, out := d.Rows*d.In, d.Rows*d.Out
	other := &t.plan.stages[node.Y]
	a, w, lambda := tape.Input(k), tape.Value(node.Y), tape.Adjoint(k)
	block := func(stack []float64, i, size int) []float64 { return stack[i*size : (i+1)*size] }

	clear(t.next1[:len(st.out1)*out])
	clear(t.next2[:len(t.second(st.out2))*out])
	for i, s := range st.out1 {
		z1 := block(t.next1, i, out)
		if x := slices.Index(st.in1, s); x >= 0 {
			o.Mul(z1, block(t.one, x, in), w, d)
		}
		if y := slices.Index(other.out1, s); y >= 0 {
			o.Mul(z1, a, block(t.kept1[node.Y], y, in), d)
		}
	}
	if t.gauss {
		t.swap()
		return
	}
	for i, s := range st.out2 {
		z2 := block(t.next2, i, out)
		if x := slices.Index(st.in2, s); x >= 0 {
			o.Mul(z2, block(t.two, x, in), w, d)
		}
		if y := slices.Index(other.out2, s); y >= 0 {
			o.Mul(z2, a, block(t.kept2[node.Y], y, in), d)
		}
		x, y := slices.Index(st.in1, s), slices.Index(other.out1, s)
		if x >= 0 && y >= 0 {
			own := t.own[:out]
			clear(own)
			o.Mul(own, block(t.one, x, in), block(t.kept1[node.Y], y, in), d)
			kernel.Axpy(z2, 2, own)
		}
	}
	for j, gj := range other.out1 {
		pulled := t.pulled[:in]
		clear(pulled)
		o.Left(pulled, lambda, block(t.kept1[node.Y], j, in), d)
		for i, gi := range st.in1 {
			v := kernel.Dot(pulled, block(t.one, i, in))
			t.hbar[gi*t.plan.groups+gj] += v
			t.hbar[gj*t.plan.groups+gi] += v
		}
		if i := slices.Index(st.in2, gj); i >= 0 {
			t.sum.Order3[gj] += 3 * kernel.Dot(pulled, block(t.two, i, in))
		}
	}
	for j, gj := range other.out2 {
		i := slices.Index(st.in1, gj)
		if i < 0 {
			continue
		}
		pulled := t.pulled[:in]
		clear(pulled)
		o.Left(pulled, lambda, block(t.kept2[node.Y], j, in), d)
		t.sum.Order3[gj] += 3 * kernel.Dot(pulled, block(t.one, i, in))
	}
	t.swap()
}
