package client

import (
	"fmt"
	"math"
	"strconv"
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

// remedy adds what helps against a divergence.
func (n *Notice) remedy(c *setting.Config) {
	method := setting.MethodOf(c.Method)
	name := method.RateName()
	if method.Cubic && method.Partition == "" && c.Loss == "squared-error" {
		n.Text += " With the squared error D is 0 in the last layer, so nothing shortens its step."
	}
	if name == "" {
		return
	}
	// λ₁ is a part of a computed step; a learning rate can be wrong by orders of magnitude.
	smaller, more := 10.0, ""
	if method.Cubic {
		smaller, more = 3, ", or let λ_int move by itself (the control of that name)"
	}
	n.Rate, _ = strconv.ParseFloat(strconv.FormatFloat(c.Rate/smaller, 'g', 1, 64), 64)
	n.Text += fmt.Sprintf(" Restart it with a smaller %s%s.", name, more)
	n.Label = fmt.Sprintf("Restart with %s = %v", name, n.Rate)
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
