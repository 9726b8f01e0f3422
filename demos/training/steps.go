package training

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// stepsPanel shows the step size of every group now.
type stepsPanel struct {
	bars plot.Bars
}

func (p *stepsPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	r := &s.record
	p.bars.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "step size η of each group, now, log scale", "step sizes η now, log scale", "η now, log scale", "η now, log")
	p.bars.Rows = p.bars.Rows[:0]
	for i, g := range r.groups {
		row := plot.Bar{Name: g.Short, Value: at(r.frame.Eta, i), Color: s.theme.Group(g.Place), Pale: !s.lit(i)}
		row.Note = note(r, i)
		p.bars.Rows = append(p.bars.Rows, row)
	}
	p.bars.Place(c, box)
	p.bars.Draw(c, s.theme)
	if len(r.groups) == 0 {
		hint(c, s, box, "one bar per group")
	}
}

// note flags a step size that is not the positive number one expects.
func note(r *record, i int) string {
	eta, newton := at(r.frame.Eta, i), at(r.frame.Newton, i)
	switch {
	case eta < 0:
		return "negative"
	case eta == 0 && newton < 0:
		return "clipped"
	}
	return ""
}

func (p *stepsPanel) Under(_ *Scene, q demos.Point) (spot, bool) {
	i, ok := p.bars.Under(q)
	return spot{I: i}, ok
}

func (p *stepsPanel) Tip(s *Scene, where spot) []string {
	r := &s.record
	i := where.I
	if i >= len(r.groups) {
		return nil
	}
	g, f := r.groups[i], &r.frame
	title := g.Short
	if g.Name != g.Short {
		title += "  " + g.Name
	}
	lines := []string{
		title,
		"η used now: " + plot.Exact(at(f.Eta, i)),
		"η* of the cubic step: " + plot.Exact(at(f.Newton, i)),
		"ḡ: " + plot.Exact(at(f.Gbar, i)),
		"D: " + plot.Exact(at(f.D, i)),
	}
	if n := note(r, i); n != "" {
		lines = append(lines, fmt.Sprintf("%s: the model would step the other way", n))
	}
	return lines
}
