package network

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// costPanel compares the next step by the whole H̄ with that by its diagonal:
// how far each is believed to bring the loss down, and how far it does.
type costPanel struct {
	rows  []costRow
	boxes []demos.Box
	axis  plot.Axis
}

// costRow is one bar.
type costRow struct {
	name, help string
	kind       int
	value      float64 // by how much the loss falls
	solid      bool    // what is true
}

func (p *costPanel) fill(s *Scene) {
	w, d := &s.now.trials[whole], &s.now.trials[diagonal]
	p.rows = append(p.rows[:0],
		costRow{"promised", "ḡᵀη − ½ηᵀH̄η with the whole H̄: the drop that the quadratic model sees", whole, -w.promised, false},
		costRow{"true", "by how much the loss does fall", whole, -w.actual, true},
		costRow{"believed", "ḡᵀη − ½Σ H̄ₛₛηₛ²: what the step promises itself when it forgets the off-diagonal", diagonal, -d.believed, false},
		costRow{"promised", "ḡᵀη − ½ηᵀH̄η of the same step: what the whole H̄ has to say about it", diagonal, -d.promised, false},
		costRow{"true", "by how much the loss does fall; negative: it grows", diagonal, -d.actual, true},
	)
	lo, hi := 0.0, 0.0
	for _, r := range p.rows {
		if plot.Finite(r.value) {
			lo, hi = min(lo, r.value), max(hi, r.value)
		}
	}
	top := max(hi, -lo)
	p.axis.Scale, p.axis.Knee = plot.Symlog, 1
	if top > 0 {
		p.axis.Knee = math.Pow10(int(math.Floor(math.Log10(top))) - 1) // small bars keep a length
	}
	p.axis.Fit(lo, hi)
}

func (p *costPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	p.fill(s)
	t := s.Theme
	title := demos.TextStyle{Color: t.Text}
	plot.Label(c, plot.FirstThatFits(c, box.W, title, "the next step: how far the loss falls, log scale", "drop of the loss by the next step", "drop by one step"), box.X, box.Y+12, title)
	name := demos.TextStyle{Size: 11, Color: t.Text, Align: demos.End}
	number := demos.TextStyle{Size: 11, Mono: true, Color: t.Text, Align: demos.End}
	left, right := 0.0, 0.0
	for _, r := range p.rows {
		left, right = max(left, c.TextWidth(r.name, name)), max(right, c.TextWidth(p.number(s, r.value), number))
	}
	area := box.Inset(left+6, 20, right+6, 0)
	heads := float64(kinds)
	line := min(30, area.H/(float64(len(p.rows))+heads))
	zero := area.X + p.axis.At(0)*area.W
	p.boxes = p.boxes[:0]
	y, before := area.Y, -1
	head := demos.TextStyle{Size: 11, Bold: true}
	for _, r := range p.rows {
		if r.kind != before {
			before = r.kind
			head.Color = s.runColour(r.kind)
			forms := [kinds][2]string{{"step by the whole H̄", "whole H̄"}, {"step by the diagonal alone", "diagonal"}}[r.kind]
			plot.Label(c, plot.FirstThatFits(c, box.W, head, forms[:]...), box.X, y+line/2+4, head)
			y += line
		}
		thick := max(3, line*0.6)
		c.FillRect(zero-0.5, y, 1, line, t.Soft)
		if plot.Finite(r.value) && r.value != 0 {
			x := area.X + p.axis.At(r.value)*area.W
			col := s.runColour(r.kind)
			if !r.solid {
				col = col.Fade(0.45)
			}
			c.FillRect(min(x, zero), y+(line-thick)/2, max(1, math.Abs(x-zero)), thick, col)
		}
		c.Text(r.name, area.X-6, y+line/2+4, name)
		c.Text(p.number(s, r.value), box.X+box.W, y+line/2+4, number)
		p.boxes = append(p.boxes, demos.Box{X: box.X, Y: y, W: box.W, H: line})
		y += line
	}
}

// number writes a value: short where there is little room.
func (p *costPanel) number(s *Scene, v float64) string {
	if s.layout.narrow {
		return plot.Round2(v)
	}
	return plot.Format(v)
}

func (p *costPanel) Under(s *Scene, q demos.Point) (spot, bool) {
	for k, b := range p.boxes {
		if b.Holds(q) {
			return spot{I: -1, J: k}, true
		}
	}
	return spot{}, false
}

func (p *costPanel) Tip(s *Scene, at spot) []string {
	if at.J >= len(p.rows) {
		return nil
	}
	r := p.rows[at.J]
	lines := []string{r.name + " drop " + plot.Exact(r.value), r.help}
	if t := &s.now.trials[r.kind]; t.reason != "" {
		lines = append(lines, t.reason)
	}
	return lines
}
