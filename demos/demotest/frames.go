package demotest

import (
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

// Frames measures the time of Update and Draw after a change, and counts the draw
// calls. The pointer moves over the picture.
func Frames(b *testing.B, s demos.Scene) {
	c := &demos.Recorder{Width: Desktop.W, Height: Desktop.H}
	p := demos.Pointer{Inside: true}
	b.ReportAllocs()
	for k := 0; b.Loop(); k++ {
		p.Point = demos.Point{X: float64(k * 37 % int(Desktop.W)), Y: float64(k * 13 % int(Desktop.H))}
		s.Update(p, &demos.Light)
		s.Draw(c)
	}
	b.ReportMetric(float64(c.Calls), "calls")
}
