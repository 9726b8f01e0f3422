package plot

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Scale says how an Axis places its values.
type Scale uint8

const (
	Linear Scale = iota
	Log          // positive values by their logarithm
	// Symlog is logarithmic on both sides of 0 and linear within ±Knee:
	// sign(v)·log₁₀(1 + |v|/Knee).
	Symlog
)

// Axis places values between Lo and Hi on the way from 0 to 1. The zero value
// is linear and empty; Fit gives it a range.
type Axis struct {
	Label  string
	Scale  Scale
	Lo, Hi float64
	Knee   float64 // of Symlog

	ticks []Tick
	made  ticksOf
}

// Tick is a mark on an axis; a mark without a label is a small one.
type Tick struct {
	At    float64 // 0…1
	Value float64
	Label string
}

// ticksOf is what ticks depend on.
type ticksOf struct {
	lo, hi, knee float64
	n            int
	scale        Scale
}

// Fit makes the range hold lo…hi with round ends. Values that the scale cannot
// show (NaN, or 0 and less on a Log axis) must be left out by the caller; with
// lo > hi, which is what no value at all gives, the range becomes 0…1, or
// 0.1…1 on a Log axis.
func (a *Axis) Fit(lo, hi float64) {
	if !(lo <= hi) || math.IsInf(lo, 0) || math.IsInf(hi, 0) || a.Scale == Log && lo <= 0 {
		lo, hi = 0, 1
		if a.Scale == Log {
			lo = 0.1
		}
	}
	switch a.Scale {
	case Linear:
		if lo == hi {
			pad := max(math.Abs(lo)/10, 1e-12)
			lo, hi = lo-pad, hi+pad
		}
		step := above((hi - lo) / 4)
		a.Lo, a.Hi = math.Floor(lo/step+1e-9)*step, math.Ceil(hi/step-1e-9)*step
	case Log:
		a.Lo, a.Hi = below(lo), above(hi)
		if a.Hi/a.Lo < 1.9 { // a flat curve still gets two labelled ticks
			a.Lo, a.Hi = below(a.Lo*0.9), above(a.Hi*1.1)
		}
	case Symlog:
		a.Lo, a.Hi = min(0, -above(-lo)), max(0, above(hi))
		if a.Lo == a.Hi {
			a.Hi = 1
		}
		if !(a.Knee > 0) {
			a.Knee = 1e-3 * max(a.Hi, -a.Lo)
		}
	}
}

// below is the largest of 1, 2, 5 times a power of ten that is at most v > 0;
// above is the smallest that is at least v. Both are 0 for v ≤ 0.
func below(v float64) float64 {
	if !(v > 0) {
		return 0
	}
	p := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range [...]float64{5, 2} {
		if m <= v/p*(1+1e-9) {
			return m * p
		}
	}
	return p
}

func above(v float64) float64 {
	if !(v > 0) {
		return 0
	}
	p := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range [...]float64{1, 2, 5} {
		if m >= v/p*(1-1e-9) {
			return m * p
		}
	}
	return 10 * p
}

// At returns the place of v: 0 at Lo, 1 at Hi, beyond them outside 0…1. On a
// Log axis, 0 and less have no place: NaN.
func (a *Axis) At(v float64) float64 {
	r := a.ruler()
	return r.at(v)
}

// ruler is At for many values of one axis: the ends are bent once, and a value
// that repeats, as step sizes do for τ steps, is not bent again.
type ruler struct {
	axis      *Axis
	low, span float64 // bent
	value, to float64 // the last value and its place
}

func (a *Axis) ruler() ruler {
	low := a.bend(a.Lo)
	return ruler{a, low, a.bend(a.Hi) - low, a.Lo, 0}
}

func (r *ruler) at(v float64) float64 {
	if v != r.value {
		r.value, r.to = v, (r.axis.bend(v)-r.low)/r.span
	}
	return r.to
}

// Value is the inverse of At.
func (a *Axis) Value(at float64) float64 {
	lo, hi := a.bend(a.Lo), a.bend(a.Hi)
	y := lo + at*(hi-lo)
	switch a.Scale {
	case Log:
		return math.Pow(10, y)
	case Symlog:
		return math.Copysign(a.Knee*(math.Pow(10, math.Abs(y))-1), y)
	}
	return y
}

func (a *Axis) bend(v float64) float64 {
	switch a.Scale {
	case Log:
		if v <= 0 {
			return math.NaN()
		}
		return math.Log10(v)
	case Symlog:
		return math.Copysign(math.Log10(1+math.Abs(v)/a.Knee), v)
	}
	return v
}

// Ticks returns at most n labelled marks (or the fewest, up to five, that make
// two of them or keep the zero of a Symlog axis), and small ones between them on a logarithmic axis, from Lo to Hi. The slice is kept until the range
// changes.
func (a *Axis) Ticks(n int) []Tick {
	of := ticksOf{a.Lo, a.Hi, a.Knee, n, a.Scale}
	if of == a.made {
		return a.ticks
	}
	a.made, a.ticks = of, a.ticks[:0]
	switch a.Scale {
	case Linear:
		a.linearTicks(n)
	case Log:
		a.logTicks(n)
	case Symlog:
		a.symlogTicks(n)
	}
	slices.SortFunc(a.ticks, func(s, t Tick) int { return cmp.Compare(s.At, t.At) })
	return a.ticks
}

func (a *Axis) mark(v float64, label string) {
	if at := a.At(v); at > -1e-9 && at < 1+1e-9 {
		a.ticks = append(a.ticks, Tick{at, v, label})
	}
}

func (a *Axis) linearTicks(n int) {
	step := above((a.Hi - a.Lo) / float64(5*n))
	for count(a.Lo, a.Hi, step) > n {
		next := above(step * 1.01)
		if count(a.Lo, a.Hi, next) < 2 { // one number is no scale
			break
		}
		step = next
	}
	decimals := max(0, -int(math.Floor(math.Log10(step)+1e-9)))
	for k := math.Ceil(a.Lo/step - 1e-9); k*step <= a.Hi+1e-9*step; k++ {
		v := k * step
		label := ""
		switch {
		case v == 0:
			label = "0"
		case decimals > 4 || math.Abs(v) >= 1e6:
			label = Short(v)
		case math.Abs(v) >= 1e4:
			label = minus(strconv.FormatFloat(v/1000, 'f', -1, 64)) + "k"
		default:
			label = minus(strconv.FormatFloat(v, 'f', decimals, 64))
		}
		a.mark(v, label)
	}
}

func count(lo, hi, step float64) int {
	return int(math.Floor(hi/step+1e-9)) - int(math.Ceil(lo/step-1e-9)) + 1
}

// logTicks labels 1, 2 and 5 times the powers of ten if that is not too much,
// else every power or every few of them, and at the least both ends.
func (a *Axis) logTicks(n int) {
	first, last := int(math.Ceil(math.Log10(a.Lo)-1e-9)), int(math.Floor(math.Log10(a.Hi)+1e-9))
	powers := last - first + 1
	fine := 0
	for k := first - 1; k <= last; k++ {
		for _, m := range [...]float64{1, 2, 5} {
			if v := m * math.Pow10(k); v > a.Lo*(1-1e-9) && v < a.Hi*(1+1e-9) {
				fine++
			}
		}
	}
	every := 1
	for (powers+every-1)/every > n {
		every++
	}
	for k := first - 1; k <= last; k++ {
		for m := 1.0; m <= 9; m++ {
			v := m * math.Pow10(k)
			label := ""
			switch {
			case fine <= n:
				if m == 1 || m == 2 || m == 5 {
					label = Short(v)
				}
			case powers >= 2:
				if m == 1 && (k-first)%every == 0 {
					label = tenTo(k)
				}
			case math.Abs(v/a.Lo-1) < 1e-9 || math.Abs(v/a.Hi-1) < 1e-9:
				label = Short(v)
			}
			if label != "" || m == 1 || powers <= 6 {
				a.mark(v, label)
			}
		}
	}
}

// symlogTicks marks 0 and the powers of ten from the knee outwards.
func (a *Axis) symlogTicks(n int) {
	top := max(a.Hi, -a.Lo)
	first, last := int(math.Ceil(math.Log10(a.Knee)-1e-9)), int(math.Floor(math.Log10(top)+1e-9))
	sides := 1
	if a.Lo < 0 && a.Hi > 0 {
		sides = 2
	}
	every := 1
	for sides*((last-first)/every+1)+1 > n && every <= last-first {
		every++
	}
	// From the top downwards, so that the largest power keeps its label.
	for side := -1.0; side <= 1; side += 2 {
		for k := last; k >= first; k-- {
			label := ""
			if (last-k)%every == 0 && a.At(math.Pow10(k)) > a.At(0)+0.5/float64(n) {
				label = tenTo(k)
				if side < 0 {
					label = "−" + label
				}
			}
			a.mark(side*math.Pow10(k), label)
		}
	}
	a.mark(0, "0")
}

// Short writes a round number as a tick does: "0.002", "5", "2×10⁵".
func Short(v float64) string {
	if a := math.Abs(v); v == 0 || a >= 0.00099 && a < 99999 {
		rounded, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 3, 64), 64)
		return minus(strconv.FormatFloat(rounded, 'f', -1, 64))
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', 2, 64), "e")
	k, _ := strconv.Atoi(exponent)
	return minus(strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")) + "×10" + superscript(k)
}
