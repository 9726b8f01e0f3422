package saddles

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Card implements demos.Carded: from one ring Newton's arrow climbs to the pass, the
// cubic one goes down into the valley.
func (s *Scene) Card(c demos.Canvas) {
	s.Must(s.States()[0].Values)
	s.Settle()
	w, h := c.Size()
	sheet, p := s.Sheet(c), &s.picture
	l := &p.land
	l.Middle, l.Anchor, l.Span = plot.XY{X: 0.3, Y: 0.3}, plot.XY{X: 0.5, Y: 0.5}, plot.XY{X: 2, Y: 2.3}
	l.Across, l.Up = "", ""
	l.Place(c, demos.Box{W: w, H: h})
	p.ground.level(s)
	l.Draw(c, s.Theme)
	from := l.At(s.view.start)
	s.pass(c, passes["pass"], s.Theme.Text)
	sheet.Arrow(from, l.At(s.view.newton.end), 1.5, s.newtonColor())
	sheet.Arrow(from, l.At(s.view.cubic.end), 1.9, s.cubicColor())
	sheet.Ring(from, 2.6, s.Theme.Text)
}
