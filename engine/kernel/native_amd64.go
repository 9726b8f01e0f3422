package kernel

import "golang.org/x/sys/cpu"

//go:generate go run ../../tools/kernelgen -dir .

const (
	avx2   level = 1 + iota // 256 bits with fused multiply–add
	avx512                  // 512 bits: F, DQ, BW, VL
)

var names = []string{"portable", "avx2", "avx512"}

const page = false

// best returns the widest set of loops that the processor and the system run.
func best() level {
	x := &cpu.X86
	switch {
	case x.HasAVX512F && x.HasAVX512DQ && x.HasAVX512BW && x.HasAVX512VL && x.HasAVX2 && x.HasFMA && x.HasBMI2:
		return avx512
	case x.HasAVX2 && x.HasFMA && x.HasBMI2:
		return avx2
	}
	return portable
}

// tile returns the doubles in a vector of the generated loops, and how many vectors of
// B an outer tile holds at most.
func tile() (lanes, vectors int) {
	if active == avx512 {
		return 8, 3
	}
	return 4, 2
}

const (
	// packed is from how many rows of A on it pays to pack the panels of B, if
	// they are shallow deep at least, and packedFar the same for far columns or more,
	// where each row of B is on a page of its own.
	packed, shallow, packedFar, far = 48, 16, 12, 512
	// crossed is from how many rows of A on MulNT has panels, too: transposed ones,
	// and dot products would serve otherwise. Up to a k of short the horizontal
	// sums of these cost more, and crossedShort rows are enough.
	crossed, crossedShort, short = 64, 8, 64
)

// panels are the columns of B cut into panels of as equal width as the vectors
// allow.
type panels struct{ n, lanes, vectors, count, done int }

// cut cuts n columns into panels of at most so many vectors.
func cut(n, lanes, most int) panels {
	vectors := (n + lanes - 1) / lanes
	return panels{n: n, lanes: lanes, count: (vectors + most - 1) / most, vectors: vectors}
}

// next returns the first column of the next panel, its vectors and the entries
// of its last vector.
func (p *panels) next() (column, vectors, last int, ok bool) {
	if p.done == p.count {
		return 0, 0, 0, false
	}
	lo, hi := p.done*p.vectors/p.count, (p.done+1)*p.vectors/p.count
	p.done++
	return lo * p.lanes, hi - lo, min(p.n-(hi-1)*p.lanes, p.lanes), true
}

func nativeRows(c, a, b []float64, m, n, k, si, sp int) {
	if k >= shallow && n > 8 && (m >= packed || m >= packedFar && n >= far) {
		blocks(c, a, b, m, n, k, strides{si, sp}, strides{n, 1})
		return
	}
	lanes, most := tile()
	for p := cut(n, lanes, most); ; {
		j, v, last, ok := p.next()
		if !ok {
			return
		}
		outer(v, &c[j], n, &a[0], si, sp, &b[j], n, m, k, last)
	}
}

func nativeDots(c, a, b []float64, m, n, k int) {
	if m >= crossed || m >= crossedShort && k <= short {
		blocks(c, a, b, m, n, k, strides{k, 1}, strides{1, k})
		return
	}
	for j := 0; j < n; j += 4 {
		inner(&c[j], n, &a[0], k, &b[j*k], k, m, min(4, n-j), k)
	}
}

// The loops by set, some by the number of vectors in a row of B as well, from one on.
// Strides are in bytes.
var (
	transposeLoops = [...]func(to *float64, ldto int, from *float64, ldfrom, n int){
		avx2: transposeAVX2, avx512: transposeAVX512,
	}
	narrowTransposedLoops = [...]func(to *float32, ldto int, from *float64, ldfrom, n int){
		avx2: narrowTransposedAVX2, avx512: narrowTransposedAVX512,
	}
	narrowLoops = [...]func(to *float32, ldto int, from *float64, ldfrom, rows, n int){
		avx2: narrowAVX2, avx512: narrowAVX512,
	}
	outerLoops = [...][4]func(c *float64, ldc int, a *float64, si, sp int, b *float64, ldb, m, k, last int){
		avx2: {1: outer1AVX2, outer2AVX2}, avx512: {1: outer1AVX512, outer2AVX512, outer3AVX512},
	}
	packLoops = [...][4]func(to, b *float64, ldb, k, last int){
		avx2: {1: pack1AVX2, pack2AVX2}, avx512: {1: pack1AVX512, pack2AVX512, pack3AVX512},
	}
	singleLoops = [...][4]func(c *float64, ldc int, a *float32, si, sp int, b *float32, m, k, last int){
		avx2: {1: single1AVX2, single2AVX2}, avx512: {1: single1AVX512, single2AVX512, single3AVX512},
	}
)

// outer takes its strides in doubles, unlike the loops that it chooses from.
func outer(vectors int, c *float64, ldc int, a *float64, si, sp int, b *float64, ldb, m, k, last int) {
	outerLoops[active][vectors](c, 8*ldc, a, 8*si, 8*sp, b, 8*ldb, m, k, last)
}

func inner(c *float64, ldc int, a *float64, lda int, b *float64, ldb, m, n, k int) {
	if active == avx512 {
		innerAVX512(c, 8*ldc, a, 8*lda, b, 8*ldb, m, n, k)
	} else {
		innerAVX2(c, 8*ldc, a, 8*lda, b, 8*ldb, m, n, k)
	}
}

// nativeTile adds A·Bᵀ to a 4×4 matrix: m and n rows of k doubles, those of A
// one behind the other, those of B ldb apart.
func nativeTile(c *[16]float64, a, b []float64, m, n, k, ldb int) {
	inner(&c[0], 4, &a[0], k, &b[0], ldb, m, n, k)
}

func nativeDot(x, y []float64) float64 {
	if active == avx512 {
		return dotAVX512(&x[0], &y[0], len(x))
	}
	return dotAVX2(&x[0], &y[0], len(x))
}

func nativeAxpy(y []float64, w float64, x []float64) {
	if active == avx512 {
		axpyAVX512(&y[0], w, &x[0], len(y))
	} else {
		axpyAVX2(&y[0], w, &x[0], len(y))
	}
}

func nativeTimes(y, x, w []float64) {
	if active == avx512 {
		timesAVX512(&y[0], &x[0], &w[0], len(y))
	} else {
		timesAVX2(&y[0], &x[0], &w[0], len(y))
	}
}

func nativeAdvance(x, xx, d1, d2, q2, q3 []float64) float64 {
	if active == avx512 {
		return advanceAVX512(&x[0], &xx[0], &d1[0], &d2[0], &q2[0], &q3[0], len(x))
	}
	return advanceAVX2(&x[0], &xx[0], &d1[0], &d2[0], &q2[0], &q3[0], len(x))
}

// loops is a pointwise function's assembly, by level from avx2 on.
type loops [2]struct {
	value  func(y, x *float64, n int)
	order1 func(dx, d1, x, y, dy *float64, n int)
	order3 func(dx, d1, d2, q2, q3, x, y, dy *float64, n int)
}

func (l *loops) values(y, x []float64) { l[active-avx2].value(&y[0], &x[0], len(x)) }

func (l *loops) pull1(dx, d1, x, y, dy []float64) {
	l[active-avx2].order1(&dx[0], &d1[0], &x[0], &y[0], &dy[0], len(x))
}

func (l *loops) pull3(dx, d1, d2, q2, q3, x, y, dy []float64) {
	l[active-avx2].order3(&dx[0], &d1[0], &d2[0], &q2[0], &q3[0], &x[0], &y[0], &dy[0], len(x))
}

// loopsOf returns the assembly of the function of that name.
func loopsOf(_ int, name string) *loops { return assembly[name] }
