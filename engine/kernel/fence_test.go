package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// fence is how many NaN lie on either side of what fenced returns.
const fence = 9

// fenced returns a copy of x inside a longer slice full of NaN: who reads
// beyond it spoils his sums.
func fenced(x []float64) (inner, outer []float64) {
	outer = make([]float64, len(x)+2*fence)
	for i := range outer {
		outer[i] = math.NaN()
	}
	inner = outer[fence : fence+len(x)]
	copy(inner, x)
	return inner, outer
}

// intact tells whether the fence stands.
func intact(outer []float64) bool {
	for i := range fence {
		if !math.IsNaN(outer[i]) || !math.IsNaN(outer[len(outer)-1-i]) {
			return false
		}
	}
	return true
}

// blocky draws the sizes of a product: small ones around the borders of tiles,
// every third time one around the borders of blocks, every twentieth all three.
func blocky(rng *rand.Rand) (m, n, k int) {
	border := func() int { return (1+rng.IntN(4))*128 - 3 + rng.IntN(7) }
	if rng.IntN(20) == 0 {
		return 8 + rng.IntN(220), border() / 4, border() * 3 / 5
	}
	sizes := [3]int{rng.IntN(14), rng.IntN(14), rng.IntN(14)}
	if rng.IntN(3) == 0 {
		sizes[rng.IntN(3)] = border()
	}
	return sizes[0], sizes[1], sizes[2]
}

// The products read and write nothing but their matrices, on shapes around the
// borders of tiles and of blocks.
func TestProductsStayInside(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(6, 0))
		for _, p := range products {
			for range 200 {
				m, n, k := blocky(rng)
				a, _ := fenced(normal(rng, m*k))
				b, _ := fenced(normal(rng, k*n))
				c, outer := fenced(normal(rng, m*n))
				want := append([]float64(nil), c...)
				naive(want, a, b, m, n, k, p.ta, p.tb)
				p.mul(c, a, b, m, n, k)
				for i := range c {
					if !(math.Abs(c[i]-want[i]) <= 1e-14*float64(10+k)) {
						t.Fatalf("%s %d×%d×%d: entry %d is %v, want %v", p.name, m, n, k, i, c[i], want[i])
					}
				}
				if !intact(outer) {
					t.Fatalf("%s %d×%d×%d writes beside C", p.name, m, n, k)
				}
			}
		}
	})
}

// So do Dot and Axpy, at every length.
func TestVectorsStayInside(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(7, 0))
		for n := range 150 {
			x, _ := fenced(normal(rng, n))
			y, outer := fenced(normal(rng, n))
			w, want, sum := rng.NormFloat64(), 0.0, make([]float64, n)
			for i := range x {
				want += x[i] * y[i]
				sum[i] = y[i] + w*x[i]
			}
			if got := Dot(x, y); !(math.Abs(got-want) <= 1e-14*float64(10+n)) {
				t.Errorf("Dot of %d is %v, want %v", n, got, want)
			}
			Axpy(y, w, x)
			for i := range y {
				if !(math.Abs(y[i]-sum[i]) <= 1e-14) {
					t.Errorf("Axpy of %d: entry %d is %v, want %v", n, i, y[i], sum[i])
				}
			}
			if !intact(outer) {
				t.Errorf("Axpy of %d writes beside y", n)
			}
		}
	})
}
