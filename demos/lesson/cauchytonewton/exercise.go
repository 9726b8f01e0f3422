package cauchytonewton

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Check implements demos.Taught: the state is the answer. Right is a first step
// that ends at a loss below near, and has been taken.
func (s *Scene) Check(demos.Values) demos.Verdict {
	c, _, _ := s.chosen()
	n := s.groups()
	if c.arrived == 0 {
		return lesson.Wrong("The start is the minimum itself: there is no step to take. Move it away.")
	}
	if c.arrived != 1 {
		if len(c.places) < 2 {
			return lesson.Wrong("There is no step: %s.", c.reason)
		}
		after := plot.Format(c.places[1].loss)
		switch v := s.State(); {
		case n < dimension && v.Number("bend") == 0:
			return lesson.Wrong("With S = %d the first step leaves a loss of %s. Its bar does not reach the dashed line: %d step sizes cannot steer %d parameters. Climb on.", n, after, n, dimension)
		case v.Number("bend") > 0:
			return lesson.Wrong("The first step leaves a loss of %s: the model is a parabola, and with b = %s the function is none. Even Newton needs %s steps here. Take the bend out.", after, v["bend"], s.climbs[dimension-1].count())
		}
		return lesson.Wrong("The first step leaves a loss of %s, and %s was asked for.", after, "less than 10⁻⁸")
	}
	if s.step == 0 {
		return lesson.Wrong("The rung is right: now take the step.")
	}
	reason := fmt.Sprintf("One step, and the loss is %s. ", plot.Format(c.places[1].loss))
	if n < dimension {
		return demos.Verdict{Right: true, Words: reason + fmt.Sprintf("And with only %d groups: here the bowl’s axes are so close to the groups that %d step sizes reach every place that matters. In general it takes as many groups as parameters.", n, n)}
	}
	return demos.Verdict{Right: true, Words: reason + "With a step size for each parameter the step can go anywhere, so it goes where the model is lowest: Uη = H⁻¹g, Newton’s step. A quadratic is its own model, so that place is the minimum, whatever κ is. The price is the 6 × 6 system; with a million parameters it would have 10¹² entries, which is why the rungs below exist."}
}
