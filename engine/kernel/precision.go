package kernel

import (
	"fmt"
	"slices"
	"strings"
)

// Precision is how the three matrix products multiply. The zero value is
// float64. What is not a product (vectors, Gram matrices, functions) is float64
// always.
type Precision uint8

const (
	// Float64 multiplies and adds in float64.
	Float64 Precision = iota
	// Float32 rounds the factors to float32 panels, multiplies them and adds up to
	// [Block] terms in float32, and adds these sums in float64. With u = 2⁻²⁴
	//
	//	|error of C_ij| ≤ ((1+u)^(Block+2) − 1) Σ_p |A_ip B_pj|
	//
	// beside the rounding of float64: two roundings of the factors, Block of the
	// multiply–adds. That is 1.5e-5 of the sum; errors of random sign leave far less.
	// Factors of 2¹²⁸ or more become Inf; those below 2⁻¹²⁶, and products below it,
	// lose digits, 2⁻¹⁵⁰ each at most. Where float32 does not pay (small products,
	// and the portable loops, which have one lane) the product is that of Float64.
	Float32
)

// Block is how many terms at most Float32 adds before the sum is widened. A
// panel of 256 rows of 48 floats is 48 KiB, as large as that of float64, and the
// widening costs some hundredths of the multiply–adds; with fewer terms it costs
// more, with more terms the bound grows in proportion.
const Block = 256

// precisions are the names, as settings have them.
var precisions = []string{"float64", "float32"}

// String returns "float64" or "float32".
func (p Precision) String() string { return precisions[p] }

// ParsePrecision is the inverse of String.
func ParsePrecision(name string) (Precision, error) {
	i := slices.Index(precisions, name)
	if i < 0 {
		return 0, fmt.Errorf("kernel: precision %q is none of %s", name, strings.Join(precisions, ", "))
	}
	return Precision(i), nil
}

// least is the smallest side for which float32 pays: each entry of a factor is rounded
// once for as many products as the other side is long.
const least = 16

// single reports whether a product of these sides runs in float32.
func (p Precision) single(m, n, k int) bool {
	return p == Float32 && native() && min(m, n, k) >= least && m*n*k >= fewestSingle
}

// strides: entry (i, j) of a factor lies i·row + j·column entries behind the first.
// One of the two is 1.
type strides struct{ row, column int }

// at returns the place of entry (i, j).
func (s strides) at(i, j int) int { return i*s.row + j*s.column }

// run cuts k terms into equal runs of at most depth, multiples of eight, so that
// none is left with a few terms.
func run(k, depth int) int { return even(k, depth, 8) }

// even cuts n into equal parts of at most so many, a multiple of step as the
// parts are.
func even(n, most, step int) int {
	parts := (n + most - 1) / most
	return ((n+parts-1)/parts + step - 1) / step * step
}
