package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// along runs a body over vectors of n doubles: whole ones, then the rest of
// them with a mask. The pointers advance together.
func (a *assembler) along(pointers []reg.GPVirtual, body func(m *mask)) {
	n := a.param("n")
	loop, rest, done := a.label("whole"), a.label("rest"), a.label("done")
	a.SUBQ(operand.U32(a.lanes), n)
	a.JL(operand.LabelRef(rest))
	a.Label(loop)
	body(nil)
	for _, p := range pointers {
		a.ADDQ(operand.U32(a.size()), p)
	}
	a.SUBQ(operand.U32(a.lanes), n)
	a.JGE(operand.LabelRef(loop))
	a.Label(rest)
	a.ADDQ(operand.U32(a.lanes), n)
	a.JZ(operand.LabelRef(done))
	edge := a.first(n)
	body(&edge)
	a.Label(done)
}

// read returns the vector at an address.
func (a *assembler) read(from operand.Mem, m *mask) vec {
	v := a.vec()
	a.load(from, v, m)
	return v
}

// lanesum adds up the lanes of a vector and stores the sum as the result.
func (a *assembler) lanesum(v vec) {
	y := v
	if a.wide() {
		y = a.YMM()
		a.VEXTRACTF64X4(operand.U8(1), v, y)
		a.VADDPD(y, v.AsY(), y)
	}
	x := a.XMM()
	a.VEXTRACTF128(operand.U8(1), y, x)
	a.VADDPD(x, y.AsX(), x)
	a.VHADDPD(x, x, x)
	a.Store(x, a.ReturnIndex(0))
	a.leave()
}

// dot sums in four vectors so that the multiply–adds overlap.
func (a *assembler) dot() {
	a.function("dot", "(x, y *float64, n int) float64", "returns Σ x_p y_p.")
	x, y, n := a.param("x"), a.param("y"), a.param("n")
	sum := a.vecs(4)
	for _, s := range sum {
		a.clear(s)
	}
	const wide = 4
	loop, one, rest, done := a.label("four"), a.label("one"), a.label("rest"), a.label("done")
	a.SUBQ(operand.U32(wide*a.lanes), n)
	a.JL(operand.LabelRef(one))
	a.Label(loop)
	for i, s := range sum {
		v := a.vec()
		a.VMOVUPD(operand.Mem{Base: x, Disp: i * a.size()}, v)
		a.VFMADD231PD(operand.Mem{Base: y, Disp: i * a.size()}, v, s)
	}
	a.ADDQ(operand.U32(wide*a.size()), x)
	a.ADDQ(operand.U32(wide*a.size()), y)
	a.SUBQ(operand.U32(wide*a.lanes), n)
	a.JGE(operand.LabelRef(loop))
	a.Label(one)
	a.ADDQ(operand.U32((wide-1)*a.lanes), n)
	single := a.label("single")
	a.CMPQ(n, operand.U32(0))
	a.JL(operand.LabelRef(rest))
	a.Label(single)
	v := a.vec()
	a.VMOVUPD(operand.Mem{Base: x}, v)
	a.VFMADD231PD(operand.Mem{Base: y}, v, sum[0])
	a.ADDQ(operand.U32(a.size()), x)
	a.ADDQ(operand.U32(a.size()), y)
	a.SUBQ(operand.U32(a.lanes), n)
	a.JGE(operand.LabelRef(single))
	a.Label(rest)
	a.ADDQ(operand.U32(a.lanes), n)
	a.JZ(operand.LabelRef(done))
	edge := a.first(n)
	u, w := a.read(at(x), &edge), a.read(at(y), &edge)
	a.VFMADD231PD(u, w, sum[1])
	a.Label(done)
	a.VADDPD(sum[1], sum[0], sum[0])
	a.VADDPD(sum[3], sum[2], sum[2])
	a.VADDPD(sum[2], sum[0], sum[0])
	a.lanesum(sum[0])
}

func (a *assembler) axpy() {
	a.function("axpy", "(y *float64, w float64, x *float64, n int)", "adds w·x to y.")
	y, x := a.param("y"), a.param("x")
	w := a.vec()
	a.VBROADCASTSD(operand.NewParamAddr("w", 8), w)
	a.along([]reg.GPVirtual{x, y}, func(m *mask) {
		s := a.read(at(y), m)
		a.VFMADD231PD(a.read(at(x), m), w, s)
		a.store(s, at(y), m)
	})
	a.leave()
}

func (a *assembler) times() {
	a.function("times", "(y, x, w *float64, n int)", "writes w_p x_p to y.")
	y, x, w := a.param("y"), a.param("x"), a.param("w")
	a.along([]reg.GPVirtual{y, x, w}, func(m *mask) {
		a.store(a.binary(a.VMULPD, a.read(at(x), m), a.read(at(w), m)), at(y), m)
	})
	a.leave()
}

func (a *assembler) advance() {
	a.function("advance", "(x, xx, d1, d2, q2, q3 *float64, n int) float64",
		"replaces x by d1·x and xx by d2·x² + d1·xx and returns Σ q3·x³ + 3·q2·x·xx.")
	x, xx := a.param("x"), a.param("xx")
	d1, d2, q2, q3 := a.param("d1"), a.param("d2"), a.param("q2"), a.param("q3")
	sum, three := a.vec(), a.value(a.constant(3))
	times := func(x, y vec) vec { return a.binary(a.VMULPD, x, y) }
	a.clear(sum)
	a.along([]reg.GPVirtual{x, xx, d1, d2, q2, q3}, func(m *mask) {
		v, w, first := a.read(at(x), m), a.read(at(xx), m), a.read(at(d1), m)
		square := times(v, v)
		// v·(q3·v² + 3·q2·w)
		cubic := a.fma(a.read(at(q3), m), square, times(times(a.read(at(q2), m), three), w))
		a.VFMADD231PD(v, cubic, sum)
		a.store(a.fma(a.read(at(d2), m), square, times(first, w)), at(xx), m)
		a.store(times(first, v), at(x), m)
	})
	a.lanesum(sum)
}
