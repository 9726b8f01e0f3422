// Package simd writes the WebAssembly modules that run the loops of the engine in
// the page. A Go program cannot use the vector instructions of WebAssembly; a
// module beside it, on the program's own memory, can. It comes in two editions: with the relaxed multiply–add, one instruction and one rounding
// where the processor has it, and with plain multiplications and additions.
//
// The module imports the memory "go" "mem". It exports what the package
// engine/kernel calls native, with matrices row-major:
//
//	dots(c, a, b, m, n, k, depth, width)                C m×n += A m×k · (B n×k)ᵀ
//	rows(c, a, b, m, n, k, ai, ap, bp, bj, depth, width, room)
//	                                                    C m×n += A m×k · B k×n, strides of A and B
//	single(…)                                           the same in float32
//	tile(c, a, b, m, n, k, ldb)                         C 4×4 += A m×k · (B n×k)ᵀ, m and n up to 4
//	dot(x, y, n)                                        Σ x_p y_p
//	axpy(y, w, x, n)                                    y += w·x
//	times(y, x, w, n)                                   y_p = w_p x_p
//	advance(x, xx, d1, d2, q2, q3, n)                   tangents through a pointwise function
//	values(f, y, x, n)                                  y_p = f(x_p)
//	pull1(f, dx, d1, x, y, dy, n)                       an adjoint through f
//	pull3(f, dx, d1, d2, q2, q3, x, y, dy, n)           the same with three derivatives
//
// w and the results of dot and advance are numbers, all else 32-bit addresses
// and counts. The products take B in blocks of depth×width, width a multiple of
// four, for single of eight; rows and single pack them into room, which has place
// for four columns more.
package simd

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/tools/simd/encode"
)

// Rows is how many rows of C a product keeps in registers, with two vectors in
// each: eight sums hide the latency of a multiply–add of four cycles on two
// units, and leave seven of the sixteen registers to A, to B and to the
// compiler.
const Rows = 4

// unroll is how often the innermost loops repeat their body: an iteration ends with a
// jump and a check of the stack's limit.
const unroll = 4

// number is the size of a float64 in bytes.
const number = 8

// kernels is a module under construction; mulAdd is how it computes x·y + z, of two
// float64 or of four float32.
type kernels struct {
	*encode.Module
	mulAdd, mulAddSingles func(x encode.V128, y, z encode.Vector) encode.V128
}

// Module returns the module, with the relaxed multiply–add or without.
func Module(relaxed bool) []byte { return made(relaxed).Bytes() }

// Calls returns a script that exports a function which makes the imports of a Go
// program: `calls` with a function for each of the module, and `join`, which takes the
// module's exports later: the program's memory, which the module needs, does not exist
// before its imports.
func Calls() string {
	var calls strings.Builder
	all := made(false).Signatures()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		params, _, _ := strings.Cut(all[name], "->")
		var args []string
		for i := range strings.Fields(params) {
			args = append(args, fmt.Sprintf("x%d", i))
		}
		list := strings.Join(args, ", ")
		fmt.Fprintf(&calls, "  %s: (%s) => simd.%[1]s(%[2]s),\n", name, list)
	}
	return "export default () => { let simd; return { join(to) { simd = to; }, calls: {\n" + calls.String() + "} }; };\n"
}

func made(relaxed bool) kernels {
	m := kernels{encode.NewModule("go", "mem"), plain, plainSingles}
	if relaxed {
		m.mulAdd, m.mulAddSingles = encode.V128.RelaxedMulAdd, encode.V128.RelaxedMulAddSingles
	}
	m.products()
	m.singles()
	m.dot()
	m.axpy()
	m.times()
	m.advance()
	m.functions()
	return m
}

func plain(x encode.V128, y, z encode.Vector) encode.V128 { return x.Mul(y).Add(z) }

func plainSingles(x encode.V128, y, z encode.Vector) encode.V128 {
	return x.MulSingles(y).AddSingles(z)
}

func integers(f *encode.Function, n int) []encode.IntVar { return times(n, f.Int) }

func vectors(f *encode.Function, n int) []encode.VectorVar { return times(n, f.Vector) }

// times returns the results of n calls of make.
func times[V any](n int, make func() V) (all []V) {
	for range n {
		all = append(all, make())
	}
	return all
}
