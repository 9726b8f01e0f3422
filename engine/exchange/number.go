package exchange

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// Number is a float64 in a file. JSON has no infinities and no NaN: they are
// the strings "inf", "-inf" and "nan"; null is read as NaN.
type Number float64

// MarshalJSON writes the shortest text that reads back as the same bits.
func (n Number) MarshalJSON() ([]byte, error) {
	switch f := float64(n); {
	case math.IsNaN(f):
		return []byte(`"nan"`), nil
	case math.IsInf(f, 1):
		return []byte(`"inf"`), nil
	case math.IsInf(f, -1):
		return []byte(`"-inf"`), nil
	default:
		return json.Marshal(f)
	}
}

// UnmarshalJSON reads a number, null, or what strconv.ParseFloat knows in
// quotes.
func (n *Number) UnmarshalJSON(text []byte) error {
	var quoted string
	switch {
	case string(text) == "null":
		*n = Number(math.NaN())
		return nil
	case json.Unmarshal(text, &quoted) == nil:
		f, err := strconv.ParseFloat(quoted, 64)
		if err != nil {
			return fmt.Errorf("%q is no number", quoted)
		}
		*n = Number(f)
		return nil
	}
	return json.Unmarshal(text, (*float64)(n))
}

// Numbers is a list of them.
type Numbers []float64

// MarshalJSON writes the list; nil is null.
func (n Numbers) MarshalJSON() ([]byte, error) {
	if n == nil {
		return []byte("null"), nil
	}
	list := make([]Number, len(n))
	for i, v := range n {
		list[i] = Number(v)
	}
	return json.Marshal(list)
}

// UnmarshalJSON reads a list; null is nil.
func (n *Numbers) UnmarshalJSON(text []byte) error {
	var list []Number
	if err := json.Unmarshal(text, &list); err != nil {
		return err
	}
	*n = nil
	for _, v := range list {
		*n = append(*n, float64(v))
	}
	return nil
}

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

// flat joins the rows of an S×S matrix, or tells that they do not make one.
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
