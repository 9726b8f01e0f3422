// Command roofline measures the products of engine/kernel beside OpenBLAS,
// one core each, in turn in one run, and prints GFLOP/s and their ratio.
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
	"time"

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
	mul    func(c, a, b []float64, m, n, k int)
	ta, tb bool
}

var products = []product{
	{"NN", kernel.MulNN, false, false}, {"NT", kernel.MulNT, false, true}, {"TN", kernel.MulTN, true, false},
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
	for _, set := range kernel.Sets() {
		fmt.Printf("%10s", set)
	}
	fmt.Printf("%10s%8s\n", "OpenBLAS", "ratio")
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

// compare times one product by every set of loops and by OpenBLAS, in turn,
// prints the medians and returns that of the quotients in a round.
func compare(p product, m, k, n, rounds int, blas gemm, rng *rand.Rand) float64 {
	a, b, c := normal(rng, m*k), normal(rng, k*n), make([]float64, m*n)
	flops := 2 * float64(m) * float64(n) * float64(k)
	repeat := max(1, int(2e6/flops))
	rate := func(work func()) float64 {
		start := time.Now()
		for range repeat {
			work()
		}
		return flops * float64(repeat) / time.Since(start).Seconds() / 1e9
	}
	sets := kernel.Sets()
	rates, ratio := make([]measure.Series, len(sets)+1), measure.Series(nil)
	for range rounds {
		for i, set := range sets {
			if err := kernel.Use(set); err != nil {
				log.Fatal(err)
			}
			rates[i] = append(rates[i], rate(func() { p.mul(c, a, b, m, n, k) }))
		}
		if blas != nil {
			theirs := rate(func() { blas(c, a, b, m, n, k, p.ta, p.tb) })
			rates[len(sets)] = append(rates[len(sets)], theirs)
			ratio = append(ratio, rates[len(sets)-1][len(ratio)]/theirs)
		}
	}
	fmt.Printf("%-18s %-3s", fmt.Sprintf("%d×%d×%d", m, k, n), p.name)
	for _, r := range rates {
		fmt.Printf("%10.1f", r.Median())
	}
	fmt.Printf("%8.2f\n", ratio.Median())
	return ratio.Median()
}

func normal(rng *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	return x
}
