//go:build js && wasm

package kernel

import (
	"slices"
	"unsafe"
)

// In the page the loops run in a module of SIMD code beside the program, on the
// program's own memory; package tools/simd writes it and the script that starts the
// program links the two. Pointers are passed as they are: no Go code runs during a
// call, so nothing moves and nothing is freed.

//go:wasmimport kernel level
func simdLevel() int32

//go:wasmimport kernel dots
//go:noescape
func simdDots(c, a, b unsafe.Pointer, m, n, k, depth, width int32)

//go:wasmimport kernel rows
//go:noescape
func simdRows(c, a, b unsafe.Pointer, m, n, k, ai, ap, bp, bj, depth, width int32, room unsafe.Pointer)

//go:wasmimport kernel single
//go:noescape
func simdSingle(c, a, b unsafe.Pointer, m, n, k, ai, ap, bp, bj, depth, width int32, room unsafe.Pointer)

//go:wasmimport kernel tile
//go:noescape
func simdTile(c, a, b unsafe.Pointer, m, n, k, ldb int32)

//go:wasmimport kernel dot
//go:noescape
func simdDot(x, y unsafe.Pointer, n int32) float64

//go:wasmimport kernel axpy
//go:noescape
func simdAxpy(y unsafe.Pointer, w float64, x unsafe.Pointer, n int32)

//go:wasmimport kernel times
//go:noescape
func simdTimes(y, x, w unsafe.Pointer, n int32)

//go:wasmimport kernel advance
//go:noescape
func simdAdvance(x, xx, d1, d2, q2, q3 unsafe.Pointer, n int32) float64

//go:wasmimport kernel values
//go:noescape
func simdValues(f int32, y, x unsafe.Pointer, n int32)

//go:wasmimport kernel pull1
//go:noescape
func simdPull1(f int32, dx, d1, x, y, dy unsafe.Pointer, n int32)

//go:wasmimport kernel pull3
//go:noescape
func simdPull3(f int32, dx, d1, d2, q2, q3, x, y, dy unsafe.Pointer, n int32)

// page says that this is a program in a web page.
const page = true

// names lists the sets in this browser: the script links the better of two modules.
var names = slices.Compact([]string{PageSets[portable], PageSets[simdLevel()]})

func best() level { return level(len(names) - 1) }

// A block of B has at most depth terms and block numbers: 256 KiB stay in the
// second-level cache while A passes, and 256 terms of some rows of A and B in the
// first.
const (
	depth = 256
	block = 128 * depth
)

// wide returns the number of columns of the blocks of B, given the terms of their
// runs: the fewer blocks, the fewer times A is read.
func wide(n, deep, most int) int32 { return int32(even(n, most/deep&^(2*PagePanel-1), 2*PagePanel)) }

// room is where across packs its block of B, and a panel of A. A program
// in the page has one thread, and no other goroutine runs during a call.
var room [block + PagePanel*depth]float64

// crossed is from how many rows of A on A·Bᵀ packs panels of B, which takes as
// long as a few rows of the product.
const crossed = 32

// From so many products or entries on, a call out of Go pays: the call itself takes
// as long as they do.
const (
	fewProducts = 256
	fewEntries  = 32
)

func nativeDots(c, a, b []float64, m, n, k int) {
	if m*n*k < fewProducts {
		dots(c, a, b, m, n, k)
		return
	}
	if m >= crossed {
		across(c, a, b, m, n, k, strides{k, 1}, strides{1, k})
		return
	}
	deep := run(k, depth)
	simdDots(start(c), start(a), start(b), int32(m), int32(n), int32(k), int32(deep), wide(n, deep, block))
}

func nativeRows(c, a, b []float64, m, n, k, si, sp int) {
	if m*n*k < fewProducts {
		rowsTimes(c, a, b, m, n, k, si, sp)
		return
	}
	across(c, a, b, m, n, k, strides{si, sp}, strides{n, 1})
}

// across has two columns of C in a vector and packs B, transposed or not.
func across(c, a, b []float64, m, n, k int, sa, sb strides) {
	deep := run(k, depth)
	simdRows(start(c), start(a), start(b), int32(m), int32(n), int32(k),
		int32(sa.row), int32(sa.column), int32(sb.row), int32(sb.column),
		int32(deep), wide(n, deep, block), unsafe.Pointer(&room))
}

// fewestSingle is that of three sides of least: no memory has to be borrowed.
const fewestSingle = least * least * least

// nativeSingle uses room like across, with twice the columns.
func nativeSingle(c, a, b []float64, m, n, k int, sa, sb strides) {
	deep := run(k, Block)
	simdSingle(start(c), start(a), start(b), int32(m), int32(n), int32(k),
		int32(sa.row), int32(sa.column), int32(sb.row), int32(sb.column),
		int32(deep), wide(n, deep, 2*block), unsafe.Pointer(&room))
}

func nativeTile(c *[16]float64, a, b []float64, m, n, k, ldb int) {
	simdTile(unsafe.Pointer(c), start(a), start(b), int32(m), int32(n), int32(k), int32(ldb))
}

func nativeDot(x, y []float64) float64 {
	if len(x) < fewEntries {
		return dot(x, y)
	}
	return simdDot(start(x), start(y), int32(len(x)))
}

func nativeAxpy(y []float64, w float64, x []float64) {
	if len(x) < fewEntries {
		axpy(y, w, x)
		return
	}
	simdAxpy(start(y), w, start(x), int32(len(y)))
}

func nativeTimes(y, x, w []float64) { simdTimes(start(y), start(x), start(w), int32(len(y))) }

func nativeAdvance(x, xx, d1, d2, q2, q3 []float64) float64 {
	return simdAdvance(start(x), start(xx), start(d1), start(d2), start(q2), start(q3), int32(len(x)))
}

// loops is a pointwise function's place in [Functions] and so in the modules.
type loops int32

func loopsOf(place int, _ string) *loops {
	l := loops(place)
	return &l
}

func (l loops) values(y, x []float64) { simdValues(int32(l), start(y), start(x), int32(len(x))) }

func (l loops) pull1(dx, d1, x, y, dy []float64) {
	simdPull1(int32(l), start(dx), start(d1), start(x), start(y), start(dy), int32(len(x)))
}

func (l loops) pull3(dx, d1, d2, q2, q3, x, y, dy []float64) {
	simdPull3(int32(l), start(dx), start(d1), start(d2), start(q2), start(q3), start(x), start(y), start(dy), int32(len(x)))
}

func start(x []float64) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(x)) }
