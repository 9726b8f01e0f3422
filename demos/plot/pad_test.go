package plot_test

import (
	"math"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// A stroke is one line from where the pointer pressed to where it is, thick
// and soft; a press beside the pad draws nothing, even when it comes across.
func TestPad(t *testing.T) {
	var p plot.Pad
	p.Place(demos.Box{X: 10, Y: 10, W: 280, H: 300})
	b := p.Box()
	if b.W != 280 || b.H != 280 || b.Y != 20 {
		t.Fatalf("%+v", b)
	}
	on := func(x, y float64, down bool) demos.Pointer { return at(b.X+10*x, b.Y+10*y, down) }
	if p.Update(on(5, 5, false)) || !p.Empty() {
		t.Error("pointing draws")
	}
	if !p.Update(on(5, 14, true)) || !p.Update(on(20, 14, true)) || p.Update(on(20, 14, true)) {
		t.Error("a stroke is not noticed, or a rest is")
	}
	p.Update(on(20, 14, false))
	g := p.Pixels()
	for x := range 28 {
		along := x >= 5 && x < 20
		if on := g[13*28+x]; along != (on == 1) && x != 4 && x != 20 {
			t.Errorf("pixel %d of the stroke is %g", x, on)
		}
		if soft := g[12*28+x]; along && (soft <= 0 || soft >= 1) {
			t.Errorf("pixel %d beside the stroke is %g", x, soft)
		}
		if g[10*28+x] != 0 {
			t.Errorf("pixel %d far from the stroke is %g", x, g[10*28+x])
		}
	}
	before := append([]float64(nil), g...)
	p.Update(at(1, 1, true))
	if p.Update(on(14, 3, true)) || g[3*28+14] != before[3*28+14] {
		t.Error("a press beside the pad draws")
	}
	p.Update(on(14, 3, false))
	p.Update(on(14, 3, true))
	p.Update(on(14, -500, true)) // out of the pad, and it goes on
	if g[14] == 0 {
		t.Error("the stroke ends before the edge")
	}
	if p.Clear(); !p.Empty() || p.Pixels()[13*28+10] != 0 {
		t.Error("wiped, and there is ink")
	}
}

func TestPicturePad(t *testing.T) {
	p := plot.Pad{Hint: "draw a digit here"}
	look(t, "pad-empty", square, func(c demos.Canvas, theme *demos.Theme, box demos.Box) {
		p.Place(box)
		p.Draw(c, theme)
	})
	for k := range 40 { // a 3
		a, b := float64(k)/40, float64(k+1)/40
		turn := func(f float64) demos.Point {
			s, c := math.Sincos(-2.2 + 4.4*math.Mod(2*f, 1))
			return demos.Point{X: 12 + 4.5*c, Y: 9 + 9*math.Floor(2*f) + 4.5*s}
		}
		if k%20 != 19 {
			p.Line(turn(a), turn(b))
		}
	}
	look(t, "pad", square, func(c demos.Canvas, theme *demos.Theme, box demos.Box) {
		p.Place(box)
		p.Draw(c, theme)
	})
}

func BenchmarkPad(b *testing.B) {
	var p plot.Pad
	c := &demos.Recorder{Width: 300, Height: 300}
	p.Place(demos.Box{W: 300, H: 300})
	b.ReportAllocs()
	k := 0
	for b.Loop() {
		c.Clear(demos.Light.Back)
		if k++; k%200 == 0 {
			p.Clear()
		}
		p.Update(at(150+100*math.Cos(float64(k)), 150+100*math.Sin(float64(k)), true))
		p.Draw(c, &demos.Light)
	}
	b.ReportMetric(float64(c.Calls), "calls/draw")
}
