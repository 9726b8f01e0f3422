package runs

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/frame"
)

// stepsPanel shows the present step size of every group.
type stepsPanel struct {
	bars plot.Bars
}

func (p *stepsPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	l := s.chosen()
	p.bars.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "step size η of each group, now, log scale", "step sizes η now, log scale", "η now, log scale", "η now, log")
	p.bars.Rows = p.bars.Rows[:0]
	for i, g := range l.groups {
		p.bars.Rows = append(p.bars.Rows, plot.Bar{Name: g.Short, Value: nth(l.frame.Eta, i), Note: note(l, i), Color: s.theme.Group(g.Place), Pale: !s.lit(i)})
	}
	p.bars.Place(c, box)
	p.bars.Draw(c, s.theme)
	if len(l.groups) == 0 {
		hint(c, s, box, "one bar per group")
	}
}

// note flags a step size that is not positive.
func note(l *runner, i int) string {
	eta, newton := nth(l.frame.Eta, i), nth(l.frame.Newton, i)
	switch {
	case eta < 0:
		return "negative"
	case eta == 0 && newton < 0:
		return "clipped"
	}
	return ""
}

func (p *stepsPanel) Under(_ *Scene, q demos.Point) (spot, bool) {
	return item(p.bars.Under(q))
}

func (p *stepsPanel) Tip(s *Scene, where spot) []string {
	l := s.chosen()
	i := where.I
	if i >= len(l.groups) {
		return nil
	}
	g, f := l.groups[i], &l.frame
	title := g.Short
	if g.Name != g.Short {
		title += "  " + g.Name
	}
	lines := []string{
		title,
		"η used now: " + plot.Exact(nth(f.Eta, i)),
		"η* of the cubic step: " + plot.Exact(nth(f.Newton, i)),
		"ḡ: " + plot.Exact(nth(f.Gbar, i)),
		"D: " + plot.Exact(nth(f.D, i)),
	}
	if n := note(l, i); n != "" {
		lines = append(lines, fmt.Sprintf("%s: the model would step the other way", n))
	}
	return lines
}

// nth returns n[i], or NaN if i is out of range.
func nth(n []frame.Number, i int) float64 {
	if i < len(n) {
		return float64(n[i])
	}
	return math.NaN()
}
