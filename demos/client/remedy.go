package client

import (
	"fmt"
	"math"
	"strings"

	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/link"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Notice is what went wrong in the chosen lane, or which rule stopped it, and what helps.
type Notice struct {
	Words string  `json:"words"` // of the engine; "" is nothing
	Text  string  `json:"text"`  // the same as a sentence, and what helps
	Rate  float64 `json:"rate"`  // with which "again" restarts; 0: there is none
	Label string  `json:"label"` // of that
	Good  bool    `json:"good"`  // nothing went wrong
}

// note sets the Notice; no words remove it.
func (r *Run) note(words string, good bool) {
	n := Notice{Words: words, Good: good}
	n.Text = Sentence(words)
	if strings.HasPrefix(words, "diverged") {
		n.remedy(&r.chosen().State)
	}
	if words != "" || r.Notice.Words != "" {
		r.Notice = n
		r.changed("notice")
	}
}

// remedy adds what helps against a divergence, and offers to restart with another rate.
func (n *Notice) remedy(c *setting.Config) {
	if help := c.Remedy(); help != "" {
		n.Text += " " + help
	}
	if name := setting.MethodOf(c.Method).RateName(); name != "" {
		n.Rate = c.SmallerRate()
		n.Label = fmt.Sprintf("Restart with %s = %v", name, n.Rate)
	}
}

// remark explains what was wrong with the latest step of a lane; "" when nothing was.
// It is empty for methods that take no summary.
func remark(l *Lane) string {
	f := l.Frame
	if f == nil || f.Reason == "" || !l.State.Summarises() {
		return ""
	}
	words := fmt.Sprintf("Step %d: %s.", f.Step, f.Reason)
	if f.Status == "unbounded" {
		words += " What helps: a loss or an activation whose third derivative is not zero (cross-entropy, tanh), or larger groups."
	}
	return words
}

// summary describes the last summary and compares the promised with the actual change.
func summary(f *link.Frame) string {
	words := fmt.Sprintf("Last summary at step %d: %s, ‖Dη‖ = %s.", f.Step, f.Status, plot.Format(float64(f.R)))
	if !math.IsNaN(float64(f.Predicted)) {
		words += fmt.Sprintf(" For the step taken the model promised a change of %s in the loss; it was %s.",
			plot.Format(float64(f.Predicted)), plot.Format(float64(f.Actual)))
	}
	return words
}
