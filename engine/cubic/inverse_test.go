package cubic

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// H H⁻¹ = I, also when the groups differ by eight orders of magnitude.
func TestInverse(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{1, 2, 6, 40} {
		h, size := make([]float64, n*n), make([]float64, n)
		for i := range n {
			size[i] = math.Pow(10, 8*rng.Float64()-4)
			for j := range i + 1 {
				h[i*n+j] = size[i] * size[j] * rng.NormFloat64()
				h[j*n+i] = h[i*n+j]
			}
		}
		inv := make([]float64, n*n)
		if err := Inverse(inv, h, n); err != nil {
			t.Fatalf("n = %d: %v", n, err)
		}
		for i := range n {
			for j := range n {
				sum, terms := 0.0, 0.0
				for k := range n {
					sum += h[i*n+k] * inv[k*n+j]
					terms += math.Abs(h[i*n+k] * inv[k*n+j])
				}
				want := 0.0
				if i == j {
					want = 1
				}
				if !(math.Abs(sum-want) <= 1e-9*max(1, terms)) {
					t.Errorf("n = %d: (H H⁻¹)[%d, %d] = %g", n, i, j, sum)
				}
				if inv[i*n+j] != inv[j*n+i] {
					t.Errorf("n = %d: the inverse is not symmetric at %d, %d", n, i, j)
				}
			}
		}
	}
}

func TestNoInverse(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		h    []float64
		n    int
		want error
	}{
		{[]float64{0}, 1, ErrSingular},
		{[]float64{1, 1, 1, 1}, 2, ErrSingular},
		{[]float64{1e-8, 1, 1, 1e8}, 2, ErrSingular},
		{[]float64{1, 0, 0, 0}, 2, ErrSingular},
		{[]float64{1, nan, nan, 1}, 2, ErrNumbers},
		{[]float64{math.Inf(1)}, 1, ErrNumbers},
		{make([]float64, 129*129), 129, ErrLarge},
	} {
		if err := Inverse(make([]float64, len(c.h)), c.h, c.n); !errors.Is(err, c.want) {
			t.Errorf("%d groups: %v, want %v", c.n, err, c.want)
		}
	}
}
