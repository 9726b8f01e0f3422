package training

import (
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/exhibit"
)

// mostCalls is what one picture of the default network may cost a canvas: about
// half are texts and a quarter rectangles, which share one texture. It grows
// only on purpose.
const mostCalls = 260

func TestDrawCalls(t *testing.T) {
	s, _ := running(t, 153)
	for _, size := range sizes {
		c := exhibit.Record(s, size)
		if c.Calls > mostCalls {
			t.Errorf("%v: %d draw calls", size, c.Calls)
		}
		curves := 0
		for _, p := range c.Paths {
			if p.Clipping {
				curves++
			}
		}
		// 6 step sizes over time, 6 over λ, 2 losses, 1 accuracy.
		if curves != 15 {
			t.Errorf("%v: %d curves drawn with one call each, want 15", size, curves)
		}
	}
}

// A long run is drawn with no more points than a few per column of the screen.
func TestLongRunsAreThinned(t *testing.T) {
	s, e := New(), sampleOpened(3)
	s.Take(e)
	f := sampleFrames(e, 1, 1).Frames[0]
	for step := 1; step <= 5000; step++ {
		f.Step, f.Loss = step, f.Loss*0.99+0.01*f.Loss*f.Loss
		s.record.add(&f.Frame)
	}
	c := exhibit.Recorder(exhibit.Size{W: 800, H: 500})
	s.Draw(c)
	for _, p := range c.Paths {
		if p.Clipping && float64(p.Points) > 3*p.Clip.W+3 {
			t.Errorf("a curve of %d points on %.0f columns", p.Points, p.Clip.W)
		}
	}
}

// BenchmarkDraw is Update and Draw of a running scene, a new frame each time.
func BenchmarkDraw(b *testing.B) {
	s, e := New(), sampleOpened(3)
	s.Take(e)
	frames := sampleFrames(e, 1, 400).Frames
	for i := range frames {
		s.record.add(&frames[i].Frame)
	}
	f := frames[len(frames)-1]
	f.Fresh = false
	c := &demos.Recorder{Width: 960, Height: 600}
	b.ReportAllocs()
	for b.Loop() {
		f.Step++
		s.record.add(&f.Frame)
		s.dirty = true
		s.Update(demos.Pointer{}, &demos.Light)
		s.Draw(c)
	}
	b.ReportMetric(float64(c.Calls), "calls/draw")
	b.ReportMetric(float64(len(c.Texts)), "texts/draw")
}
