package main

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cauchy-newton/playground/engine/kernel"
)

var (
	generated = sync.OnceValues(generate)
	routines  = sync.OnceValues(func() (map[string]*routine, error) {
		files, err := generated()
		if err != nil {
			return nil, err
		}
		text := string(files["loops_amd64.s"])
		low, err := lower(text)
		if err != nil {
			return nil, err
		}
		all, err := parse(text)
		if err != nil {
			return nil, err
		}
		lowered, err := parse(low)
		for name, m := range lowered {
			if name, ok := strings.CutSuffix(name, avx512.name); ok {
				all[name+lowered512.name] = m
			}
		}
		return all, err
	})
	taken = map[string]bool{} // the functions that a test has asked for
)

// program returns a function.
func program(t *testing.T, name string) *routine {
	t.Helper()
	all, err := routines()
	if err != nil {
		t.Fatal(err)
	}
	if all[name] == nil {
		t.Fatalf("no function %s", name)
	}
	taken[name] = true
	return all[name]
}

// When all tests have run, so have all generated functions, and the lowered ones
// have left the same bits as those that they stand for.
func TestMain(m *testing.M) {
	code := m.Run()
	if all, err := routines(); err == nil && flag.Lookup("test.run").Value.String() == "" {
		for name, r := range all {
			if !taken[name] {
				fmt.Printf("FAIL: no test runs %s\n", name)
				code = 1
			}
			if name, ok := strings.CutSuffix(name, lowered512.name); ok && r.left.Sum64() != all[name+avx512.name].left.Sum64() {
				fmt.Printf("FAIL: %s leaves other bits in the instructions of AVX2\n", name)
				code = 1
			}
		}
	}
	os.Exit(code)
}

func normal(rng *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	return x
}

// close tells whether two numbers differ by rounding only; NaN and infinities are
// close to themselves alone.
func close(got, want, tol float64) bool {
	return got == want || math.IsNaN(got) && math.IsNaN(want) ||
		!math.IsInf(want, 0) && math.Abs(got-want) <= tol
}

// call runs a function on vectors of n doubles, returns what has become of them,
// and fails if it writes beside one. Before them the function has more arguments
// where more puts them.
func call(t *testing.T, name string, n int, more func(at []uint64) []uint64, x ...[]float64) (after [][]float64, result float64) {
	t.Helper()
	run, at := program(t, name).fresh(), []uint64(nil)
	for _, v := range x {
		at = append(at, place(run, v))
	}
	args := more(at)
	run.run(args...)
	for i, a := range at {
		if !run.intact(a, n) {
			t.Fatalf("%s of %d writes beside vector %d", name, n, i)
		}
		after = append(after, fetch[float64](run, a, n))
	}
	return after, math.Float64frombits(run.args[len(run.args)-1])
}

// Law: the loops over vectors equal their definitions on every length, reading
// and writing nothing else.
func TestVectorsOnTheMachine(t *testing.T) {
	onEverySet(t, func(t *testing.T, set set) {
		rng := rand.New(rand.NewPCG(25, 0))
		for n := 1; n <= 6*set.lanes+1; n++ {
			v, want, sum := make([][]float64, 6), make([][]float64, 6), 0.0
			reset := func() {
				for i := range v {
					v[i] = normal(rng, n)
					want[i] = slices.Clone(v[i])
				}
				sum = 0
			}
			expect := func(name string, after [][]float64) {
				for i := range after {
					for p := range after[i] {
						if !close(after[i][p], want[i][p], 1e-14*(1+math.Abs(want[i][p]))) {
							t.Fatalf("%s%s of %d: vector %d is %v at %d, want %v", name, set.name, n, i, after[i][p], p, want[i][p])
						}
					}
				}
			}
			length := uint64(n)

			reset()
			for p := range n {
				sum += v[0][p] * v[1][p]
			}
			after, got := call(t, "dot"+set.name, n, func(at []uint64) []uint64 { return append(at, length, 0) }, v[:2]...)
			if expect("dot", after); !close(got, sum, 1e-13) {
				t.Fatalf("dot%s of %d is %v, want %v", set.name, n, got, sum)
			}

			reset()
			w := rng.NormFloat64()
			for p := range n {
				want[0][p] += w * v[1][p]
			}
			after, _ = call(t, "axpy"+set.name, n, func(at []uint64) []uint64 { return []uint64{at[0], math.Float64bits(w), at[1], length} }, v[:2]...)
			expect("axpy", after)

			reset()
			for p := range n {
				want[0][p] = v[1][p] * v[2][p]
			}
			after, _ = call(t, "times"+set.name, n, func(at []uint64) []uint64 { return append(at, length) }, v[:3]...)
			expect("times", after)

			reset()
			for p := range n {
				x, xx, d1, d2, q2, q3 := v[0][p], v[1][p], v[2][p], v[3][p], v[4][p], v[5][p]
				want[0][p], want[1][p] = d1*x, d2*x*x+d1*xx
				sum += q3*x*x*x + 3*q2*x*xx
			}
			after, got = call(t, "advance"+set.name, n, func(at []uint64) []uint64 { return append(at, length, 0) }, v...)
			if expect("advance", after); !close(got, sum, 1e-11) {
				t.Fatalf("advance%s of %d is %v, want %v", set.name, n, got, sum)
			}
		}
	})
}

// Law: the functions and their pulls equal those of portable Go, values to a few
// units in the last place, on every length and at all kinds of arguments, and
// write nothing but their outputs.
func TestFunctionsOnTheMachine(t *testing.T) {
	defer kernel.Use(kernel.Set())
	if err := kernel.Use("portable"); err != nil {
		t.Fatal(err)
	}
	special := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, math.Copysign(0, -1), 1e300, -1e300, 5e-324, -1e-310,
		0.34657359027997264, 0.693, 18.7, -18.7, 40, -40, -701, -708.5, -720.5, -744, -745.2, 701, 709.78}
	onEverySet(t, func(t *testing.T, set set) {
		rng := rand.New(rand.NewPCG(26, 0))
		for _, f := range kernel.Functions {
			for n := 1; n <= 3*set.lanes+1; n++ {
				x, dy, y, blank := normal(rng, n), normal(rng, n), make([]float64, n), make([]float64, n)
				for range 1 + n/3 {
					x[rng.IntN(n)] = special[rng.IntN(len(special))]
				}
				expect := func(what string, got, want []float64, tol, floor float64) {
					for p := range want {
						if !close(got[p], want[p], tol*(floor+math.Abs(want[p]))+0x1p-1072) {
							t.Fatalf("%s%s of %d, %s at %v is %v, want %v", f.Name, set.name, n, what, x[p], got[p], want[p])
						}
					}
				}
				length := func(at []uint64) []uint64 { return append(at, uint64(n)) }
				f.Values(y, x)
				after, _ := call(t, f.Name+set.name, n, length, blank, x)
				expect("f", after[0], y, 4*0x1p-52, 0)
				expect("x", after[1], x, 0, 0)

				want := make([][]float64, 5)
				for i := range want {
					want[i] = make([]float64, n)
				}
				f.Pull1(want[0], want[1], x, y, dy)
				after, _ = call(t, f.Name+"Pull1"+set.name, n, length, blank, blank, x, y, dy)
				for i, v := range append(want[:2:2], x, y, dy) {
					expect(strings.Fields("f′·dy f′ x y dy")[i], after[i], v, 4e-15, 1)
				}
				if !f.Curved {
					continue
				}
				f.Pull3(want[0], want[1], want[2], want[3], want[4], x, y, dy)
				after, _ = call(t, f.Name+"Pull3"+set.name, n, length, blank, blank, blank, blank, blank, x, y, dy)
				for i, v := range append(want[:5:5], x, y, dy) {
					expect(strings.Fields("f′·dy f′ f″ f″·dy f‴·dy x y dy")[i], after[i], v, 4e-15, 1)
				}
			}
		}
	})
}
