package plot

import (
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
)

// Ramp holds the colours of signed values from 0 outwards.
type Ramp struct{ Negative, Positive [5]demos.Color }

// The ramps are ColorBrewer's RdBu, which is safe for the colour-blind; in the dark
// theme 0 is dark and large values are bright.
var (
	lightRamp = Ramp{
		Negative: [5]demos.Color{demos.RGB(0xffffff), demos.RGB(0xd1e5f0), demos.RGB(0x92c5de), demos.RGB(0x4393c3), demos.RGB(0x2166ac)},
		Positive: [5]demos.Color{demos.RGB(0xffffff), demos.RGB(0xfddbc7), demos.RGB(0xf4a582), demos.RGB(0xd6604d), demos.RGB(0xb2182b)},
	}
	darkRamp = Ramp{
		Negative: [5]demos.Color{demos.RGB(0x20252b), demos.RGB(0x22425e), demos.RGB(0x2a6496), demos.RGB(0x4393c3), demos.RGB(0x92c5de)},
		Positive: [5]demos.Color{demos.RGB(0x20252b), demos.RGB(0x5a2b2b), demos.RGB(0x983d3a), demos.RGB(0xd6604d), demos.RGB(0xf4a582)},
	}
)

// Diverging returns the theme's ramp: blue negative, neutral zero, red
// positive.
func Diverging(t *demos.Theme) *Ramp {
	if t.Dark {
		return &darkRamp
	}
	return &lightRamp
}

// At returns the colour of v in [−1, 1]; NaN is grey.
func (r *Ramp) At(v float64) demos.Color {
	if math.IsNaN(v) {
		return demos.Color{R: 128, G: 128, B: 128, A: 255}
	}
	side := &r.Positive
	if v < 0 {
		side = &r.Negative
	}
	x := min(1, math.Abs(v)) * float64(len(side)-1)
	i := min(int(x), len(side)-2)
	return demos.Mix(side[i], side[i+1], x-float64(i))
}

// Signed maps values to [−1, 1] symmetrically: linearly, or by the symmetric
// logarithm sign(v)·log(1 + |v|/Knee) that shows entries of very different
// size.
type Signed struct {
	Top  float64 // the value of full colour
	Knee float64 // 0: linear
}

// FitSigned returns the scale for values: its Top is the largest finite
// magnitude (1 if there is none). With log, the Knee is a power of ten below
// nine tenths of the entries, so that these have a colour, and between 10⁻² and
// 10⁻⁹ of Top.
func FitSigned(values []float64, log bool) Signed {
	size := make([]float64, len(values))
	for i, v := range values {
		size[i] = math.Abs(v)
	}
	size = slices.DeleteFunc(finite(size), func(v float64) bool { return v == 0 })
	if len(size) == 0 {
		size = []float64{1}
	}
	s := Signed{Top: size[len(size)-1]}
	if log {
		small := math.Pow10(int(math.Floor(math.Log10(size[len(size)/10]))))
		s.Knee = min(max(small, s.Top*1e-9), s.Top*1e-2)
	}
	return s
}

// At maps v to [−1, 1].
func (s Signed) At(v float64) float64 {
	if s.Knee == 0 {
		return v / s.Top
	}
	return math.Copysign(math.Log1p(math.Abs(v)/s.Knee)/math.Log1p(s.Top/s.Knee), v)
}
