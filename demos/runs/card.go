package runs

import (
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Card implements demos.Carded: ten digits, and below them what the first lane reads,
// a wrong answer in a frame.
func (s *Scene) Card(c demos.Canvas) {
	const across, down = 5, 2
	t := s.theme
	w, h := c.Size()
	c.Clear(t.Back)
	if len(s.lanes) == 0 || s.lanes[0].digits == nil {
		return
	}
	l := s.lanes[0]
	tiles := plot.Tiles{}
	tiles.Set(l.digits.W, l.digits.H, l.digits.Pixels[:across*down])
	pen := 0.018 * h
	side, size := 0.25*h, 0.12*h
	step, rows := 0.345*h, (0.8*h-size)/down
	left := (w - step*(across-1) - side) / 2
	var frames demos.Path
	for i := range across * down {
		b := demos.Box{X: left + float64(i%across)*step, Y: 0.1*h + float64(i/across)*(rows+size/2), W: side, H: side}
		tiles.Picture(c, t, i, b)
		if i >= len(l.answers) {
			continue
		}
		a, st := l.answers[i], demos.TextStyle{Size: size, Color: t.Group(4), Align: demos.Middle, Bold: true}
		if a.Guess != a.Label {
			st.Color = plot.Diverging(t).At(0.9)
			frames = plot.Rectangle(frames, b)
		}
		c.Text(strconv.Itoa(a.Guess), b.Middle().X, b.Y+b.H+0.95*size, st)
	}
	c.StrokePath(frames, 0.6*pen, plot.Diverging(t).At(0.9))
}
