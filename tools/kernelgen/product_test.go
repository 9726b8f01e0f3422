package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"testing"
)

var generated = sync.OnceValues(generate)

func program(t *testing.T, name string) *machine {
	t.Helper()
	files, err := generated()
	if err != nil {
		t.Fatal(err)
	}
	m, err := load(string(files["loops_amd64.s"]), name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func whole[T float32 | float64](rng *rand.Rand, n int) []T {
	x := make([]T, n)
	for i := range x {
		x[i] = T(rng.IntN(201) - 100)
	}
	return x
}

// Law: the outer tiles of AVX-512, in float64 and in float32, give the exact
// product of whole numbers for every number of rows and every ragged end, and
// write nothing else.
func TestTilesOnTheMachine(t *testing.T) {
	for _, single := range []bool{false, true} {
		for vectors := 1; vectors <= avx512.vectors; vectors++ {
			name, lanes := fmt.Sprintf("outer%dAVX512", vectors), avx512.lanes
			if single {
				name, lanes = fmt.Sprintf("single%dAVX512", vectors), 2*avx512.lanes
			}
			blank := program(t, name)
			rng := rand.New(rand.NewPCG(21, 0))
			for m := 1; m <= 2*avx512.rows+1; m++ {
				last, k, width := 1+rng.IntN(lanes), 1+rng.IntN(9), vectors*lanes
				n := width - lanes + last
				run := *blank
				run.memory = make([]byte, 64)
				c := whole[float64](rng, m*n)
				a, b := whole[float64](rng, m*k), whole[float64](rng, k*width)
				want := append([]float64(nil), c...)
				for i := range m {
					for j := range n {
						for p := range k {
							want[i*n+j] += a[i*k+p] * b[p*width+j]
						}
					}
				}
				at, args := place(&run, c), []uint64(nil)
				if single {
					args = []uint64{at, uint64(8 * n), place(&run, rounded(a)), uint64(4 * k), 4, place(&run, rounded(b))}
				} else {
					args = []uint64{at, uint64(8 * n), place(&run, a), uint64(8 * k), 8, place(&run, b), uint64(8 * width)}
				}
				run.run(append(args, uint64(m), uint64(k), uint64(last))...)
				for i, v := range fetch[float64](&run, at, m*n) {
					if v != want[i] {
						t.Fatalf("%s, %d×%d×%d: entry %d is %v, want %v", name, m, k, n, i, v, want[i])
					}
				}
				for _, v := range append(fetch[float64](&run, at-16, 2), fetch[float64](&run, at+uint64(8*m*n), 2)...) {
					if !math.IsNaN(v) {
						t.Fatalf("%s, %d×%d×%d writes beside C", name, m, k, n)
					}
				}
			}
		}
	}
}

func rounded(x []float64) []float32 {
	y := make([]float32, len(x))
	for i, v := range x {
		y[i] = float32(v)
	}
	return y
}

// Law: narrow rounds a block of rows, turn rounds and transposes it, cross
// transposes four.
func TestPanelsOnTheMachine(t *testing.T) {
	narrow, turn, cross := program(t, "narrowAVX512"), program(t, "turnAVX512"), program(t, "crossAVX512")
	rng := rand.New(rand.NewPCG(22, 0))
	for n := 1; n <= 33; n++ {
		const rows, spare = 8, 8
		from := make([]float64, rows*(n+1)) // rows n+1 apart
		for i := range from {
			from[i] = rng.NormFloat64()
		}
		run := *narrow
		run.memory = make([]byte, 64)
		to := place(&run, make([]float32, rows*n+spare))
		run.run(to, uint64(4*n), place(&run, from), uint64(8*(n+1)), rows, uint64(n))
		for i, v := range fetch[float32](&run, to, rows*n) {
			if want := float32(from[i/n*(n+1)+i%n]); v != want {
				t.Fatalf("narrow, rows of %d: entry %d is %v, want %v", n, i, v, want)
			}
		}
		if n%4 != 0 {
			continue
		}
		run = *turn
		run.memory = make([]byte, 64)
		to = place(&run, make([]float32, rows*n))
		run.run(to, 4*rows, place(&run, from), uint64(8*(n+1)), uint64(n))
		for i, v := range fetch[float32](&run, to, rows*n) {
			if want := float32(from[i%rows*(n+1)+i/rows]); v != want {
				t.Fatalf("turn, rows of %d: entry %d is %v, want %v", n, i, v, want)
			}
		}
		run = *cross
		run.memory = make([]byte, 64)
		to = place(&run, make([]float64, 4*n))
		run.run(to, 32, place(&run, from), uint64(8*(n+1)), uint64(n))
		for i, v := range fetch[float64](&run, to, 4*n) {
			if want := from[i%4*(n+1)+i/4]; v != want {
				t.Fatalf("cross, rows of %d: entry %d is %v, want %v", n, i, v, want)
			}
		}
	}
}
