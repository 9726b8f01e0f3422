package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// single is the product by updates over float32 panels: twice the lanes of outer,
// and the sums are widened when they go to C.
func (a *assembler) single(vectors int) {
	a.function(fmt.Sprintf("single%d", vectors),
		"(c *float64, ldc int, a *float32, si, sp int, b *float32, m, k, last int)",
		fmt.Sprintf("adds A·B to C, m×%d vectors of floats of which the last has only `last` entries.\n"+
			"A's entry (i, p) lies i·si + p·sp bytes behind a; B is a panel of whole vectors; the rows of C are ldc bytes apart.", vectors))
	u := a.updates(vectors)
	u.onward = operand.U32(vectors * a.size())
	u.broadcast, u.fma, u.fmaBroadcast = a.VBROADCASTSS, a.VFMADD231PS, a.VFMADD231PS_BCST
	for v := range 2 * vectors {
		u.prefetch = append(u.prefetch, a.size()*v)
	}
	u.read = func(b reg.Register, v int, to vec) { a.VMOVUPS(operand.Mem{Base: b, Disp: v * a.size()}, to) }
	u.deliver = func() func(v int, sum, free vec) {
		low, high := a.halves()
		return func(v int, s, _ vec) {
			last := v == vectors-1
			a.deliver(s, operand.Mem{Base: u.c, Disp: 2 * v * a.size()}, low.when(last), high.when(last))
		}
	}
	a.write(u)
}

// halves returns the masks of the first `last` doubles of two vectors.
func (a *assembler) halves() (low, high mask) {
	first, second := a.GP64(), a.GP64()
	a.Load(a.Param("last"), second)
	a.MOVQ(operand.U32(a.lanes), first)
	a.CMPQ(second, first)
	a.CMOVQLT(second, first)
	a.SUBQ(first, second)
	return a.first(first), a.first(second)
}

// deliver adds a vector of floats to two vectors of doubles.
func (a *assembler) deliver(s vec, to operand.Mem, low, high *mask) {
	wide, old := a.vec(), a.vec()
	for i, m := range []*mask{low, high} {
		switch to.Disp += i * a.size(); {
		case a.wide() && i == 0:
			a.VCVTPS2PD(s.AsY(), wide)
		case a.wide():
			half := a.YMM()
			a.VEXTRACTF64X4(operand.U8(1), s, half)
			a.VCVTPS2PD(half, wide)
		case i == 0:
			a.VCVTPS2PD(s.AsX(), wide)
		default:
			half := a.XMM()
			a.VEXTRACTF128(operand.U8(1), s, half)
			a.VCVTPS2PD(half, wide)
		}
		a.load(to, old, m)
		a.VADDPD(old, wide, wide)
		a.store(wide, to, m)
	}
}

// narrow rounds doubles to floats, row by row.
func (a *assembler) narrow() {
	a.function("narrow", "(to *float32, ldto int, from *float64, ldfrom, rows, n int)",
		"rounds rows of n doubles, ldfrom bytes apart, to floats, ldto bytes apart. Up to half\n"+
			"a vector behind the end of a row is overwritten.")
	to, ldto, from, ldfrom := a.param("to"), a.param("ldto"), a.param("from"), a.param("ldfrom")
	rows, n, rest := a.param("rows"), a.param("n"), a.GP64()
	a.MOVQ(n, rest)
	a.ANDQ(operand.U32(a.lanes-1), rest)
	edge := a.first(rest)
	x, y, left := a.GP64(), a.GP64(), a.GP64()
	row, step, tail, end := a.label("row"), a.label("step"), a.label("tail"), a.label("end")
	round := func(m *mask) {
		v := a.vec()
		a.load(at(x), v, m)
		if a.wide() {
			half := a.YMM()
			a.VCVTPD2PS(v, half)
			a.VMOVUPS(half, at(y))
		} else {
			half := a.XMM()
			a.VCVTPD2PSY(v, half)
			a.VMOVUPS(half, at(y))
		}
	}
	a.Label(row)
	a.MOVQ(from, x)
	a.MOVQ(to, y)
	a.MOVQ(n, left)
	a.SUBQ(operand.U32(a.lanes), left)
	a.JL(operand.LabelRef(tail))
	a.Label(step)
	round(nil)
	a.ADDQ(operand.U32(a.size()), x)
	a.ADDQ(operand.U32(a.size()/2), y)
	a.SUBQ(operand.U32(a.lanes), left)
	a.JGE(operand.LabelRef(step))
	a.Label(tail)
	a.TESTQ(rest, rest)
	a.JZ(operand.LabelRef(end))
	round(&edge)
	a.Label(end)
	a.ADDQ(ldfrom, from)
	a.ADDQ(ldto, to)
	a.DECQ(rows)
	a.JNZ(operand.LabelRef(row))
	a.leave()
}

// narrowTransposed rounds doubles to floats and transposes them: eight rows become eight
// columns, four terms at a time by the transposition of 4×4 blocks.
func (a *assembler) narrowTransposed() {
	a.function("narrowTransposed", "(to *float32, ldto int, from *float64, ldfrom, n int)",
		"rounds eight rows of n doubles, ldfrom bytes apart, to n rows of eight floats, ldto bytes apart.\n"+
			"n is a multiple of four above 0.")
	to, ldto, from, ldfrom, n := a.param("to"), a.param("ldto"), a.param("from"), a.param("ldfrom"), a.param("n")
	below := a.GP64()
	a.LEAQ(operand.Mem{Base: from, Index: ldfrom, Scale: 4}, below)
	row := a.strided(ldfrom, 4)
	loop := a.label("step")
	a.Label(loop)
	var y [4]reg.VecVirtual // rows i and i+4
	for i := range y {
		upper, lower := a.XMM(), a.XMM()
		y[i] = a.YMM()
		a.VCVTPD2PSY(row(from, i), upper)
		a.VCVTPD2PSY(row(below, i), lower)
		a.VINSERTF128(operand.U8(1), lower, upper.AsY(), y[i])
	}
	p, q, r, s := a.YMM(), a.YMM(), a.YMM(), a.YMM()
	a.VUNPCKLPS(y[1], y[0], p) // terms 0 and 1 of rows 0 and 1
	a.VUNPCKHPS(y[1], y[0], q) // terms 2 and 3
	a.VUNPCKLPS(y[3], y[2], r)
	a.VUNPCKHPS(y[3], y[2], s)
	a.VUNPCKLPD(r, p, y[0])
	a.VUNPCKHPD(r, p, y[1])
	a.VUNPCKLPD(s, q, y[2])
	a.VUNPCKHPD(s, q, y[3])
	for _, term := range y {
		a.VMOVUPS(term, at(to))
		a.ADDQ(ldto, to)
	}
	a.ADDQ(operand.U32(32), from)
	a.ADDQ(operand.U32(32), below)
	a.SUBQ(operand.U32(4), n)
	a.JNZ(operand.LabelRef(loop))
	a.leave()
}
