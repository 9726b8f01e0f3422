package train

import (
	"math"

	"github.com/cauchy-newton/playground/engine/optim"
)

type stub struct {
	rate float64
	g    []float64
}

func (s *stub) Step(dst *optim.Frame, theta []float64, o optim.Objective) error {
	if s.g == nil {
		s.g = make([]float64, o.Len())
	}
	dst.Loss = o.Gradient(s.g, theta)
	dst.Predicted, dst.Actual = math.NaN(), math.NaN()
	for i, g := range s.g {
		theta[i] -= s.rate * g
	}
	return nil
}

func newMethod(c Config, n int) optim.Method { return &stub{rate: c.Rate} }
func tune(m optim.Method, c Config, n int)   { m.(*stub).rate = c.Rate }
