package op

import (
	"math"

	"github.com/cauchy-newton/playground/engine/kernel"
)

// Linear is an op y = Lx, or y = Lx + Mw with a parameter w shared by all rows.
// The tangent of every order is the op itself, so it never contributes to H̄.
type Linear struct {
	name string
	out  func(in Shape) Shape
	// Unit: L is the identity, so that input and output may share memory.
	Unit bool
	// Sample: L mixes the rows of a sample, which is then one row.
	Sample bool
	// Apply writes Lx to y. Where Unit, the two may be the same slice.
	Apply func(y, x []float64, d Dims)
	// Adjoint writes Lᵀλ to dx, under the same condition.
	Adjoint func(dx, dy []float64, d Dims)
	// Param adds Mw to y, ParamAdjoint adds Mᵀλ to dw; nil without parameter.
	Param        func(y, w []float64, d Dims)
	ParamAdjoint func(dw, dy []float64, d Dims)

	absolute func() *Linear // for Absolute; nil where no coefficient is negative
}

// Name returns the op's name.
func (l *Linear) Name() string { return l.name }

// Out returns the output's shape.
func (l *Linear) Out(in Shape) Shape { return l.out(in) }

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
		var room [strip]float64
		tile := w
		if rows := min(strip/d.Out, d.Rows); rows > 1 {
			tile = room[:rows*d.Out]
			for r := range rows {
				copy(tile[r*d.Out:], w)
			}
		}
		for len(y) > 0 {
			n := min(len(tile), len(y))
			kernel.Axpy(y[:n], 1, tile[:n])
			y = y[n:]
		}
	},
	ParamAdjoint: func(dw, dy []float64, d Dims) {
		var room [strip]float64
		sums := dw
		if rows := min(strip/d.Out, d.Rows); rows > 1 {
			sums = room[:rows*d.Out]
		}
		for len(dy) > 0 {
			n := min(len(sums), len(dy))
			kernel.Axpy(sums[:n], 1, dy[:n])
			dy = dy[n:]
		}
		if len(sums) > len(dw) {
			for r := range len(sums) / d.Out {
				kernel.Axpy(dw, 1, sums[r*d.Out:(r+1)*d.Out])
			}
		}
	},
}

// strip is how many numbers a bias is added to at once. The rows of a convolution
// hold a few channels, and a call of a kernel costs as much as adding some dozen
// numbers: with one call per row the biases took 45 % of a gradient of LeNet-5.
const strip = 512

// Scale multiplies by a constant: y = cx.
func Scale(c float64) *Linear {
	times := func(y, x []float64, _ Dims) {
		for i, v := range x {
			y[i] = c * v
		}
	}
	return &Linear{name: "scale", out: same, Apply: times, Adjoint: times,
		absolute: func() *Linear { return Scale(math.Abs(c)) }}
}

// Sum adds two nodes with constant factors: y = A·x + B·x′.
type Sum struct{ A, B float64 }

// Name returns the op's name.
func (Sum) Name() string { return "sum" }

// Out returns the output's shape, which is that of both inputs.
func (Sum) Out(in Shape) Shape { return in }

// Map multiplies every row with a fixed matrix, out×in and row-major: y = Mx.
func Map(out, in int, matrix []float64) *Linear {
	if len(matrix) != out*in {
		panic("op: map: the matrix has another size")
	}
	return &Linear{
		name: "map",
		out: func(s Shape) Shape {
			if s.Width != in {
				return Shape{}
			}
			return Shape{s.Rows, out}
		},
		Apply: func(y, x []float64, d Dims) {
			clear(y)
			d.Precision.MulNT(y, x, matrix, d.Rows, d.Out, d.In)
		},
		Adjoint: func(dx, dy []float64, d Dims) {
			clear(dx)
			d.Precision.MulNN(dx, dy, matrix, d.Rows, d.In, d.Out)
		},
		absolute: func() *Linear {
			sizes := make([]float64, len(matrix))
			for i, v := range matrix {
				sizes[i] = math.Abs(v)
			}
			return Map(out, in, sizes)
		},
	}
}
