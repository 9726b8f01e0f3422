package onestep

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/landscape"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/summary"
)

// orders is how many models there are: up to the third order.
const orders = 3

// step is one step along −g and its models.
type step struct {
	start, end plot.XY
	cauchy     plot.XY // where Cauchy's step ends; NaN without one
	gradient   plot.XY
	loss       float64 // at the start
	reached    float64 // at the end
	gbar       float64 // ḡ = gᵀg
	hbar       float64 // H̄ = gᵀHg
	order3     float64 // third derivative along g
	eta        float64 // the learner's
	best       float64 // ḡ/H̄, Cauchy's; NaN where the loss curves downwards
	models     [orders]float64
}

// promised is the drop that the model of order 2 promises.
func (s *step) promised() float64 { return s.loss - s.models[1] }

// ratio is ρ: the true drop in units of the promised one.
func (s *step) ratio() float64 { return (s.loss - s.reached) / s.promised() }

// compute takes the values of the controls.
func (s *Scene) compute(v demos.Values) error {
	if s.land == nil || s.land.Name != v["landscape"] {
		s.land = landscape.New(v["landscape"])
		s.taylor = summary.NewTaylor(s.land.Sweep)
	}
	from := plot.XY{X: v.Number("x"), Y: v.Number("y")}
	s.now = s.take(from, v.Number("eta"))
	s.trace()
	return nil
}

// take computes the step of size eta from a place.
func (s *Scene) take(from plot.XY, eta float64) step {
	var theta, u [2]float64
	l := s.land
	l.Theta(theta[:], from.X, from.Y)
	l.Sweep.Gradient(u[:], theta[:], &l.Batch)
	sum := summary.New(1)
	l.Trivial.Compute(sum, theta[:], u[:], &l.Batch)

	now := step{start: from, loss: sum.Loss, gbar: sum.Gbar[0], hbar: sum.Hbar[0], order3: sum.Order3[0], eta: eta}
	now.gradient.X, now.gradient.Y = l.Of(u[:])
	now.best = math.NaN()
	if now.hbar > 0 {
		now.best = now.gbar / now.hbar
	}
	now.end, now.cauchy = now.at(eta), now.at(now.best)
	now.reached = l.Value(now.end.X, now.end.Y)
	// The models of order 0 to 3 of the step eta·u.
	var promise [orders + 1]float64
	s.taylor.Predict(promise[:], theta[:], []float64{eta * u[0], eta * u[1]}, &l.Batch)
	copy(now.models[:], promise[1:])
	return now
}

// at is where a step of size eta ends.
func (s *step) at(eta float64) plot.XY {
	return plot.XY{X: s.start.X - eta*s.gradient.X, Y: s.start.Y - eta*s.gradient.Y}
}

// samples is how many places of the curves are computed.
const samples = 160

// trace fills the curves: the true loss along the step and its models.
func (s *Scene) trace() {
	now := &s.now
	s.reach = reach(now, s.land.Window)
	var theta, u [2]float64
	s.land.Theta(theta[:], now.start.X, now.start.Y)
	s.land.Theta(u[:], now.gradient.X, now.gradient.Y)
	// The models are polynomials: their coefficients do for all places.
	var c [orders + 1]float64
	s.taylor.Coefficients(c[:], theta[:], u[:], &s.land.Batch)
	s.etas, s.truth = s.etas[:0], s.truth[:0]
	for d := range s.models {
		s.models[d] = s.models[d][:0]
	}
	for i := range samples + 1 {
		eta := s.reach * (float64(i)/samples*1.08 - 0.08)
		p := now.at(eta)
		s.etas = append(s.etas, eta)
		s.truth = append(s.truth, s.land.Value(p.X, p.Y))
		value, power := c[0], 1.0
		for d := range s.models {
			power *= -eta
			value += c[d+1] * power
			s.models[d] = append(s.models[d], value)
		}
	}
}

// reach is the largest η shown: three times Cauchy's, or as far as the
// window goes where there is none, and always a little beyond the learner's.
func reach(now *step, w plot.Window) float64 {
	far := math.Hypot(w.Hi.X-w.Lo.X, w.Hi.Y-w.Lo.Y) / 2 / math.Max(math.Hypot(now.gradient.X, now.gradient.Y), 1e-9)
	if now.best > 0 {
		far = math.Min(3*now.best, 2*far)
	}
	return math.Max(far, math.Min(1.15*now.eta, 4*far))
}
