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
	eta        float64 // its size
	best       float64 // ḡ/H̄, Cauchy's; NaN where the loss curves downwards
	models     [orders]float64
}

// promised is the drop that the model of order 2 promises.
func (s *step) promised() float64 { return s.loss - s.models[1] }

// ratio is ρ: the true drop in units of the promised one.
func (s *step) ratio() float64 { return (s.loss - s.reached) / s.promised() }

// lands reports whether the step can be taken: there is somewhere to go, and not to where
// derivatives are no numbers any more.
func (s *step) lands() bool { return s.gbar > 0 && s.eta > 0 && math.Abs(s.reached) <= highest }

// highest is the greatest loss at which the summaries of all landscapes are finite.
const highest = 1e40

// rises reports whether the loss is higher behind the step.
func (s *step) rises() bool { return s.reached > s.loss }

// at is where a step of size eta ends.
func (s *step) at(eta float64) plot.XY {
	return plot.XY{X: s.start.X - eta*s.gradient.X, Y: s.start.Y - eta*s.gradient.Y}
}

// compute takes the values of the controls.
func (s *Scene) compute(v demos.Values) error {
	sizes, err := parse(v["path"])
	if err != nil {
		return &demos.ValueError{Name: "path", Message: err.Error()}
	}
	if s.land == nil || s.land.Name != v["landscape"] {
		s.land = landscape.New(v["landscape"])
		s.taylor = summary.NewTaylor(s.land.Sweep)
	}
	from, was := plot.XY{X: v.Number("x"), Y: v.Number("y")}, s.now.start
	steps := v.Count("step")
	s.v, s.sizes = v, sizes
	s.way, s.now = s.walk(s.way[:0], from, steps, sizes)
	s.aim(&s.now, s.chosen(v, len(s.way), s.now.best))
	if s.cauchy = s.cauchy[:0]; len(sizes) > 0 {
		s.cauchy, _ = s.walk(s.cauchy, from, len(s.way), nil)
	}
	s.slice.trace(s)
	s.glide(was)
	return nil
}

// look computes what is known of a place before a step size is chosen.
func (s *Scene) look(from plot.XY) step {
	var theta, u [2]float64
	l := s.land
	l.Theta(theta[:], from.X, from.Y)
	l.Sweep.Gradient(u[:], theta[:], &l.Batch)
	sum := summary.New(1)
	l.Trivial.Compute(sum, theta[:], u[:], &l.Batch)

	here := step{start: from, loss: sum.Loss, gbar: sum.Gbar[0], hbar: sum.Hbar[0], order3: sum.Order3[0], best: math.NaN()}
	here.gradient.X, here.gradient.Y = l.Of(u[:])
	if here.hbar > 0 {
		here.best = here.gbar / here.hbar
	}
	here.cauchy = here.at(here.best)
	return here
}

// aim chooses the size of a step.
func (s *Scene) aim(here *step, eta float64) {
	var theta, u [2]float64
	l := s.land
	here.eta, here.end = eta, here.at(eta)
	here.reached = l.Value(here.end.X, here.end.Y)
	l.Theta(theta[:], here.start.X, here.start.Y)
	l.Theta(u[:], here.gradient.X, here.gradient.Y)
	// The models of order 0 to 3 of the step eta·u.
	var promise [orders + 1]float64
	s.taylor.Predict(promise[:], theta[:], []float64{eta * u[0], eta * u[1]}, &l.Batch)
	copy(here.models[:], promise[1:])
}

// The numbers of the picture that move, by their places in the Glide.
const (
	atEta   = iota
	atLine  // how much of the line is drawn
	atBend  // how much of its curvature the parabola has
	atThird // and how much of the third derivative the next model
	atTaken // steps taken
	targets
)

// glide sets where the numbers of the picture move. Where a new step begins, its ball
// rolls from the start; with another start the way is drawn at once.
func (s *Scene) glide(was plot.XY) {
	order := s.v.Number("order")
	to := [targets]float64{s.now.eta, min(order, 1), min(max(order-1, 0), 1), min(max(order-2, 0), 1), float64(len(s.way))}
	if p := &s.picture; was != s.now.start && p.land != nil {
		at := to
		at[atEta] = 0
		if g := &s.Glide; p.start == s.start() && p.land == s.land {
			for _, k := range [...]int{atLine, atBend, atThird, atTaken} {
				at[k] = g.At(k)
			}
		}
		s.Glide = demos.Glide{}
		s.Glide.To(at[:]...)
	}
	s.picture.start, s.picture.land = s.start(), s.land
	s.Glide.To(to[:]...)
}
