package deep

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// sharePanel follows a share of both matrices over the steps: what lies far
// apart, or outside the tridiagonal. The mean of the last steps is bold.
type sharePanel struct {
	which  string // far, out
	axes   plot.Axes
	curves [2][2]plot.Curve
	steps  []float64
	shares [2][]float64 // of each side
	means  [2][]float64
	labels []plot.EndLabel
	marks  demos.Path
}

func newShare(which string) *sharePanel {
	p := &sharePanel{which: which}
	p.axes.X.Label = "step"
	return p
}

// least is the distance from which this share counts.
func (p *sharePanel) least(stages int) int {
	if p.which == "far" {
		return far(stages)
	}
	return outside
}

func (p *sharePanel) forms() []string {
	if p.which == "far" {
		return []string{"share half the network apart; bold: mean of ten steps", "share half the network apart", "share far apart"}
	}
	return []string{"share outside the tridiagonal; bold: mean of ten steps", "share outside the tridiagonal", "outside the tridiagonal", "outside tridiagonal"}
}

func (p *sharePanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	t := s.Theme
	now := &s.now
	least := p.least(now.stages)
	even := now.begin.forth.even(least)
	p.axes.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, p.forms()...)
	p.steps = p.steps[:0]
	last := min(now.step, len(now.States)-1)
	hi := even
	for k := range last + 1 {
		p.steps = append(p.steps, float64(k))
	}
	for of := range p.shares {
		p.shares[of], p.means[of] = p.shares[of][:0], p.means[of][:0]
		for k := range last + 1 {
			v := now.States[k].share(side(of), least)
			p.shares[of] = append(p.shares[of], v)
			p.means[of] = append(p.means[of], now.recent(side(of), least, k))
			if plot.Finite(v) {
				hi = max(hi, v)
			}
		}
	}
	p.axes.Y.Fit(0, hi)
	p.axes.X.Lo, p.axes.X.Hi = 0, max(10, float64(now.step))
	const alike = "alike"
	p.axes.Right = plot.EndRoom(c, signs[back], alike)
	p.axes.Place(c, box)
	p.axes.Draw(c, t)
	area := p.axes.Area
	y := p.axes.Point(0, even).Y
	c.FillRect(area.X, y-0.5, area.W, 1, t.Soft)
	p.labels = append(p.labels[:0], plot.EndLabel{Text: alike, Y: y, Color: t.Soft})
	for of := range p.shares {
		col := s.color(side(of))
		p.curves[of][0].Points(c, &p.axes, p.steps, p.shares[of], 1, col.Fade(0.5))
		p.curves[of][1].Points(c, &p.axes, p.steps, p.means[of], 2.5, col)
		v := p.means[of][last]
		if !plot.Finite(v) {
			continue
		}
		q := p.axes.Point(float64(last), v)
		p.marks = plot.Disc(p.marks[:0], q, 3.5)
		c.FillPath(p.marks, col)
		p.labels = append(p.labels, plot.EndLabel{Text: signs[of], Y: q.Y, Color: col})
	}
	plot.DrawEnds(c, area, p.labels)
	if s.panels.At.Panel == p {
		p.axes.Cross(c, float64(s.panels.At.I), t.Soft)
	}
}

// share returns that of a side's mass at distances least and more; NaN where
// there is no matrix.
func (a *state) share(of side, least int) float64 {
	if r := a.reach(of); r != nil {
		return r.from(least)
	}
	return math.NaN()
}

func (p *sharePanel) Under(s *Scene, q demos.Point) (spot, bool) {
	x, ok := p.axes.Under(q)
	return spot{I: min(int(math.Round(x)), s.now.step, len(s.now.States)-1), J: -1}, ok
}

func (p *sharePanel) Tip(s *Scene, at spot) []string {
	if at.I >= len(s.now.States) {
		return nil
	}
	least := p.least(s.now.stages)
	lines := []string{fmt.Sprintf("after step %d, loss %s", at.I, plot.Format(s.now.States[at.I].loss))}
	for of, sign := range signs {
		v := s.now.States[at.I].share(side(of), least)
		lines = append(lines, fmt.Sprintf("%s: %s; mean of the last ten steps %s", sign, plot.Exact(v), plot.Exact(s.now.recent(side(of), least, at.I))))
	}
	what := fmt.Sprintf("of Σ|kₛₜ| lies at distances of %s and more", counted(least, "layer", s.now.partition))
	return append(lines, what, "were all pairs alike: "+plot.Percent(s.now.begin.forth.even(least)))
}
