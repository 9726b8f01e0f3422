package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"runtime"

	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/tools/bench/peak"
	"github.com/cauchy-newton/playground/tools/measure"
)

// productsCommand measures the products of engine/kernel on one core.
type productsCommand struct {
	Rounds count `default:"15" help:"How often each product is timed."`
}

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

var products = []product{
	{"NN", kernel.Precision.MulNN, false, false}, {"NT", kernel.Precision.MulNT, false, true}, {"TN", kernel.Precision.MulTN, true, false},
}

// Run prints GFLOP/s of each set of loops and of OpenBLAS, the speed of the widest
// loops in OpenBLAS's, how much faster they are with float32 panels, and both as a
// part of the roof in their precision.
func (c *productsCommand) Run(w io.Writer) error {
	runtime.LockOSThread()
	fmt.Fprintf(w, "%s; GFLOP/s of one; medians of %d rounds\n", measure.Machine(), c.Rounds)
	blas, err := openBLAS()
	if err != nil {
		fmt.Fprintln(w, err)
	}
	head := []string{"m×k×n", ""}
	for _, e := range editions() {
		head = append(head, e.String())
	}
	table := measure.NewTable(append(head, "OpenBLAS", "ratio", "32:64", "of roof", "32")...)
	rng := rand.New(rand.NewPCG(1, 0))
	var goals []measure.Result
	var roofs [2]measure.Series
	for _, s := range shapes {
		worst := math.Inf(1)
		for _, p := range products {
			r, err := compare(p, s[0], s[1], s[2], int(c.Rounds), blas, rng)
			if err != nil {
				return err
			}
			ratio := r.ours[len(r.ours)-2].Per(r.blas)
			r.write(table, p.name, s, ratio)
			worst = min(worst, ratio.Median())
			roofs[0], roofs[1] = append(roofs[0], r.roof[0]...), append(roofs[1], r.roof[1]...)
		}
		if goal, ok := measure.ProductGoals[s]; ok && blas != nil {
			goals = append(goals, measure.Result{Goal: goal, Value: worst})
		}
	}
	fmt.Fprintf(w, "roof: %s in float64, %s in float32; a bare loop of %s\n\n", roofs[0], roofs[1], widest())
	return errors.Join(table.Write(w), measure.WriteGoals(w, goals))
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

// editions returns those there are here: the portable loops, which have float64 alone,
// and last the widest set in float64 and float32.
func editions() (list []edition) {
	for _, set := range kernel.Sets() {
		list = append(list, edition{set, kernel.Float64})
		if set != "portable" || set == widest() {
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

// rates is what was measured of one product: GFLOP/s by round, empty where there
// is nothing of the kind.
type rates struct {
	ours []measure.Series // by edition
	blas measure.Series
	roof [2]measure.Series // float64, float32
}

// enough is how many operations a work is at least, so that the clock does not
// count. The roof is measured for as many as the product beside it: what disturbs
// a moment weighs on both alike.
const enough = 1e7

// compare times one product by every edition and by OpenBLAS, and the roofs, in
// turn.
func compare(p product, m, k, n, rounds int, blas gemm, rng *rand.Rand) (*rates, error) {
	a, b, c := measure.Normal(rng, m*k), measure.Normal(rng, k*n), make([]float64, m*n)
	r := &rates{ours: make([]measure.Series, len(editions()))}
	var works []func()
	var keep []func(ms measure.Series)
	var failed error
	operations := 2 * float64(m) * float64(n) * float64(k)
	all := max(enough, operations)
	add := func(set string, operations float64, to *measure.Series, call func()) {
		repeat := max(1, int(all/operations))
		works = append(works, func() {
			failed = errors.Join(failed, kernel.Use(set))
			for range repeat {
				call()
			}
		})
		keep = append(keep, func(ms measure.Series) {
			for _, v := range ms {
				*to = append(*to, operations*float64(repeat)/v/1e6)
			}
		})
	}
	for i, e := range editions() {
		add(e.set, operations, &r.ours[i], func() { p.mul(e.precision, c, a, b, m, n, k) })
	}
	if blas != nil {
		add(widest(), operations, &r.blas, func() { blas(c, a, b, m, n, k, p.ta, p.tb) })
	}
	for i, precision := range []kernel.Precision{kernel.Float64, kernel.Float32} {
		if run, operations, ok := peak.Loop(widest(), precision); ok {
			add(widest(), operations, &r.roof[i], run)
		}
	}
	for i, ms := range measure.Rounds(rounds, 0, measure.Processor, works...) {
		keep[i](ms)
	}
	return r, failed
}

// write adds the medians to the table.
func (r *rates) write(t *measure.Table, name string, s [3]int, ratio measure.Series) {
	row := []any{fmt.Sprintf("%d×%d×%d", s[0], s[1], s[2]), name}
	double, single := r.ours[len(r.ours)-2], r.ours[len(r.ours)-1]
	for _, v := range append(r.ours, r.blas, ratio, single.Per(double), double.Per(r.roof[0]), single.Per(r.roof[1])) {
		row = append(row, v.Middle())
	}
	t.Row(row...)
}
