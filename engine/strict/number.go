package strict

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
)

// Number is a float64 in a file. JSON has no infinities and no NaN: they are
// the texts "inf", "-inf" and "nan".
type Number float64

// special are the numbers that are written as texts.
var special = map[string]float64{"inf": math.Inf(1), "-inf": math.Inf(-1), "nan": math.NaN()}

// MarshalJSON writes the shortest text that reads back as the same bits.
func (n Number) MarshalJSON() ([]byte, error) { return appendNumber(nil, float64(n)), nil }

// UnmarshalJSON reads a number, "inf", "-inf" or "nan".
func (n *Number) UnmarshalJSON(text []byte) error { return Unmarshal(text, n) }

func appendNumber(to []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(to, `"nan"`...)
	case math.IsInf(f, 1):
		return append(to, `"inf"`...)
	case math.IsInf(f, -1):
		return append(to, `"-inf"`...)
	}
	text, _ := json.Marshal(f) // never fails for a finite number
	return append(to, text...)
}

// Numbers is a list of them.
type Numbers []float64

// MarshalJSON writes the list; nil is null.
func (n Numbers) MarshalJSON() ([]byte, error) {
	if n == nil {
		return []byte("null"), nil
	}
	text := []byte{'['}
	for i, v := range n {
		if i > 0 {
			text = append(text, ',')
		}
		text = appendNumber(text, v)
	}
	return append(text, ']'), nil
}

// UnmarshalJSON reads a list.
func (n *Numbers) UnmarshalJSON(text []byte) error { return Unmarshal(text, n) }

// number reads a float64; with open, the texts of special are numbers, too.
func (r *reader) number(open bool) (float64, *Error) {
	at := r.at
	if open && r.at < len(r.text) && r.text[r.at] == '"' {
		text, err := r.quoted()
		if err != nil {
			return 0, err
		}
		v, ok := special[unquote(text)]
		if !ok {
			return 0, wrong(at, `%.40s is no number (of texts "nan", "inf" and "-inf" are)`, text)
		}
		return v, nil
	}
	word, err := r.scalar(numberType)
	if err != nil {
		return 0, err
	}
	if !isNumber(word) {
		return 0, wrong(at, "%s is no number", word)
	}
	v, failed := strconv.ParseFloat(string(word), 64)
	if failed != nil {
		return 0, wrong(at, "%.40s is beyond the largest double", word)
	}
	return v, nil
}

// numbers reads a list of numbers.
func (r *reader) numbers(open bool) (list []float64, err *Error) {
	list = []float64{} // a list without entries is one
	err = r.list(func(int) *Error {
		v, err := r.number(open)
		list = append(list, v)
		return err
	})
	return slices.Clip(list), err
}

// inQuotes explains what other programs write for a number that is not finite.
func inQuotes(word []byte) string {
	switch string(word) {
	case "NaN", "nan", "Infinity", "-Infinity", "inf", "-inf", "Inf", "-Inf", "+Inf":
		return ` (a number that is not finite is "nan", "inf" or "-inf", in quotes)`
	}
	return ""
}
