package op

import (
	"math"

	"github.com/cauchy-newton/playground/engine/kernel"
)

// Taylor coefficients of elementary functions along a curve, each by the
// differential equation that the function satisfies (Griewank and Walther,
// Evaluating Derivatives, §13.2). Slices hold the coefficients of t⁰, t¹, ….

// convolve returns the coefficient of tᵏ of x(t)·y(t).
func convolve(x, y []float64, k int) (sum float64) {
	for i := range k + 1 {
		sum += x[i] * y[k-i]
	}
	return sum
}

// integrate fills y from its first coefficient on, where y′ = w·x′ and w(k)
// returns coefficient k of w and may read y up to k.
func integrate(y, x []float64, w func(k int) float64) {
	ws := make([]float64, len(y))
	for k := 1; k < len(y); k++ {
		ws[k-1] = w(k - 1)
		sum := 0.0
		for j := 1; j <= k; j++ {
			sum += float64(j) * x[j] * ws[k-j]
		}
		y[k] = sum / float64(k)
	}
}

func unit(k int) float64 {
	if k == 0 {
		return 1
	}
	return 0
}

// logistic: σ′ = (σ − σ²)x′, with 1 − σ taken as σ(−x) at the start.
func logistic(y, x []float64) {
	y[0] = kernel.Sigmoid.Value(x[0])
	c := kernel.Sigmoid.Value(-x[0])
	integrate(y, x, func(k int) float64 {
		if k == 0 {
			return y[0] * c
		}
		return y[k] - convolve(y, y, k)
	})
}

// exponential: eˣ, e′ = e·x′.
func exponential(y, x []float64) {
	y[0] = math.Exp(x[0])
	integrate(y, x, func(k int) float64 { return y[k] })
}

// logarithm1p: log(1 + x), (1 + x)·l′ = x′.
func logarithm1p(y, x []float64) {
	y[0] = math.Log1p(x[0])
	for k := 1; k < len(y); k++ {
		sum := float64(k) * x[k]
		for j := 1; j < k; j++ {
			sum -= float64(j) * y[j] * x[k-j]
		}
		y[k] = sum / (float64(k) * (1 + x[0]))
	}
}
