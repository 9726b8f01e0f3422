package optim_test

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/summary"
)

// bowl is L(θ) = ½(θ_0² + 100 θ_1²), each parameter a group.
type bowl struct{}

func (bowl) Len() int    { return 2 }
func (bowl) Groups() int { return 2 }

func (bowl) Gradient(dst, theta []float64) float64 {
	dst[0], dst[1] = theta[0], 100*theta[1]
	return bowl{}.SummaryLoss(theta)
}

func (bowl) SummaryLoss(theta []float64) float64 {
	return (theta[0]*theta[0] + 100*theta[1]*theta[1]) / 2
}

func (bowl) Summarise(dst *summary.Summary, theta, u []float64) {
	dst.Loss = bowl{}.SummaryLoss(theta)
	dst.Gbar[0], dst.Gbar[1] = theta[0]*u[0], 100*theta[1]*u[1]
	dst.Hbar[0], dst.Hbar[3] = u[0]*u[0], 100*u[1]*u[1]
}

func (bowl) Spread(dst, eta, u []float64) { dst[0], dst[1] = eta[0]*u[0], eta[1]*u[1] }

func ExampleGroupedNewton() {
	theta := []float64{3, 2}
	var method optim.GroupedNewton
	var frame optim.Frame
	if err := method.Step(&frame, theta, bowl{}); err != nil {
		fmt.Println(err)
	}
	fmt.Println("step sizes", frame.Eta, "case", frame.Status)
	fmt.Println("promised", frame.Predicted, "came", frame.Actual)
	fmt.Println("θ", theta)
	// Output:
	// step sizes [1 0.01] case interior
	// promised -204.5 came -204.5
	// θ [0 0]
}

func (bowl) GradientAgain(dst, theta []float64) float64 { return bowl{}.Gradient(dst, theta) }

// The rivals on the same bowl: every method is a Step away.
func ExampleMethod() {
	for _, m := range []struct {
		name   string
		method optim.Method
	}{
		{"gradient descent", &optim.SGD{Rate: 0.01}},
		{"Adam", &optim.Adam{Rate: 0.1}},
		{"Newton", &optim.Newton{}},
		{"L-BFGS", &optim.LBFGS{}},
	} {
		theta := []float64{3, 2}
		var frame optim.Frame
		for range 20 {
			if err := m.method.Step(&frame, theta, bowl{}); err != nil {
				fmt.Println(err)
			}
		}
		fmt.Printf("%-16s L = %.3f\n", m.name, bowl{}.SummaryLoss(theta))
	}
	// Output:
	// gradient descent L = 3.010
	// Adam             L = 3.101
	// Newton           L = 0.000
	// L-BFGS           L = 0.000
}

// With Adaptive nothing is tuned: λ_int starts anywhere and moves by itself.
func ExampleAdaptive() {
	theta := []float64{3, 2}
	method := optim.GroupedNewton{Lambda: 1e-3, Adaptive: new(optim.Adaptive)}
	var frame optim.Frame
	for range 2 {
		if err := method.Step(&frame, theta, bowl{}); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println("θ", theta, "λ_int", frame.Lambda)
	// Output: θ [0 0] λ_int 0.01
}
