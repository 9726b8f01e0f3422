package exchange

import "github.com/cauchy-newton/playground/engine/strict"

// Number is a float64 in a file: "inf", "-inf" and "nan" are those that JSON
// does not have.
type Number = strict.Number

// Numbers is a list of them.
type Numbers = strict.Numbers

// Matrix is a list of rows.
type Matrix []Numbers

// square cuts a row-major S×S matrix into its rows.
func square(flat []float64, s int) Matrix {
	rows := make(Matrix, s)
	for i := range rows {
		rows[i] = flat[i*s : (i+1)*s : (i+1)*s]
	}
	return rows
}

// flat joins the rows of an S×S matrix; ok is false for another size.
func (m Matrix) flat(s int) (flat []float64, ok bool) {
	if len(m) != s {
		return nil, false
	}
	for _, row := range m {
		if len(row) != s {
			return nil, false
		}
		flat = append(flat, row...)
	}
	return flat, true
}
