package network

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
)

// Card implements demos.Carded: the network after twelve steps, every tensor in its
// colour, and every weight the darker the larger it is.
func (s *Scene) Card(c demos.Canvas) {
	s.Must(demos.Values{"step": "12"})
	k := s.Sheet(c)
	p := diagramPanel{}
	widths := perceptron.Chosen(s.State(), samples).Widths
	pitch := k.Box.H / 8
	for l, n := range widths {
		x := k.Box.X + k.Box.W*(0.12+0.76*float64(l)/float64(len(widths)-1))
		p.columns = append(p.columns, column{x: x, top: k.Box.Middle().Y - pitch*float64(n)/2, pitch: pitch, radius: 0.33 * pitch, units: n})
	}
	p.net(c, s, 0.45*k.Pen)
}
