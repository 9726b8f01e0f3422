// Command rivals trains a network on the embedded digits by grouped Newton with
// adaptive λ_int, which has nothing to tune, and by SGD, Adam and K-FAC, each
// with the best rate of a small grid. It prints the table of docs/results.md:
//
//	go run ./tools/experiments/rivals -network mlp -steps 600
//	go run ./tools/experiments/rivals -network lenet -steps 60 -others 3 -tuning 1
//
// The losses follow from the flags alone; the seconds are those of the machine.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"time"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/optim"
)

func main() {
	network := flag.String("network", "mlp", "mlp (784-32-16-10, tanh) or lenet (tanh)")
	steps := flag.Int("steps", 600, "steps of a run; 60 are an epoch")
	seeds := flag.Int("seeds", 10, "runs of the method without a rate")
	others := flag.Int("others", 10, "runs of each other method with its best rate")
	tuning := flag.Int("tuning", 2, "runs of each rate of a grid, on the first seeds")
	flag.Parse()
	if err := race(*network, *steps, *seeds, *others, *tuning); err != nil {
		fmt.Fprintln(os.Stderr, "rivals:", err)
		os.Exit(1)
	}
}

// rival is a method with the rates to be tried.
type rival struct {
	name  string
	rates []float64 // empty: nothing to tune
	make  func(rate float64) optim.Method
}

var rivals = []rival{
	{"grouped Newton, adaptive λ_int", nil, func(float64) optim.Method {
		return &optim.GroupedNewton{Period: 10, Momentum: 0.9, Dampening: 0.9, Clipping: optim.ClipAtUse, Adaptive: new(optim.Adaptive)}
	}},
	{"grouped Newton, λ_int = 1", []float64{0.1, 0.3, 1}, func(rate float64) optim.Method {
		m := optim.Paper()
		m.Rate, m.Clipping = rate, optim.ClipAtUse
		return m
	}},
	{"SGD, μ = 0.9", []float64{0.01, 0.03, 0.1, 0.3}, func(rate float64) optim.Method {
		return &optim.SGD{Rate: rate, Momentum: 0.9}
	}},
	{"Adam", []float64{0.001, 0.003, 0.01, 0.03}, func(rate float64) optim.Method {
		return &optim.Adam{Rate: rate}
	}},
	{"K-FAC, μ = 0.9", []float64{0.003, 0.01, 0.03, 0.1}, func(rate float64) optim.Method {
		return &optim.KFAC{Rate: rate, Momentum: 0.9}
	}},
}

// build returns the network of that name.
func build(name string) (*graph.Graph, error) {
	switch name {
	case "mlp":
		return model.MLP(model.Shape{Widths: []int{784, 32, 16, 10}, Activation: "tanh", Loss: "cross-entropy"})
	case "lenet":
		return model.LeNet(op.Image{Channels: 1, Height: 28, Width: 28}, 10, "tanh")
	}
	return nil, fmt.Errorf("no network is named %q", name)
}

func race(network string, steps, seeds, others, tuning int) error {
	set, _, err := data.MNIST()
	if err != nil {
		return err
	}
	fmt.Println("| method | rate | runs | diverged | mean | sd | best | worst | s a run |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|")
	for _, r := range rivals {
		rate, seeds := 0.0, seeds
		if len(r.rates) > 0 {
			seeds = others
			if rate, err = tune(r, network, set, steps, tuning); err != nil {
				return err
			}
		}
		begin := time.Now()
		losses, err := runs(r, rate, network, set, steps, seeds)
		if err != nil {
			return err
		}
		report(r.name, rate, losses, time.Since(begin).Seconds()/float64(seeds))
	}
	return nil
}

// tune returns the rate of the least mean loss; a run that diverges is none.
func tune(r rival, network string, set *data.Set, steps, seeds int) (best float64, err error) {
	least := math.Inf(1)
	for _, rate := range r.rates {
		losses, err := runs(r, rate, network, set, steps, seeds)
		if err != nil {
			return 0, err
		}
		mean, _ := moments(losses)
		fmt.Fprintf(os.Stderr, "%s, rate %g: %.4f\n", r.name, rate, mean)
		if mean < least {
			best, least = rate, mean
		}
	}
	return cmp.Or(best, r.rates[0]), nil
}

// runs returns the final loss over the training set for seeds 1, 2, …; a run
// that diverges ends at +Inf.
func runs(r rival, rate float64, network string, set *data.Set, steps, seeds int) ([]float64, error) {
	var losses []float64
	for seed := range seeds {
		g, err := build(network)
		if err != nil {
			return nil, err
		}
		n, err := newNetwork(g, set, uint64(seed+1))
		if err != nil {
			return nil, err
		}
		losses = append(losses, train(r.make(rate), n, uint64(seed+1), steps))
	}
	return losses, nil
}

// train returns the loss over the whole training set after the steps. Twice
// the loss of guessing among ten classes, 2 ln 10, also counts as diverged.
func train(m optim.Method, n *network, seed uint64, steps int) float64 {
	theta := make([]float64, n.Len())
	n.sweep.Graph().Params().Init(theta, rand.New(rand.NewPCG(seed, 2)))
	var f optim.Frame
	for range steps {
		if err := m.Step(&f, theta, n); err != nil {
			return math.Inf(1)
		}
	}
	loss := n.whole(theta)
	if !(loss < 2*math.Ln10) {
		return math.Inf(1)
	}
	return loss
}

func moments(x []float64) (mean, sd float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		sd += (v - mean) * (v - mean) / float64(max(len(x)-1, 1))
	}
	return mean, math.Sqrt(sd)
}

func report(name string, rate float64, losses []float64, seconds float64) {
	ended := slices.DeleteFunc(slices.Clone(losses), func(v float64) bool { return math.IsInf(v, 1) })
	tuned := "none"
	if rate != 0 {
		tuned = fmt.Sprint(rate)
	}
	fmt.Printf("| %s | %s | %d | %d | ", name, tuned, len(losses), len(losses)-len(ended))
	if len(ended) == 0 {
		fmt.Printf("| | | | %.1f |\n", seconds)
		return
	}
	mean, sd := moments(ended)
	fmt.Printf("%.4f | %.4f | %.4f | %.4f | %.1f |\n", mean, sd, slices.Min(ended), slices.Max(ended), seconds)
}
