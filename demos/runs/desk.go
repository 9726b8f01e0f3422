package runs

import (
	"fmt"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// deskPanel stands beside the wall: how many digits are read right, the pad, and how the
// network reads what was drawn or picked.
type deskPanel struct {
	count plot.Counter
}

// Draw implements plot.Panel.
func (p *deskPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	w, _ := c.Size()
	size := plot.TypeOf(w)
	right, read := s.wall.right(s.chosen())
	p.count.Number, p.count.Unit, p.count.Below = strconv.Itoa(right), fmt.Sprintf("of %d read right", read), ""
	if l := s.chosen(); l != nil && l.frame.Step > 0 {
		p.count.Below = "after " + plot.Count(l.frame.Step, "step", "steps")
	}
	margin := plot.Margin(w)
	corner := demos.Box{X: box.X, Y: box.Y - 0.4*margin, W: box.W + margin, H: box.H}
	high := 1.3*size.Big + 2.6*size.Label
	rows := 4 * 1.45 * size.Label
	pad, answer := box, box
	switch {
	case w < 560: // side by side
		pad.W = min(box.H-20, 0.4*box.W)
		pad.H = pad.W + 20
		answer = box.Inset(pad.W+14, size.Big+6, 0, 0)
	case box.W >= 320: // a low canvas
		pad.W = min(box.H-26, 0.5*box.W, 300)
		pad.H = pad.W + 26
		answer = box.Inset(pad.W+18, high, 0, 0)
	default:
		if box.H < high+rows+100 {
			rows = -8 // no room for an answer
		}
		pad.Y += high
		pad.W = min(box.W, 300, box.H-high-rows-34)
		pad.H = pad.W + 26
		answer = demos.Box{X: box.X, Y: pad.Y + pad.H + 4, W: box.W, H: rows}
	}
	p.count.Draw(c, s.theme, corner)
	s.sketch.draw(c, s, pad)
	p.answer(c, s, answer, size.Label)
}

// answer writes what the network makes of the image that it was asked about: the class,
// and the first ones with their probabilities as bars.
func (p *deskPanel) answer(c demos.Canvas, s *Scene, box demos.Box, size float64) {
	if s.asked == nil {
		return
	}
	a, t := s.asked.Answer, s.theme
	line := 1.45 * size
	title := fmt.Sprintf("your digit: a %d", a.Guess)
	if a.Index >= 0 {
		title = fmt.Sprintf("a %d, read as %d", a.Label, a.Guess)
	}
	st := demos.TextStyle{Size: size, Color: t.Text, Bold: true}
	if box.H < line {
		return
	}
	y := box.Y + size
	c.Text(plot.Fit(c, title, box.W, st), box.X, y, st)
	st.Bold, st.Mono = false, true
	share := c.TextWidth("100 %", st) + 6
	for _, k := range ranked(a.Prob)[:min(3, len(a.Prob))] {
		if y += line; y > box.Y+box.H {
			return
		}
		c.Text(strconv.Itoa(k), box.X, y, st)
		x := box.X + 1.2*size
		wide := max(0, min(160, box.W-share-1.2*size))
		c.FillRect(x, y-0.75*size, max(1, wide*a.Prob[k]), 0.8*size, t.Group(4))
		c.Text(fmt.Sprintf("%.0f %%", 100*a.Prob[k]), x+wide+share, y, demos.TextStyle{Size: size, Color: t.Text, Mono: true, Align: demos.End})
	}
}

// Under implements plot.Panel.
func (p *deskPanel) Under(*Scene, demos.Point) (spot, bool) { return spot{}, false }

// Tip implements plot.Panel.
func (p *deskPanel) Tip(*Scene, spot) []string { return nil }
