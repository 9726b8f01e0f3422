// Command roofline measures the products of engine/kernel, in float64 and with
// float32 panels, beside OpenBLAS in float64, one core each, in turn in one run.
// It prints GFLOP/s, the ratio of the widest loops to OpenBLAS, and how much
// faster they are with float32 panels.
//
//	go run ./tools/roofline [-rounds 15]
package main

import (
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"

	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/tools/measure"
)

// shapes are those of real layers, m×k times k×n: a chunk of samples through
// the layers of the networks that are measured, and the large square-like one.
var shapes = [][3]int{
	{1000, 784, 1024}, {100, 784, 32}, {64, 784, 1024}, {64, 1024, 200}, {64, 256, 256},
	{320, 256, 256}, {64, 200, 100}, {64, 32, 16}, {64, 16, 10}, {1600, 150, 16}, {1024, 64, 784},
}

type product struct {
	name   string
	mul    func(p kernel.Precision, c, a, b []float64, m, n, k int)
	ta, tb bool
}

// A rival is another implementation of the products, measured beside ours.
type rival struct {
	name string
	mul  map[string]func(c, a, b []float64, m, n, k int) // by the product's name; not each has all
}

// rivals are there only in a build for an experiment.
var rivals []rival

var products = []product{
	{"NN", kernel.Precision.MulNN, false, false}, {"NT", kernel.Precision.MulNT, false, true}, {"TN", kernel.Precision.MulTN, true, false},
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("roofline: ")
	rounds := flag.Int("rounds", 15, "how often each product is timed")
	flag.Parse()
	runtime.LockOSThread()
	blas, err := openBLAS()
	if err != nil {
		log.Print(err)
	}
	fmt.Printf("%-18s %-3s", "m×k×n", "")
	for _, e := range editions() {
		fmt.Printf("%12s", e)
	}
	for _, r := range rivals {
		fmt.Printf("%12s", r.name)
	}
	fmt.Printf("%12s%8s%8s\n", "OpenBLAS", "ratio", "32:64")
	rng := rand.New(rand.NewPCG(1, 0))
	var goals []measure.Result
	for _, s := range shapes {
		worst := math.Inf(1)
		for _, p := range products {
			worst = min(worst, compare(p, s[0], s[1], s[2], *rounds, blas, rng))
		}
		if goal, ok := measure.ProductGoals[s]; ok && blas != nil {
			goals = append(goals, measure.Result{Goal: goal, Value: worst})
		}
	}
	fmt.Println("\nof NN, NT and TN the slowest counts")
	if err := measure.WriteGoals(os.Stdout, goals); err != nil {
		log.Fatal(err)
	}
}

// edition is a set of loops in a precision.
type edition struct {
	set       string
	precision kernel.Precision
}

// String returns the set's name, with 32 for float32.
func (e edition) String() string {
	if e.precision == kernel.Float32 {
		return e.set + "/32"
	}
	return e.set
}

// editions returns all there are here, those of the widest set last: float64,
// then float32, which the portable loops do not have.
func editions() (list []edition) {
	for _, set := range kernel.Sets() {
		list = append(list, edition{set, kernel.Float64})
		if set != "portable" {
			list = append(list, edition{set, kernel.Float32})
		}
	}
	return list
}

// compare times one product by every edition, by rivals and by OpenBLAS, in
// turn, prints the medians and returns that of the quotients of our widest
// float64 loops and OpenBLAS in a round.
func compare(p product, m, k, n, rounds int, blas gemm, rng *rand.Rand) float64 {
	a, b, c := normal(rng, m*k), normal(rng, k*n), make([]float64, m*n)
	flops := 2 * float64(m) * float64(n) * float64(k)
	repeat := max(1, int(1e7/flops))
	rate := func(work func()) float64 {
		start := measure.Processor()
		for range repeat {
			work()
		}
		return flops * float64(repeat) / (measure.Processor() - start).Seconds() / 1e9
	}
	list := editions()
	widest := slices.Index(list, edition{kernel.Sets()[len(kernel.Sets())-1], kernel.Float64})
	last := len(list) + len(rivals)
	rates := make([]measure.Series, last+1)
	var ratio, faster measure.Series
	for round := range rounds {
		for i, e := range list {
			if err := kernel.Use(e.set); err != nil {
				log.Fatal(err)
			}
			rates[i] = append(rates[i], rate(func() { p.mul(e.precision, c, a, b, m, n, k) }))
		}
		ours := rates[widest][round]
		if widest+1 < len(list) {
			faster = append(faster, rates[widest+1][round]/ours)
		}
		for i, r := range rivals {
			if mul := r.mul[p.name]; mul != nil {
				rates[len(list)+i] = append(rates[len(list)+i], rate(func() { mul(c, a, b, m, n, k) }))
			}
		}
		if blas != nil {
			theirs := rate(func() { blas(c, a, b, m, n, k, p.ta, p.tb) })
			rates[last] = append(rates[last], theirs)
			ratio = append(ratio, ours/theirs)
		}
	}
	fmt.Printf("%-18s %-3s", fmt.Sprintf("%d×%d×%d", m, k, n), p.name)
	for _, r := range rates {
		fmt.Printf("%12.1f", r.Median())
	}
	fmt.Printf("%8.2f%8.2f\n", ratio.Median(), faster.Median())
	return ratio.Median()
}

func normal(rng *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	return x
}
