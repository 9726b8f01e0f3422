package vanishingruler

import (
	"fmt"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
)

// changeable are the controls of which exactly one has to differ from the opening
// state.
var changeable = []string{"loss", "activation", "partition"}

// Check judges the present state: one of loss, activation and partition differs
// from the opening, and every group has D > 0.
func (s *Scene) Check(demos.Values) demos.Verdict {
	w := &s.view
	opening, now := demos.Defaults(s.Controls()), s.State()
	var changed []string
	for _, name := range changeable {
		if now[name] != opening[name] {
			changed = append(changed, name)
		}
	}
	switch {
	case len(changed) == 0:
		return lesson.Wrong("Loss, activation and partition are still those of the opening. Change one: where could a third derivative come from?")
	case len(changed) > 1:
		return lesson.Wrong("You have changed %s. One is enough; put the others back.", strings.Join(changed, " and "))
	}
	if d := w.deadGroups(); len(d) > 0 {
		return lesson.Wrong("%s has no gradient: dead units have no ruler whatever the rest is. Put the biases b₁ back to 0.", w.listed(d))
	}
	if zero := w.unruled(); len(zero) > 0 {
		bounded := "and the model is still unbounded"
		if w.status.Solved() {
			bounded = "though the model is bounded now"
		}
		return lesson.Wrong("Not for every group: D is still 0 for %s, %s. For such a group, %s.", w.listed(zero), bounded, w.why(zero[0]))
	}
	return demos.Verdict{Right: true, Words: fmt.Sprintf("Every D is positive now. Take %s: %s. With D > 0 the cubic term grows in every direction, so the model has a minimum, however negative H̄ is.", w.names[0], w.why(0))}
}
