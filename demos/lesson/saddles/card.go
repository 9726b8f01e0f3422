package saddles

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Card implements demos.Carded: from one ring Newton's arrow climbs to the pass, the
// cubic one goes down into the valley.
func (s *Scene) Card(c demos.Canvas) {
	s.Must(demos.Values{"x": "0.6", "y": "0.3", "lambda": "1"})
	w, k := &s.view, s.Sheet(c)
	a := k.Plane(k.Box, plot.Around([]plot.XY{w.start, w.newton.end, w.cubic.end}, 0.15))
	k.Levels(a, w.ground.Value, func(values []float64) []float64 { return plot.RingLevels(nil, values, 14) })
	from := a.At(w.start)
	k.Arrow(from, a.At(w.newton.end), 1.1, s.newtonColor())
	k.Arrow(from, a.At(w.cubic.end), 1.5, s.cubicColor())
	k.Ring(from, 2.6, s.Theme.Text)
}
