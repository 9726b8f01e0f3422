package setting

import (
	"fmt"
	"math"
	"strconv"
)

// Range is the range of a number of the settings, as JSON and flags write it.
type Range struct {
	Low, High float64
	Whole     bool   // only whole numbers
	Above     bool   // Low itself is too small
	Below     bool   // High itself is too large
	Why       string // it ends at High
}

// String says the range in words: "a whole number from 1 to 100".
func (r Range) String() string {
	words := "a number"
	if r.Whole {
		words = "a whole number"
	}
	switch {
	case r.Above && r.Below:
		words += " above %s and below %s"
	case r.Above:
		words += " above %s up to %s"
	case r.Below:
		words += " from %s to below %s"
	default:
		words += " from %s to %s"
	}
	return fmt.Sprintf(words, short(r.Low), short(r.High))
}

func short(v float64) string {
	if math.Abs(v) < 1e17 {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// Wrong says why a number is not in the range, or "".
func (r Range) Wrong(v float64) string {
	wrong := ""
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return fmt.Sprintf("%g is no number to compute with: want %s", v, r)
	case r.Whole && v != math.Trunc(v):
		wrong = "is not a whole number"
	case r.Above && v <= r.Low:
		wrong = "is not above " + short(r.Low)
	case v < r.Low:
		wrong = "is below " + short(r.Low)
	case r.Below && v >= r.High, v > r.High:
		wrong = "is too large: " + r.Why
		if r.Why == "" {
			wrong = "is too large"
		}
	default:
		return ""
	}
	return fmt.Sprintf("%s %s; want %s", short(v), wrong, r)
}
