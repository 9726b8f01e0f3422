package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// at reads entry (i, j) of a row-major matrix with n columns, transposed if t.
func at(x []float64, i, j, n int, t bool) float64 {
	if t {
		i, j = j, i
	}
	return x[i*n+j]
}

// naive adds op(A)·op(B) to C in the order of the definition.
func naive(c, a, b []float64, m, n, k int, ta, tb bool) {
	na, nb := k, n
	if ta {
		na = m
	}
	if tb {
		nb = k
	}
	for i := range m {
		for j := range n {
			for p := range k {
				c[i*n+j] += at(a, i, p, na, ta) * at(b, p, j, nb, tb)
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

var products = []struct {
	name   string
	mul    func(c, a, b []float64, m, n, k int)
	ta, tb bool
}{
	{"NT", MulNT, false, true},
	{"NN", MulNN, false, false},
	{"TN", MulTN, true, false},
}

// Every product equals the naive loop on shapes around the tile borders.
func TestProducts(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 0))
	for _, p := range products {
		for range 300 {
			m, n, k := rng.IntN(12), rng.IntN(12), rng.IntN(12)
			if rng.IntN(10) == 0 {
				n = 512 - 2 + rng.IntN(5)
			}
			a, b, c := normal(rng, m*k), normal(rng, k*n), normal(rng, m*n)
			want := append([]float64(nil), c...)
			naive(want, a, b, m, n, k, p.ta, p.tb)
			p.mul(c, a, b, m, n, k)
			for i := range c {
				if math.Abs(c[i]-want[i]) > 1e-13 {
					t.Fatalf("%s %dx%dx%d: entry %d is %v, want %v", p.name, m, n, k, i, c[i], want[i])
				}
			}
		}
	}
}

// A NaN or an Inf reaches exactly the entries that depend on it.
func TestProductsNonFinite(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 0))
	for _, p := range products {
		for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
			for range 50 {
				m, n, k := 1+rng.IntN(9), 1+rng.IntN(9), 1+rng.IntN(9)
				a, b, c := normal(rng, m*k), normal(rng, k*n), make([]float64, m*n)
				a[rng.IntN(len(a))] = bad
				want := make([]float64, m*n)
				naive(want, a, b, m, n, k, p.ta, p.tb)
				p.mul(c, a, b, m, n, k)
				for i := range c {
					finite := !math.IsNaN(want[i]) && !math.IsInf(want[i], 0)
					if got := !math.IsNaN(c[i]) && !math.IsInf(c[i], 0); got != finite {
						t.Fatalf("%s %dx%dx%d: entry %d is %v, want %v", p.name, m, n, k, i, c[i], want[i])
					}
				}
			}
		}
	}
}

// Gram equals its definition and is symmetric to the bit.
func TestGram(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 0))
	for range 100 {
		s, n := rng.IntN(7), rng.IntN(2*strip+10)
		x, w, g := normal(rng, s*n), normal(rng, n), make([]float64, s*s)
		Gram(g, w, x, s, n)
		for i := range s {
			for j := range s {
				want := 0.0
				for p := range n {
					want += w[p] * x[i*n+p] * x[j*n+p]
				}
				if math.Abs(g[i*s+j]-want) > 1e-10 || g[i*s+j] != g[j*s+i] {
					t.Fatalf("s=%d n=%d: G[%d,%d] = %v, want %v", s, n, i, j, g[i*s+j], want)
				}
			}
		}
	}
}

func TestWrongLengthPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Fatal("no panic for a destination of the wrong length")
		}
	}()
	MulNN(make([]float64, 3), make([]float64, 4), make([]float64, 4), 2, 2, 2)
}

func BenchmarkProducts(b *testing.B) {
	rng := rand.New(rand.NewPCG(4, 0))
	for _, p := range products {
		for _, s := range [][3]int{{50, 32, 784}, {32, 1024, 784}, {256, 200, 1024}} {
			m, n, k := s[0], s[1], s[2]
			x, y, z := normal(rng, m*k), normal(rng, k*n), make([]float64, m*n)
			b.Run(fmt.Sprintf("%s/%dx%dx%d", p.name, m, n, k), func(b *testing.B) {
				for b.Loop() {
					p.mul(z, x, y, m, n, k)
				}
				b.ReportMetric(2*float64(m*n*k)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
			})
		}
	}
}

func ExampleMulNT() {
	inputs := []float64{1, 2} // one sample of two features
	weights := []float64{     // three outputs
		1, 0,
		0, 1,
		1, 1,
	}
	outputs := make([]float64, 3)
	MulNT(outputs, inputs, weights, 1, 3, 2)
	fmt.Println(outputs)
	// Output: [1 2 3]
}
