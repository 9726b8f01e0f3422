package optim

import (
	"cmp"
	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/setting"
)

// SGD is stochastic gradient descent, θ ← θ − Rate·u with
//
//	m ← g on the first step, else Momentum·m + (1 − Dampening)·g,
//	u = m, or g + Momentum·m with Nesterov.
//
// A Schedule multiplies Rate.
// The zero value is plain gradient descent with Rate 0.1.
type SGD struct {
	Rate      float64 // 0 means 0.1
	Momentum  float64 // μ; 0 is plain gradient descent
	Dampening float64
	Nesterov  bool
	Schedule  Schedule

	descent
	buffer momentum
}

var _ = enter(setting.SGD, func() Trainable { return new(SGD) })

// Tune implements Trainable.
func (s *SGD) Tune(_, to setting.Config, _ int) {
	s.Rate, s.Momentum, s.Dampening = to.Rate, setting.OrNone(to.Momentum), setting.OrNone(to.Dampening)
	s.Schedule.tune(to)
}

// Step draws one minibatch and moves θ. The error is ErrDiverged.
func (s *SGD) Step(dst *Frame, theta []float64, o Objective) error {
	rate := cmp.Or(s.Rate, 0.1) * s.Schedule.next()
	loss, err := s.observe(theta, o)
	s.Schedule.plain(dst, loss, rate)
	if err != nil {
		return err
	}
	u := s.buffer.push(s.gradient, s.Momentum, s.Dampening)
	for p, v := range u {
		if s.Nesterov {
			v = s.gradient[p] + s.Momentum*v
		}
		s.move[p] = rate * v
	}
	return s.take(theta)
}

// Archive writes or reads m and the place in the schedule.
func (s *SGD) Archive(a *archive.Archive) {
	a.Section("sgd")
	s.buffer.archive(a)
	s.Schedule.archive(a)
}
