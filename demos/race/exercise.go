package race

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
	"github.com/cauchy-newton/playground/engine/setting"
)

// goal is what an exercise asks for; the zero value asks for nothing.
type goal struct {
	method   string
	accuracy float64 // on the test set, at least
	work     float64 // gradient-equivalents, at most
}

// lessonGoal: with its defaults grouped Newton needs about 310 gradients for 90 %,
// two thirds of them for summaries; summaries of 200 samples every 20 steps bring
// it to about 150.
var lessonGoal = goal{method: setting.GroupedNewton, accuracy: 0.9, work: 200}

// Questions implements demos.Taught: the race is the answer.
func (s *Scene) Questions() []demos.Control { return nil }

// Check judges whether a lane of the method that is asked for has reached the accuracy within
// the work.
func (s *Scene) Check(demos.Values) demos.Verdict {
	if s.goal.work == 0 {
		return demos.Verdict{Words: "The lab has no exercise."}
	}
	best, lane := math.Inf(1), -1
	most, started := frame.Number(0), false
	var own *runner
	for i, l := range s.lanes {
		if l.config.Method != s.goal.method {
			continue
		}
		own, started = l, started || l.frame.Step > 0
		most = max(most, l.frame.Accuracy)
		if f, ok := l.reached[s.goal.accuracy]; ok && float64(f.Work) < best {
			best, lane = float64(f.Work), i
		}
	}
	percent := 100 * s.goal.accuracy
	switch {
	case own == nil:
		return demos.Verdict{Words: fmt.Sprintf("No lane runs %s. Give one that method.", setting.MethodOf(s.goal.method).Label)}
	case !started:
		return demos.Verdict{Words: "Nothing has run yet: change what you want to change, then press play."}
	case best <= s.goal.work:
		f := s.lanes[lane].reached[s.goal.accuracy]
		return demos.Verdict{Right: true, Words: fmt.Sprintf(
			"Right: lane %d reads %s of the test digits after %d steps and a work of %s gradients, %s of them for curvature. Step sizes change slowly, so a rough summary now and then is nearly as good as a fine one often: the curvature must be paid for, and here it need not be dear. An SGD with the rate 0.05 does it for about 120, once somebody has found that rate.",
			lane+1, plot.Percent(float64(f.Accuracy)), f.Step, plot.Format(best), plot.Format(float64(f.Curvature)))}
	case lane >= 0:
		f := s.lanes[lane].reached[s.goal.accuracy]
		share := float64(f.Curvature / f.Work)
		if share > 0.4 {
			return demos.Verdict{Words: fmt.Sprintf(
				"Not yet: %g %% came after %s gradients, and %s of them went into summaries. How many samples does a summary need, and how often is it needed?",
				percent, plot.Format(best), plot.Percent(share))}
		}
		return demos.Verdict{Words: fmt.Sprintf(
			"Not yet: %g %% came after %s gradients. The summaries are cheap (%s); it is the steps that do too little. Look at λ₁, λ_int and the batch.",
			percent, plot.Format(best), plot.Percent(share))}
	case float64(own.frame.Work) < s.goal.work:
		return demos.Verdict{Words: fmt.Sprintf(
			"Not yet: so far %s are read right, and of the %g gradients %s are spent. Let it run.",
			plot.Percent(float64(most)), s.goal.work, plot.Format(float64(own.frame.Work)))}
	}
	return demos.Verdict{Words: fmt.Sprintf(
		"Not yet: the budget is spent, and %s are read right. Make the summaries cheaper or the steps better, restart, and try again.", plot.Percent(float64(most)))}
}
