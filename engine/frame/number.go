package frame

import (
	"encoding/json"
	"math"
	"strconv"
)

// Number is a float64 that JSON can carry: NaN and ±Inf are written as null
// and read as NaN.
type Number float64

// MarshalJSON writes the shortest text that reads back as the same bits.
func (n Number) MarshalJSON() ([]byte, error) {
	f := float64(n)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, f, 'g', -1, 64), nil
}

// UnmarshalJSON reads null as NaN.
func (n *Number) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*n = Number(math.NaN())
		return nil
	}
	return json.Unmarshal(b, (*float64)(n))
}
