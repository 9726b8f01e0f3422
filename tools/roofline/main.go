// Command roofline measures the products of engine/kernel beside OpenBLAS,
// one core each, in turn in one run, and prints GFLOP/s and their ratio.
//
//	go run ./tools/roofline [-rounds 15]
package main

import (
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"runtime"
	"slices"
	"time"

	"github.com/cauchy-newton/playground/engine/kernel"
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

// A rival is another implementation of the products, measured beside ours.
type rival struct {
	name string
	mul  map[string]func(c, a, b []float64, m, n, k int) // by the product's name; not each has all
}

// rivals are there only in a build for an experiment.
var rivals []rival

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
	for _, r := range rivals {
		fmt.Printf("%10s", r.name)
	}
	fmt.Printf("%10s%8s\n", "OpenBLAS", "ratio")
	rng := rand.New(rand.NewPCG(1, 0))
	for _, s := range shapes {
		for _, p := range products {
			measure(p, s[0], s[1], s[2], *rounds, blas, rng)
		}
	}
}

// measure times one product by every set of loops, by rivals and by OpenBLAS, in
// turn, and prints the medians; the ratio is that of our widest set to OpenBLAS.
func measure(p product, m, k, n, rounds int, blas gemm, rng *rand.Rand) {
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
	last := len(sets) + len(rivals)
	rates, ratio := make([][]float64, last+1), []float64(nil)
	for range rounds {
		for i, set := range sets {
			if err := kernel.Use(set); err != nil {
				log.Fatal(err)
			}
			rates[i] = append(rates[i], rate(func() { p.mul(c, a, b, m, n, k) }))
		}
		for i, r := range rivals {
			if mul := r.mul[p.name]; mul != nil {
				rates[len(sets)+i] = append(rates[len(sets)+i], rate(func() { mul(c, a, b, m, n, k) }))
			}
		}
		if blas != nil {
			theirs := rate(func() { blas(c, a, b, m, n, k, p.ta, p.tb) })
			rates[last] = append(rates[last], theirs)
			ratio = append(ratio, rates[len(sets)-1][len(ratio)]/theirs)
		}
	}
	fmt.Printf("%-18s %-3s", fmt.Sprintf("%d×%d×%d", m, k, n), p.name)
	for _, r := range rates {
		if len(r) == 0 {
			fmt.Printf("%10s", "–")
			continue
		}
		fmt.Printf("%10.1f", median(r))
	}
	fmt.Printf("%8.2f\n", median(ratio))
}

func normal(rng *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	return x
}

func median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	slices.Sort(x)
	return x[len(x)/2]
}
