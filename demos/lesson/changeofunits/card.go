package changeofunits

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Card implements demos.Carded: the rings of our run in other units stay on its line,
// those of the rival do not.
func (s *Scene) Card(c demos.Canvas) {
	b, k := s.bench, s.Sheet(c)
	var lines [both][2][]plot.XY
	var all []plot.XY
	for i, p := range s.pairs {
		lines[i] = [2][]plot.XY{b.project(nil, &p.here, s.step), b.project(nil, &p.there, s.step)}
		all = append(append(all, lines[i][0]...), lines[i][1]...)
	}
	a := k.Axes(k.Box, plot.Around(all, 0))
	for i := both - 1; i >= 0; i-- {
		k.Line(a, lines[i][0], 1, s.colour(i))
		for _, q := range lines[i][1] {
			k.Ring(a.At(q), 2.2, s.colour(i))
		}
	}
}
