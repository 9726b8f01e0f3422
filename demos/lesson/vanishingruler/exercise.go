package vanishingruler

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Check judges the present state: squared error, a group that moves without a ruler, and
// nevertheless a step that promises no more than there is.
func (s *Scene) Check(demos.Values) demos.Verdict {
	w := &s.view
	free := w.free()
	switch {
	case w.loss != squared:
		return lesson.Wrong("With %s every group that moves has a ruler. Go back to the squared error: is there a step you can trust without one?", "cross-entropy")
	case len(w.deadGroups()) > 0:
		return lesson.Wrong("%s has no gradient: dead units do not move at all. Raise the biases b₁.", w.listed(w.deadGroups()))
	case len(free) == 0:
		return lesson.Wrong("Every group has its ruler, D > 0, so the model is held. Find a partition in which the last layer has none, and a step that can be trusted all the same.")
	case !w.status.Solved():
		return lesson.Wrong("D is 0 for %s, and H̄ curves downwards among them: no step. Which activation bends, so that only the last layer, in which squared error is convex, is without a ruler?", w.listed(free))
	case -w.promise > w.value:
		return lesson.Wrong("There is a step, but it promises a fall by %s from a loss of %s. Nothing holds back %s. Let biases share the step of their weights, or take another activation, or another start b₁.", plot.Three(-w.promise), plot.Three(w.value), w.listed(free))
	}
	return demos.Verdict{Right: true, Words: "Right: D = 0 for " + w.listed(free) + ", H̄ is positive there, and the step promises a fall by " + plot.Three(-w.promise) + " from a loss of " + plot.Three(w.value) +
		". A zero need not hurt: those groups take a plain Newton step, and the others are held by their rulers."}
}
