// Package op declares every op of the engine, each in one table entry with its
// rules. There are three kinds, and the rules of a kind are all that the
// adjoint, the tangents of every order and the curvature sums need:
//
//   - [Linear]: y = Lx, or y = Lx + Mw with a parameter w; [Gather] is the
//     linear op that moves entries, by fixed indices (im2col, flatten) or by
//     indices chosen by the value (max-pooling);
//   - [Bilinear]: z = B(a, w);
//   - [Pointwise]: y = f(x) entry by entry, with f', f″, f‴.
//
// A [Head] closes the graph: it turns the network's output and the targets into
// the loss, with the second and third derivatives in closed form.
package op

import (
	"math"

	"github.com/cauchy-newton/playground/engine/kernel"
)

// Dims are the sizes of one application of an op: Rows rows of In entries
// become Rows rows of Out entries. The rows are samples, or samples times
// positions, or, in a tangent sweep, groups times samples. An op that moves
// entries between the rows of a sample takes a whole sample for a row. Precision
// is that of the op's matrix products.
type Dims struct {
	Rows, In, Out int
	Precision     kernel.Precision
}

// Shape is the form of one sample between two ops: a matrix of Rows rows
// (positions of an image; 1 for a plain vector) and Width columns (channels).
type Shape struct{ Rows, Width int }

// Size returns the number of entries of a sample.
func (s Shape) Size() int { return s.Rows * s.Width }

// Op is an op of any kind.
type Op interface {
	// Name is the op's name in messages and exchange files.
	Name() string
	// Out returns the shape of the output for inputs of shape in; the zero
	// Shape means that the op does not take such inputs.
	Out(in Shape) Shape
}

// Absolute returns the op with the absolute values of the coefficients of a
// polynomial op, and nil for an op that is no polynomial.
func Absolute(o Op) Op {
	switch o := o.(type) {
	case *Linear:
		if o.absolute != nil {
			return o.absolute()
		}
		return o
	case *Bilinear:
		return o
	case Sum:
		return Sum{math.Abs(o.A), math.Abs(o.B)}
	case *Gather:
		if o.Choose == nil {
			return o
		}
	case *Pointwise:
		switch {
		case o.absolute != nil:
			return o.absolute()
		case o == Square || o == Identity:
			return o
		}
	}
	return nil
}

// wide returns the shape rule of a row-wise op with rows of width out.
func wide(out int) func(Shape) Shape {
	return func(in Shape) Shape { return Shape{in.Rows, out} }
}

func same(in Shape) Shape { return in }
