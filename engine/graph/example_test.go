package graph_test

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
)

// A linear model y = wx with a quadratic loss: the gradient at w = 1 of
// ½((1·1−3)² + (1·2−6)²) is −2·(2·1 + 4·2)/2.
func ExampleSweep_Gradient() {
	g := graph.Build(1).
		With(op.Dense(1), "w", param.Weight, 0, []int{1, 1}, 0).
		Close(op.SquaredError)
	sweep := graph.NewSweep(g)
	batch := &graph.Batch{X: []float64{1, 2}, Y: []float64{3, 6}}
	grad := make([]float64, 1)
	loss := sweep.Gradient(grad, []float64{1}, batch)
	fmt.Println(loss, grad)
	// Output: 10 [-10]
}
