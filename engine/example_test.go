package engine_test

import (
	"fmt"
	"log"
	"math/rand/v2"

	"github.com/cauchy-newton/playground/engine/data"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
	"github.com/cauchy-newton/playground/engine/train"
)

// A network of 784-32-16-10 learns digits by the paper's method: 150 steps of
// 100 digits, a summary of 1,000 every ten.
func Example() {
	digits, test, err := data.MNIST() // 6,000 + 1,000 real digits, embedded
	if err != nil {
		log.Fatal(err)
	}
	run, err := train.New(train.Config{Layers: "32-16-10"}, digits, test)
	if err != nil {
		log.Fatal(err)
	}
	var last train.Frame
	for frame, err := range run.Frames(150) {
		if err != nil {
			log.Fatal(err) // it diverged: the error says why
		}
		last = *frame // loss, accuracy, ḡ, H̄, D, η, r, …
	}
	fmt.Println(last.Step, "steps,", len(last.Eta), "step sizes")
	fmt.Println("loss below 0.6:", last.Loss < 0.6, "accuracy above 0.8:", last.Accuracy > 0.8)
	// Output:
	// 150 steps, 6 step sizes
	// loss below 0.6: true accuracy above 0.8: true
}

// H̄ of a network of one's own, at any point and along any direction.
func Example_summary() {
	g, err := model.MLP(model.Shape{Widths: []int{2, 3, 2}, Activation: "tanh", Loss: "cross-entropy"})
	if err != nil {
		log.Fatal(err)
	}
	theta, u := make([]float64, g.Params().Size()), make([]float64, g.Params().Size())
	g.Params().Init(theta, rand.New(rand.NewPCG(1, 0)))
	batch := &graph.Batch{X: []float64{0, 1, 1, 0, 1, 1}, Labels: []int{0, 0, 1}}

	sweep := graph.NewSweep(g)
	sweep.Gradient(u, theta, batch) // u may be any direction
	p, err := partition.Parse("canonical", g.Params())
	if err != nil {
		log.Fatal(err)
	}
	s := summary.New(p.Len())
	summary.NewSweep(sweep, p).Compute(s, theta, u, batch)
	fmt.Println(p.Names())
	fmt.Println(len(s.Gbar), len(s.Hbar), len(s.Order3)) // ḡ, H̄ by rows, D⁽³⁾
	// Output:
	// [layers.0.weight layers.0.bias layers.1.weight layers.1.bias]
	// 4 16 4
}
