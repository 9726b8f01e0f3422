package raster

import (
	"image/color"
	"math"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

var (
	white = demos.Color{R: 255, G: 255, B: 255, A: 255}
	black = demos.Color{A: 255}
)

func blank(w, h, scale float64) *Canvas {
	c := New(w, h, scale)
	c.Clear(white)
	return c
}

// ink is the black on the canvas in pixels of full cover.
func ink(c *Canvas) float64 {
	sum := 0.0
	for i := 0; i < len(c.img.Pix); i += 4 {
		sum += 1 - float64(c.img.Pix[i+1])/255
	}
	return sum
}

// What is painted covers its area, whatever the density of the screen.
func TestAreas(t *testing.T) {
	for _, scale := range []float64{1, 1.5, 2} {
		for name, k := range map[string]struct {
			paint func(c *Canvas)
			area  float64
		}{
			"rectangle":  {func(c *Canvas) { c.FillRect(10.25, 5.5, 20, 10.5, black) }, 210},
			"triangle":   {func(c *Canvas) { c.FillPath(demos.Path{{{X: 5, Y: 5}, {X: 45, Y: 5}, {X: 5, Y: 25}}}, black) }, 400},
			"line":       {func(c *Canvas) { c.StrokePath(demos.Path{{{X: 10, Y: 15}, {X: 40, Y: 15}}}, 4, black) }, 120 + 4*math.Pi},
			"joined":     {func(c *Canvas) { c.StrokePath(demos.Path{{{X: 10, Y: 15}, {X: 25, Y: 15}, {X: 40, Y: 15}}}, 4, black) }, 120 + 4*math.Pi},
			"half faded": {func(c *Canvas) { c.FillRect(10, 10, 10, 10, black.Fade(0.5)) }, 50},
			"outside":    {func(c *Canvas) { c.FillRect(-20, -20, 30, 30, black) }, 100},
			"clipped":    {func(c *Canvas) { c.Clip(10, 10, 10, 4, func() { c.FillRect(0, 0, 50, 30, black) }) }, 40},
			"far away":   {func(c *Canvas) { c.StrokePath(demos.Path{{{X: -1e9, Y: 10}, {X: -1e8, Y: 1e9}}}, 2, black) }, 0},
		} {
			c := blank(50, 30, scale)
			k.paint(c)
			if got := ink(c) / scale / scale; !(math.Abs(got-k.area) <= 0.02*k.area+0.5) {
				t.Errorf("%s at density %g covers %.1f, want %.1f", name, scale, got, k.area)
			}
		}
	}
}

func TestImage(t *testing.T) {
	b := &demos.Bitmap{W: 2, H: 1, Pix: []byte{255, 0, 0, 255, 0, 0, 255, 255}}
	c := blank(20, 10, 1)
	c.Image(b, 0, 0, 20, 10, false)
	if c.img.RGBAAt(9, 5) != (color.RGBA{255, 0, 0, 255}) || c.img.RGBAAt(10, 5) != (color.RGBA{0, 0, 255, 255}) {
		t.Errorf("nearest: %v %v", c.img.RGBAAt(9, 5), c.img.RGBAAt(10, 5))
	}
	c.Image(b, 0, 0, 20, 10, true)
	if p := c.img.RGBAAt(10, 5); p.R < 100 || p.B < 100 {
		t.Errorf("smooth: %v in the middle", p)
	}
}

// Text is as wide as TextWidth says, sits on its baseline, and turns upwards.
func TestText(t *testing.T) {
	box := func(st demos.TextStyle) (x0, y0, x1, y1 int, w float64) {
		c := blank(200, 200, 1)
		st.Color = black
		c.Text("HHHHHH", 100, 100, st)
		x0, y0, x1, y1 = 200, 200, 0, 0
		for y := range 200 {
			for x := range 200 {
				if c.img.RGBAAt(x, y).G < 128 {
					x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
				}
			}
		}
		return x0, y0, x1, y1, c.TextWidth("HHHHHH", st)
	}
	near := func(what string, got int, want float64) {
		t.Helper()
		if !(math.Abs(float64(got)-want) <= 3) {
			t.Errorf("%s: %d, want about %.0f", what, got, want)
		}
	}
	x0, y0, x1, y1, w := box(demos.TextStyle{Size: 20})
	near("cap height", y0, 86)
	near("left", x0, 100)
	near("right", x1, 100+w)
	near("baseline", y1, 99)
	x0, _, x1, _, w = box(demos.TextStyle{Size: 20, Align: demos.Middle})
	near("left of the middle", x0, 100-w/2)
	near("right of the middle", x1, 100+w/2)
	_, _, x1, _, _ = box(demos.TextStyle{Size: 20, Align: demos.End, Mono: true, Bold: true})
	near("right end", x1, 100)
	x0, y0, x1, y1, w = box(demos.TextStyle{Size: 20, Upward: true})
	near("top of upward text", y0, 100-w)
	near("bottom of upward text", y1, 100)
	near("baseline of upward text", x1, 99)
	if x0 < 80 {
		t.Errorf("upward text is %d wide", x1-x0)
	}
}
