package optim

import (
	"math"

	"github.com/cauchy-newton/playground/engine/archive"
)

// descent is the part that every method shares: the gradient, the direction
// made of it, and a step that is taken only if it ends at a finite θ.
type descent struct {
	gradient, direction, move []float64
	next                      []float64
}

// observe draws a minibatch and writes its gradient. The error is ErrDiverged.
func (d *descent) observe(theta []float64, o Objective) (loss float64, err error) {
	d.gradient = grown(d.gradient, len(theta))
	d.move, d.next = grown(d.move, len(theta)), grown(d.next, len(theta))
	loss = o.Gradient(d.gradient, theta)
	if !finite(loss) || !allFinite(d.gradient) {
		return loss, ErrDiverged
	}
	return loss, nil
}

// take moves θ ← θ − move, or not at all when that is not finite.
func (d *descent) take(theta []float64) error {
	for p, m := range d.move {
		d.next[p] = theta[p] - m
	}
	if !allFinite(d.next) {
		return ErrDiverged
	}
	copy(theta, d.next)
	return nil
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// allFinite uses that x − x is 0 for a finite x and NaN for any other.
func allFinite(x []float64) bool {
	sum := 0.0
	for _, v := range x {
		sum += v - v
	}
	return sum == 0
}

// grown returns a slice of length n: x when it has it, else new zeros.
func grown(x []float64, n int) []float64 {
	if len(x) == n {
		return x
	}
	return make([]float64, n)
}

// plain fills a frame of a method without a summary.
func plain(dst *Frame, loss, rate float64) {
	*dst = Frame{Loss: loss, Rate: rate, Predicted: math.NaN(), Actual: math.NaN()}
}

// momentum is the buffer m ← g at first, then μm + (1 − damp)g.
type momentum struct{ m []float64 }

// push takes a gradient and returns m, which belongs to the buffer.
func (b *momentum) push(gradient []float64, mu, damp float64) []float64 {
	if len(b.m) != len(gradient) {
		b.m = append([]float64(nil), gradient...)
		return b.m
	}
	for p, g := range gradient {
		b.m[p] = mu*b.m[p] + (1-damp)*g
	}
	return b.m
}

func (b *momentum) archive(a *archive.Archive) { a.Floats(&b.m) }
