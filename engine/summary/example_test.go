package summary_test

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

// For a linear model with a quadratic loss one Cauchy step along the gradient
// of its only weight, η = ḡ/H̄, reaches the minimum w = 3.
func ExampleSweep_Compute() {
	g := graph.Build(1).
		With(op.Dense(1), "w", param.Weight, 0, []int{1, 1}, 0).
		Close(op.SquaredError)
	theta, u := []float64{1}, make([]float64, 1)
	batch := &graph.Batch{X: []float64{1, 2}, Y: []float64{3, 6}}
	sweep := graph.NewSweep(g)
	sweep.Gradient(u, theta, batch)

	s := summary.New(1)
	summary.NewSweep(sweep, partition.Trivial(g.Params())).Compute(s, theta, u, batch)
	eta := s.Gbar[0] / s.Hbar[0]
	fmt.Println(s.Gbar, s.Hbar, eta, theta[0]-eta*u[0])
	// Output: [100] [500] 0.2 3
}
