package kfac_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kfac"
	"github.com/cauchy-newton/playground/engine/model"
)

// One layer of two inputs and one output under a squared error: A is the mean of
// ããᵀ with a last coordinate 1 for the bias, and A ⊗ G the Hessian.
func ExampleSweep_Compute() {
	g, err := model.MLP(model.Shape{Widths: []int{2, 1}, Activation: "tanh", Loss: "squared-error"})
	if err != nil {
		fmt.Println(err)
		return
	}
	sweep, err := kfac.NewSweep(graph.NewSweep(g))
	if err != nil {
		fmt.Println(err)
		return
	}
	factors := kfac.New(sweep.Blocks())
	batch := &graph.Batch{X: []float64{1, 2, 3, 0}, Y: []float64{1, 1}}
	sweep.Compute(factors, make([]float64, 3), batch, kfac.Exact, rand.New(rand.NewPCG(1, 0)))
	fmt.Println(sweep.Blocks()[0].Name)
	fmt.Println("A", factors[0].A)
	fmt.Printf("G %.3f\n", factors[0].G)
	// Output:
	// layers.0.weight
	// A [5 1 2 1 2 1 2 1 1]
	// G [2.000]
}
