package lesson

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/engine/frame"
)

// Number is a figure without a colour.
func Number(symbol, sign, label string, v float64) demos.Figure {
	return demos.Figure{Symbol: symbol, Sign: sign, Label: label, Value: frame.Number(v), Place: -1}
}

// Etas are the figures of the step sizes of the groups. The %s in label is
// replaced by the group.
func Etas(groups []demos.Group, eta []float64, label string) []demos.Figure {
	list := make([]demos.Figure, len(groups))
	for g, k := range groups {
		list[g] = Number(Eta(g), "η("+k.Short+")", fmt.Sprintf(label, k.Short), math.NaN()).In(k.Place)
		if g < len(eta) {
			list[g].Value = frame.Number(eta[g])
		}
	}
	return list
}

// Words is a figure that shows words instead of a number.
func Words(symbol, sign, label, words string) demos.Figure {
	f := Number(symbol, sign, label, math.NaN())
	f.Words = words
	return f
}
