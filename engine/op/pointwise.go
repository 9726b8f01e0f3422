package op

import (
	"math"
	"slices"

	"github.com/cauchy-newton/playground/engine/kernel"
)

// Pointwise is an op y = f(x) entry by entry. Where f is not curved the op
// contributes nothing to H̄.
type Pointwise struct {
	kernel.Function
	// Taylor writes the coefficients of f(x(t)) to y, given those of x(t); both
	// have the same length. It is for orders beyond three.
	Taylor func(y, x []float64)

	absolute func() *Pointwise // for Absolute; nil where f is no polynomial, or is its own
}

// Name returns the op's name.
func (p *Pointwise) Name() string { return p.Function.Name }

// Out returns the output's shape, which is the input's.
func (p *Pointwise) Out(in Shape) Shape { return in }

// Tanh is the hyperbolic tangent; its slopes follow from y alone.
var Tanh = &Pointwise{
	Function: *kernel.Tanh,
	Taylor: func(y, x []float64) { // y′ = (1 − y²)x′
		y[0] = kernel.Tanh.Value(x[0])
		integrate(y, x, func(k int) float64 { return unit(k) - convolve(y, y, k) })
	},
}

// Sigmoid is 1/(1+e⁻ˣ).
var Sigmoid = &Pointwise{Function: *kernel.Sigmoid, Taylor: logistic}

// Softplus is log(1 + eˣ); its slope is the sigmoid.
var Softplus = &Pointwise{
	Function: *kernel.Softplus,
	Taylor: func(y, x []float64) { // y′ = σ(x)x′
		s := make([]float64, len(x))
		logistic(s, x)
		y[0] = kernel.Softplus.Value(x[0])
		integrate(y, x, func(k int) float64 { return s[k] })
	},
}

// ELU is x for x > 0 and eˣ − 1 below. The second derivative jumps at 0, where
// the branch of the negative side is taken.
var ELU = &Pointwise{
	Function: *kernel.ELU,
	Taylor: func(y, x []float64) {
		if x[0] > 0 {
			copy(y, x)
			return
		}
		exponential(y, x)
		y[0] = math.Expm1(x[0])
	},
}

// ReLU is max(x, 0), with slope 0 at 0.
var ReLU = &Pointwise{
	Function: *kernel.ReLU,
	Taylor: func(y, x []float64) {
		if clear(y); x[0] > 0 {
			copy(y, x)
		}
	},
}

// Identity is y = x, for a layer without activation.
var Identity = &Pointwise{
	Function: kernel.Function{
		Name:   "identity",
		Value:  func(x float64) float64 { return x },
		Slopes: func(_, _ float64) (d1, d2, d3 float64) { return 1, 0, 0 },
	},
	Taylor: func(y, x []float64) { copy(y, x) },
}

// Square is x².
var Square = &Pointwise{
	Function: kernel.Function{
		Name: "square", Curved: true,
		Value:  func(x float64) float64 { return x * x },
		Slopes: func(x, _ float64) (d1, d2, d3 float64) { return 2 * x, 2, 0 },
	},
	Taylor: func(y, x []float64) {
		for k := range y {
			y[k] = convolve(x, x, k)
		}
	},
}

// Shift is x + c, with the constant c.
func Shift(c float64) *Pointwise {
	return &Pointwise{
		Function: kernel.Function{
			Name:   "shift",
			Value:  func(x float64) float64 { return x + c },
			Slopes: func(_, _ float64) (d1, d2, d3 float64) { return 1, 0, 0 },
		},
		Taylor: func(y, x []float64) {
			copy(y, x)
			y[0] += c
		},
		absolute: func() *Pointwise { return Shift(math.Abs(c)) },
	}
}

// activations has the function of each row of package activation.
var activations = []*Pointwise{Tanh, Sigmoid, ReLU, ELU, Softplus, Identity, Square}

// Activations returns the functions of [activation.Rows], in their order.
func Activations() []*Pointwise { return slices.Clone(activations) }

// Activation returns the activation of that name, or nil.
func Activation(name string) *Pointwise {
	for _, f := range activations {
		if f.Name() == name {
			return f
		}
	}
	return nil
}
