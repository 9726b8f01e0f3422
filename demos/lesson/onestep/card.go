package onestep

import "github.com/cauchy-newton/playground/demos"

// Card implements demos.Carded: the parabola touches the loss at the start, and the
// ball lies at its lowest point.
func (s *Scene) Card(c demos.Canvas) {
}
