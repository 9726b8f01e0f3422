package onestep

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// asked is the number of steps after which the exercise compares.
const asked = 10

// after returns the loss after the first n steps of a way, and whether there are so many;
// a way that has arrived before ends there.
func (s *Scene) after(n int) (loss float64, enough bool) {
	if n < len(s.way) {
		return s.way[n].loss, true
	}
	return s.now.loss, n == len(s.way) || s.settled() || s.now.gbar == 0
}

// Check implements demos.Taught: on the bowl, from the start of the state, the steps taken
// end lower than as many of Cauchy's.
func (s *Scene) Check(demos.Values) demos.Verdict {
	if s.land.Name != "bowl" {
		return lesson.Wrong("This is to be done on the bowl. Choose it under Settings, or go to this place of the story again.")
	}
	rival, _ := s.walk(nil, s.start(), asked, nil)
	if len(rival) == 0 {
		return lesson.Wrong("Here the slope is 0 already. Drag the ring to another start.")
	}
	his := rival[len(rival)-1].reached
	mine, enough := s.after(asked)
	if !enough {
		return lesson.Wrong("%s so far, and ten are asked for: drag the ball, then press Step. Cauchy’s ten end at a loss of %s.", plot.Count(len(s.way), "step", "steps"), plot.Three(his))
	}
	if mine < his*(1-1e-9) {
		words := fmt.Sprintf("Right: %s after ten steps, and %s after Cauchy’s ten.", plot.Three(mine), plot.Three(his))
		if len(s.way) < asked {
			words = fmt.Sprintf("Right: %s after %s, and %s after Cauchy’s ten.", plot.Three(mine), plot.Count(len(s.way), "step", "steps"), plot.Three(his))
		}
		return demos.Verdict{Right: true, Words: words + " Each of his steps turns off at a right angle to the last; yours broke the zigzag."}
	}
	if his < lucky*s.first().loss {
		return lesson.Wrong("From this start Cauchy is lucky: his ten end at a loss of %s. Reset, and begin where his way is a zigzag.", plot.Three(his))
	}
	shares, longer := 0.0, 0
	for _, w := range s.way[:min(asked, len(s.way))] {
		shares += w.eta / w.best / asked
		if w.eta > 1.001*w.best {
			longer++
		}
	}
	switch {
	case longer > 0:
		return lesson.Wrong("%s, and Cauchy’s ten end at %s. %s of yours went past the lowest point, to where the loss rises again. Reset, and try steps a little shorter than Cauchy’s.", plot.Three(mine), plot.Three(his), plot.Count(longer, "step", "steps"))
	case shares > 0.999:
		return lesson.Wrong("These are Cauchy’s ten, to a loss of %s. Reset, drag the ball a little to the left of the lowest point, and press Step ten times: the next steps are as large a share of Cauchy’s.", plot.Three(his))
	}
	way := "try steps a little shorter still"
	if shares < 0.6 {
		way = "stay nearer to the lowest point"
	}
	return lesson.Wrong("%s, and Cauchy’s ten end at %s. Your steps are %s of Cauchy’s on average. Reset, and %s.", plot.Three(mine), plot.Three(his), plot.Percent(shares), way)
}

// lucky is the part of the loss below which ten of Cauchy's steps end from a start close
// to an axis of the bowl, where there is hardly a zigzag.
const lucky = 1e-4
