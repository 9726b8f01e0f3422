package runs

import (
	"fmt"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/link"
)

// digitsPanel shows test digits with the network's answers.
type digitsPanel struct {
	tiles plot.Tiles
	shown *link.Digits
}

func (p *digitsPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	l, t := s.chosen(), s.theme
	if p.shown != l.digits {
		p.shown, p.tiles = l.digits, plot.Tiles{}
		if p.shown != nil {
			p.tiles.Set(p.shown.W, p.shown.H, p.shown.Pixels)
		}
	}
	p.tiles.Items = p.tiles.Items[:0]
	for _, a := range l.answers {
		p.tiles.Items = append(p.tiles.Items, plot.Tile{Caption: strconv.Itoa(a.Guess), Wrong: a.Guess != a.Label})
	}
	text := "test digits, and below them what the network reads"
	short := "test digits, the network’s answers"
	if n := len(l.answers); n > 0 {
		text += fmt.Sprintf(" — %d of %d wrong (framed, with a cross)", l.wrong(), n)
		short = fmt.Sprintf("test digits: %d of %d wrong (framed)", l.wrong(), n)
	}
	inner := heading(c, s, box, text, short)
	if p.shown == nil {
		const places = 20
		p.tiles.Place(inner, places)
		for i := range places {
			b := p.tiles.Box(i)
			c.FillRect(b.X, b.Y, b.W, b.H, t.Cell)
		}
		return
	}
	p.tiles.Place(inner, len(p.shown.Pixels))
	p.tiles.Draw(c, t, plot.Diverging(t).At(0.9))
}

func (p *digitsPanel) Under(_ *Scene, q demos.Point) (spot, bool) {
	return item(p.tiles.Under(q))
}

func (p *digitsPanel) Tip(s *Scene, at spot) []string {
	l := s.chosen()
	if at.I >= len(l.answers) {
		if l.digits != nil && at.I < len(l.digits.Labels) {
			return []string{fmt.Sprintf("a %d, not asked yet", l.digits.Labels[at.I])}
		}
		return nil
	}
	a := l.answers[at.I]
	verdict := "right"
	if a.Guess != a.Label {
		verdict = "wrong"
	}
	lines := []string{fmt.Sprintf("a %d, read as %d: %s", a.Label, a.Guess, verdict)}
	for _, k := range ranked(a.Prob)[:min(3, len(a.Prob))] {
		lines = append(lines, fmt.Sprintf("%d with probability %s", k, plot.Exact(a.Prob[k])))
	}
	return append(lines, fmt.Sprintf("test digit number %d", a.Index))
}
