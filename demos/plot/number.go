// Package plot draws the parts that the scenes share, on a demos.Canvas:
//
//	Axes, Curve, Series         functions and histories
//	Handle, Drag                what the visitor drags
//	Plane, Field, Contours      a landscape over ℝ²
//	Decisions                   a classifier over ℝ²
//	HeatMap, Matrix, ScaleKey   signed matrices in colours
//	Bars, Tiles, Pad, Tooltip   step sizes, digits, words
//	Arrange, Land, Needle, Links, Ghosts, Goal, Ring
//	                            a hero: a bare landscape and the arrows in it
//	Cuts, Gauge, Counter        the strips and the big number beside it
//
// A part is filled with values, then placed in a box, then drawn; after that it
// finds what is under a point. It computes nothing but the drawing. Each part
// caches what it can, so that drawing the same values again is cheap.
package plot

import (
	"math"
	"strconv"
	"strings"
)

// Format writes v with four significant digits: "1.076", "−0.03600",
// "1.234×10⁻⁵". A value that is not a number is "–".
func Format(v float64) string {
	switch a := math.Abs(v); {
	case math.IsNaN(v):
		return "–"
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return "−∞"
	case v == 0:
		return "0"
	case a >= 99995 || a < 0.00099995:
		mantissa, power := scientific(v, 3)
		return mantissa + power
	default:
		// Rounding first, because 9.9999 becomes 10.00 and loses a decimal.
		rounded, _ := strconv.ParseFloat(strconv.FormatFloat(a, 'e', 3, 64), 64)
		before := 1 + int(math.Floor(math.Log10(rounded)))
		return minus(strconv.FormatFloat(v, 'f', max(0, 4-before), 64))
	}
}

// Three writes v with three significant digits, whole numbers without decimals:
// "0.458", "−0.00360", "17", "1.23×10⁻⁵". A value that is not a number is "–".
func Three(v float64) string {
	a := math.Abs(v)
	switch {
	case v == 0 || !Finite(v):
		return Format(v)
	case a >= 99999.5 || a < 0.0009995:
		mantissa, power := scientific(v, 2)
		return mantissa + power
	case a == math.Trunc(a):
		return minus(strconv.FormatFloat(v, 'f', 0, 64))
	}
	// Rounding first, because 9.999 becomes 10.0 and loses a decimal.
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(a, 'e', 2, 64), 64)
	before := 1 + int(math.Floor(math.Log10(rounded)))
	return minus(strconv.FormatFloat(v, 'f', max(0, 3-before), 64))
}

// moving writes a number from 0.1 to 99.9 with three digits, in two parts that are kept, so
// that a number which changes in every frame costs nothing; others have no parts.
func moving(v float64) (whole, rest string) {
	one, zeros := 0, 0 // the number 1 in units of the last digit; what decimals have too many
	switch {
	case v >= 0.09996 && v < 0.9995:
		one, zeros = 1000, 0
	case v >= 0.9995 && v < 9.995:
		one, zeros = 100, 1
	case v >= 9.995 && v < 99.95:
		one, zeros = 10, 2
	default:
		return "", ""
	}
	n := int(math.Round(v * float64(one)))
	return wholes[n/one], decimals[n%one][zeros:]
}

// wholes and decimals are "0." to "99." and "000" to "999".
var wholes, decimals = func() (w [100]string, d [1000]string) {
	for i := range w {
		w[i] = strconv.Itoa(i) + "."
	}
	for i := range d {
		d[i] = strconv.Itoa(1000 + i)[1:]
	}
	return w, d
}()

// Exact writes the shortest text that represents the float64 v exactly.
func Exact(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Format(v)
	}
	return minus(strconv.FormatFloat(v, 'g', -1, 64))
}

// Percent writes a fraction as "93.4 %".
func Percent(v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	return minus(strconv.FormatFloat(100*v, 'f', 1, 64)) + "\u00a0%"
}

// Count writes a number of things: "1 group", "3 groups".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// Short writes a round number as a tick does: "0.002", "5", "2×10⁵".
func Short(v float64) string {
	if a := math.Abs(v); v == 0 || a >= 0.00099 && a < 99999 {
		rounded, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 3, 64), 64)
		return minus(strconv.FormatFloat(rounded, 'f', -1, 64))
	}
	mantissa, power := scientific(v, 2)
	return strings.TrimRight(strings.TrimRight(mantissa, "0"), ".") + power
}

// scientific returns the two factors of v: "−1.23" and "×10⁻⁵".
func scientific(v float64, decimals int) (mantissa, power string) {
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', decimals, 64), "e")
	k, _ := strconv.Atoi(exponent)
	return minus(mantissa), "×10" + superscript(k)
}

// minus replaces the hyphen by a minus sign, which is as wide as a plus.
func minus(s string) string { return strings.ReplaceAll(s, "-", "−") }

// tenTo writes a power of ten as a tick does: 0.001 to 1000 plainly.
func tenTo(k int) string {
	if k >= -3 && k <= 3 {
		return strconv.FormatFloat(math.Pow10(k), 'f', -1, 64)
	}
	return "10" + superscript(k)
}

var raised = strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
	"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

func superscript(k int) string { return raised.Replace(strconv.Itoa(k)) }
