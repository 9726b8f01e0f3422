package frame

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// Number is a float64 that JSON can carry: NaN and ±Inf are written as null
// and read as NaN.
type Number float64

// MarshalJSON writes the shortest text that reads back as the same bits.
func (n Number) MarshalJSON() ([]byte, error) { return n.append(nil), nil }

func (n Number) append(to []byte) []byte {
	f := float64(n)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(to, "null"...)
	}
	return strconv.AppendFloat(to, f, 'g', -1, 64)
}

// UnmarshalJSON reads null as NaN.
func (n *Number) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*n = Number(math.NaN())
		return nil
	}
	return json.Unmarshal(b, (*float64)(n))
}

// Numbers are a vector, or a matrix by rows. As JSON they are a list of Number;
// they are written and read as a whole, because the encoder's way by reflection
// costs several times as much for each number.
type Numbers []Number

// MarshalJSON writes nil as null.
func (n Numbers) MarshalJSON() ([]byte, error) {
	if n == nil {
		return []byte("null"), nil
	}
	text := append(make([]byte, 0, 2+21*len(n)), '[')
	for i, v := range n {
		if i > 0 {
			text = append(text, ',')
		}
		text = v.append(text)
	}
	return append(text, ']'), nil
}

// UnmarshalJSON reads null as nil, into the memory that is there.
func (n *Numbers) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*n = nil
		return nil
	}
	if len(b) < 2 || b[0] != '[' || b[len(b)-1] != ']' {
		return fmt.Errorf("frame: %.40q is no list of numbers", b)
	}
	list := (*n)[:0]
	if list == nil {
		list = Numbers{}
	}
	rest := bytes.TrimSpace(b[1 : len(b)-1])
	for more := len(rest) > 0; more; {
		var word []byte
		word, rest, more = bytes.Cut(rest, []byte{','})
		word = bytes.TrimSpace(word)
		v := math.NaN()
		if string(word) != "null" {
			var err error
			if v, err = strconv.ParseFloat(string(word), 64); err != nil {
				return fmt.Errorf("frame: %.40q is no number", word)
			}
		}
		list = append(list, Number(v))
	}
	*n = list
	return nil
}
