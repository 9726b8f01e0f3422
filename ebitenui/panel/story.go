package panel

import (
	"cmp"
	"fmt"
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

const (
	arrowSide   = 46 // width of the arrows beside the dots
	placeHeight = 28 // of the line above them: which state it is, and to play it again
	replayWidth = 110
)

// enter goes to a state of the story.
func (p *Panel) enter(i int) {
	l := p.now.(*lesson)
	l.report(l.Enter(l.States()[i].Slug))
	p.sheet.rolled = 0
}

// tell finds the lines of the present state, with a figure beside the formula.
func (p *Panel) tell(c demos.Canvas, room demos.Box) (heights []float64) {
	t, s := p.theme(), p.state()
	part, all, now := &p.entries[p.shown].Story[s.at], s.taught.Figures(), [5]demos.Figure{}
	value := ""
	if i := slices.IndexFunc(all, func(f demos.Figure) bool { return f.Symbol == part.Now }); i >= 0 {
		now[2], now[3] = all[i], all[i]
		value = "now " + cmp.Or(all[i].Words, plot.Three(float64(all[i].Value)))
	}
	s.lines = plot.Passage(c, []plot.Paragraph{
		{Text: part.Heading, Style: demos.TextStyle{Size: 1.5, Bold: true, Color: t.Text}, Space: 0.5},
		{Text: part.Text, Style: demos.TextStyle{Size: 1, Color: t.Text}, Space: 0.8},
		{Text: part.Formula, Style: demos.TextStyle{Size: 1.2, Math: true, Color: t.Text}, Space: 0.1},
		{Text: value, Style: demos.TextStyle{Size: 1, Color: t.Soft}, Space: 0.8},
		{Text: part.Try, Style: demos.TextStyle{Size: 1, Color: t.Accent}},
	}, room.W, room.H, 16, 11)
	for _, l := range s.lines {
		heights, s.figures = append(heights, l.Height), append(s.figures, now[l.Paragraph])
	}
	return heights
}

// layStory lays the lines of the story, and below them what leads to its states.
func (p *Panel) layStory(c demos.Canvas, room demos.Box) {
	s, n := &p.sheet, len(p.entries[p.shown].Story)
	foot := room.Inset(0, room.H-checkHeight-gap, 0, gap)
	s.buttons[Before] = foot.Inset(0, 0, foot.W-arrowSide, 0)
	s.buttons[After] = foot.Inset(foot.W-arrowSide, 0, 0, 0)
	each := (foot.W - 2*arrowSide) / float64(n)
	for i := range n {
		s.dots = append(s.dots, demos.Box{X: foot.X + arrowSide + float64(i)*each, Y: foot.Y, W: each, H: foot.H})
	}
	s.place = demos.Box{X: foot.X, Y: foot.Y - gap - placeHeight, W: foot.W, H: placeHeight}
	if p.now.able(Replay) {
		s.buttons[Replay] = s.place.Inset(foot.W-replayWidth, 0, 0, 0)
	}
	room = room.Inset(0, gap, 0, checkHeight+placeHeight+3*gap)
	s.stack(room, p.tell(c, room))
}

// drawDots paints the way through the story; the present state is a bar.
func (p *Panel) drawDots(c demos.Canvas) {
	t := p.theme()
	p.drawButton(c, Before)
	p.drawButton(c, After)
	p.drawButton(c, Replay)
	at := p.sheet.place
	c.Text(fmt.Sprintf("scene %d of %d", p.state().at+1, len(p.sheet.dots)), at.X, at.Y+at.H/2+4.5, in(demos.TextStyle{Size: 13}, t.Soft))
	for i, b := range p.sheet.dots {
		q, wide, ink := b.Middle(), 4.0, demos.Mix(t.Card, t.Soft, 0.5)
		if i == p.state().at {
			wide, ink = 9, t.Text
		} else if p.lit(aDot, i) {
			ink = t.Accent
		}
		c.FillPath(demos.Path{plot.Rounded(demos.Box{X: q.X - wide, Y: q.Y - 4, W: 2 * wide, H: 8}, 4)}, ink)
	}
}
