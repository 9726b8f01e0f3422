package deep

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// The exercise: the least depth at which, in the mean of the ten steps before
// judged, more than line of the inverse lies outside the tridiagonal. Shares
// within slack of it count either way: runs that differ in their last bits
// differ by as much after twenty steps.
const (
	judged = 20
	line   = 0.4
	slack  = 0.01
)

// Check judges the present depth.
func (s *Scene) Check(demos.Values) demos.Verdict {
	now := &s.now
	if now.step != judged {
		return lesson.Wrong("You are at step %d. Go to step %d first: the shares change with every step.", now.step, judged)
	}
	if now.message != "" {
		return lesson.Wrong("There is nothing to judge here. %s.", now.message)
	}
	if now.partition == "blocks:4" {
		return lesson.Wrong("Four chunks stay four chunks however deep the network is: choose a partition in which every layer has a group.")
	}
	mine := now.recent(back, outside, judged)
	if !(mine > line-slack) {
		return lesson.Wrong("With %d hidden layers %s of H̄⁻¹ lies outside the tridiagonal, less than %.0f %%: most of it is still between neighbours. What does a deeper network have more of?", now.depth, plot.Percent(mine), 100*line)
	}
	before := math.NaN()
	for _, d := range depths {
		if d >= now.depth {
			break
		}
		k := now.setup
		k.depth = d
		r, err := s.run(k, judged)
		if err != nil {
			return lesson.Wrong("The network with %d hidden layers cannot be compared: %v.", d, err)
		}
		before = r.recent(back, outside, judged)
		if before > line+slack {
			return lesson.Wrong("With %d hidden layers %s of H̄⁻¹ lies outside the tridiagonal, more than %.0f %%; but so it does in a shallower network. Go down until it does not.", now.depth, plot.Percent(mine), 100*line)
		}
	}
	words := fmt.Sprintf("With %d hidden layers %s of H̄⁻¹ lies outside the tridiagonal", now.depth, plot.Percent(mine))
	if !math.IsNaN(before) {
		words += fmt.Sprintf(", with the next smaller number %s", plot.Percent(before))
	}
	whole := now.recent(forth, outside, judged)
	words += fmt.Sprintf(". Each layer has two neighbours, however many there are; what is far grows with the depth. Were all pairs alike, %s would lie outside, and of H̄ itself %s does",
		plot.Percent(now.now.forth.even(outside)), plot.Percent(whole))
	if mine < whole {
		words += ": the inverse is nearer to the tridiagonal, and still not tridiagonal"
	}
	words += "."
	return demos.Verdict{Right: true, Words: words}
}
