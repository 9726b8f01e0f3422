package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// onEverySet runs a test for the loops of AVX2, for those of AVX-512 and for the
// lowered ones.
func onEverySet(t *testing.T, test func(t *testing.T, set set)) {
	for _, set := range []set{avx2, avx512, lowered512} {
		t.Run(set.name, func(t *testing.T) { test(t, set) })
	}
}

func whole[T float32 | float64](rng *rand.Rand, n int) []T {
	x := make([]T, n)
	for i := range x {
		x[i] = T(rng.IntN(201) - 100)
	}
	return x
}

// matrix is one whose rows are further apart than they are long, with NaN
// between them.
type matrix struct {
	x             []float64
	columns, next int
}

func newMatrix(rng *rand.Rand, rows, columns int) matrix {
	m := matrix{columns: columns, next: columns + rng.IntN(3)}
	m.x = whole[float64](rng, rows*m.next)
	for i := range m.x {
		if i%m.next >= columns {
			m.x[i] = math.NaN()
		}
	}
	return m
}

func (m matrix) at(i, j int) float64 { return m.x[i*m.next+j] }

// expect fails unless the machine has, at an address, a matrix of the same
// shape as m whose entries are those of want, with the NaN between and around.
func (m matrix) expect(t *testing.T, run *machine, at uint64, want func(i, j int) float64, what string) {
	t.Helper()
	for k, v := range fetch[float64](run, at, len(m.x)) {
		if i, j := k/m.next, k%m.next; j >= m.columns && !math.IsNaN(v) || j < m.columns && v != want(i, j) {
			t.Fatalf("%s: entry (%d, %d) is %v, want %v", what, i, j, v, want(i, j))
		}
	}
	if !run.intact(at, len(m.x)) {
		t.Fatalf("%s: something is written beside", what)
	}
}

// Law: the outer tiles, in float64 and in float32, give the exact product of
// whole numbers for every number of rows, every ragged end, A transposed or not,
// and rows that lie apart; and they read and write nothing else.
func TestTilesOnTheMachine(t *testing.T) {
	onEverySet(t, func(t *testing.T, set set) {
		for _, single := range []bool{false, true} {
			for vectors := 1; vectors <= set.vectors; vectors++ {
				name, lanes := fmt.Sprintf("outer%d%s", vectors, set.name), set.lanes
				if single {
					name, lanes = fmt.Sprintf("single%d%s", vectors, set.name), 2*set.lanes
				}
				blank := program(t, name)
				rng := rand.New(rand.NewPCG(21, 0))
				for round := range 2 * (2*set.rows + 1) {
					m, transposed := 1+round/2, round%2 == 1
					last, k := 1+rng.IntN(lanes), 1+rng.IntN(9)
					n := (vectors-1)*lanes + last
					what := fmt.Sprintf("%s, %d×%d×%d, A transposed: %t", name, m, k, n, transposed)
					c, a, b := newMatrix(rng, m, n), newMatrix(rng, m, k), newMatrix(rng, k, n)
					entry, si, sp := a.at, a.next, 1
					if transposed {
						a = newMatrix(rng, k, m)
						entry, si, sp = func(i, p int) float64 { return a.at(p, i) }, 1, a.next
					}
					if single { // a panel of whole vectors
						b = matrix{whole[float64](rng, k*vectors*lanes), n, vectors * lanes}
					}
					run := blank.fresh()
					at, args := place(run, c.x), []uint64(nil)
					if single {
						args = []uint64{at, uint64(8 * c.next), place(run, rounded(a.x)), uint64(4 * si), uint64(4 * sp), place(run, rounded(b.x))}
					} else {
						args = []uint64{at, uint64(8 * c.next), place(run, a.x), uint64(8 * si), uint64(8 * sp), place(run, b.x), uint64(8 * b.next)}
					}
					run.run(append(args, uint64(m), uint64(k), uint64(last))...)
					c.expect(t, run, at, func(i, j int) float64 {
						sum := c.at(i, j)
						for p := range k {
							sum += entry(i, p) * b.at(p, j)
						}
						return sum
					}, what)
				}
			}
		}
	})
}

// Law: so do the inner tiles, for every number of rows of both and every length.
func TestInnerOnTheMachine(t *testing.T) {
	onEverySet(t, func(t *testing.T, set set) {
		blank := program(t, "inner"+set.name)
		rng := rand.New(rand.NewPCG(23, 0))
		for m := 1; m <= 2*set.inner+1; m++ {
			for n := 1; n <= 4; n++ {
				for _, k := range []int{1 + rng.IntN(set.lanes-1), set.lanes, set.lanes + 1 + rng.IntN(3*set.lanes)} {
					c, a, b := newMatrix(rng, m, n), newMatrix(rng, m, k), newMatrix(rng, n, k)
					run := blank.fresh()
					at := place(run, c.x)
					run.run(at, uint64(8*c.next), place(run, a.x), uint64(8*a.next), place(run, b.x), uint64(8*b.next),
						uint64(m), uint64(n), uint64(k))
					c.expect(t, run, at, func(i, j int) float64 {
						sum := c.at(i, j)
						for p := range k {
							sum += a.at(i, p) * b.at(j, p)
						}
						return sum
					}, fmt.Sprintf("inner%s, %d×%d×%d", set.name, m, k, n))
				}
			}
		}
	})
}

func rounded(x []float64) []float32 {
	y := make([]float32, len(x))
	for i, v := range x {
		y[i] = float32(v)
	}
	return y
}

// Law: pack copies a panel, zeros behind its last entries.
func TestPackOnTheMachine(t *testing.T) {
	onEverySet(t, func(t *testing.T, set set) {
		rng := rand.New(rand.NewPCG(24, 0))
		for vectors := 1; vectors <= set.vectors; vectors++ {
			name := fmt.Sprintf("pack%d%s", vectors, set.name)
			for last := 1; last <= set.lanes; last++ {
				k, width, n := 1+rng.IntN(6), vectors*set.lanes, (vectors-1)*set.lanes+last
				b, run := newMatrix(rng, k, n), program(t, name).fresh()
				to := matrix{make([]float64, k*width), width, width}
				at := place(run, to.x)
				run.run(at, place(run, b.x), uint64(8*b.next), uint64(k), uint64(last))
				to.expect(t, run, at, func(p, j int) float64 {
					if j < n {
						return b.at(p, j)
					}
					return 0
				}, fmt.Sprintf("%s, %d×%d", name, k, n))
			}
		}
	})
}

// Law: narrow rounds a block of rows, narrowTransposed rounds and transposes it, transpose
// transposes four.
func TestPanelsOnTheMachine(t *testing.T) {
	onEverySet(t, func(t *testing.T, set set) {
		narrow, turned, transpose := program(t, "narrow"+set.name), program(t, "narrowTransposed"+set.name), program(t, "transpose"+set.name)
		rng := rand.New(rand.NewPCG(22, 0))
		for n := 1; n <= 33; n++ {
			const rows, spare = 8, 8
			from := make([]float64, rows*(n+1)) // rows n+1 apart
			for i := range from {
				from[i] = rng.NormFloat64()
			}
			run := narrow.fresh()
			to := place(run, make([]float32, rows*n+spare))
			run.run(to, uint64(4*n), place(run, from), uint64(8*(n+1)), rows, uint64(n))
			for i, v := range fetch[float32](run, to, rows*n) {
				if want := float32(from[i/n*(n+1)+i%n]); v != want {
					t.Fatalf("narrow, rows of %d: entry %d is %v, want %v", n, i, v, want)
				}
			}
			if n%4 != 0 {
				continue
			}
			run = turned.fresh()
			to = place(run, make([]float32, rows*n))
			run.run(to, 4*rows, place(run, from), uint64(8*(n+1)), uint64(n))
			for i, v := range fetch[float32](run, to, rows*n) {
				if want := float32(from[i%rows*(n+1)+i/rows]); v != want {
					t.Fatalf("narrowTransposed, rows of %d: entry %d is %v, want %v", n, i, v, want)
				}
			}
			run = transpose.fresh()
			block := matrix{make([]float64, 4*n), 4, 4}
			to = place(run, block.x)
			run.run(to, 32, place(run, from), uint64(8*(n+1)), uint64(n))
			block.expect(t, run, to, func(p, r int) float64 { return from[r*(n+1)+p] }, fmt.Sprintf("transpose, rows of %d", n))
		}
	})
}
