package plot

import "math"

// Scale is the scale of an Axis.
type Scale uint8

const (
	Linear Scale = iota
	Log          // positive values by their logarithm
	// Symlog is logarithmic on both sides of 0 and linear within ±Knee:
	// sign(v)·log₁₀(1 + |v|/Knee).
	Symlog
)

// Axis maps values from Lo…Hi to 0…1. The zero value is linear and has no range;
// Fit sets one.
type Axis struct {
	Label  string
	Scale  Scale
	Lo, Hi float64
	Knee   float64 // of Symlog

	ticks []Tick
	made  ticksOf
}

// Fit sets the range to round numbers that include lo…hi. The caller leaves out
// values that the scale cannot show (NaN, or 0 and less on a Log axis); if none is
// left, lo > hi, and the range becomes 0…1, or 0.1…1 on a Log axis.
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
		if a.Hi/a.Lo < 1.9 { // room for two labelled ticks
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
	p, m := magnitude(v)
	switch m *= 1 + 1e-9; {
	case m >= 5:
		return 5 * p
	case m >= 2:
		return 2 * p
	}
	return p
}

func above(v float64) float64 {
	p, m := magnitude(v)
	for _, k := range [...]float64{1, 2, 5} {
		if k >= m*(1-1e-9) {
			return k * p
		}
	}
	return 10 * p
}

// magnitude returns the power of ten of v > 0, and v in units of it; else 0, 0.
func magnitude(v float64) (power, m float64) {
	if !(v > 0) {
		return 0, 0
	}
	power = math.Pow(10, math.Floor(math.Log10(v)))
	return power, v / power
}

// At returns the position of v: 0 at Lo, 1 at Hi. On a Log axis, it is NaN for 0
// and less.
func (a *Axis) At(v float64) float64 {
	r := a.ruler()
	return r.at(v)
}

// ruler is At for many values of one axis: it transforms the ends once, and a value
// that repeats, as step sizes do between summaries, once.
type ruler struct {
	axis      *Axis
	low, span float64 // transformed
	value, to float64 // the last value and its position
}

func (a *Axis) ruler() ruler {
	low := a.transform(a.Lo)
	return ruler{a, low, a.transform(a.Hi) - low, a.Lo, 0}
}

func (r *ruler) at(v float64) float64 {
	if v != r.value {
		r.value, r.to = v, (r.axis.transform(v)-r.low)/r.span
	}
	return r.to
}

// Value is the inverse of At.
func (a *Axis) Value(at float64) float64 {
	lo, hi := a.transform(a.Lo), a.transform(a.Hi)
	y := lo + at*(hi-lo)
	switch a.Scale {
	case Log:
		return math.Pow(10, y)
	case Symlog:
		return math.Copysign(a.Knee*(math.Pow(10, math.Abs(y))-1), y)
	}
	return y
}

// transform applies the scale, before the range is mapped to 0…1.
func (a *Axis) transform(v float64) float64 {
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
