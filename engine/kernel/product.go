package kernel

import "fmt"

// MulNT adds A·Bᵀ to C.
//
//	C m×n, A m×k, B n×k
//
// It is the forward product of a dense layer: outputs += inputs · weightsᵀ.
func (p Precision) MulNT(c, a, b []float64, m, n, k int) {
	check("MulNT", len(c), m*n, len(a), m*k, len(b), n*k)
	switch {
	case m == 0 || n == 0 || k == 0:
	case p.single(m, n, k):
		nativeSingle(c, a, b, m, n, k, strides{k, 1}, strides{1, k})
	case native():
		nativeDots(c, a, b, m, n, k)
	default:
		dots(c, a, b, m, n, k)
	}
}

// MulNN adds A·B to C.
//
//	C m×n, A m×k, B k×n
//
// It is the adjoint of a dense layer in its inputs: dx += dy · weights.
func (p Precision) MulNN(c, a, b []float64, m, n, k int) {
	check("MulNN", len(c), m*n, len(a), m*k, len(b), k*n)
	p.rows(c, a, b, m, n, k, strides{k, 1})
}

// MulTN adds Aᵀ·B to C.
//
//	C m×n, A k×m, B k×n
//
// It is the adjoint of a dense layer in its weights: dW += dyᵀ · x.
func (p Precision) MulTN(c, a, b []float64, m, n, k int) {
	check("MulTN", len(c), m*n, len(a), k*m, len(b), k*n)
	p.rows(c, a, b, m, n, k, strides{1, m})
}

// rows adds A·B to C, with the strides of A.
func (p Precision) rows(c, a, b []float64, m, n, k int, sa strides) {
	switch {
	case m == 0 || n == 0 || k == 0:
	case p.single(m, n, k):
		nativeSingle(c, a, b, m, n, k, sa, strides{n, 1})
	case native():
		nativeRows(c, a, b, m, n, k, sa.row, sa.column)
	default:
		rowsTimes(c, a, b, m, n, k, sa.row, sa.column)
	}
}

func check(name string, c, wantC, a, wantA, b, wantB int) {
	if c != wantC || a != wantA || b != wantB {
		panic(fmt.Sprintf("kernel: %s: lengths %d, %d, %d, want %d, %d, %d", name, c, a, b, wantC, wantA, wantB))
	}
}
