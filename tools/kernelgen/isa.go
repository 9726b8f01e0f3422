package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// set describes an instruction set.
type set struct {
	name  string
	lanes int // doubles in a vector
	// An outer tile has so many rows of A and at most so many vectors of B: with
	// a vector of each and a mask the sums fill the registers.
	rows, vectors int
	inner         int // rows of A in an inner tile, beside four rows of B
}

// AVX2 has 16 registers, AVX-512 has 32.
var (
	avx2   = set{name: "AVX2", lanes: 4, rows: 6, vectors: 2, inner: 3}
	avx512 = set{name: "AVX512", lanes: 8, rows: 8, vectors: 3, inner: 6}
)

// vec is a vector register, mostly one that avo is still to choose.
type vec interface {
	reg.Vec
	operand.Op
}

// assembler writes one function after the other.
type assembler struct {
	*build.Context
	set
	constants map[uint64]string
	labels    int
}

// function begins the function of that name and set.
func (a *assembler) function(name, signature, doc string) {
	a.Function(name + a.name)
	a.Attributes(attr.NOSPLIT)
	a.Pragma("noescape")
	a.SignatureExpr("func" + signature)
	a.Doc(strings.Split(name+a.name+" "+doc, "\n")...)
	a.labels = 0
}

// leave returns. The upper halves of the vector registers are cleared first: dirty
// ones slow what the Go around the loops does with the lower halves.
func (a *assembler) leave() {
	a.VZEROUPPER()
	a.RET()
}

// label returns a label that is new in the function.
func (a *assembler) label(name string) string {
	a.labels++
	return fmt.Sprintf("%s%d", name, a.labels)
}

// param loads a parameter into a register of its own.
func (a *assembler) param(name string) reg.GPVirtual {
	r := a.GP64()
	a.Load(a.Param(name), r)
	return r
}

// wide reports whether the set is AVX-512.
func (a *assembler) wide() bool { return a.lanes == 8 }

// size is the number of bytes in a vector.
func (a *assembler) size() int { return 8 * a.lanes }

// vec returns a new vector register.
func (a *assembler) vec() vec {
	if a.wide() {
		return a.ZMM()
	}
	return a.YMM()
}

// vecs returns n new vector registers.
func (a *assembler) vecs(n int) []vec {
	list := make([]vec, n)
	for i := range list {
		list[i] = a.vec()
	}
	return list
}

// clear sets a vector to 0.
func (a *assembler) clear(v vec) { a.VXORPD(v, v, v) }

// at is the address in a register.
func at(base reg.Register) operand.Mem { return operand.Mem{Base: base} }

// mask chooses the first lanes of a vector for loads and stores.
type mask struct {
	k reg.OpmaskVirtual // AVX-512
	v vec               // AVX2: the sign of each lane
}

// when returns the mask, or nil, which stands for all lanes.
func (m *mask) when(needed bool) *mask {
	if needed {
		return m
	}
	return nil
}

// first returns the mask of the first n lanes, 0 ≤ n ≤ lanes.
func (a *assembler) first(n reg.GPVirtual) mask {
	if a.wide() {
		bits, m := a.GP64(), mask{k: a.K()}
		a.MOVQ(operand.I32(-1), bits)
		a.BZHIQ(n, bits, bits)
		a.KMOVW(bits.As32(), m.k)
		return m
	}
	const table = "lanes"
	if _, ok := a.constants[^uint64(0)-1]; !ok {
		a.constants[^uint64(0)-1] = table
		a.StaticGlobal(table)
		a.DataAttributes(attr.RODATA | attr.NOPTR)
		for _, lane := range []int64{-1, -1, -1, -1, 0, 0, 0, 0} {
			a.AppendDatum(operand.I64(lane))
		}
	}
	back, address, m := a.GP64(), a.GP64(), mask{v: a.YMM()}
	a.LEAQ(operand.NewDataAddr(operand.NewStaticSymbol(table), 32), address)
	a.MOVQ(n, back)
	a.NEGQ(back)
	a.VMOVUPD(operand.Mem{Base: address, Index: back, Scale: 8}, m.v)
	return m
}

// load reads a vector; the lanes outside the mask, if there is one, become 0.
func (a *assembler) load(from operand.Mem, to vec, m *mask) {
	switch {
	case m == nil:
		a.VMOVUPD(from, to)
	case a.wide():
		a.VMOVUPD_Z(from, m.k, to)
	default:
		a.VMASKMOVPD(from, m.v, to)
	}
}

// store writes the lanes of the mask, or all.
func (a *assembler) store(v vec, to operand.Mem, m *mask) {
	switch {
	case m == nil:
		a.VMOVUPD(v, to)
	case a.wide():
		a.VMOVUPD(v, m.k, to)
	default:
		a.VMASKMOVPD(v, m.v, to)
	}
}

// constant returns the address of a vector with x in every lane.
func (a *assembler) constant(x float64) operand.Mem { return a.bits(math.Float64bits(x)) }

func (a *assembler) bits(x uint64) operand.Mem {
	name, ok := a.constants[x]
	if !ok {
		name = fmt.Sprintf("constant%016x", x)
		a.constants[x] = name
		a.StaticGlobal(name)
		a.DataAttributes(attr.RODATA | attr.NOPTR)
		for range 8 {
			a.AppendDatum(operand.U64(x))
		}
	}
	return operand.NewDataAddr(operand.NewStaticSymbol(name), 0)
}

// binary writes an instruction of two operands, such as a.VSUBPD for x − y, and
// returns its result in a new register. y may be a constant's address.
func (a *assembler) binary(write func(...operand.Op), x, y operand.Op) vec {
	z := a.vec()
	write(y, x, z)
	return z
}

// fma returns x·y + z with one rounding; z may be a constant's address.
func (a *assembler) fma(x, y vec, z operand.Op) vec {
	w := a.vec()
	a.VMOVAPD(x, w)
	a.VFMADD213PD(z, y, w) // w = y·w + z
	return w
}

// fnma returns z − x·y, x a constant's address or a register.
func (a *assembler) fnma(x operand.Op, y, z vec) vec {
	w := a.vec()
	a.VMOVAPD(z, w)
	a.VFNMADD231PD(x, y, w)
	return w
}

// value returns a copy in a new register.
func (a *assembler) value(x operand.Op) vec {
	z := a.vec()
	a.VMOVUPD(x, z)
	return z
}

// greater is a predicate of VCMPPD, false where one side is NaN.
const greater = operand.U8(0x1e)

// pick returns yes in the lanes where x is greater than y, no elsewhere.
func (a *assembler) pick(x vec, y operand.Op, yes, no vec) vec {
	z := a.vec()
	if a.wide() {
		k := a.K()
		a.VCMPPD(greater, y, x, k)
		a.VBLENDMPD(yes, no, k, z)
		return z
	}
	a.VCMPPD(greater, y, x, z)
	a.VBLENDVPD(z, yes, no, z)
	return z
}
