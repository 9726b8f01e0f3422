package partitionmatrix

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Card implements demos.Carded: six rows and columns fold into three.
func (s *Scene) Card(c demos.Canvas) {
	s.layout = arrange(1040, 650)
	s.fill()
	t, k := s.Theme, s.Sheet(c)
	side := k.Box.H
	for i, m := range []*plot.Matrix{&s.along, &s.hbar} {
		size := []float64{0.96, 0.72}[i] * side
		x := k.Box.X + []float64{0.3, 0.78}[i]*k.Box.W
		m.Area = demos.Box{X: x - size/2, Y: k.Box.Middle().Y - size/2, W: size, H: size}
		m.Draw(c, t)
	}
	from, to := s.along.Area, s.hbar.Area
	y := from.Middle().Y
	k.Arrow(demos.Point{X: from.X + from.W + 0.08*side, Y: y}, demos.Point{X: to.X - 0.14*side, Y: y}, 0.8, t.Soft)
}
