package runs

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Card implements demos.Carded: a piece of the wall of digits, those that the first lane
// reads wrong in red frames, the others pale.
func (s *Scene) Card(c demos.Canvas) {
	const down = 4
	t := s.theme
	w, h := c.Size()
	c.Clear(t.Back)
	if len(s.lanes) == 0 || s.lanes[0].digits == nil {
		return
	}
	l := s.lanes[0]
	tiles := plot.Tiles{}
	tiles.Set(l.digits.W, l.digits.H, l.digits.Pixels)
	gap := 0.025 * h
	step := (h - gap) / down
	side, across := step-gap, int((w-gap)/step)
	left := (w - float64(across)*step + gap) / 2
	red := plot.Diverging(t).At(0.9)
	var pale, frames demos.Path
	for i := range min(across*down, len(l.answers)) {
		b := demos.Box{X: left + float64(i%across)*step, Y: gap + float64(i/across)*step, W: side, H: side}
		tiles.Picture(c, t, i, b)
		if a := l.answers[i]; a.Guess == a.Label {
			pale = plot.Rectangle(pale, b)
			continue
		}
		frames = plot.Rectangle(frames, b)
		d := 0.18 * side
		x, y := b.X+0.07*side, b.Y+0.07*side
		frames = plot.Segment(plot.Segment(frames, x, y, x+d, y+d), x+d, y, x, y+d)
	}
	c.FillPath(pale, t.Back.Fade(0.62))
	c.StrokePath(frames, 0.016*h, red)
}
