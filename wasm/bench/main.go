//go:build js && wasm

// Command bench measures the engine in the page and prints a list as JSON:
// GFLOP/s of products, milliseconds of a gradient and of a summary (ḡ, H̄, D³
// along the gradient, canonical partition) at a batch of 100, and of tanh. With the
// argument contest it exports its work to the page instead.
package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"time"

	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/tools/measure"
)

// work is a piece of work to measure; of converts its milliseconds to the value.
type work struct {
	name, unit string
	of         func(ms float64) float64
	do         func()
}

// A sample takes at least sampleTime, against a clock that the browser rounds
// to 0.1 ms, and is short enough that some are undisturbed.
const (
	samples    = 10 // of a work
	sampleTime = 5 * time.Millisecond
)

func main() {
	do := report
	if len(os.Args) > 1 && os.Args[1] == "contest" {
		do = offer
	}
	if err := do(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// report measures and prints.
func report() error {
	rng := rand.New(rand.NewPCG(1, 0))
	works := slices.Concat(products(rng), functions(rng), networks())
	do := make([]func(), len(works))
	for i, w := range works {
		do[i] = w.do
	}
	results := make([]measure.Figure, len(works))
	for i, times := range measure.Rounds(samples, sampleTime, measure.Processor, do...) {
		results[i] = measure.Figure{Name: works[i].name, Unit: works[i].unit, Value: works[i].of(times.Least())}
	}
	return json.NewEncoder(os.Stdout).Encode(results)
}

// products are those of the layers at a batch of 100, which is one chunk in the
// page, m×k times k×n, and of a wide layer at 1,000.
func products(rng *rand.Rand) (works []work) {
	mul := map[string]func(p kernel.Precision, c, a, b []float64, m, n, k int){
		"NN": kernel.Precision.MulNN, "NT": kernel.Precision.MulNT, "TN": kernel.Precision.MulTN,
	}
	for _, c := range []struct {
		name    string
		m, k, n int
		single  bool // with float32 panels, too
	}{
		{"NT", 100, 784, 32, false},
		{"TN", 32, 100, 784, false},
		{"NT", 100, 784, 1024, true},
		{"TN", 1024, 100, 784, true},
		{"NT", 100, 1024, 200, false},
		{"NN", 100, 200, 1024, false},
		{"NN", 64, 256, 256, true},
		{"NN", 320, 256, 256, true},
		{"NT", 1000, 784, 200, false},
		{"NN", 1000, 784, 200, true},
	} {
		x, y, z := measure.Normal(rng, c.m*c.k), measure.Normal(rng, c.k*c.n), make([]float64, c.m*c.n)
		rate := func(ms float64) float64 { return 2e-6 * float64(c.m*c.n*c.k) / ms }
		name := fmt.Sprintf("%s %d×%d×%d", c.name, c.m, c.k, c.n)
		works = append(works, work{name, "GFLOP/s", rate, func() { mul[c.name](kernel.Float64, z, x, y, c.m, c.n, c.k) }})
		if c.single {
			works = append(works, work{name + ", float32", "GFLOP/s", rate, func() { mul[c.name](kernel.Float32, z, x, y, c.m, c.n, c.k) }})
		}
	}
	return works
}

// functions are tanh and its pull with three derivatives on 10,000 entries.
func functions(rng *rand.Rand) []work {
	const n = 10_000
	x, dy := measure.Normal(rng, n), measure.Normal(rng, n)
	var out [6][]float64
	for i := range out {
		out[i] = make([]float64, n)
	}
	perEntry := func(ms float64) float64 { return ms * 1e6 / n }
	return []work{
		{"tanh", "ns", perEntry, func() { kernel.Tanh.Values(out[0], x) }},
		{"tanh, three slopes", "ns", perEntry, func() { kernel.Tanh.Pull3(out[1], out[2], out[3], out[4], out[5], x, out[0], dy) }},
	}
}

// networks are gradient and summary of a small and a wide network.
func networks() (works []work) {
	itself := func(ms float64) float64 { return ms }
	for _, name := range []string{measure.Small, measure.Wide} {
		g, err := measure.Network(name)
		if err != nil {
			panic(err) // the names are ours
		}
		p := measure.NewProblem(g, measure.GoalBatch, 1)
		works = append(works,
			work{"gradient of " + name, "ms", itself, p.Gradient},
			work{"summary of " + name, "ms", itself, func() { p.Summary() }})
	}
	return works
}
