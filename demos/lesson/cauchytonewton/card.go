package cauchytonewton

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

var _ demos.Carded = (*Scene)(nil)

// Card implements demos.Carded: over the bowl the arrow of three pieces, built of them,
// beside those of the coarser cuts.
func (s *Scene) Card(c demos.Canvas) {
	s.Must(cut(3))
	s.Settle()
	t := s.Theme
	c.Clear(t.Back)
	w, h := c.Size()
	pen := 0.018 * h
	l := &plot.Land{Anchor: plot.XY{X: anchorX, Y: 0.5}, Span: plot.XY{X: spanX, Y: spanY}}
	l.Place(c, demos.Box{W: w, H: h})
	s.contour(l, &leveled{})
	l.Draw(c, t)
	from := s.from().foot
	tail, tip, goal := l.At(from), l.At(s.next.next.foot), l.At(plot.XY{})
	for k := range ladder {
		if s.ghost(k) {
			q := l.At(s.proposals[k].next.foot)
			c.StrokePath(plot.Segment(nil, tail.X, tail.Y, q.X, q.Y), 0.7*pen, demos.Mix(t.Back, t.Soft, 0.6))
			c.FillPath(plot.Disc(nil, q, 1.2*pen), demos.Mix(t.Back, t.Soft, 0.8))
		}
	}
	var chain []plot.Link
	for _, p := range s.own.pieces.order() {
		reach := s.reach(p)
		from = plot.XY{X: from.X + reach.X, Y: from.Y + reach.Y}
		chain = append(chain, plot.Link{To: l.At(from), Color: s.pieceColor(s.own.pieces[p])})
	}
	new(plot.Links).Draw(c, tail, chain, 2.2*pen)
	plot.Arrow(c, tail, tip, 1.4*pen, t.Text)
	for _, ring := range []struct {
		at     demos.Point
		radius float64
		inside demos.Color
	}{{goal, 3.4, t.Back.Fade(0)}, {goal, 1.2, t.Text}, {tail, 2.8, t.Back}} {
		disc := plot.Disc(nil, ring.at, ring.radius*pen)
		c.FillPath(disc, ring.inside)
		c.StrokePath(disc, 0.8*pen, t.Text)
	}
}
