package lesson

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/engine/frame"
)

// Number is a figure without a colour.
func Number(symbol, sign, label string, v float64) demos.Figure {
	return demos.Figure{Symbol: symbol, Sign: sign, Label: label, Value: frame.Number(v), Place: -1}
}

// Words is one that has no number to show.
func Words(symbol, sign, label, words string) demos.Figure {
	f := Number(symbol, sign, label, math.NaN())
	f.Words = words
	return f
}
