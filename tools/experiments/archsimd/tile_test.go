//go:build goexperiment.simd && amd64

package archsimd

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Law: whatever the shape, the products are those of the plain loop.
func TestProducts(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 0))
	shapes := [][3]int{{1, 1, 1}, {8, 24, 256}, {6, 8, 1}, {100, 32, 300}, {200, 10, 16}}
	for range 60 {
		shapes = append(shapes, [3]int{1 + rng.IntN(220), 1 + rng.IntN(60), 1 + rng.IntN(300)})
	}
	for _, s := range Sets() {
		for _, shape := range shapes {
			m, n, k := shape[0], shape[1], shape[2]
			a, b := normal(rng, m*k), normal(rng, k*n)
			for name, product := range map[string]struct {
				mul    func(c, a, b []float64, m, n, k int)
				si, sp int
			}{"NN": {s.MulNN, k, 1}, "TN": {s.MulTN, 1, m}} {
				c := normal(rng, m*n)
				want := append([]float64(nil), c...)
				for i := range m {
					for j := range n {
						for p := range k {
							want[i*n+j] += a[i*product.si+p*product.sp] * b[p*n+j]
						}
					}
				}
				product.mul(c, a, b, m, n, k)
				for i, x := range c {
					if !(math.Abs(x-want[i]) <= 1e-12*float64(k)) {
						t.Fatalf("%s %s %d×%d×%d: entry %d is %g, want %g", s.Name, name, m, k, n, i, x, want[i])
					}
				}
			}
		}
	}
}

func normal(rng *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	return x
}
