package op

import (
	"math"

	"github.com/cauchy-newton/playground/engine/kernel"
)

// Pointwise is an op y = f(x) entry by entry.
type Pointwise struct {
	name string
	// Curved tells whether f″ is ever different from 0. Where it is false the
	// op contributes nothing to H̄ (ReLU, with the branch fixed by the value).
	Curved bool
	// Value returns f(x).
	Value func(x float64) float64
	// Slopes returns f'(x), f″(x), f‴(x), given x and y = f(x).
	Slopes func(x, y float64) (d1, d2, d3 float64)
	// Taylor writes the coefficients of f(x(t)) to y, given those of x(t); both
	// have the same length. It serves the orders beyond three.
	Taylor func(y, x []float64)

	absolute func() *Pointwise // for Absolute; nil where f is no polynomial, or is its own
	fast     *kernel.Function  // the same function over slices; nil where a loop is as good
}

// Values writes f(x_p) to y: [Pointwise.Value] to 2 units in the last place.
func (p *Pointwise) Values(y, x []float64) {
	if p.fast != nil {
		p.fast.Values(y, x)
		return
	}
	for i, v := range x {
		y[i] = p.Value(v)
	}
}

// Pull1 takes an adjoint dy through y = f(x): it writes f′ to d1 and f′·dy to dx.
func (p *Pointwise) Pull1(dx, d1, x, y, dy []float64) {
	if p.fast != nil {
		p.fast.Pull1(dx, d1, x, y, dy)
		return
	}
	for i, v := range x {
		d1[i], _, _ = p.Slopes(v, y[i])
		dx[i] = d1[i] * dy[i]
	}
}

// Pull3 does what Pull1 does and writes f″ to d2, f″·dy to q2 and f‴·dy to q3.
// It serves the curved ops.
func (p *Pointwise) Pull3(dx, d1, d2, q2, q3, x, y, dy []float64) {
	if p.fast != nil {
		p.fast.Pull3(dx, d1, d2, q2, q3, x, y, dy)
		return
	}
	for i, v := range x {
		s1, s2, s3 := p.Slopes(v, y[i])
		l := dy[i]
		d1[i], dx[i] = s1, s1*l
		d2[i], q2[i], q3[i] = s2, s2*l, s3*l
	}
}

// Name returns the op's name.
func (p *Pointwise) Name() string { return p.name }

// Out returns the output's shape, which is the input's.
func (p *Pointwise) Out(in Shape) Shape { return in }

// Tanh is the hyperbolic tangent; its slopes follow from y alone.
var Tanh = &Pointwise{
	name: "tanh", Curved: true, fast: kernel.Tanh,
	Value: math.Tanh,
	Slopes: func(_, y float64) (d1, d2, d3 float64) {
		d1 = (1 - y) * (1 + y)
		return d1, -2 * y * d1, d1 * (6*y*y - 2)
	},
	Taylor: func(y, x []float64) { // y′ = (1 − y²)x′
		y[0] = math.Tanh(x[0])
		integrate(y, x, func(k int) float64 { return unit(k) - convolve(y, y, k) })
	},
}

// Sigmoid is 1/(1+e⁻ˣ), evaluated on the side where nothing cancels.
var Sigmoid = &Pointwise{
	name: "sigmoid", Curved: true, fast: kernel.Sigmoid,
	Value: sigmoid,
	Slopes: func(x, y float64) (d1, d2, d3 float64) {
		return logisticSlopes(y, sigmoid(-x))
	},
	Taylor: logistic,
}

func sigmoid(x float64) float64 {
	if x >= 0 {
		return 1 / (1 + math.Exp(-x))
	}
	e := math.Exp(x)
	return e / (1 + e)
}

// logisticSlopes returns the derivatives of σ where σ = s and 1 − σ = c.
func logisticSlopes(s, c float64) (d1, d2, d3 float64) {
	d1 = s * c
	return d1, d1 * (c - s), d1 * (1 - 6*d1)
}

// Softplus is log(1 + eˣ); its slope is the sigmoid.
var Softplus = &Pointwise{
	name: "softplus", Curved: true, fast: kernel.Softplus,
	Value: softplus,
	Slopes: func(x, _ float64) (d1, d2, d3 float64) {
		s := sigmoid(x)
		d2, d3, _ = logisticSlopes(s, sigmoid(-x))
		return s, d2, d3
	},
	Taylor: func(y, x []float64) { // y′ = σ(x)x′
		s := make([]float64, len(x))
		logistic(s, x)
		y[0] = softplus(x[0])
		integrate(y, x, func(k int) float64 { return s[k] })
	},
}

func softplus(x float64) float64 { return math.Max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }

// ELU is x for x > 0 and eˣ − 1 below. The second derivative jumps at 0, where
// the branch of the negative side is taken.
var ELU = &Pointwise{
	name: "elu", Curved: true, fast: kernel.ELU,
	Value: func(x float64) float64 {
		if x > 0 {
			return x
		}
		return math.Expm1(x)
	},
	Slopes: func(x, _ float64) (d1, d2, d3 float64) {
		if x > 0 {
			return 1, 0, 0
		}
		e := math.Exp(x)
		return e, e, e
	},
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
	name:  "relu",
	fast:  kernel.ReLU,
	Value: func(x float64) float64 { return math.Max(x, 0) },
	Slopes: func(x, _ float64) (d1, d2, d3 float64) {
		if x > 0 {
			return 1, 0, 0
		}
		return 0, 0, 0
	},
	Taylor: func(y, x []float64) {
		if clear(y); x[0] > 0 {
			copy(y, x)
		}
	},
}

// Identity is y = x, for a layer without activation.
var Identity = &Pointwise{
	name:   "identity",
	Value:  func(x float64) float64 { return x },
	Slopes: func(_, _ float64) (d1, d2, d3 float64) { return 1, 0, 0 },
	Taylor: func(y, x []float64) { copy(y, x) },
}

// Square is x².
var Square = &Pointwise{
	name: "square", Curved: true,
	Value:  func(x float64) float64 { return x * x },
	Slopes: func(x, _ float64) (d1, d2, d3 float64) { return 2 * x, 2, 0 },
	Taylor: func(y, x []float64) {
		for k := range y {
			y[k] = convolve(x, x, k)
		}
	},
}

// Shift is x + c, with the constant c.
func Shift(c float64) *Pointwise {
	return &Pointwise{
		name:   "shift",
		Value:  func(x float64) float64 { return x + c },
		Slopes: func(_, _ float64) (d1, d2, d3 float64) { return 1, 0, 0 },
		Taylor: func(y, x []float64) {
			copy(y, x)
			y[0] += c
		},
		absolute: func() *Pointwise { return Shift(math.Abs(c)) },
	}
}

// Activations returns every pointwise op that has a name of its own.
func Activations() []*Pointwise {
	return []*Pointwise{Tanh, Sigmoid, ReLU, ELU, Softplus, Identity, Square}
}

// Activation returns the pointwise op of that name, or nil.
func Activation(name string) *Pointwise {
	for _, f := range Activations() {
		if f.name == name {
			return f
		}
	}
	return nil
}
