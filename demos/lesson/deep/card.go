package deep

import "github.com/cauchy-newton/playground/demos"

// Card implements demos.Carded: how all groups interact at the start, and after five
// steps, when those far apart do so less.
func (s *Scene) Card(c demos.Canvas) {
	k := s.Sheet(c)
	for i, step := range []string{"0", "5"} {
		s.Must(demos.Values{"step": step})
		p := newMatrix(forth)
		p.refresh(s)
		p.matrix.Area = k.Square(i, 2)
		p.matrix.Area.X += 0.025 * k.Box.H * float64(2*i-1)
		p.matrix.HeatMap.Draw(c, s.Theme)
	}
}
