package spectrum

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// Law: a power of two scales the eigenvalues, to the bit, anywhere in the normal
// doubles; and a matrix of two blocks has those of both.
func TestEigenvaluesAtTheEnds(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 0))
	for range 20 {
		n := 2 + rng.IntN(6)
		m := mat.NewSymDense(n, nil)
		for i := range n {
			for j := range i + 1 {
				m.SetSym(i, j, rng.NormFloat64())
			}
		}
		want, err := Eigenvalues(m)
		if err != nil || !slices.IsSorted(want) {
			t.Fatal(want, err)
		}
		var reference mat.EigenSym
		reference.Factorize(m, false)
		for i, v := range reference.Values(nil) {
			if math.Abs(want[i]-v) > 1e-13*float64(n) {
				t.Errorf("%v, by EigenSym %v", want, reference.Values(nil))
			}
		}
		for _, exponent := range []int{-900, -500, -420, 500, 1000} {
			scaled, both := mat.NewSymDense(n, nil), mat.NewSymDense(2*n, nil)
			for i := range n {
				for j := range i + 1 {
					v := math.Ldexp(m.At(i, j), exponent)
					scaled.SetSym(i, j, v)
					both.SetSym(i, j, v)
					both.SetSym(n+i, n+j, m.At(i, j))
				}
			}
			got, err := Eigenvalues(scaled)
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range got {
				if v != math.Ldexp(want[i], exponent) {
					t.Errorf("2^%d: %v, want 2^%d × %v", exponent, got, exponent, want)
				}
			}
			beside := slices.Concat(want, got)
			slices.Sort(beside)
			if got, err = Eigenvalues(both); err != nil {
				t.Fatal(err)
			}
			for i, v := range beside {
				if math.Abs(got[i]-v) > 1e-13*float64(n)*max(-beside[0], beside[2*n-1]) {
					t.Errorf("beside 2^%d: %v, want %v", exponent, got, beside)
				}
			}
		}
	}
	for _, v := range []float64{math.NaN(), math.Inf(1)} {
		if _, err := Eigenvalues(mat.NewSymDense(2, []float64{1, v, v, 1})); err != ErrNotFinite {
			t.Errorf("%v: %v", v, err)
		}
	}
	if got, err := Eigenvalues(mat.NewSymDense(3, nil)); err != nil || !slices.Equal(got, make([]float64, 3)) {
		t.Errorf("0 has %v, %v", got, err)
	}
}
