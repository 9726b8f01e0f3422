package saddles

import (
	"fmt"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// climb is what Newton's step has to raise the loss by at least, fall what the cubic one
// has to lower it by: the pass itself is only 0.5 above the valleys.
const climb, fall = 0.2, 0.25

// Check judges the present steps, with a group for each coordinate.
func (s *Scene) Check(demos.Values) demos.Verdict {
	w := &s.view
	newton, drop := signed(w.newton.change), signed(w.cubic.change)
	switch {
	case w.ground.Name != "pass":
		return lesson.Wrong("This is to be done at the pass. Choose it under Settings, or go to this place of the story again.")
	case len(w.groups) == 1:
		return lesson.Wrong("With one group no step leaves the line along the gradient. Choose the discrete partition.")
	case !w.newton.ok():
		return lesson.Wrong("Newton’s step does not exist here: H̄ is singular. Move the start a little.")
	case w.definite:
		return lesson.Wrong("Here the model has a minimum, and Newton’s step goes there. Look for a start nearer to the pass, where it has a saddle.")
	case w.newton.change < climb && math.Hypot(w.start.X, w.start.Y) > 1:
		return lesson.Wrong("Newton’s step changes the loss by %s here. Go back towards the pass, and try a start with a larger x and a smaller y, or the other way round.", newton)
	case w.newton.change < climb:
		return lesson.Wrong("Newton’s step changes the loss by %s, and %s is asked for. The flatter the model, the farther away its saddle: drag the ring %s, away from the pass, and watch the grey arrow grow.", newton, signed(climb), w.sideways())
	case !w.cubic.ok():
		return lesson.Wrong("Newton climbs by enough, but the cubic model has no minimum: D = 0 in %s. Move the start a little.", w.unruled())
	case w.cubic.change > 0:
		return lesson.Wrong("Newton climbs by enough. But the cubic step rises, too, by %s: it shoots over the valley. Pull its end back along the path.", drop)
	case w.cubic.change > -fall && !w.deep():
		return lesson.Wrong("Newton climbs by enough. But the start lies too near to the valley’s floor: no λ brings the cubic step %g lower. Drag the ring %s, to higher ground.", fall, w.higher())
	case w.cubic.change > -fall && w.short():
		return lesson.Wrong("Newton climbs by enough, and the cubic step goes down by %s only: it stops before the valley’s floor. Pull its end farther along the path.", plot.Three(-w.cubic.change))
	case w.cubic.change > -fall:
		return lesson.Wrong("Newton climbs by enough, and the cubic step goes down by %s only: it runs up behind the valley’s floor. Pull its end back along the path.", plot.Three(-w.cubic.change))
	}
	return demos.Verdict{Right: true, Words: fmt.Sprintf(
		"Right: Newton’s step changes the loss by %s, the cubic step by %s. Both solve for a level point of a model. Newton’s is flat here, so its saddle is far away, and nothing says that this is too far. The cubic term does.", newton, drop)}
}

// sideways is where the ring is to be dragged for a longer step of Newton's: along its
// longer coordinate, away from the pass.
func (w *view) sideways() string {
	if x, y := w.start.X, w.start.Y; math.Abs(x) >= math.Abs(y) {
		return across(x >= 0)
	} else {
		return upwards(y > 0)
	}
}

// higher is where it is to be dragged from the floor of a valley: along its shorter
// coordinate, towards 0.
func (w *view) higher() string {
	if x, y := w.start.X, w.start.Y; math.Abs(x) >= math.Abs(y) {
		return upwards(y < 0)
	} else {
		return across(x < 0)
	}
}

func across(right bool) string {
	if right {
		return "to the right"
	}
	return "to the left"
}

func upwards(up bool) string {
	if up {
		return "upwards"
	}
	return "downwards"
}

// deep reports whether some place of the path is low enough.
func (w *view) deep() bool {
	return slices.ContainsFunc(w.path, func(q plot.XY) bool { return w.ground.Value(q.X, q.Y)-w.loss <= -fall })
}

// short reports whether the loss still falls where the cubic step ends.
func (w *view) short() bool {
	k := len(w.cubic.along)
	return w.cubic.along[k-1] < w.cubic.along[k-2]
}
