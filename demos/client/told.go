package client

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos/runs"
	"github.com/cauchy-newton/playground/engine/link"
)

// enter goes to a state of the story: to its picture and, with no N, to the step that it
// names. The lanes walk there, to be watched. To step 0 they only go back if the visitor
// has not trained them.
func (r *Run) enter(w Wish, c link.Command) error {
	at := runs.StateOf(c.Name)
	if at == nil {
		return fmt.Errorf("there is no state %s", clip(c.Name))
	}
	r.Scene, r.Stands = at.Slug, c.N > 0
	r.changed("scene")
	if c.N == 0 {
		if r.Until > 0 {
			r.halt()
		}
		if at.Steps == 0 && !at.Keeps && !r.Own && r.step() > 0 {
			w.Next = append(w.Next, link.Command{Do: link.DoReset})
		}
		w.Next = append(w.Next, link.Command{Do: train, N: at.Steps})
	}
	return r.begin(w, link.Command{Do: link.DoLook, Lane: r.Look.Lane, What: at.What, Axis: at.Axis})
}

// trainTo walks to a step, unless the lanes are there already or on a way of their own.
func (r *Run) trainTo(step int) {
	if r.step() >= step || r.Playing {
		return
	}
	r.Walking, r.Until = true, step
	r.play(true)
	r.walk()
}

// storyRest is the pause of a story's walk after a step, in milliseconds: its first steps
// can be followed by the eye.
func storyRest(step int) int { return max(1, 90-2*step) }

// stride is how many steps a walk takes at a time: that of a story a few, once its first
// ones have been seen.
func (r *Run) stride() int {
	if left := r.Until - r.step(); left > 0 && r.step() >= 10 && rests[r.Speed] == 0 {
		return min(5, left)
	}
	return 1
}
