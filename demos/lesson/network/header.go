package network

import (
	"math"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// headerPanel is the line of this step's numbers, or what went wrong.
type headerPanel struct{ plot.Readout }

// rho is the true change of the loss over the promised one.
func (t *trial) rho() float64 {
	if t.promised == 0 {
		return math.NaN()
	}
	return t.actual / t.promised
}

func (p *headerPanel) fill(s *Scene) {
	now := &s.now
	loss := now.states[now.kind].loss
	t := &now.trials[now.kind]
	using := "the whole H̄"
	if now.kind == diagonal {
		using = "only the diagonal of H̄"
	}
	p.Clear()
	p.Add("step", strconv.Itoa(now.step), strconv.Itoa(now.step), "steps that both runs have taken")
	p.Add("using", using, "", "whose run the picture follows; the control “off-diagonal” changes it")
	p.Add("loss", plot.Format(loss), plot.Exact(loss), "mean cross-entropy over the points")
	p.Add("ρ", plot.Format(t.rho()), plot.Exact(t.rho()), "true ÷ promised change of the loss by the next step; 1: the model was right, negative: the loss grows")
	if s.layout.narrow {
		p.Readings[1].Value = "all of H̄"
		if now.kind == diagonal {
			p.Readings[1].Value = "diagonal"
		}
	}
}

func (p *headerPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	p.fill(s)
	gap, t := 22.0, s.Theme
	if s.layout.narrow {
		gap = 8
	}
	p.Readout.Draw(c, t, box, s.layout.narrow, gap)
	if s.now.message == "" {
		return
	}
	st := demos.TextStyle{Size: 12, Color: t.Text, Bold: true}
	if s.layout.narrow {
		st.Size = 11
	}
	plot.Label(c, plot.Fit(c, s.now.message, box.W, st), box.X, box.Y+29, st)
}

func (p *headerPanel) Under(s *Scene, at demos.Point) (spot, bool) {
	if k, ok := p.Readout.Under(at); ok {
		symbol := "rho"
		if k == 2 {
			symbol = "L"
		}
		return spot{Symbol: symbol, I: -1, J: k}, true
	}
	message := demos.Box{X: s.layout.header.X, Y: s.layout.header.Y + 17, W: s.layout.header.W, H: 18}
	if s.now.message != "" && message.Holds(at) {
		return spot{I: -1, J: len(p.Readings)}, true
	}
	return spot{}, false
}

func (p *headerPanel) Tip(s *Scene, at spot) []string {
	if at.J >= len(p.Readings) {
		return []string{"What went wrong", s.now.message}
	}
	k := &p.Readings[at.J]
	lines := k.Tip()
	if k.Label == "ρ" {
		t := &s.now.trials[s.now.kind]
		lines = append(lines, "promised change "+plot.Exact(t.promised), "true change "+plot.Exact(t.actual))
	}
	return lines
}
