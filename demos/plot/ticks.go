package plot

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

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

// Ticks returns the marks from Lo to Hi: at most n with a label, but at least two of
// them or the zero of a Symlog axis, and small ones between them on a logarithmic
// axis. The slice is valid until the range changes.
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
		if count(a.Lo, a.Hi, next) < 2 { // a scale needs two numbers
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

// logTicks labels 1, 2 and 5 times the powers of ten if these are at most n, else
// the powers of ten or every few of them, or the two ends.
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
	// From the largest power down, so that it has a label.
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
