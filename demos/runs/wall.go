package runs

import (
	"fmt"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/link"
)

// wallPanel shows a hundred test digits. One that is read wrong has a frame, a cross and
// what it is taken for; one that is read right is pale.
type wallPanel struct {
	tiles   plot.Tiles
	shown   *link.Digits
	box     demos.Box
	n       int // of the digits
	columns int
	step    float64 // from one tile to the next
	side    float64 // of a tile

	read  float64   // so many answers are shown, one after the other at the start
	wrong []float64 // of each digit: 1 wrong, 0 right, on the way between them
	marks demos.Path
	pale  demos.Path
}

const (
	wallSize  = 100
	readSpeed = 1.2  // answers a tick
	turnPart  = 0.14 // of the way that a mark goes in a tick
	wallGap   = 3
)

// aim takes the digits and answers of a lane; without answers the reading starts anew.
func (p *wallPanel) aim(l *runner) {
	if l == nil {
		p.n, p.read, p.shown = wallSize, 0, nil
		return
	}
	if p.shown != l.digits {
		p.shown, p.tiles = l.digits, plot.Tiles{}
		if p.n = wallSize; p.shown != nil {
			p.tiles.Set(p.shown.W, p.shown.H, p.shown.Pixels)
			p.n = len(p.shown.Pixels)
		}
		p.wrong, p.read = make([]float64, p.n), 0
	}
	if len(l.answers) == 0 {
		p.read = 0
	}
}

// target is where the mark of digit i belongs.
func (p *wallPanel) target(l *runner, i int) float64 {
	if l != nil && i < len(l.answers) && float64(i) < p.read && l.answers[i].Guess != l.answers[i].Label {
		return 1
	}
	return 0
}

// tick reads on and turns marks, and reports whether anything moved. The marks turn in
// the order of reading, a row a tick.
func (p *wallPanel) tick(l *runner) (moved bool) {
	if p.aim(l); l == nil {
		return false
	}
	if len(l.answers) > 0 && p.read < float64(p.n) {
		p.read, moved = p.read+readSpeed, true
	}
	for i := range p.wrong {
		to := p.target(l, i)
		if d := to - p.wrong[i]; d != 0 {
			moved = true
			if p.wrong[i] += d * turnPart * (0.6 + 0.8*float64((i*37)%10)/9); d*d < 1e-3 {
				p.wrong[i] = to
			}
		}
	}
	return moved
}

// settle ends the reading and the turning.
func (p *wallPanel) settle(l *runner) {
	if p.aim(l); l == nil || len(l.answers) == 0 {
		return
	}
	p.read = float64(p.n)
	for i := range p.wrong {
		p.wrong[i] = p.target(l, i)
	}
}

// right counts the digits that are read right, of those that have been read.
func (p *wallPanel) right(l *runner) (right, read int) {
	if l == nil {
		return 0, 0
	}
	read = min(int(p.read), len(l.answers))
	for _, a := range l.answers[:read] {
		if a.Guess == a.Label {
			right++
		}
	}
	return right, read
}

// place finds the grid with the largest tiles.
func (p *wallPanel) place(box demos.Box, beside bool) {
	p.step, p.columns = 0, 1
	for _, columns := range []int{5, 10, 20, 25, 50} {
		rows := (p.n + columns - 1) / columns
		if step := min(box.W/float64(columns), box.H/float64(max(1, rows))); step > p.step {
			p.step, p.columns = step, columns
		}
	}
	p.side = p.step - wallGap
	rows := float64((p.n + p.columns - 1) / p.columns)
	w, h := p.step*float64(p.columns)-wallGap, p.step*rows-wallGap
	p.box = demos.Box{X: box.X + (box.W-w)/2, Y: box.Y + (box.H-h)/2, W: w, H: h}
	if beside { // the desk
		p.box.X = box.X
	}
}

// tile is the box of digit i.
func (p *wallPanel) tile(i int) demos.Box {
	return demos.Box{X: p.box.X + float64(i%p.columns)*p.step, Y: p.box.Y + float64(i/p.columns)*p.step, W: p.side, H: p.side}
}

// Draw implements plot.Panel.
func (p *wallPanel) Draw(c demos.Canvas, s *Scene, box demos.Box) {
	l, t := s.chosen(), s.theme
	p.aim(l)
	p.place(box, s.layout.desk.X > box.X)
	p.marks, p.pale = p.marks[:0], p.pale[:0]
	if p.shown == nil {
		for i := range p.n {
			p.pale = plot.Rectangle(p.pale, p.tile(i))
		}
		c.FillPath(p.pale, t.Cell)
		return
	}
	red := plot.Diverging(t).At(0.9)
	words := demos.TextStyle{Size: 13, Bold: true, Color: red, Align: demos.End}
	for i := range p.n {
		b := p.tile(i)
		p.tiles.Picture(c, t, i, b)
		switch v := p.wrong[i]; {
		case v > 0.02:
			in := (1 - v) / 2 * p.side
			p.marks = plot.Rectangle(p.marks, b.Inset(in, in, in, in))
		case i < len(l.answers) && float64(i) < p.read:
			p.pale = plot.Rectangle(p.pale, b)
		}
	}
	if len(p.pale) > 0 {
		c.FillPath(p.pale, t.Back.Fade(0.62))
	}
	for i, v := range p.wrong {
		if v < 0.5 || p.target(l, i) == 0 {
			continue
		}
		b := p.tile(i)
		d := min(6, b.W/4)
		p.marks = plot.Segment(plot.Segment(p.marks, b.X+3, b.Y+3, b.X+3+d, b.Y+3+d), b.X+3+d, b.Y+3, b.X+3, b.Y+3+d)
		if p.side >= 36 {
			c.FillRect(b.X+b.W-13, b.Y+b.H-16, 12, 15, t.Cell)
			c.Text(strconv.Itoa(l.answers[i].Guess), b.X+b.W-3, b.Y+b.H-4, words)
		}
	}
	if len(p.marks) > 0 {
		c.StrokePath(p.marks, max(1.25, min(2.25, p.side/20)), red)
	}
	if i := s.picked(); i >= 0 {
		b := p.tile(i)
		c.StrokePath(demos.Path{plot.Rounded(b.Inset(-2.5, -2.5, -2.5, -2.5), 3)}, 3, t.Accent)
	}
}

// Under implements plot.Panel.
func (p *wallPanel) Under(s *Scene, q demos.Point) (spot, bool) {
	if p.step <= 0 || !p.box.Holds(q) {
		return spot{}, false
	}
	i := int((q.Y-p.box.Y)/p.step)*p.columns + int((q.X-p.box.X)/p.step)
	return spot{I: i}, i >= 0 && i < p.n
}

// Tip implements plot.Panel.
func (p *wallPanel) Tip(s *Scene, at spot) []string {
	l := s.chosen()
	if l == nil || at.I >= len(l.answers) {
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
	return append(lines, fmt.Sprintf("test digit number %d; press it to ask again as it learns", a.Index))
}

// picked is the place on the wall of the digit that was asked about, or −1.
func (s *Scene) picked() int {
	if l := s.chosen(); l != nil && s.asked != nil && s.asked.Answer.Index >= 0 {
		for i, a := range l.answers {
			if a.Index == s.asked.Answer.Index {
				return i
			}
		}
	}
	return -1
}

// pick asks about digit i of the wall.
func (s *Scene) pick(i int) {
	if l := s.chosen(); l != nil && i >= 0 && i < len(l.answers) {
		s.commands = append(s.commands, link.Command{Do: link.DoAsk, Lane: s.lane, N: l.answers[i].Index})
	}
}

// pickWrong asks about the next digit that is read wrong, or the one before.
func (s *Scene) pickWrong(back bool) {
	l := s.chosen()
	if l == nil || len(l.answers) == 0 {
		return
	}
	n, step := len(l.answers), 1
	if back {
		step = -1
	}
	at := s.picked()
	for k := 1; k <= n; k++ {
		if i := ((at+k*step)%n + n) % n; l.answers[i].Guess != l.answers[i].Label {
			s.pick(i)
			return
		}
	}
}
