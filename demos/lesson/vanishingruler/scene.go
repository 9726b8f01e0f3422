// Package vanishingruler is the lesson on groups without a third derivative: the
// cubic term does not depend on the step of such a group, and the model may have
// no minimum. D, the cube root of the third derivative, is called its ruler.
package vanishingruler

import (
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
)

// Scene is the lesson. Use New.
type Scene struct {
	lesson.Base
	view view
	part float64 // how far along the way the ball is, from 0 to 1

	picture picture
}

var (
	_ demos.Lesson = (*Scene)(nil)
	_ demos.Carded = (*Scene)(nil)
)

// New returns the lesson with its defaults.
func New() *Scene {
	s := &Scene{}
	s.Open(controls(), s.compute)
	return s
}

// ruledPlace is the colour of the model, beside those of the groups.
const ruledPlace = 4

// symbols are those that highlight a part of the picture.
var symbols = []string{"D", "v", "phi", "lambda", "quadratic", "loss", "f", "head", "W1", "W2"}

// shade returns the colour of a part that belongs to the symbols.
func (s *Scene) shade(c demos.Color, of ...string) demos.Color { return s.Shade(c, symbols, of...) }

// What glides: the ball; the rulers of the four tensors, as parts of the longest; and the
// curves, in parts of the loss.
const (
	atBall  = 0
	atRuler = 1
	atCurve = atRuler + 4
	glides  = atCurve + curves*points
)

// The curves: the model without its cubic term, the model, and the loss.
const (
	withoutRuler = iota
	withRuler
	trueLoss
	curves
)

// aim sets where the picture glides to.
func (s *Scene) aim() {
	w := &s.view
	var to [glides]float64
	to[atBall] = s.part
	if most := slices.Max(w.d); most > 0 {
		for k, g := range w.owner {
			to[atRuler+k] = w.d[g] / most
		}
	}
	for c, ys := range [...][]float64{w.plain, w.ruled, w.truth} {
		for i, y := range ys {
			to[atCurve+c*points+i] = max(-50, min(1+y/w.value, 50))
		}
	}
	s.Glide.To(to[:]...)
}

// loss returns what a curve says the loss is at a part of the way, in parts of the loss.
func (s *Scene) loss(curve int, part float64) float64 {
	at := part * (points - 1)
	i := min(int(at), points-2)
	a, b := s.Glide.At(atCurve+curve*points+i), s.Glide.At(atCurve+curve*points+i+1)
	return a + (at-float64(i))*(b-a)
}
