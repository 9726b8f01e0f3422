package saddles

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// wanted is how much the cubic step has to lower the loss: more than λ_int = 1
// brings at most starts near the pass, so the visitor has to choose λ as well.
const wanted = 0.25

// Check judges the present steps: Newton's has to raise the true loss and the
// cubic one to lower it by wanted, with a group for each coordinate.
func (s *Scene) Check(demos.Values) demos.Verdict {
	w := &s.view
	switch {
	case len(w.groups) == 1:
		return lesson.Wrong("With one group no step leaves the line along the gradient. Choose the discrete partition.")
	case !w.newton.ok():
		return lesson.Wrong("Newton’s step does not exist here: H̄ is singular. Move the start a little.")
	case w.definite:
		return lesson.Wrong("H̄ has no negative eigenvalue here, so Newton’s step goes to the model’s minimum. Look for a start nearer to the pass.")
	case w.newton.change <= 0:
		return lesson.Wrong("Newton’s step still lowers the loss here, by %s: it gains more by running down to the pass’s ridge than it climbs along the way. Start where the pass itself lies higher than the start.", plot.Format(-w.newton.change))
	case !w.cubic.ok():
		return lesson.Wrong("Newton climbs here, but the cubic model has no minimum: D = 0 in %s. Move the start a little.", w.unruled())
	case w.cubic.change > 0:
		return lesson.Wrong("Newton climbs here. The cubic step does too: it is so long that it shoots over the valley. A larger λ_int makes it shorter.")
	case w.cubic.change > -wanted:
		return lesson.Wrong("Newton climbs here and the cubic step goes down, but by %s only, and %g is asked for. Is the step too long or too short? The curve of the loss along the step shows it; λ_int changes it.", plot.Format(-w.cubic.change), wanted)
	}
	return demos.Verdict{Right: true, Words: fmt.Sprintf(
		"Newton’s step raises the loss by %s, because it solves for a point without slope and the one nearby is the saddle. The cubic term adds ½λ_int r D² to H̄, with r = %s just large enough that no negative eigenvalue is left: the same equation now has a minimum for its solution, and the step lowers the loss by %s.",
		plot.Format(w.newton.change), plot.Format(w.root), plot.Format(-w.cubic.change))}
}
