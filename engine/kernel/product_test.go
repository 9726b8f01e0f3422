package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// naive adds op(A)·op(B) to C in the order of the definition.
func naive(c, a, b []float64, m, n, k int, ta, tb bool) {
	sa, sb := strides{k, 1}, strides{n, 1}
	if ta {
		sa = strides{1, m}
	}
	if tb {
		sb = strides{1, k}
	}
	for i := range m {
		for j := range n {
			sum := c[i*n+j]
			for p := range k {
				sum += a[sa.at(i, p)] * b[sb.at(p, j)]
			}
			c[i*n+j] = sum
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
	{"NT", Float64.MulNT, false, true},
	{"NN", Float64.MulNN, false, false},
	{"TN", Float64.MulTN, true, false},
}

// size draws a side of a matrix: mostly small, so that all ragged ends occur,
// now and then beyond one of the borders at which the loops change.
func size(rng *rand.Rand) int {
	if rng.IntN(12) > 0 {
		return rng.IntN(30)
	}
	return []int{47, 63, 64, 65, 97, 191, 200, 255, 257, 300, 511, 515}[rng.IntN(12)]
}

// Every product equals the naive loop on shapes around the borders of tiles,
// panels and blocks, with every set of loops.
func TestProducts(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(1, 0))
		for _, p := range products {
			for range 400 {
				m, n, k := size(rng), size(rng), size(rng)
				if m*n*k > 4e6 {
					continue
				}
				a, b, c := normal(rng, m*k), normal(rng, k*n), normal(rng, m*n)
				want := append([]float64(nil), c...)
				naive(want, a, b, m, n, k, p.ta, p.tb)
				p.mul(c, a, b, m, n, k)
				for i := range c {
					if !(math.Abs(c[i]-want[i]) <= 1e-14*float64(10+k)) {
						t.Fatalf("%s %d×%d×%d: entry %d is %v, want %v", p.name, m, k, n, i, c[i], want[i])
					}
				}
			}
		}
	})
}

// A NaN or an Inf reaches exactly the entries that depend on it.
func TestProductsNonFinite(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(2, 0))
		for _, p := range products {
			for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
				for range 60 {
					m, n, k := 1+rng.IntN(70), 1+rng.IntN(30), 1+rng.IntN(80)
					a, b, c := normal(rng, m*k), normal(rng, k*n), make([]float64, m*n)
					if i := rng.IntN(len(a) + len(b)); i < len(a) {
						a[i] = bad
					} else {
						b[i-len(a)] = bad
					}
					want := make([]float64, m*n)
					naive(want, a, b, m, n, k, p.ta, p.tb)
					p.mul(c, a, b, m, n, k)
					for i := range c {
						equal := same(c[i], want[i])
						if finite := math.Abs(want[i]) < 1e300; finite {
							equal = math.Abs(c[i]-want[i]) < 1e-12
						}
						if !equal {
							t.Fatalf("%s %d×%d×%d: entry %d is %v, want %v", p.name, m, k, n, i, c[i], want[i])
						}
					}
				}
			}
		}
	})
}

// A product is the same bits every time, whatever has been multiplied before it,
// and allocates nothing: on shapes for each kind of loops.
func TestProductsRepeat(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 0))
	onEverySet(t, func(t *testing.T) {
		for _, p := range products {
			for _, s := range [][3]int{{130, 70, 300}, {97, 61, 259}, {20, 530, 33}, {9, 7, 11}, {3, 5, 300}} {
				m, n, k := s[0], s[1], s[2]
				a, b, first, c := normal(rng, m*k), normal(rng, k*n), make([]float64, m*n), make([]float64, m*n)
				p.mul(first, a, b, m, n, k)
				bad := slices.Repeat([]float64{math.NaN()}, 101*101)
				p.mul(bad, bad, bad, 101, 101, 101) // what it leaves in packed panels must not be seen
				if allocs := testing.AllocsPerRun(3, func() {
					clear(c)
					p.mul(c, a, b, m, n, k)
				}); allocs != 0 {
					t.Errorf("%s %d×%d×%d: %v allocations", p.name, m, n, k, allocs)
				}
				for i := range c {
					if c[i] != first[i] {
						t.Fatalf("%s %d×%d×%d: entry %d is %v, then %v", p.name, m, n, k, i, first[i], c[i])
					}
				}
			}
		}
	})
}

func TestWrongLengthPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Fatal("no panic for a destination of the wrong length")
		}
	}()
	Float64.MulNN(make([]float64, 3), make([]float64, 4), make([]float64, 4), 2, 2, 2)
}

func BenchmarkProducts(b *testing.B) {
	rng := rand.New(rand.NewPCG(4, 0))
	for i, p := range products {
		for _, s := range [][3]int{{100, 32, 784}, {64, 1024, 784}, {320, 256, 256}, {1000, 1024, 784}} {
			m, n, k := s[0], s[1], s[2]
			x, y, z := normal(rng, m*k), normal(rng, k*n), make([]float64, m*n)
			for _, precision := range []Precision{Float64, Float32} {
				mul := map[Precision]func(c, a, b []float64, m, n, k int){Float64: p.mul, Float32: singles[i].mul}[precision]
				b.Run(fmt.Sprintf("%s/%dx%dx%d/%s", p.name, m, n, k, precision), func(b *testing.B) {
					for b.Loop() {
						mul(z, x, y, m, n, k)
					}
					b.ReportMetric(2*float64(m*n*k)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
				})
			}
		}
	}
}

func ExamplePrecision_MulNT() {
	inputs := []float64{1, 2} // one sample of two features
	weights := []float64{     // three outputs
		1, 0,
		0, 1,
		1, 1,
	}
	outputs := make([]float64, 3)
	Float64.MulNT(outputs, inputs, weights, 1, 3, 2)
	fmt.Println(outputs)
	// Output: [1 2 3]
}
