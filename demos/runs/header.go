package runs

import (
	"fmt"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/cubic"
)

// headerPanel is a line of numbers of the latest step.
type headerPanel struct{ plot.Readout }

func (p *headerPanel) fill(l *runner, narrow bool) {
	f := &l.frame
	p.Clear()
	if !l.started {
		return
	}
	p.Add("step", strconv.Itoa(f.Step), strconv.Itoa(f.Step), "updates of the parameters so far")
	p.Add("epoch", strconv.FormatFloat(f.Epoch, 'f', 2, 64), plot.Exact(f.Epoch), "passes over the training digits so far")
	p.Add("loss", plot.Format(float64(f.Loss)), plot.Exact(float64(f.Loss)), "on this step's minibatch, before the step")
	accuracy := "test accuracy"
	if p.Rows = 1; narrow {
		accuracy, p.Rows = "test", 2
	}
	p.Add(accuracy, plot.Percent(float64(f.Accuracy)), plot.Exact(float64(f.Accuracy)), "share of the test digits that are read right")
	status := f.Status
	if status == "" || status == "unsolved" { // there was no cubic step
		status = "–"
	}
	p.Add("case", status, status, statusHelp(f.Status))
	p.Add("ρ", plot.Format(l.rho), plot.Exact(l.rho), "actual ÷ predicted change of the loss; 1: the model was right")
}

// statusHelp explains a case of the cubic step.
func statusHelp(status string) string {
	if words, ok := statuses[status]; ok {
		return words
	}
	return fmt.Sprintf("%q is no case of a cubic step", status)
}

// statuses explain the cases of a cubic step.
var statuses = map[string]string{
	"":                           "how the last cubic step was found",
	cubic.Unsolved.String():      "how the last cubic step was found",
	cubic.Interior.String():      "the cubic model has one minimum, found inside",
	cubic.Boundary.String():      "the hard case: two equally good minima",
	cubic.Unregularised.String(): "solved, but some groups have D = 0",
	cubic.ZeroGradient.String():  "ḡ = 0: there is nowhere to go",
	cubic.Unbounded.String():     "the model has no minimum, so there is no step",
	cubic.NotFinite.String():     "ḡ, H̄ or D holds a number that is none",
}

func (p *headerPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	t := s.theme
	p.fill(s.chosen(), s.layout.narrow)
	if len(p.Readings) == 0 {
		plot.Label(c, "Press Run: the network starts to learn.", box.X, box.Y+13, demos.TextStyle{Color: t.Soft})
		return
	}
	gap := 22.0
	if s.layout.narrow {
		gap = 10
	}
	p.Readout.Draw(c, t, box, s.layout.narrow, gap)
}

func (p *headerPanel) Under(_ *Scene, at demos.Point) (spot, bool) {
	return item(p.Readout.Under(at))
}

func (p *headerPanel) Tip(s *Scene, at spot) []string {
	if at.I >= len(p.Readings) {
		return nil
	}
	k := &p.Readings[at.I]
	lines := k.Tip()
	if k.Label == "ρ" {
		f := &s.chosen().summary
		lines = append(lines, "predicted "+plot.Exact(float64(f.Predicted)), "actual "+plot.Exact(float64(f.Actual)))
	}
	return lines
}
