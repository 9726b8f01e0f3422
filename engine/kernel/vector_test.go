package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// same tells whether two numbers are equal, NaN being equal to NaN.
func same(got, want float64) bool { return got == want || math.IsNaN(got) && math.IsNaN(want) }

// near tells whether two numbers differ by rounding only; NaN and infinities are
// near themselves alone.
func near(got, want, tol float64) bool {
	return same(got, want) || !math.IsInf(want, 0) && math.Abs(got-want) <= tol*(1+math.Abs(want))
}

// The loops over vectors equal their definitions on every length, touch nothing
// behind the end and pass NaN and Inf on.
func TestVectors(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(5, 0))
		for n := range 150 {
			x, y, w := normal(rng, n), normal(rng, n+1), normal(rng, n)
			switch {
			case n > 0 && n%5 == 0:
				x[rng.IntN(n)] = math.NaN()
			case n > 0 && n%7 == 0:
				x[rng.IntN(n)] = math.Inf(1)
			}
			sum, guard := 0.0, y[n]
			for p := range x {
				sum += x[p] * y[p]
			}
			if got := Dot(x, y[:n]); !near(got, sum, 1e-13) {
				t.Fatalf("n=%d: Dot is %v, want %v", n, got, sum)
			}
			want := append([]float64(nil), y...)
			for p := range x {
				want[p] += 0.3 * x[p]
			}
			Axpy(y[:n], 0.3, x)
			for p := range y {
				if !near(y[p], want[p], 1e-15) {
					t.Fatalf("n=%d: Axpy gives %v at %d, want %v", n, y[p], p, want[p])
				}
			}
			Times(y[:n], x, w)
			for p := range x {
				if !near(y[p], x[p]*w[p], 0) {
					t.Fatalf("n=%d: Times gives %v at %d, want %v", n, y[p], p, x[p]*w[p])
				}
			}
			if y[n] != guard {
				t.Fatalf("n=%d: the number behind the end has changed", n)
			}
		}
	})
}

// Advance equals its definition.
func TestAdvance(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(6, 0))
		for n := range 70 {
			x, xx, d1, d2 := normal(rng, n), normal(rng, n), normal(rng, n), normal(rng, n)
			q2, q3, third := normal(rng, n), normal(rng, n), 0.0
			y, yy := make([]float64, n), make([]float64, n)
			for p, v := range x {
				y[p], yy[p] = d1[p]*v, d2[p]*v*v+d1[p]*xx[p]
				third += q3[p]*v*v*v + 3*q2[p]*v*xx[p]
			}
			if got := Advance(x, xx, d1, d2, q2, q3); !near(got, third, 1e-12) {
				t.Fatalf("n=%d: the sum is %v, want %v", n, got, third)
			}
			for p := range x {
				if !near(x[p], y[p], 1e-15) || !near(xx[p], yy[p], 1e-14) {
					t.Fatalf("n=%d: tangents %v, %v at %d, want %v, %v", n, x[p], xx[p], p, y[p], yy[p])
				}
			}
		}
	})
}

// Gram equals its definition and is symmetric to the bit.
func TestGram(t *testing.T) {
	onEverySet(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(3, 0))
		for range 100 {
			s, n := rng.IntN(14), rng.IntN(2*strip+10)
			x, w, g := normal(rng, s*n), normal(rng, n), make([]float64, s*s)
			Gram(g, w, x, s, n)
			for i := range s {
				for j := range s {
					want := 0.0
					for p := range n {
						want += w[p] * x[i*n+p] * x[j*n+p]
					}
					if !(math.Abs(g[i*s+j]-want) <= 1e-10) || g[i*s+j] != g[j*s+i] {
						t.Fatalf("s=%d n=%d: G[%d,%d] = %v, want %v", s, n, i, j, g[i*s+j], want)
					}
				}
			}
		}
	})
}
