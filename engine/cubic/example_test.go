package cubic_test

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/cubic"
)

// A saddle: the quadratic model falls for ever along the second group, the
// cubic term ends the fall.
func ExampleSolver() {
	gbar := []float64{1, 1}
	hbar := []float64{
		2, 0,
		0, -1,
	}
	d := []float64{1, 1}

	var solver cubic.Solver
	var step cubic.Step
	if err := solver.Solve(&step, gbar, hbar, d, 0); err != nil {
		fmt.Println(err)
	}
	if err := solver.Solve(&step, gbar, hbar, d, 1); err != nil {
		fmt.Println(err)
	}
	fmt.Printf("%v: η = %.4f, r = %.4f, φ = %.4f\n", step.Status, step.Eta, step.R, step.Value)
	// Output:
	// cubic: the model is unbounded below
	// interior: η = [0.2969 2.7193], r = 2.7355, φ = -3.2139
}

// The whole curve from Newton's step to 0, from one eigendecomposition.
func ExamplePath() {
	var path cubic.Path
	if err := path.Fit([]float64{1, 1}, []float64{2, 1, 1, 4}, []float64{1, 3}); err != nil {
		fmt.Println(err)
	}
	eta := make([]float64, 2)
	for _, lambda := range []float64{0, 1, 100} {
		r, status := path.Eta(eta, lambda)
		fmt.Printf("λ = %3g  η = %.4f  r = %.4f  %v\n", lambda, eta, r, status)
	}
	// Output:
	// λ =   0  η = [0.4286 0.1429]  r = 0.6061  interior
	// λ =   1  η = [0.4022 0.0960]  r = 0.4947  interior
	// λ = 100  η = [0.1185 0.0145]  r = 0.1263  interior
}
