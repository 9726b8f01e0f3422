package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// singles are the products in float32, in the order of products; raw are the
// same whatever the shape, where the set has lanes of float32.
var singles = []struct {
	mul, raw func(c, a, b []float64, m, n, k int)
}{
	{Float32.MulNT, func(c, a, b []float64, m, n, k int) {
		nativeSingle(c, a, b, m, n, k, strides{k, 1}, strides{1, k})
	}},
	{Float32.MulNN, func(c, a, b []float64, m, n, k int) {
		nativeSingle(c, a, b, m, n, k, strides{k, 1}, strides{n, 1})
	}},
	{Float32.MulTN, func(c, a, b []float64, m, n, k int) {
		nativeSingle(c, a, b, m, n, k, strides{1, m}, strides{n, 1})
	}},
}

// onSingles runs a test for every product in float32, with every set of loops:
// as it is called, and where it can on shapes at which float64 would serve.
func onSingles(t *testing.T, test func(t *testing.T, i int, mul func(c, a, b []float64, m, n, k int))) {
	onEverySet(t, func(t *testing.T) {
		for i := range products {
			test(t, i, singles[i].mul)
			if native() {
				test(t, i, singles[i].raw)
			}
		}
	})
}

// bounds returns how far each entry of op(A)·op(B) may be off in float32: the
// bound of Float32, what terms below 2⁻¹²⁶ lose, and the rounding of float64
// in both sums.
func bounds(a, b, c []float64, m, n, k int, ta, tb bool) []float64 {
	sum, abs := make([]float64, m*n), func(x []float64) []float64 {
		y := make([]float64, len(x))
		for i, v := range x {
			y[i] = math.Abs(v)
		}
		return y
	}
	naive(sum, abs(a), abs(b), m, n, k, ta, tb)
	const u = 0x1p-24
	for i, s := range sum {
		sum[i] = s*math.Expm1(float64(min(k, Block)+2)*math.Log1p(u)) + float64(k)*0x1p-140 +
			float64(k+2)*0x1p-52*(s+math.Abs(c[i]))
	}
	return sum
}

// Law: a product in float32 differs from the naive loop in float64 by no more
// than the bound, on shapes around the borders of tiles, panels and blocks, and
// for factors of any size; and it reads and writes nothing but its matrices.
func TestSinglesKeepTheBound(t *testing.T) {
	worst := 0.0
	onSingles(t, func(t *testing.T, i int, mul func(c, a, b []float64, m, n, k int)) {
		p, rng := products[i], rand.New(rand.NewPCG(11, 0))
		for range 200 {
			m, n, k := 1+size(rng), 1+size(rng), 1+size(rng)
			if m*n*k > 4e6 {
				continue
			}
			a, _ := fenced(normal(rng, m*k))
			b, _ := fenced(normal(rng, k*n))
			c, outer := fenced(normal(rng, m*n))
			scale := math.Ldexp(1, rng.IntN(80)-60)
			for j := range a {
				a[j] *= scale
			}
			bound := bounds(a, b, c, m, n, k, p.ta, p.tb)
			want := append([]float64(nil), c...)
			naive(want, a, b, m, n, k, p.ta, p.tb)
			mul(c, a, b, m, n, k)
			for j := range c {
				off := math.Abs(c[j] - want[j])
				if !(off <= bound[j]) {
					t.Fatalf("%s %d×%d×%d: entry %d is %v, want %v ± %.1g", p.name, m, k, n, j, c[j], want[j], bound[j])
				}
				worst = max(worst, off/bound[j])
			}
			if !intact(outer) {
				t.Fatalf("%s %d×%d×%d writes beside C", p.name, m, k, n)
			}
		}
	})
	t.Logf("at most %.2g of the bound", worst)
}

// Law: whole numbers whose sums float32 holds are multiplied exactly, so no
// term is left out and none comes twice.
func TestSinglesOfWholeNumbers(t *testing.T) {
	onSingles(t, func(t *testing.T, i int, mul func(c, a, b []float64, m, n, k int)) {
		p, rng := products[i], rand.New(rand.NewPCG(12, 0))
		for range 100 {
			m, n, k := 1+size(rng), 1+size(rng), 1+size(rng)
			if m*n*k > 4e6 {
				continue
			}
			a, b, c := make([]float64, m*k), make([]float64, k*n), make([]float64, m*n)
			for _, x := range [][]float64{a, b, c} {
				for j := range x {
					x[j] = float64(rng.IntN(201) - 100)
				}
			}
			want := append([]float64(nil), c...)
			naive(want, a, b, m, n, k, p.ta, p.tb)
			mul(c, a, b, m, n, k)
			for j := range c {
				if c[j] != want[j] {
					t.Fatalf("%s %d×%d×%d: entry %d is %v, want %v", p.name, m, k, n, j, c[j], want[j])
				}
			}
		}
	})
}

// A NaN, an Inf, and what is too large for float32, reaches exactly the entries
// that depend on it.
func TestSinglesNonFinite(t *testing.T) {
	onSingles(t, func(t *testing.T, i int, mul func(c, a, b []float64, m, n, k int)) {
		p, rng := products[i], rand.New(rand.NewPCG(13, 0))
		for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
			for range 8 {
				m, n, k := 1+rng.IntN(140), 1+rng.IntN(60), 1+rng.IntN(280)
				a, b, c := normal(rng, m*k), normal(rng, k*n), make([]float64, m*n)
				if j := rng.IntN(len(a) + len(b)); j < len(a) {
					a[j] = bad
				} else {
					b[j-len(a)] = bad
				}
				bound := bounds(a, b, c, m, n, k, p.ta, p.tb)
				want := make([]float64, m*n)
				naive(want, a, b, m, n, k, p.ta, p.tb)
				mul(c, a, b, m, n, k)
				for j := range c {
					equal := same(c[j], want[j])
					if finite := math.Abs(want[j]) < 1e300; finite {
						equal = math.Abs(c[j]-want[j]) <= bound[j]
					}
					if !equal {
						t.Fatalf("%s %d×%d×%d: entry %d is %v, want %v", p.name, m, k, n, j, c[j], want[j])
					}
				}
			}
		}
		const side = 64 // large enough for float32
		a, b, c := make([]float64, side*side), make([]float64, side*side), make([]float64, side*side)
		a[0], b[0] = 1e39, 1
		mul(c, a, b, side, side, side)
		if want := native(); math.IsInf(c[0], 1) != want {
			t.Errorf("%s: 1e39 · 1 = %v with the loops %s", p.name, c[0], Set())
		}
	})
}

// A product in float32 is the same bits every time, and allocates nothing.
func TestSinglesRepeat(t *testing.T) {
	rng := rand.New(rand.NewPCG(14, 0))
	const m, n, k = 130, 70, 300
	a, b, first := normal(rng, m*k), normal(rng, k*n), make([]float64, m*n)
	onSingles(t, func(t *testing.T, i int, mul func(c, a, b []float64, m, n, k int)) {
		clear(first)
		mul(first, a, b, m, n, k)
		c := make([]float64, m*n)
		if allocs := testing.AllocsPerRun(5, func() {
			clear(c)
			mul(c, a, b, m, n, k)
		}); allocs != 0 {
			t.Errorf("%s: %v allocations", products[i].name, allocs)
		}
		for j := range c {
			if c[j] != first[j] {
				t.Fatalf("%s: entry %d is %v, then %v", products[i].name, j, first[j], c[j])
			}
		}
	})
}

func TestPrecisionByName(t *testing.T) {
	for _, p := range []Precision{Float64, Float32} {
		if back, err := ParsePrecision(p.String()); back != p || err != nil {
			t.Errorf("%s read back as %s, %v", p, back, err)
		}
	}
	if _, err := ParsePrecision("float16"); err == nil {
		t.Error("float16 is accepted")
	}
}

func ExamplePrecision() {
	const side = 128
	a, b, c := make([]float64, side*side), make([]float64, side*side), make([]float64, side*side)
	for i := range a {
		a[i], b[i] = 1.0/3, 3
	}
	Float32.MulNN(c, a, b, side, side, side)
	fmt.Printf("%.4f\n", c[0])
	// Output: 128.0000
}
