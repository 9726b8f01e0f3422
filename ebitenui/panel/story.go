package panel

import (
	"cmp"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Part is what the story of a lesson says in a state of its picture.
type Part struct {
	State   string // its slug
	Heading string
	Text    string
	Formula string
	Now     string // the symbol of the figure that stands beside the formula
	Try     string // the one thing to do
}

// line is a line of the story.
type line struct {
	text   string
	style  demos.TextStyle
	high   float64
	figure *demos.Figure // which it shows, or nil
}

const (
	dotsHeight = 32
	arrowSide  = 46 // width of the arrows beside the dots
)

// enter goes to a state of the story, or to the one at the end.
func (p *Panel) enter(i int) {
	l := p.now.(*lesson)
	p.sheet.rolled = 0
	l.report(l.Enter(l.story[min(max(i, 0), len(l.story)-1)].State))
}

// tell returns the lines of the present state, in the largest type that the room has
// space for; in the smallest one they roll.
func (p *Panel) tell(c demos.Canvas, room demos.Box) (lines []line) {
	t, s := p.theme(), p.state()
	part := &s.story[s.at]
	for em := 16.0; em >= 11; em-- {
		left := room.H
		lines = nil
		add := func(text string, st demos.TextStyle, space float64, f *demos.Figure) {
			if text == "" {
				return
			}
			for _, text := range plot.Wrap(c, text, room.W, len(text), st) {
				lines = append(lines, line{text, st, 1.35 * st.Size, f})
				left -= 1.35 * st.Size
			}
			lines[len(lines)-1].high += space * em
			left -= space * em
		}
		add(part.Heading, demos.TextStyle{Size: 1.5 * em, Bold: true, Color: t.Text}, 0.5, nil)
		add(part.Text, demos.TextStyle{Size: em, Color: t.Text}, 0.8, nil)
		all := s.taught.Figures()
		if i := slices.IndexFunc(all, func(f demos.Figure) bool { return f.Symbol == part.Now }); i >= 0 {
			f := &all[i]
			add(part.Formula, demos.TextStyle{Size: 1.2 * em, Math: true, Color: t.Text}, 0.1, f)
			add("now "+cmp.Or(f.Words, plot.Short(float64(f.Value))), demos.TextStyle{Size: em, Color: t.Soft}, 0.8, f)
		}
		add(part.Try, demos.TextStyle{Size: em, Color: t.Accent}, 0, nil)
		if left >= 0 {
			break
		}
	}
	return lines
}

// layStory lays the lines of the story, and below them what leads to its states.
func (p *Panel) layStory(c demos.Canvas, room demos.Box) {
	s, at := &p.sheet, p.state()
	foot := room.Inset(0, room.H-dotsHeight-gap, 0, gap)
	s.buttons[Before] = foot.Inset(0, 0, foot.W-arrowSide, 0)
	s.buttons[After] = foot.Inset(foot.W-arrowSide, 0, 0, 0)
	each := (foot.W - 2*arrowSide) / float64(len(at.story))
	for i := range at.story {
		s.dots = append(s.dots, demos.Box{X: foot.X + arrowSide + float64(i)*each, Y: foot.Y, W: each, H: foot.H})
	}
	room = room.Inset(0, gap, 0, dotsHeight+2*gap)
	at.lines = p.tell(c, room)
	var heights []float64
	for _, l := range at.lines {
		heights = append(heights, l.high)
	}
	s.stack(room, heights)
}

func (p *Panel) drawLine(c demos.Canvas, i int, b demos.Box) {
	l := &p.state().lines[i]
	p.shine(c, b, l.figure != nil && p.lit(aControl, i))
	plot.Label(c, l.text, b.X, b.Y+l.style.Size, l.style)
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
