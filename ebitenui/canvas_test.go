package ebitenui

import (
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/cauchy-newton/playground/demos"
)

var (
	black = demos.Color{A: 255}
	paper = demos.Color{R: 255, G: 255, B: 255, A: 255}
	red   = demos.Color{R: 255, A: 255}
)

// paint draws on a white sheet of w×h logical pixels and reads it back.
func paint(t *testing.T, w, h, scale float64, draw func(c *Canvas)) *image.RGBA {
	t.Helper()
	sheet := ebiten.NewImage(int(w*scale), int(h*scale))
	defer sheet.Deallocate()
	var c Canvas
	c.Begin(sheet, scale)
	c.Clear(paper)
	draw(&c)
	c.End()
	img := image.NewRGBA(sheet.Bounds())
	sheet.ReadPixels(img.Pix)
	if dir := os.Getenv("PICTURES"); dir != "" { // to look at what a test sees
		f, err := os.Create(filepath.Join(dir, t.Name()+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, img); err != nil {
			t.Fatal(err)
		}
	}
	return img
}

// ink is how much darker than white the pixels of r are, in black pixels.
func ink(img *image.RGBA, r image.Rectangle) (sum float64) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			p := img.RGBAAt(x, y)
			sum += 1 - (float64(p.R)+float64(p.G)+float64(p.B))/765
		}
	}
	return sum
}

func want(t *testing.T, img *image.RGBA, x, y int, c demos.Color) {
	t.Helper()
	if got := img.RGBAAt(x, y); got != color.RGBA(c) {
		t.Errorf("pixel (%d, %d) is %v, want %v", x, y, got, c)
	}
}

// A shape covers its area, at every density.
func TestAreas(t *testing.T) {
	circle := func(x, y, r float64) (line []demos.Point) {
		for i := range 64 {
			s, c := math.Sincos(float64(i) / 32 * math.Pi)
			line = append(line, demos.Point{X: x + r*c, Y: y + r*s})
		}
		return line
	}
	for _, scale := range []float64{1, 1.5, 2, 3} {
		for _, shape := range []struct {
			name string
			area float64
			draw func(c *Canvas)
		}{
			{"rectangle", 200, func(c *Canvas) { c.FillRect(10, 10, 20, 10, black) }},
			{"half-transparent rectangle", 100, func(c *Canvas) { c.FillRect(10, 10, 20, 10, black.Fade(0.5)) }},
			{"disc", math.Pi * 400, func(c *Canvas) { c.FillPath(demos.Path{circle(50, 50, 20)}, black) }},
			{"two discs", math.Pi * 200, func(c *Canvas) { c.FillPath(demos.Path{circle(30, 30, 10), circle(70, 70, 10)}, black) }},
			{"clear disc", math.Pi * 200, func(c *Canvas) { c.FillPath(demos.Path{circle(50, 50, 20)}, black.Fade(0.5)) }},
			{"ring", math.Pi * 300, func(c *Canvas) {
				hole := circle(50, 50, 10)
				slices.Reverse(hole)
				c.FillPath(demos.Path{circle(50, 50, 20), hole}, black)
			}},
			{"arrowhead", 1000, func(c *Canvas) {
				c.FillPath(demos.Path{{{X: 20, Y: 20}, {X: 80, Y: 50}, {X: 20, Y: 80}, {X: 46.6666667, Y: 50}}}, black)
			}},
			{"clear corner", 0.5 * (4*80 + math.Pi*4), func(c *Canvas) {
				c.StrokePath(demos.Path{{{X: 20, Y: 20}, {X: 60, Y: 20}, {X: 60, Y: 60}}}, 4, black.Fade(0.5))
			}},
			{"corner", 6*80 + math.Pi*9, func(c *Canvas) {
				c.StrokePath(demos.Path{{{X: 20, Y: 20}, {X: 60, Y: 20}, {X: 60, Y: 60}}}, 6, black)
			}},
			{"slanted stroke", 4*math.Hypot(60, 30) + math.Pi*4, func(c *Canvas) {
				c.StrokePath(demos.Path{{{X: 20, Y: 20}, {X: 80, Y: 50}}}, 4, black)
			}},
			{"level stroke", 120, func(c *Canvas) {
				c.StrokePath(demos.Path{{{X: 20, Y: 20}, {X: 80, Y: 20}}}, 2, black)
			}},
			{"border", 400 - 324, func(c *Canvas) {
				c.StrokePath(demos.Path{{{X: 21, Y: 21}, {X: 40, Y: 21}, {X: 40, Y: 40}, {X: 21, Y: 40}, {X: 21, Y: 21}}}, 1, black)
			}},
		} {
			img := paint(t, 100, 100, scale, shape.draw)
			want := shape.area * scale * scale
			// A border of one logical pixel is a whole number of pixels wide.
			tolerance := 0.03
			if scale != math.Trunc(scale) {
				tolerance = 0.4
			}
			if got := ink(img, img.Rect); math.Abs(got-want) > tolerance*want {
				t.Errorf("%s at scale %v covers %.1f pixels, want %.1f", shape.name, scale, got, want)
			}
		}
	}
}

// Level lines are crisp: black on white, no grey.
func TestLevelLinesAreCrisp(t *testing.T) {
	for _, scale := range []float64{1, 1.25, 2} {
		img := paint(t, 60, 60, scale, func(c *Canvas) {
			c.StrokePath(demos.Path{{{X: 10, Y: 20}, {X: 50, Y: 20}}, {{X: 15.3, Y: 5.7}, {X: 15.3, Y: 50.1}}}, 1, black)
		})
		for i := 0; i < len(img.Pix); i += 4 {
			if v := img.Pix[i]; v != 0 && v != 255 {
				t.Fatalf("scale %v: a pixel is grey (%d)", scale, v)
			}
		}
	}
}

func TestClipIsNestedAndEnds(t *testing.T) {
	img := paint(t, 40, 40, 1, func(c *Canvas) {
		c.Clip(0, 0, 20, 40, func() {
			c.Clip(10, 10, 30, 10, func() {
				c.FillRect(0, 0, 40, 40, red)
				c.Text("MMMMMMMM", 0, 30, demos.TextStyle{Color: black, Size: 20})
				c.StrokePath(demos.Path{{{X: 0, Y: 0}, {X: 40, Y: 37}}}, 3, red)
			})
			c.FillRect(0, 30, 40, 10, black)
		})
	})
	want(t, img, 15, 12, red)
	want(t, img, 5, 15, paper)
	want(t, img, 25, 15, paper)
	want(t, img, 35, 33, paper)
	want(t, img, 15, 25, paper)
	want(t, img, 5, 35, black)
	want(t, img, 25, 35, paper)
}

// Calls are painted in order, whatever they are made of.
func TestPaintedInOrder(t *testing.T) {
	square := demos.Path{{{X: 0, Y: 0}, {X: 20, Y: 0}, {X: 20, Y: 20}, {X: 0, Y: 20}}}
	img := paint(t, 20, 20, 1, func(c *Canvas) {
		c.FillRect(0, 0, 20, 20, black)
		c.FillPath(square, red)
		c.Text("█", 0, 15, demos.TextStyle{Color: black})
		c.FillRect(5, 5, 10, 10, black)
		c.FillPath(demos.Path{{{X: 8, Y: 8}, {X: 12, Y: 8}, {X: 12, Y: 12}, {X: 8, Y: 12}}}, paper)
	})
	want(t, img, 19, 1, red)
	want(t, img, 6, 6, black)
	want(t, img, 10, 10, paper)
}

func TestImagePixelsAndVersions(t *testing.T) {
	b := &demos.Bitmap{W: 2, H: 1, Pix: []byte{255, 0, 0, 255, 0, 0, 0, 255}, Version: 1}
	sheet := ebiten.NewImage(40, 20)
	defer sheet.Deallocate()
	var c Canvas
	draw := func() *image.RGBA {
		c.Begin(sheet, 1)
		c.Clear(paper)
		c.Image(b, 10, 5, 20, 10, false)
		c.End()
		img := image.NewRGBA(sheet.Bounds())
		sheet.ReadPixels(img.Pix)
		return img
	}
	img := draw()
	for _, p := range []struct {
		x, y int
		c    demos.Color
	}{{9, 9, paper}, {10, 5, red}, {19, 14, red}, {20, 5, black}, {29, 14, black}, {30, 9, paper}, {15, 15, paper}} {
		want(t, img, p.x, p.y, p.c)
	}
	b.Pix[0], b.Pix[1], b.Pix[2] = 255, 255, 255
	want(t, draw(), 12, 8, red) // the same version is the same picture
	b.Version++
	want(t, draw(), 12, 8, paper)
	if len(c.bitmaps.kept) != 1 {
		t.Errorf("%d bitmaps are kept, want 1", len(c.bitmaps.kept))
	}
	c.Begin(sheet, 1)
	c.End()
	if len(c.bitmaps.kept) != 0 {
		t.Error("a bitmap that is no longer drawn is kept")
	}
}

// A smoothed image runs from one colour to the next and does not fade at its edge.
func TestSmoothImage(t *testing.T) {
	b := &demos.Bitmap{W: 2, H: 1, Pix: []byte{255, 0, 0, 255, 0, 0, 0, 255}}
	img := paint(t, 40, 20, 1, func(c *Canvas) { c.Image(b, 0, 0, 40, 20, true) })
	want(t, img, 0, 0, red)
	want(t, img, 39, 19, black)
	if mid := img.RGBAAt(20, 10).R; mid < 100 || mid > 155 {
		t.Errorf("the middle is %d red, want about 128", mid)
	}
}
