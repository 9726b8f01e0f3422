// Command roofline measures the products of engine/kernel, in float64 and with
// float32 panels, beside OpenBLAS in float64 and beside a bare loop of
// multiply–adds, the roof of all, one core each, in turn in one run. It prints
// GFLOP/s, the ratio of the widest loops to OpenBLAS, how much faster they are
// with float32 panels, and both as a part of the roof in their precision.
//
//	go run ./tools/roofline [-rounds 15]
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/tools/measure"
	"github.com/cauchy-newton/playground/tools/roofline/peak"
)

// shapes are those of real layers, m×k times k×n: a chunk of samples through
// the layers of the networks that are measured, and the large square-like one. A
// chunk of a perceptron has 50 samples at batch 100 and 125, in the deep network
// 72, at 1000; one of LeNet-5 has 16 at most, with 784 and 100 positions in its
// convolutions. 64 and 320 rows are a chunk and five stacked tangents of the
// smallest networks that docs/performance-growth.svg shows.
var shapes = [][3]int{
	{1000, 784, 1024}, {100, 784, 32},
	{50, 784, 1024}, {64, 784, 1024}, {125, 784, 1024}, {50, 1024, 200}, {64, 1024, 200},
	{50, 256, 256}, {64, 256, 256}, {320, 256, 256}, {64, 200, 100}, {64, 32, 16}, {64, 16, 10},
	{12544, 25, 6}, {1600, 150, 16},
	{1024, 50, 784}, {1024, 64, 784}, {6, 12544, 25}, // the derivatives in weights
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
	fmt.Printf("%12s%8s%8s%10s%10s\n", "OpenBLAS", "ratio", "32:64", "of roof", "32")
	rng := rand.New(rand.NewPCG(1, 0))
	var goals []measure.Result
	var roofs [2]measure.Series
	for _, s := range shapes {
		worst := math.Inf(1)
		for _, p := range products {
			r := compare(p, s[0], s[1], s[2], *rounds, blas, rng)
			r.write(os.Stdout)
			worst = min(worst, r.ratio().Median())
			roofs[0], roofs[1] = append(roofs[0], r.roof[0]...), append(roofs[1], r.roof[1]...)
		}
		if goal, ok := measure.ProductGoals[s]; ok && blas != nil {
			goals = append(goals, measure.Result{Goal: goal, Value: worst})
		}
	}
	if len(roofs[0]) > 0 {
		fmt.Printf("\nroof: %.1f in float64, %.1f in float32; a bare loop of %s\n", roofs[0].Median(), roofs[1].Median(), widest())
	}
	fmt.Println()
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

// widest returns the widest set of loops here.
func widest() string {
	sets := kernel.Sets()
	return sets[len(sets)-1]
}

// row is what was measured of one product: GFLOP/s by round, empty where there
// is nothing of the kind.
type row struct {
	product
	m, k, n        int
	ours           map[edition]measure.Series
	rivals         []measure.Series // as in the list
	blas           measure.Series
	roof           [2]measure.Series // float64, float32
	double, single edition           // the widest loops
}

// enough is how many operations a work is at least, so that the clock does not
// count. The roof is measured for as many as the product beside it: what disturbs
// a moment weighs on both alike.
const enough = 1e7

// compare times one product by every edition, by rivals and by OpenBLAS, and the
// roofs, in turn.
func compare(p product, m, k, n, rounds int, blas gemm, rng *rand.Rand) *row {
	a, b, c := measure.Normal(rng, m*k), measure.Normal(rng, k*n), make([]float64, m*n)
	r := &row{product: p, m: m, k: k, n: n, ours: map[edition]measure.Series{}, rivals: make([]measure.Series, len(rivals)),
		double: edition{widest(), kernel.Float64}, single: edition{widest(), kernel.Float32}}
	var works []func()
	var keep []func(ms measure.Series)
	operations := 2 * float64(m) * float64(n) * float64(k)
	all := max(enough, operations)
	add := func(set string, operations float64, call func(), to func(measure.Series)) {
		repeat := max(1, int(all/operations))
		works = append(works, func() {
			if err := kernel.Use(set); err != nil {
				log.Fatal(err)
			}
			for range repeat {
				call()
			}
		})
		keep = append(keep, func(ms measure.Series) {
			rates := make(measure.Series, len(ms))
			for i := range ms {
				rates[i] = operations * float64(repeat) / ms[i] / 1e6
			}
			to(rates)
		})
	}
	for _, e := range editions() {
		add(e.set, operations, func() { p.mul(e.precision, c, a, b, m, n, k) }, func(s measure.Series) { r.ours[e] = s })
	}
	for i, of := range rivals {
		if mul := of.mul[p.name]; mul != nil {
			add(widest(), operations, func() { mul(c, a, b, m, n, k) }, func(s measure.Series) { r.rivals[i] = s })
		}
	}
	if blas != nil {
		add(widest(), operations, func() { blas(c, a, b, m, n, k, p.ta, p.tb) }, func(s measure.Series) { r.blas = s })
	}
	for i, precision := range []kernel.Precision{kernel.Float64, kernel.Float32} {
		if run, operations, ok := peak.Loop(widest(), precision); ok {
			add(widest(), operations, run, func(s measure.Series) { r.roof[i] = s })
		}
	}
	for i, ms := range measure.Rounds(rounds, 0, measure.Processor, works...) {
		keep[i](ms)
	}
	return r
}

// ratio returns the speed of our widest float64 loops in OpenBLAS's, by round.
func (r *row) ratio() measure.Series { return r.ours[r.double].Per(r.blas) }

// write prints the medians.
func (r *row) write(w io.Writer) {
	fmt.Fprintf(w, "%-18s %-3s", fmt.Sprintf("%d×%d×%d", r.m, r.k, r.n), r.name)
	var rates []measure.Series
	for _, e := range editions() {
		rates = append(rates, r.ours[e])
	}
	for _, s := range slices.Concat(rates, r.rivals, []measure.Series{r.blas}) {
		fmt.Fprintf(w, "%12s", told(s, 1))
	}
	double, single := r.ours[r.double], r.ours[r.single]
	fmt.Fprintf(w, "%8s%8s%10s%10s\n", told(r.ratio(), 2), told(single.Per(double), 2), told(double.Per(r.roof[0]), 2), told(single.Per(r.roof[1]), 2))
}

// told writes the median, of nothing a dash.
func told(s measure.Series, digits int) string {
	if len(s) == 0 {
		return "–"
	}
	return strconv.FormatFloat(s.Median(), 'f', digits, 64)
}
