package plot_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// extent returns the centre of mass and the longer side, in pixels, of what is
// darker than a half of the darkest.
func extent(p []float64) (x, y, side float64) {
	mass, top := 0.0, 0.0
	for i, v := range p {
		mass, x, y, top = mass+v, x+v*(float64(i%28)+0.5), y+v*(float64(i/28)+0.5), max(top, v)
	}
	left, right, up, low := 28, -1, 28, -1
	for i, v := range p {
		if v > top/2 {
			left, right, up, low = min(left, i%28), max(right, i%28), min(up, i/28), max(low, i/28)
		}
	}
	return x / mass, y / mass, float64(max(right-left, low-up) + 1)
}

// Whatever is drawn, wherever and however large: it comes out with its centre
// of mass in the middle and 20 pixels long, and doing it again changes little.
func TestCentred(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for range 50 {
		var p plot.Pad
		x, y := 3+8*rng.Float64(), 3+8*rng.Float64()
		size := 5 + 8*rng.Float64()
		p.Line(demos.Point{X: x, Y: y}, demos.Point{X: x + size/2, Y: y + size/3})
		p.Line(demos.Point{X: x + size/2, Y: y + size/3}, demos.Point{X: x + size/4, Y: y + size})
		dst := make([]float64, 784)
		plot.Centred(dst, p.Pixels())
		cx, cy, side := extent(dst)
		if !(math.Abs(cx-14) <= 0.15 && math.Abs(cy-14) <= 0.15) {
			t.Errorf("a digit at (%g, %g) of %g has its centre at (%g, %g)", x, y, size, cx, cy)
		}
		if !(side >= 15 && side <= 20) { // half-dark pixels end before the faint rim
			t.Errorf("a digit of %g pixels becomes one of %g", size, side)
		}
		for _, v := range dst {
			if !(v >= 0 && v <= 1) {
				t.Fatalf("a pixel of %g", v)
			}
		}
		// Where it was drawn does not matter by whole pixels.
		var moved plot.Pad
		d := demos.Point{X: float64(rng.IntN(3)), Y: float64(rng.IntN(3))}
		moved.Line(demos.Point{X: x + d.X, Y: y + d.Y}, demos.Point{X: x + d.X + size/2, Y: y + d.Y + size/3})
		moved.Line(demos.Point{X: x + d.X + size/2, Y: y + d.Y + size/3}, demos.Point{X: x + d.X + size/4, Y: y + d.Y + size})
		other := make([]float64, 784)
		plot.Centred(other, moved.Pixels())
		for i := range other {
			if !(math.Abs(other[i]-dst[i]) <= 1e-6) {
				t.Fatalf("moved by %+v, pixel %d is %g instead of %g", d, i, other[i], dst[i])
			}
		}
	}
	blank := make([]float64, 784)
	blank[3] = math.NaN()
	plot.Centred(blank, blank)
	for _, v := range blank {
		if v != 0 {
			t.Fatal("nothing becomes something")
		}
	}
}

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
	var centred plot.Pad
	plot.Centred(centred.Pixels(), p.Pixels())
	look(t, "pad-centred", square, func(c demos.Canvas, theme *demos.Theme, box demos.Box) {
		centred.Place(box)
		centred.Draw(c, theme)
	})
}

func BenchmarkPad(b *testing.B) {
	var p plot.Pad
	c := &demos.Recorder{Width: 300, Height: 300}
	p.Place(demos.Box{W: 300, H: 300})
	centred := make([]float64, 784)
	b.ReportAllocs()
	k := 0
	for b.Loop() {
		c.Clear(demos.Light.Back)
		if k++; k%200 == 0 {
			p.Clear()
		}
		p.Update(at(150+100*math.Cos(float64(k)), 150+100*math.Sin(float64(k)), true))
		plot.Centred(centred, p.Pixels())
		p.Draw(c, &demos.Light)
	}
	b.ReportMetric(float64(c.Calls), "calls/draw")
}
