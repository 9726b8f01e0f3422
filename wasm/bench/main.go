//go:build js && wasm

// Command bench measures the engine in the page and prints a list as JSON:
// GFLOP/s of products, milliseconds of a gradient and of a summary (ḡ, H̄, D³
// along the gradient, canonical partition) at a batch of 100, and of tanh.
package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"time"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

// measurement is one line of the table.
type measurement struct {
	Name  string  `json:"name"`
	Unit  string  `json:"unit"`
	Value float64 `json:"value"`
}

func main() {
	rng := rand.New(rand.NewPCG(1, 0))
	results := slices.Concat(products(rng), functions(rng), networks(rng))
	if err := json.NewEncoder(os.Stdout).Encode(results); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// products measures the three products of dense layers at a batch of 100, and
// of a wide layer at 1,000.
func products(rng *rand.Rand) []measurement {
	var out []measurement
	for _, c := range []struct {
		name    string
		mul     func(c, a, b []float64, m, n, k int)
		m, k, n int
	}{
		{"A·Bᵀ", kernel.MulNT, 100, 784, 32},
		{"Aᵀ·B", kernel.MulTN, 32, 100, 784},
		{"A·Bᵀ", kernel.MulNT, 32, 784, 1024},
		{"A·B", kernel.MulNN, 100, 200, 1024},
		{"Aᵀ·B", kernel.MulTN, 1024, 100, 784},
		{"A·Bᵀ", kernel.MulNT, 1000, 784, 200},
		{"A·B", kernel.MulNN, 1000, 784, 200},
	} {
		x, y, z := normal(rng, c.m*c.k), normal(rng, c.k*c.n), make([]float64, c.m*c.n)
		ms := fastest(func() { c.mul(z, x, y, c.m, c.n, c.k) })
		out = append(out, measurement{
			fmt.Sprintf("%s %d×%d×%d", c.name, c.m, c.k, c.n), "GFLOP/s", 2e-6 * float64(c.m*c.n*c.k) / ms})
	}
	return out
}

// functions measures tanh and its pull with three derivatives on 10,000 entries.
func functions(rng *rand.Rand) []measurement {
	const n = 10_000
	x, dy := normal(rng, n), normal(rng, n)
	var out [6][]float64
	for i := range out {
		out[i] = make([]float64, n)
	}
	perEntry := func(work func()) float64 { return fastest(work) * 1e6 / n }
	return []measurement{
		{"tanh", "ns", perEntry(func() { kernel.Tanh.Values(out[0], x) })},
		{"tanh, three slopes", "ns", perEntry(func() { kernel.Tanh.Pull3(out[1], out[2], out[3], out[4], out[5], x, out[0], dy) })},
	}
}

// networks measures gradient and summary of a small and a wide network.
func networks(rng *rand.Rand) []measurement {
	var out []measurement
	for _, widths := range [][]int{{784, 32, 16, 10}, {784, 1024, 200, 100, 10}} {
		g, err := model.MLP(model.Shape{Widths: widths, Activation: "tanh", Loss: "cross-entropy"})
		if err != nil {
			panic(err) // the shapes are ours
		}
		theta, u := make([]float64, g.Params().Size()), make([]float64, g.Params().Size())
		g.Params().Init(theta, rng)
		batch := &graph.Batch{X: make([]float64, 100*widths[0]), Labels: make([]int, 100)}
		for i := range batch.X {
			batch.X[i] = rng.Float64()
		}
		for i := range batch.Labels {
			batch.Labels[i] = rng.IntN(10)
		}
		sweep := graph.NewSweep(g)
		p, err := partition.Parse("canonical", g.Params())
		if err != nil {
			panic(err)
		}
		s, second := summary.New(p.Len()), summary.NewSweep(sweep, p)
		name := fmt.Sprint(widths)
		out = append(out,
			measurement{"gradient " + name, "ms", fastest(func() { sweep.Gradient(u, theta, batch) })},
			measurement{"summary " + name, "ms", fastest(func() { second.Compute(s, theta, u, batch) })})
	}
	return out
}

func normal(rng *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	return x
}

// A sample takes at least sampleTime, against a clock that the browser rounds
// to 0.1 ms, and is short enough to find a moment that nobody disturbs.
const (
	samples    = 20
	sampleTime = 5 * time.Millisecond
)

// fastest returns the milliseconds of work in the fastest sample: whatever else
// runs on a machine only adds to the time.
func fastest(work func()) float64 {
	work()
	best := math.Inf(1)
	for range samples {
		turns := 0
		begin := time.Now()
		for time.Since(begin) < sampleTime {
			work()
			turns++
		}
		best = min(best, time.Since(begin).Seconds()*1e3/float64(turns))
	}
	return best
}
