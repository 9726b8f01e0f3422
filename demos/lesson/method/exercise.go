package method

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/optim"
)

// Check judges whether the clip changes the step of the present iteration.
func (s *Scene) Check(demos.Values) demos.Verdict {
	now := &s.now
	k := lowest(now.unclip)
	name, least := now.groups[k].Short, plot.Format(now.unclip[k])
	switch {
	case !now.fresh:
		return lesson.Wrong("Iteration %d keeps the step sizes of iteration %d. Go to one that computes a summary, or let τ be 1: then each does.", now.t, now.call.t)
	case !now.call.status.Solved():
		return lesson.Wrong("Here the model has no minimiser (%s), so there is no step size to clip.", now.call.status)
	case now.order == optim.NoClipping:
		return lesson.Wrong("The clip is switched off: choose order A or B.")
	case !(now.unclip[k] < 0):
		return lesson.Wrong("Not yet: the smallest step size before the clip is %s, of %s. Look where the model says that a group should climb: in later iterations, with a smaller λ_int, with other seeds or finer partitions.", least, name)
	}
	return demos.Verdict{Right: true, Words: fmt.Sprintf("Right: before the clip η(%s) = %s, so the step would climb along u(%s); the clip makes it 0. %s", name, least, name, s.sign(k))}
}

// sign says why the step size of group k came out negative.
func (s *Scene) sign(k int) string {
	c := s.now.call
	if c.Gbar[k] < 0 {
		return fmt.Sprintf("The slope ḡ is negative there (%s): on the summary minibatch the loss rises along −u, because u remembers older gradients or other samples.", plot.Format(c.Gbar[k]))
	}
	return fmt.Sprintf("The slope ḡ = %s is positive there: it is H̄’s off-diagonal entries that turn the sign, since the steps of the other groups do this one’s work and more.", plot.Format(c.Gbar[k]))
}
