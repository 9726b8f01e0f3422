package runs

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/setting"
)

// The exercise asks for a lane of grouped Newton with at least this accuracy on the
// test set for at most this many gradient-equivalents. With its defaults grouped
// Newton needs about 310 for it, most of them for summaries.
const (
	goalAccuracy = 0.9
	goalWork     = 200
)

// Questions implements demos.Taught: the race is the answer.
func (s *Scene) Questions() []demos.Control { return nil }

// Check implements demos.Taught: it judges the best lane of grouped Newton.
func (s *Scene) Check(demos.Values) demos.Verdict {
	if !s.exercise {
		return demos.Verdict{Words: "The lab has no exercise."}
	}
	var best *link.Frame // the first with the accuracy, of the lane that spent least on it
	lane, most, started := 0, frame.Number(0), false
	var own *runner
	for i, l := range s.lanes {
		if l.config.Method != setting.GroupedNewton {
			continue
		}
		own, started = l, started || l.frame.Step > 0
		most = max(most, l.frame.Accuracy)
		if l.reached != nil && (best == nil || l.reached.Work < best.Work) {
			best, lane = l.reached, i
		}
	}
	switch {
	case own == nil:
		return demos.Verdict{Words: fmt.Sprintf("No lane runs %s. Give one that method.", setting.MethodOf(setting.GroupedNewton).Label)}
	case !started:
		return demos.Verdict{Words: "Nothing has run yet: change what you want to change, then press Run."}
	case best != nil && best.Work <= goalWork:
		return demos.Verdict{Right: true, Words: fmt.Sprintf(
			"Right: lane %d reads %s of the test digits after %d steps and a work of %s gradients, %s of them for curvature. Step sizes change slowly, so a rough summary now and then is nearly as good as a fine one often: the curvature must be paid for, and here it need not be dear. An SGD with the rate 0.05 does it for about 120, once somebody has found that rate.",
			lane+1, plot.Percent(float64(best.Accuracy)), best.Step, plot.Format(float64(best.Work)), plot.Format(float64(best.Curvature)))}
	case best != nil:
		share := float64(best.Curvature / best.Work)
		if share > 0.4 {
			return demos.Verdict{Words: fmt.Sprintf(
				"Not yet: %g %% came after %s gradients, and %s of them went into summaries. How many samples does a summary need, and how often is it needed?",
				100*goalAccuracy, plot.Format(float64(best.Work)), plot.Percent(share))}
		}
		return demos.Verdict{Words: fmt.Sprintf(
			"Not yet: %g %% came after %s gradients. The summaries are cheap (%s); it is the steps that do too little. Look at λ₁, λ_int and the batch.",
			100*goalAccuracy, plot.Format(float64(best.Work)), plot.Percent(share))}
	case own.frame.Work < goalWork:
		return demos.Verdict{Words: fmt.Sprintf(
			"Not yet: so far %s are read right, and of the %g gradients %s are spent. Let it run.",
			plot.Percent(float64(most)), float64(goalWork), plot.Format(float64(own.frame.Work)))}
	}
	return demos.Verdict{Words: fmt.Sprintf(
		"Not yet: the budget is spent, and %s are read right. Make the summaries cheaper or the steps better, restart, and try again.", plot.Percent(float64(most)))}
}
