package deep

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Card implements demos.Carded: how all groups interact at the start, and after five
// steps, when those far apart do so less.
func (s *Scene) Card(c demos.Canvas) {
	k := s.Sheet(c)
	for i, step := range []string{"0", "5"} {
		s.Must(demos.Values{"step": step, "view": "hbar", "distance": "0"})
		s.Settle()
		var cloth demos.Bitmap
		n := len(s.now.groups)
		cloth.Paint(n, n, func(x, y int) demos.Color { return s.colour(y, x) })
		b := k.Square(i, 2)
		b.X += 0.025 * k.Box.H * float64(2*i-1)
		c.Image(&cloth, b.X, b.Y, b.W, b.H, false)
		at := b.W * float64(s.now.split) / float64(n)
		for _, line := range [...]demos.Box{{X: b.X + at - 0.2*k.Pen, Y: b.Y, W: 0.4 * k.Pen, H: b.H}, {X: b.X, Y: b.Y + at - 0.2*k.Pen, W: b.W, H: 0.4 * k.Pen}} {
			c.FillRect(line.X, line.Y, line.W, line.H, s.Theme.Back)
		}
	}
}

// Big implements demos.Lesson.
func (s *Scene) Big() string { return plot.Percent(s.now.share()) + " " + s.now.where() }
