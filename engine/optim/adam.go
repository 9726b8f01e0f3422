package optim

import (
	"cmp"
	"math"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Adam is the method of Kingma and Ba (2015) with bias correction,
//
//	m ← β₁m + (1 − β₁)g,   v ← β₂v + (1 − β₂)g²,
//	u = m/(1 − β₁ᵗ) / (√v/√(1 − β₂ᵗ) + ε),   θ ← θ − Rate·u.
//
// A Schedule multiplies Rate. The zero value has the authors' defaults.
type Adam struct {
	Rate    float64 // 0 means 0.001
	Beta1   float64 // 0 means 0.9
	Beta2   float64 // 0 means 0.999
	Epsilon float64 // 0 means 1e-8

	Schedule Schedule

	descent
	m, v   []float64
	b1, b2 float64 // β₁ᵗ and β₂ᵗ, products of the β in use
}

var _ = enter(setting.Adam, func() Trainable { return new(Adam) })

// Tune implements Trainable.
func (a *Adam) Tune(_, to setting.Config, _ int) {
	a.Rate, a.Beta1 = to.Rate, beta1(to)
	a.Schedule.tune(to)
}

// beta1 returns β₁ for the momentum of a Config. None is the smallest number above 0,
// because 0 asks for the default.
func beta1(c setting.Config) float64 { return max(c.Momentum, math.SmallestNonzeroFloat64) }

// Step draws one minibatch and moves θ. The error is ErrDiverged.
func (a *Adam) Step(dst *Frame, theta []float64, o Objective) error {
	rate := cmp.Or(a.Rate, 0.001) * a.Schedule.next()
	loss, err := a.observe(theta, o)
	a.Schedule.plain(dst, loss, rate)
	if err != nil {
		return err
	}
	a.Direct(a.move, a.gradient)
	for p := range a.move {
		a.move[p] *= rate
	}
	return a.take(theta)
}

// Direct takes a gradient and writes the direction u.
func (a *Adam) Direct(u, gradient []float64) {
	if len(a.m) != len(gradient) {
		a.m, a.v = make([]float64, len(gradient)), make([]float64, len(gradient))
		a.b1, a.b2 = 1, 1
	}
	beta1, beta2, epsilon := cmp.Or(a.Beta1, 0.9), cmp.Or(a.Beta2, 0.999), cmp.Or(a.Epsilon, 1e-8)
	a.b1 *= beta1
	a.b2 *= beta2
	first, second := 1-a.b1, math.Sqrt(1-a.b2)
	for p, g := range gradient {
		a.m[p] = beta1*a.m[p] + (1-beta1)*g
		a.v[p] = beta2*a.v[p] + (1-beta2)*g*g
		u[p] = a.m[p] / first / (math.Sqrt(a.v[p])/second + epsilon)
	}
}

// Archive writes or reads m, v, the powers of β and the place in the schedule.
func (d *Adam) Archive(a *archive.Archive) {
	a.Section("adam")
	a.Floats(&d.m)
	a.Vector(&d.v, len(d.m), false)
	a.Float(&d.b1)
	a.Float(&d.b2)
	d.Schedule.archive(a)
}
