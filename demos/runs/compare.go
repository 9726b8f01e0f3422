package runs

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// comparePanel shows H̄ of two partitions at the same point, with the change of the
// loss that each promises and its cost.
type comparePanel struct{ gallery }

func (p *comparePanel) Draw(c demos.Canvas, s *Scene, _ demos.Box) {
	if !p.fresh(s) {
		for _, v := range s.seen.Views {
			p.add(v.Partition, demos.Groups(v.Groups, v.Roles), v.Hbar)
		}
	}
	inner := heading(c, s, s.layout.content(),
		fmt.Sprintf("H̄ of two partitions where lane %d stands: the same θ, the same u, the same samples", s.lane+1),
		fmt.Sprintf("H̄ of two partitions, lane %d", s.lane+1))
	if len(p.list) < 2 {
		hint(c, s, inner, "computing …")
		return
	}
	half := inner.W / 2
	small := demos.TextStyle{Size: 11, Color: s.theme.Soft}
	const words = 3 * 15
	for i := range p.list {
		b := demos.Box{X: inner.X + half*float64(i), Y: inner.Y, W: half - 14, H: inner.H - words - 26}
		m := &p.list[i]
		m.draw(c, s, b)
		m.cells.Legend(c, s.theme, b.X, b.Y+b.H+2, min(220, b.W))
		for k, line := range p.words(s, i) {
			plot.Label(c, plot.FirstThatFits(c, b.W, small, line[0], line[1]), b.X, inner.Y+inner.H-words+12+15*float64(k), small)
		}
	}
}

// words are what a view promises and costs, each in a long and a short form.
func (p *comparePanel) words(s *Scene, i int) [3][2]string {
	v := &s.seen.Views[i]
	change, work := plot.Format(float64(v.Change)), plot.Format(float64(v.Work))
	return [3][2]string{
		{"promised change " + change, "promises " + change},
		{"a summary costs " + work + " gradients", "costs " + work + " grad."},
		{"cubic step: " + v.Case, v.Case},
	}
}

func (p *comparePanel) Tip(s *Scene, at spot) []string {
	k := int(at.X)
	if k >= len(p.list) || k >= len(s.seen.Views) {
		return nil
	}
	v := &s.seen.Views[k]
	lines := p.list[k].tip(at.I, at.J)
	for _, w := range p.words(s, k) {
		lines = append(lines, w[0])
	}
	if g := p.list[k].order; at.I < len(g) && g[at.I] < len(v.Newton) {
		lines = append(lines, "η* of "+v.Groups[g[at.I]]+": "+plot.Exact(float64(v.Newton[g[at.I]])))
	}
	return lines
}
