//go:build goexperiment.simd && amd64

// Package archsimd is the outer tile of engine/kernel written with simd/archsimd
// instead of assembly, to measure one beside the other (docs/decisions/0014):
//
//	GOEXPERIMENT=simd go test ./tools/experiments/archsimd
//	GOEXPERIMENT=simd go run ./tools/roofline
//
// The blocks and the packed panels are those of the assembly, so what differs
// is the compiler's work. A tile's sums are variables, for the compiler keeps
// no array of vectors in registers.
package archsimd

import (
	"simd/archsimd"
	"unsafe"
)

// A panel of B is depth×24 at most and meets height rows of A, as in engine/kernel.
const (
	depth   = 256
	height  = 192
	widest  = 24
	tallest = 8
)

// Set is a width of vectors.
type Set struct {
	Name        string
	lanes, most int // doubles in a vector, vectors in a row of a tile
	rows        int // of a tile
	tile        func(vectors int, c unsafe.Pointer, ldc uintptr, a *[tallest]unsafe.Pointer, sp uintptr, b unsafe.Pointer, ldb uintptr, k int)
}

// Sets are those that this processor runs.
func Sets() []Set {
	var sets []Set
	if archsimd.X86.AVX2() && archsimd.X86.FMA() {
		sets = append(sets, Set{"simd256", 4, 2, 6, narrow})
	}
	if archsimd.X86.AVX512() {
		sets = append(sets, Set{"simd512", 8, 3, 8, wide})
	}
	return sets
}

// MulNN adds A·B to C.
//
//	C m×n, A m×k, B k×n
func (s Set) MulNN(c, a, b []float64, m, n, k int) { s.rowsTimes(c, a, b, m, n, k, k, 1) }

// MulTN adds Aᵀ·B to C.
//
//	C m×n, A k×m, B k×n
func (s Set) MulTN(c, a, b []float64, m, n, k int) { s.rowsTimes(c, a, b, m, n, k, 1, m) }

// rowsTimes adds A·B to C where A's entry (i, p) lies at a[i*si+p*sp].
func (s Set) rowsTimes(c, a, b []float64, m, n, k, si, sp int) {
	var room [depth * widest]float64
	vectors := (n + s.lanes - 1) / s.lanes
	panels := (vectors + s.most - 1) / s.most
	for p0 := 0; p0 < k; p0 += depth {
		kb := min(depth, k-p0)
		for i0 := 0; i0 < m; i0 += height {
			mb := min(height, m-i0)
			for p := range panels {
				lo, hi := p*vectors/panels, (p+1)*vectors/panels
				j, v := lo*s.lanes, hi-lo
				columns := min(v*s.lanes, n-j)
				s.pack(&room, b[p0*n+j:], n, kb, v, columns)
				s.panel(c[i0*n+j:], n, a[i0*si+p0*sp:], si, sp, &room, mb, kb, v, columns)
			}
		}
	}
}

// pack copies a panel of k rows of B; what it has too few columns for is 0.
func (s Set) pack(room *[depth * widest]float64, b []float64, n, k, vectors, columns int) {
	width := vectors * s.lanes
	for p := range k {
		to, from := room[p*width:(p+1)*width], b[p*n:p*n+columns]
		if columns < width || s.lanes == 4 {
			clear(to[copy(to, from):])
			continue
		}
		for q := 0; q < width; q += 8 {
			archsimd.LoadFloat64x8Slice(from[q:]).StoreSlice(to[q:])
		}
	}
}

// panel adds m rows of A times a panel to C. A tile that C has no room for goes
// to one aside; rows of A that do not exist are its last.
func (s Set) panel(c []float64, n int, a []float64, si, sp int, room *[depth * widest]float64, m, k, vectors, columns int) {
	var rows [tallest]unsafe.Pointer
	var aside [tallest * widest]float64
	width := vectors * s.lanes
	for i := 0; i < m; i += s.rows {
		for r := range s.rows {
			rows[r] = unsafe.Pointer(&a[min(i+r, m-1)*si])
		}
		if i+s.rows <= m && columns == width {
			s.tile(vectors, unsafe.Pointer(&c[i*n]), uintptr(8*n), &rows, uintptr(8*sp), unsafe.Pointer(room), uintptr(8*width), k)
			continue
		}
		clear(aside[:s.rows*width])
		s.tile(vectors, unsafe.Pointer(&aside), uintptr(8*width), &rows, uintptr(8*sp), unsafe.Pointer(room), uintptr(8*width), k)
		for r := range min(s.rows, m-i) {
			to := c[(i+r)*n : (i+r)*n+columns]
			for q, x := range aside[r*width : r*width+columns] {
				to[q] += x
			}
		}
	}
}

func wide(vectors int, c unsafe.Pointer, ldc uintptr, a *[tallest]unsafe.Pointer, sp uintptr, b unsafe.Pointer, ldb uintptr, k int) {
	switch vectors {
	case 3:
		tile8x24(c, ldc, a, sp, b, ldb, k)
	case 2:
		tile8x16(c, ldc, a, sp, b, ldb, k)
	default:
		tile8x8(c, ldc, a, sp, b, ldb, k)
	}
}

func narrow(vectors int, c unsafe.Pointer, ldc uintptr, a *[tallest]unsafe.Pointer, sp uintptr, b unsafe.Pointer, ldb uintptr, k int) {
	if vectors == 2 {
		tile6x8(c, ldc, a, sp, b, ldb, k)
	} else {
		tile6x4(c, ldc, a, sp, b, ldb, k)
	}
}

func load8(p unsafe.Pointer, at int) archsimd.Float64x8 {
	return archsimd.LoadFloat64x8((*[8]float64)(unsafe.Add(p, at)))
}

func add8(p unsafe.Pointer, at int, x archsimd.Float64x8) {
	to := (*[8]float64)(unsafe.Add(p, at))
	archsimd.LoadFloat64x8(to).Add(x).Store(to)
}

func load4(p unsafe.Pointer, at int) archsimd.Float64x4 {
	return archsimd.LoadFloat64x4((*[4]float64)(unsafe.Add(p, at)))
}

func add4(p unsafe.Pointer, at int, x archsimd.Float64x4) {
	to := (*[4]float64)(unsafe.Add(p, at))
	archsimd.LoadFloat64x4(to).Add(x).Store(to)
}

// tile8x24 adds 8 rows of A, sp bytes from entry to entry, times k rows of 24 columns to C: 24 sums.
func tile8x24(c unsafe.Pointer, ldc uintptr, a *[tallest]unsafe.Pointer, sp uintptr, b unsafe.Pointer, ldb uintptr, k int) {
	var (
		x0, y0, z0 archsimd.Float64x8
		x1, y1, z1 archsimd.Float64x8
		x2, y2, z2 archsimd.Float64x8
		x3, y3, z3 archsimd.Float64x8
		x4, y4, z4 archsimd.Float64x8
		x5, y5, z5 archsimd.Float64x8
		x6, y6, z6 archsimd.Float64x8
		x7, y7, z7 archsimd.Float64x8
	)
	a0, a1, a2, a3, a4, a5, a6, a7 := a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]
	for range k {
		x, y, z := load8(b, 0), load8(b, 64), load8(b, 128)
		w := archsimd.BroadcastFloat64x8(*(*float64)(a0))
		x0, y0, z0 = w.MulAdd(x, x0), w.MulAdd(y, y0), w.MulAdd(z, z0)
		a0 = unsafe.Add(a0, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a1))
		x1, y1, z1 = w.MulAdd(x, x1), w.MulAdd(y, y1), w.MulAdd(z, z1)
		a1 = unsafe.Add(a1, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a2))
		x2, y2, z2 = w.MulAdd(x, x2), w.MulAdd(y, y2), w.MulAdd(z, z2)
		a2 = unsafe.Add(a2, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a3))
		x3, y3, z3 = w.MulAdd(x, x3), w.MulAdd(y, y3), w.MulAdd(z, z3)
		a3 = unsafe.Add(a3, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a4))
		x4, y4, z4 = w.MulAdd(x, x4), w.MulAdd(y, y4), w.MulAdd(z, z4)
		a4 = unsafe.Add(a4, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a5))
		x5, y5, z5 = w.MulAdd(x, x5), w.MulAdd(y, y5), w.MulAdd(z, z5)
		a5 = unsafe.Add(a5, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a6))
		x6, y6, z6 = w.MulAdd(x, x6), w.MulAdd(y, y6), w.MulAdd(z, z6)
		a6 = unsafe.Add(a6, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a7))
		x7, y7, z7 = w.MulAdd(x, x7), w.MulAdd(y, y7), w.MulAdd(z, z7)
		a7 = unsafe.Add(a7, sp)
		b = unsafe.Add(b, ldb)
	}
	add8(c, 0, x0)
	add8(c, 64, y0)
	add8(c, 128, z0)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x1)
	add8(c, 64, y1)
	add8(c, 128, z1)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x2)
	add8(c, 64, y2)
	add8(c, 128, z2)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x3)
	add8(c, 64, y3)
	add8(c, 128, z3)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x4)
	add8(c, 64, y4)
	add8(c, 128, z4)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x5)
	add8(c, 64, y5)
	add8(c, 128, z5)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x6)
	add8(c, 64, y6)
	add8(c, 128, z6)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x7)
	add8(c, 64, y7)
	add8(c, 128, z7)
}

// tile8x16 is the tile of 16 columns.
func tile8x16(c unsafe.Pointer, ldc uintptr, a *[tallest]unsafe.Pointer, sp uintptr, b unsafe.Pointer, ldb uintptr, k int) {
	var (
		x0, y0 archsimd.Float64x8
		x1, y1 archsimd.Float64x8
		x2, y2 archsimd.Float64x8
		x3, y3 archsimd.Float64x8
		x4, y4 archsimd.Float64x8
		x5, y5 archsimd.Float64x8
		x6, y6 archsimd.Float64x8
		x7, y7 archsimd.Float64x8
	)
	a0, a1, a2, a3, a4, a5, a6, a7 := a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]
	for range k {
		x, y := load8(b, 0), load8(b, 64)
		w := archsimd.BroadcastFloat64x8(*(*float64)(a0))
		x0, y0 = w.MulAdd(x, x0), w.MulAdd(y, y0)
		a0 = unsafe.Add(a0, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a1))
		x1, y1 = w.MulAdd(x, x1), w.MulAdd(y, y1)
		a1 = unsafe.Add(a1, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a2))
		x2, y2 = w.MulAdd(x, x2), w.MulAdd(y, y2)
		a2 = unsafe.Add(a2, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a3))
		x3, y3 = w.MulAdd(x, x3), w.MulAdd(y, y3)
		a3 = unsafe.Add(a3, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a4))
		x4, y4 = w.MulAdd(x, x4), w.MulAdd(y, y4)
		a4 = unsafe.Add(a4, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a5))
		x5, y5 = w.MulAdd(x, x5), w.MulAdd(y, y5)
		a5 = unsafe.Add(a5, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a6))
		x6, y6 = w.MulAdd(x, x6), w.MulAdd(y, y6)
		a6 = unsafe.Add(a6, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a7))
		x7, y7 = w.MulAdd(x, x7), w.MulAdd(y, y7)
		a7 = unsafe.Add(a7, sp)
		b = unsafe.Add(b, ldb)
	}
	add8(c, 0, x0)
	add8(c, 64, y0)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x1)
	add8(c, 64, y1)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x2)
	add8(c, 64, y2)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x3)
	add8(c, 64, y3)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x4)
	add8(c, 64, y4)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x5)
	add8(c, 64, y5)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x6)
	add8(c, 64, y6)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x7)
	add8(c, 64, y7)
}

// tile8x8 is the tile of 8 columns.
func tile8x8(c unsafe.Pointer, ldc uintptr, a *[tallest]unsafe.Pointer, sp uintptr, b unsafe.Pointer, ldb uintptr, k int) {
	var x0, x1, x2, x3, x4, x5, x6, x7 archsimd.Float64x8
	a0, a1, a2, a3, a4, a5, a6, a7 := a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]
	for range k {
		x := load8(b, 0)
		w := archsimd.BroadcastFloat64x8(*(*float64)(a0))
		x0 = w.MulAdd(x, x0)
		a0 = unsafe.Add(a0, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a1))
		x1 = w.MulAdd(x, x1)
		a1 = unsafe.Add(a1, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a2))
		x2 = w.MulAdd(x, x2)
		a2 = unsafe.Add(a2, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a3))
		x3 = w.MulAdd(x, x3)
		a3 = unsafe.Add(a3, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a4))
		x4 = w.MulAdd(x, x4)
		a4 = unsafe.Add(a4, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a5))
		x5 = w.MulAdd(x, x5)
		a5 = unsafe.Add(a5, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a6))
		x6 = w.MulAdd(x, x6)
		a6 = unsafe.Add(a6, sp)
		w = archsimd.BroadcastFloat64x8(*(*float64)(a7))
		x7 = w.MulAdd(x, x7)
		a7 = unsafe.Add(a7, sp)
		b = unsafe.Add(b, ldb)
	}
	add8(c, 0, x0)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x1)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x2)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x3)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x4)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x5)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x6)
	c = unsafe.Add(c, ldc)
	add8(c, 0, x7)
}

// tile6x8 is the tile of AVX2: 12 sums.
func tile6x8(c unsafe.Pointer, ldc uintptr, a *[tallest]unsafe.Pointer, sp uintptr, b unsafe.Pointer, ldb uintptr, k int) {
	var x0, y0, x1, y1, x2, y2, x3, y3, x4, y4, x5, y5 archsimd.Float64x4
	a0, a1, a2, a3, a4, a5 := a[0], a[1], a[2], a[3], a[4], a[5]
	for range k {
		x, y := load4(b, 0), load4(b, 32)
		w := archsimd.BroadcastFloat64x4(*(*float64)(a0))
		x0, y0 = w.MulAdd(x, x0), w.MulAdd(y, y0)
		a0 = unsafe.Add(a0, sp)
		w = archsimd.BroadcastFloat64x4(*(*float64)(a1))
		x1, y1 = w.MulAdd(x, x1), w.MulAdd(y, y1)
		a1 = unsafe.Add(a1, sp)
		w = archsimd.BroadcastFloat64x4(*(*float64)(a2))
		x2, y2 = w.MulAdd(x, x2), w.MulAdd(y, y2)
		a2 = unsafe.Add(a2, sp)
		w = archsimd.BroadcastFloat64x4(*(*float64)(a3))
		x3, y3 = w.MulAdd(x, x3), w.MulAdd(y, y3)
		a3 = unsafe.Add(a3, sp)
		w = archsimd.BroadcastFloat64x4(*(*float64)(a4))
		x4, y4 = w.MulAdd(x, x4), w.MulAdd(y, y4)
		a4 = unsafe.Add(a4, sp)
		w = archsimd.BroadcastFloat64x4(*(*float64)(a5))
		x5, y5 = w.MulAdd(x, x5), w.MulAdd(y, y5)
		a5 = unsafe.Add(a5, sp)
		b = unsafe.Add(b, ldb)
	}
	add4(c, 0, x0)
	add4(c, 32, y0)
	c = unsafe.Add(c, ldc)
	add4(c, 0, x1)
	add4(c, 32, y1)
	c = unsafe.Add(c, ldc)
	add4(c, 0, x2)
	add4(c, 32, y2)
	c = unsafe.Add(c, ldc)
	add4(c, 0, x3)
	add4(c, 32, y3)
	c = unsafe.Add(c, ldc)
	add4(c, 0, x4)
	add4(c, 32, y4)
	c = unsafe.Add(c, ldc)
	add4(c, 0, x5)
	add4(c, 32, y5)
}

// tile6x4 is the tile of AVX2 for 4 columns.
func tile6x4(c unsafe.Pointer, ldc uintptr, a *[tallest]unsafe.Pointer, sp uintptr, b unsafe.Pointer, ldb uintptr, k int) {
	var x0, x1, x2, x3, x4, x5 archsimd.Float64x4
	a0, a1, a2, a3, a4, a5 := a[0], a[1], a[2], a[3], a[4], a[5]
	for range k {
		x := load4(b, 0)
		w := archsimd.BroadcastFloat64x4(*(*float64)(a0))
		x0 = w.MulAdd(x, x0)
		a0 = unsafe.Add(a0, sp)
		w = archsimd.BroadcastFloat64x4(*(*float64)(a1))
		x1 = w.MulAdd(x, x1)
		a1 = unsafe.Add(a1, sp)
		w = archsimd.BroadcastFloat64x4(*(*float64)(a2))
		x2 = w.MulAdd(x, x2)
		a2 = unsafe.Add(a2, sp)
		w = archsimd.BroadcastFloat64x4(*(*float64)(a3))
		x3 = w.MulAdd(x, x3)
		a3 = unsafe.Add(a3, sp)
		w = archsimd.BroadcastFloat64x4(*(*float64)(a4))
		x4 = w.MulAdd(x, x4)
		a4 = unsafe.Add(a4, sp)
		w = archsimd.BroadcastFloat64x4(*(*float64)(a5))
		x5 = w.MulAdd(x, x5)
		a5 = unsafe.Add(a5, sp)
		b = unsafe.Add(b, ldb)
	}
	add4(c, 0, x0)
	c = unsafe.Add(c, ldc)
	add4(c, 0, x1)
	c = unsafe.Add(c, ldc)
	add4(c, 0, x2)
	c = unsafe.Add(c, ldc)
	add4(c, 0, x3)
	c = unsafe.Add(c, ldc)
	add4(c, 0, x4)
	c = unsafe.Add(c, ldc)
	add4(c, 0, x5)
}
