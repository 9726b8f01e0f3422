package partition

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/cauchy-newton/playground/engine/param"
)

// Law: a group's length is the root of its squares' sum, in big numbers, from the
// smallest doubles to the largest; 0 for zeros, and no number where an entry is none.
func TestLengths(t *testing.T) {
	l := new(param.Layout)
	l.Add("a", param.Weight, 0, []int{40}, 1)
	l.Add("b", param.Bias, 0, []int{3}, 1)
	p := Canonical(l)
	rng := rand.New(rand.NewPCG(1, 0))
	dst := make([]float64, p.Len())
	for exponent := -1070; exponent <= 1015; exponent += 5 {
		x, want := make([]float64, l.Size()), []float64{}
		for i := range x {
			x[i] = math.Ldexp(rng.NormFloat64(), exponent)
		}
		for _, part := range [][]float64{x[:40], x[40:]} {
			sum := new(big.Float).SetPrec(2000)
			for _, v := range part {
				b := new(big.Float).SetPrec(2000).SetFloat64(v)
				sum.Add(sum, b.Mul(b, b))
			}
			v, _ := sum.Sqrt(sum).Float64()
			want = append(want, v)
		}
		p.Lengths(dst, x)
		for s, v := range want {
			if !(math.Abs(dst[s]-v) <= 1e-14*v+2*math.SmallestNonzeroFloat64*8) {
				t.Errorf("2^%d: length %g, want %g", exponent, dst[s], v)
			}
		}
	}
	x := make([]float64, l.Size())
	if p.Lengths(dst, x); dst[0] != 0 || dst[1] != 0 {
		t.Errorf("zeros have the lengths %v", dst)
	}
	x[41] = math.NaN()
	if p.Lengths(dst, x); dst[0] != 0 || !math.IsNaN(dst[1]) {
		t.Errorf("with a NaN: %v", dst)
	}
}
