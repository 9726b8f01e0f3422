package partitionmatrix

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Card implements demos.Carded: six rows and columns fold into three.
func (s *Scene) Card(c demos.Canvas) {
	t, k, ramp := s.Theme, s.Sheet(c), plot.Diverging(s.Theme)
	side := k.Box.H
	var ends [2]demos.Box
	for i, view := range []string{"along", "folded"} {
		s.Must(demos.Values{"view": view, "preset": "tensors"})
		s.Settle()
		size := []float64{0.96, 0.72}[i] * side
		x := k.Box.X + []float64{0.3, 0.78}[i]*k.Box.W
		s.picture.matrix = demos.Box{X: x - size/2, Y: k.Box.Middle().Y - size/2, W: size, H: size}
		for p := range P {
			for q := range P {
				if b := s.cellBox(p, q).Inset(1, 1, 1, 1); s.shown(p, q) {
					c.FillRect(b.X, b.Y, b.W, b.H, ramp.At(s.shade(p, q)))
				}
			}
		}
		ends[i] = s.picture.matrix
	}
	y := ends[0].Middle().Y
	k.Arrow(demos.Point{X: ends[0].X + ends[0].W + 0.08*side, Y: y}, demos.Point{X: ends[1].X - 0.14*side, Y: y}, 0.8, t.Soft)
}
