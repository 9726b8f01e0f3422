package deep

import (
	"fmt"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// headerPanel is the line of this step's numbers, and what went wrong.
type headerPanel struct{ plot.Readout }

func (p *headerPanel) fill(s *Scene) {
	now := &s.now
	n := len(now.groups)
	p.Clear()
	p.Add("step", strconv.Itoa(now.step), strconv.Itoa(now.step), "steps of grouped Newton with a λ_int that finds its own size")
	p.Add("hidden layers", strconv.Itoa(now.depth), strconv.Itoa(now.depth), fmt.Sprintf("so %d layers of weights, in %d groups", now.depth+1, n))
	p.Add("loss", plot.Format(now.now.loss), plot.Exact(now.now.loss), fmt.Sprintf("mean cross-entropy over %d points of two spirals", samples))
	p.Add("H̄", fmt.Sprintf("%d × %d", n, n), "", fmt.Sprintf("the Hessian itself has %d × %d entries", now.Task.Len(), now.Task.Len()))
	if s.layout.narrow {
		p.Readings[1].Label = "hidden"
	}
}

func (p *headerPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	p.fill(s)
	gap, t := 22.0, s.Theme
	if s.layout.narrow {
		gap = 8
	}
	p.Readout.Draw(c, t, box, s.layout.narrow, gap)
	st := demos.TextStyle{Color: t.Text}
	if s.layout.narrow {
		st.Size = 11
	}
	text := plot.FirstThatFits(c, box.W, st, s.now.words()...)
	if s.now.message != "" {
		st.Bold = true
		text = plot.Fit(c, s.now.message, box.W, st)
	}
	plot.Label(c, text, box.X, box.Y+31, st)
}

func (p *headerPanel) Under(s *Scene, q demos.Point) (spot, bool) {
	if k, ok := p.Readout.Under(q); ok {
		symbol := "loss"
		if k == 1 || k == 3 {
			symbol = "depth"
		}
		return spot{Symbol: symbol, I: k, J: -1}, true
	}
	line := demos.Box{X: s.layout.header.X, Y: s.layout.header.Y + 18, W: s.layout.header.W, H: 18}
	return spot{I: len(p.Readings), J: -1}, line.Holds(q)
}

func (p *headerPanel) Tip(s *Scene, at spot) []string {
	if at.I >= len(p.Readings) {
		if s.now.message != "" {
			return []string{"What went wrong", s.now.message}
		}
		return []string{"Near and far", s.now.words()[0], "means of the last ten steps"}
	}
	return p.Readings[at.I].Tip()
}
