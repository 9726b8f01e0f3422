package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// updates is a product by rank-one updates: a tile of C stays in registers while k
// runs; each step reads one row of B and broadcasts one column of A.
type updates struct {
	c, a, si, sp, m              reg.GPVirtual
	vectors                      int                                 // in a row of B
	prefetch                     []int                               // places in a row of C, in bytes
	read                         func(b reg.Register, v int, to vec) // vector v of a row of B
	onward                       operand.Op                          // bytes from one row of B to the next
	broadcast, fma, fmaBroadcast func(...operand.Op)
	// deliver returns what adds the sums of vector v to C; it may overwrite free.
	deliver func() func(v int, sum, free vec)
}

// updates loads the parameters that every product by updates has.
func (a *assembler) updates(vectors int) *updates {
	return &updates{vectors: vectors, c: a.param("c"), a: a.param("a"), si: a.param("si"), sp: a.param("sp"), m: a.param("m")}
}

func (a *assembler) write(u *updates) {
	row := a.strided(u.si, a.rows)
	a.tiles(u.m, a.rows, func() {
		a.LEAQ(row(u.a, a.rows/2), u.a)
		a.LEAQ(row(u.a, a.rows/2), u.a)
	}, func(rows int) {
		x, b, k := a.GP64(), a.GP64(), a.GP64()
		a.MOVQ(u.a, x)
		a.Load(a.Param("b"), b)
		a.Load(a.Param("k"), k)
		// The sums go to C at the end: prefetch it.
		row0 := a.GP64()
		a.MOVQ(u.c, row0)
		for i := range rows {
			for _, at := range u.prefetch {
				a.PREFETCHT0(operand.Mem{Base: row0, Disp: at})
			}
			if i < rows-1 {
				a.ADDQ(operand.NewParamAddr("ldc", 8), row0)
			}
		}
		sum := a.vecs(rows * u.vectors)
		for _, s := range sum {
			a.clear(s)
		}
		next, broadcast := a.vecs(u.vectors), a.vec()
		loop := a.label("step")
		a.Label(loop)
		for v, to := range next {
			u.read(b, v, to)
		}
		for i := range rows {
			if a.wide() && u.vectors == 1 {
				u.fmaBroadcast(row(x, i), next[0], sum[i])
				continue
			}
			u.broadcast(row(x, i), broadcast)
			for v := range next {
				u.fma(broadcast, next[v], sum[i*u.vectors+v])
			}
		}
		a.ADDQ(u.sp, x)
		a.ADDQ(u.onward, b)
		a.DECQ(k)
		a.JNZ(operand.LabelRef(loop))
		deliver := u.deliver()
		for i := range rows {
			for v := range u.vectors {
				deliver(v, sum[i*u.vectors+v], broadcast)
			}
			a.ADDQ(operand.NewParamAddr("ldc", 8), u.c)
		}
	})
}

// outer is the product of doubles by updates.
func (a *assembler) outer(vectors int) {
	a.function(fmt.Sprintf("outer%d", vectors),
		"(c *float64, ldc int, a *float64, si, sp int, b *float64, ldb, m, k, last int)",
		fmt.Sprintf("adds A·B to C, m×%d vectors of which the last has only `last` entries.\n"+
			"A's entry (i, p) lies i·si + p·sp bytes behind a; the rows of B and C are ldb and ldc bytes apart.", vectors))
	u := a.updates(vectors)
	u.onward = a.param("ldb")
	edge := a.first(a.param("last"))
	u.broadcast, u.fma, u.fmaBroadcast = a.VBROADCASTSD, a.VFMADD231PD, a.VFMADD231PD_BCST
	u.prefetch = []int{0, a.size() * (vectors - 1)}[:min(vectors, 2)]
	u.read = func(b reg.Register, v int, to vec) {
		a.load(operand.Mem{Base: b, Disp: v * a.size()}, to, edge.when(v == vectors-1))
	}
	u.deliver = func() func(v int, sum, free vec) {
		return func(v int, s, free vec) {
			to := operand.Mem{Base: u.c, Disp: v * a.size()}
			if v < vectors-1 {
				a.VADDPD(to, s, s)
				a.VMOVUPD(s, to)
				return
			}
			a.load(to, free, &edge)
			a.VADDPD(free, s, s)
			a.store(s, to, &edge)
		}
	}
	a.write(u)
}

// strided returns the address of one of so many rows, si bytes apart.
func (a *assembler) strided(si reg.GPVirtual, rows int) func(base reg.Register, i int) operand.Mem {
	s3, s5, s7 := a.GP64(), a.GP64(), a.GP64()
	a.LEAQ(operand.Mem{Base: si, Index: si, Scale: 2}, s3)
	if rows > 5 {
		a.LEAQ(operand.Mem{Base: si, Index: si, Scale: 4}, s5)
	}
	if rows > 7 {
		a.LEAQ(operand.Mem{Base: s3, Index: si, Scale: 4}, s7)
	}
	return func(base reg.Register, i int) operand.Mem {
		switch i {
		case 0:
			return operand.Mem{Base: base}
		case 3:
			return operand.Mem{Base: base, Index: s3, Scale: 1}
		case 5:
			return operand.Mem{Base: base, Index: s5, Scale: 1}
		case 6:
			return operand.Mem{Base: base, Index: s3, Scale: 2}
		case 7:
			return operand.Mem{Base: base, Index: s7, Scale: 1}
		}
		return operand.Mem{Base: base, Index: si, Scale: uint8(i)}
	}
}

// tiles processes m rows in tiles of so many, calling goOn after each, and the rest in
// a lower one.
func (a *assembler) tiles(m reg.GPVirtual, most int, goOn func(), tile func(rows int)) {
	full, rest := a.label("tile"), a.label("rest")
	a.Label(full)
	a.CMPQ(m, operand.U32(most))
	a.JL(operand.LabelRef(rest))
	tile(most)
	goOn()
	a.SUBQ(operand.U32(most), m)
	a.JMP(operand.LabelRef(full))
	a.Label(rest)
	for rows := most - 1; rows >= 1; rows-- {
		skip := a.label("not")
		a.CMPQ(m, operand.U32(rows))
		a.JNE(operand.LabelRef(skip))
		tile(rows)
		a.leave()
		a.Label(skip)
	}
	a.leave()
}

// pack copies a panel of B so that its rows lie one behind the other.
func (a *assembler) pack(vectors int) {
	a.function(fmt.Sprintf("pack%d", vectors), "(to, b *float64, ldb, k, last int)",
		fmt.Sprintf("copies k rows of %d vectors, the last with `last` entries and zeros, from rows ldb bytes apart.", vectors))
	to, b, ldb, k, last := a.param("to"), a.param("b"), a.param("ldb"), a.param("k"), a.param("last")
	edge := a.first(last)
	v := a.vecs(vectors)
	loop := a.label("row")
	a.Label(loop)
	for i, x := range v {
		a.load(operand.Mem{Base: b, Disp: i * a.size()}, x, edge.when(i == vectors-1))
		a.VMOVUPD(x, operand.Mem{Base: to, Disp: i * a.size()})
	}
	a.ADDQ(ldb, b)
	a.ADDQ(operand.U32(vectors*a.size()), to)
	a.DECQ(k)
	a.JNZ(operand.LabelRef(loop))
	a.leave()
}

// transpose writes four rows as four columns, by blocks of 4×4 whose halves are joined
// as they are loaded.
func (a *assembler) transpose() {
	a.function("transpose", "(to *float64, ldto int, from *float64, ldfrom, n int)",
		"copies four rows of n doubles, ldfrom bytes apart, to n rows of four, ldto bytes apart.\n"+
			"n is a multiple of four above 0.")
	to, ldto, from, ldfrom, n := a.param("to"), a.param("ldto"), a.param("from"), a.param("ldfrom"), a.param("n")
	row := a.strided(ldfrom, 4)
	loop := a.label("step")
	a.Label(loop)
	for half := 0; half < 32; half += 16 { // terms 0 and 1, then 2 and 3
		var y [2]reg.VecVirtual // rows 0 and 2, rows 1 and 3
		for i := range y {
			upper, lower, x := row(from, i), row(from, i+2), a.XMM()
			upper.Disp, lower.Disp, y[i] = half, half, a.YMM()
			a.VMOVUPD(upper, x)
			a.VINSERTF128(operand.U8(1), lower, x.AsY(), y[i])
		}
		even, odd := a.YMM(), a.YMM()
		a.VUNPCKLPD(y[1], y[0], even)
		a.VUNPCKHPD(y[1], y[0], odd)
		for _, term := range []reg.VecVirtual{even, odd} {
			a.VMOVUPD(term, at(to))
			a.ADDQ(ldto, to)
		}
	}
	a.ADDQ(operand.U32(32), from)
	a.SUBQ(operand.U32(4), n)
	a.JNZ(operand.LabelRef(loop))
	a.leave()
}

// inner is the product by dot products: four rows of B against all rows of A,
// vectors along k, one horizontal sum for each entry of C at the end.
func (a *assembler) inner() {
	a.function("inner", "(c *float64, ldc int, a *float64, lda int, b *float64, ldb, m, n, k int)",
		"adds A·Bᵀ to C, m×n with 1 ≤ n ≤ 4 and k ≥ 1. The rows are ldc, lda and ldb bytes apart.")
	c, ap, lda, m, n := a.param("c"), a.param("a"), a.param("lda"), a.param("m"), a.param("n")
	arow := a.strided(lda, a.set.inner)
	// Rows of B that do not exist are the first one again; their sums are dropped.
	var offset [4]reg.GPVirtual
	zero, ldb := a.GP64(), a.param("ldb")
	a.XORQ(zero, zero)
	for j := 1; j < 4; j++ {
		offset[j] = a.GP64()
		a.XORQ(offset[j], offset[j])
		if j > 1 {
			a.MOVQ(offset[j-1], offset[j])
		}
		a.ADDQ(ldb, offset[j])
		a.CMPQ(n, operand.U32(j))
		a.CMOVQLE(zero, offset[j])
	}
	brow := func(base reg.Register, j int) operand.Mem {
		if j == 0 {
			return operand.Mem{Base: base}
		}
		return operand.Mem{Base: base, Index: offset[j], Scale: 1}
	}
	tile := func(rows int) {
		x, b, k := a.GP64(), a.GP64(), a.GP64()
		a.MOVQ(ap, x)
		a.Load(a.Param("b"), b)
		a.Load(a.Param("k"), k)
		sum := a.sums(rows * 4)
		for _, s := range sum {
			a.clear(s)
		}
		loop, after, done := a.label("step"), a.label("after"), a.label("done")
		a.SUBQ(operand.U32(a.lanes), k)
		a.JL(operand.LabelRef(after))
		a.Label(loop)
		ax, bx := a.vecs(rows), a.vec()
		for i := range rows {
			a.VMOVUPD(arow(x, i), ax[i])
		}
		for j := range 4 {
			a.VMOVUPD(brow(b, j), bx)
			for i := range rows {
				a.VFMADD231PD(bx, ax[i], sum[i*4+j])
			}
		}
		a.ADDQ(operand.U32(a.size()), x)
		a.ADDQ(operand.U32(a.size()), b)
		a.SUBQ(operand.U32(a.lanes), k)
		a.JGE(operand.LabelRef(loop))
		a.Label(after)
		a.ADDQ(operand.U32(a.lanes), k)
		a.JZ(operand.LabelRef(done))
		edge := a.first(k) // one row of A at a time, for the mask needs a register, too
		for i := range rows {
			ax := a.read(arow(x, i), &edge)
			for j := range 4 {
				a.VFMADD231PD(a.read(brow(b, j), &edge), ax, sum[i*4+j])
			}
		}
		a.Label(done)
		a.Load(a.Param("n"), k)
		columns := a.first(k)
		for i := range rows {
			s := a.total(sum[i*4 : i*4+4])
			old := a.YMM()
			a.load(at(c), old, &columns)
			a.VADDPD(s, old, old)
			a.store(old, at(c), &columns)
			a.ADDQ(operand.NewParamAddr("ldc", 8), c)
		}
	}
	a.tiles(m, a.set.inner, func() {
		a.LEAQ(arow(ap, a.set.inner-1), ap)
		a.ADDQ(lda, ap)
	}, tile)
}

// sums returns n registers for the sums of an inner tile. Horizontal additions
// reach the lower sixteen registers only, so with AVX-512 the sums take the
// upper ones and leave those below free.
func (a *assembler) sums(n int) []vec {
	list := make([]vec, n)
	for i := range list {
		if a.wide() {
			list[i] = []vec{reg.Z8, reg.Z9, reg.Z10, reg.Z11, reg.Z12, reg.Z13, reg.Z14, reg.Z15,
				reg.Z16, reg.Z17, reg.Z18, reg.Z19, reg.Z20, reg.Z21, reg.Z22, reg.Z23,
				reg.Z24, reg.Z25, reg.Z26, reg.Z27, reg.Z28, reg.Z29, reg.Z30, reg.Z31}[23-i]
		} else {
			list[i] = a.YMM()
		}
	}
	return list
}

// total returns the sums over the lanes of four vectors, as one vector of four.
func (a *assembler) total(v []vec) vec {
	y := make([]vec, 4)
	for i := range v {
		y[i] = v[i]
		if a.wide() {
			y[i] = a.YMM()
			a.VEXTRACTF64X4(operand.U8(1), v[i], y[i])
			a.VADDPD(y[i], v[i].AsY(), y[i])
		}
	}
	p, q, r := a.YMM(), a.YMM(), a.YMM()
	a.VHADDPD(y[1], y[0], p) // y0₀+y0₁, y1₀+y1₁, y0₂+y0₃, y1₂+y1₃
	a.VHADDPD(y[3], y[2], q)
	a.VPERM2F128(operand.U8(0x21), q, p, r)
	a.VBLENDPD(operand.U8(0xc), q, p, p)
	a.VADDPD(r, p, p)
	return p
}
