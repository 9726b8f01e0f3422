package op

import "github.com/cauchy-newton/playground/engine/kernel"

// Linear is an op y = Lx, or y = Lx + Mw with a parameter w shared by all rows.
// The tangent of every order is the op itself, so it never contributes to H̄.
type Linear struct {
	name string
	out  func(in int) int
	// Unit tells that L is the identity, so that input and output may share memory.
	Unit bool
	// Apply writes Lx to y; x and y may be the same slice.
	Apply func(y, x []float64, d Dims)
	// Adjoint writes Lᵀλ to dx; dx and dy may be the same slice.
	Adjoint func(dx, dy []float64, d Dims)
	// Param adds Mw to y, ParamAdjoint adds Mᵀλ to dw; nil without parameter.
	Param        func(y, w []float64, d Dims)
	ParamAdjoint func(dw, dy []float64, d Dims)
}

// Name returns the op's name.
func (l *Linear) Name() string { return l.name }

// Out returns the output width for inputs of width in.
func (l *Linear) Out(in int) int { return l.out(in) }

func same(in int) int { return in }

func move(y, x []float64, _ Dims) {
	if len(x) > 0 && &y[0] != &x[0] {
		copy(y, x)
	}
}

// Bias adds a row vector to every row: y = x + 1bᵀ.
func Bias() *Linear { return bias }

var bias = &Linear{
	name:    "bias",
	out:     same,
	Unit:    true,
	Apply:   move,
	Adjoint: move,
	Param: func(y, w []float64, d Dims) {
		for r := range d.Rows {
			kernel.Axpy(y[r*d.Out:(r+1)*d.Out], 1, w)
		}
	},
	ParamAdjoint: func(dw, dy []float64, d Dims) {
		for r := range d.Rows {
			kernel.Axpy(dw, 1, dy[r*d.Out:(r+1)*d.Out])
		}
	},
}

// Scale multiplies by a constant: y = cx.
func Scale(c float64) *Linear {
	times := func(y, x []float64, _ Dims) {
		for i, v := range x {
			y[i] = c * v
		}
	}
	return &Linear{name: "scale", out: same, Apply: times, Adjoint: times}
}
