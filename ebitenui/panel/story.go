package panel

import (
	"cmp"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Part is what the story of a lesson says in a state of its picture.
type Part struct {
	State, Heading, Text string // the state's slug
	Formula, Now         string // Now is the symbol of the figure beside the formula
	Try                  string // the one thing to do
}

// line is a line of the story.
type line struct {
	text  string
	style demos.TextStyle
}

const (
	dotsHeight = 32
	arrowSide  = 46 // width of the arrows beside the dots
)

// enter goes to a state of the story.
func (p *Panel) enter(i int) {
	l := p.now.(*lesson)
	l.report(l.Enter(l.States()[i].Slug))
	p.sheet.rolled = 0
}

// tell finds the lines of the present state in the largest type that the room has space
// for, and their heights. What the room has no space for in the smallest type can be
// rolled.
func (p *Panel) tell(c demos.Canvas, room demos.Box) (heights []float64) {
	t, s := p.theme(), p.state()
	part, now := &p.entries[p.shown].Story[s.at], demos.Figure{}
	all, value := s.taught.Figures(), ""
	if i := slices.IndexFunc(all, func(f demos.Figure) bool { return f.Symbol == part.Now }); i >= 0 {
		now = all[i]
		value = "now " + cmp.Or(now.Words, plot.Short(float64(now.Value)))
	}
	for em := 16.0; em >= 11; em-- {
		left := room.H
		s.lines, s.figures, heights = nil, nil, nil
		for _, q := range []struct {
			text   string
			style  demos.TextStyle
			space  float64 // behind it, in ems as the size
			figure demos.Figure
		}{
			{part.Heading, demos.TextStyle{Size: 1.5, Bold: true, Color: t.Text}, 0.5, demos.Figure{}},
			{part.Text, demos.TextStyle{Size: 1, Color: t.Text}, 0.8, demos.Figure{}},
			{part.Formula, demos.TextStyle{Size: 1.2, Math: true, Color: t.Text}, 0.1, now},
			{value, demos.TextStyle{Size: 1, Color: t.Soft}, 0.8, now},
			{part.Try, demos.TextStyle{Size: 1, Color: t.Accent}, 0, demos.Figure{}},
		} {
			q.style.Size *= em
			high := 1.35 * q.style.Size
			for rest := plot.Wrap(c, q.text, room.W, len(q.text), q.style); q.text != "" && len(rest) > 0; rest = rest[1:] {
				if len(rest) == 1 {
					high += q.space * em
				}
				s.lines, s.figures = append(s.lines, line{rest[0], q.style}), append(s.figures, q.figure)
				heights = append(heights, high)
				left -= high
			}
		}
		if left >= 0 {
			break
		}
	}
	return heights
}

// layStory lays the lines of the story, and below them what leads to its states.
func (p *Panel) layStory(c demos.Canvas, room demos.Box) {
	s, n := &p.sheet, len(p.entries[p.shown].Story)
	foot := room.Inset(0, room.H-dotsHeight-gap, 0, gap)
	s.buttons[Before] = foot.Inset(0, 0, foot.W-arrowSide, 0)
	s.buttons[After] = foot.Inset(foot.W-arrowSide, 0, 0, 0)
	each := (foot.W - 2*arrowSide) / float64(n)
	for i := range n {
		s.dots = append(s.dots, demos.Box{X: foot.X + arrowSide + float64(i)*each, Y: foot.Y, W: each, H: foot.H})
	}
	room = room.Inset(0, gap, 0, dotsHeight+2*gap)
	s.stack(room, p.tell(c, room))
}

// drawDots paints the way through the story; the present state is a bar.
func (p *Panel) drawDots(c demos.Canvas) {
	t := p.theme()
	p.drawButton(c, Before)
	p.drawButton(c, After)
	for i, b := range p.sheet.dots {
		q, wide, ink := b.Middle(), 4.0, demos.Mix(t.Card, t.Soft, 0.5)
		if i == p.state().at {
			wide, ink = 9, t.Text
		} else if p.lit(aDot, i) {
			ink = t.Accent
		}
		c.FillPath(demos.Path{rounded(demos.Box{X: q.X - wide, Y: q.Y - 4, W: 2 * wide, H: 8}, 4)}, ink)
	}
}
