// Package raster paints a scene into an image, without a window or a graphics card,
// for tests and for the pictures in the documentation.
//
//	c := raster.New(1280, 800, 2)
//	scene.Draw(c)
//	png.Encode(file, c.Pixels())
package raster

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"
	"golang.org/x/image/vector"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/typeface"
)

// Canvas is a demos.Canvas on an RGBA image.
type Canvas struct {
	w, h   float64 // logical
	scale  float64 // pixels per logical pixel
	img    *image.RGBA
	clip   image.Rectangle
	setter typeface.Setter
	masker typeface.Masker
	lines  map[lineKey]typeface.Line
	masks  map[maskKey]*image.Alpha
	filler vector.Rasterizer
}

var _ demos.Canvas = (*Canvas)(nil)

// New returns a canvas of w×h logical pixels, each scale image pixels wide.
func New(w, h, scale float64) *Canvas {
	img := image.NewRGBA(image.Rect(0, 0, int(math.Ceil(w*scale)), int(math.Ceil(h*scale))))
	return &Canvas{w: w, h: h, scale: scale, img: img, clip: img.Rect,
		lines: map[lineKey]typeface.Line{}, masks: map[maskKey]*image.Alpha{}}
}

// Pixels returns the picture painted so far; it changes with the next call.
func (c *Canvas) Pixels() *image.RGBA { return c.img }

// Size returns the logical size.
func (c *Canvas) Size() (w, h float64) { return c.w, c.h }

// Clear fills everything inside the clip.
func (c *Canvas) Clear(col demos.Color) {
	draw.Draw(c.img, c.clip, uniform(col), image.Point{}, draw.Src)
}

// FillRect fills a rectangle with smooth edges.
func (c *Canvas) FillRect(x, y, w, h float64, col demos.Color) {
	c.fill(demos.Path{{{X: x, Y: y}, {X: x + w, Y: y}, {X: x + w, Y: y + h}, {X: x, Y: y + h}}}, col)
}

// FillPath fills the inside of the path by the non-zero rule.
func (c *Canvas) FillPath(p demos.Path, col demos.Color) { c.fill(p, col) }

// StrokePath draws every piece as a line with round joins and ends.
func (c *Canvas) StrokePath(p demos.Path, width float64, col demos.Color) {
	c.fill(outline(p, width), col)
}

// outline returns one box for every segment and one disc for every point, all
// turning the same way, so that the non-zero rule joins them.
func outline(p demos.Path, width float64) demos.Path {
	const corners = 12 // enough for a disc as wide as a line
	var out demos.Path
	r := width / 2
	for _, line := range p {
		for i, q := range line {
			if r > 0.6 || len(line) == 1 { // joins of thinner lines are not visible
				disc := make([]demos.Point, corners)
				for k := range disc {
					s, co := math.Sincos(2 * math.Pi * float64(k) / corners)
					disc[k] = demos.Point{X: q.X + r*co, Y: q.Y + r*s}
				}
				out = append(out, disc)
			}
			if i == 0 {
				continue
			}
			o := line[i-1]
			dx, dy := q.X-o.X, q.Y-o.Y
			l := math.Hypot(dx, dy)
			if l == 0 {
				continue
			}
			nx, ny := -dy/l*r, dx/l*r
			out = append(out, []demos.Point{
				{X: o.X - nx, Y: o.Y - ny}, {X: q.X - nx, Y: q.Y - ny},
				{X: q.X + nx, Y: q.Y + ny}, {X: o.X + nx, Y: o.Y + ny},
			})
		}
	}
	return out
}

func (c *Canvas) fill(p demos.Path, col demos.Color) {
	lo, hi := demos.Point{X: math.Inf(1), Y: math.Inf(1)}, demos.Point{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, line := range p {
		for _, q := range line {
			lo = demos.Point{X: min(lo.X, q.X*c.scale), Y: min(lo.Y, q.Y*c.scale)}
			hi = demos.Point{X: max(hi.X, q.X*c.scale), Y: max(hi.Y, q.Y*c.scale)}
		}
	}
	// Clamped before the conversion to integers: a curve may run far outside.
	within := func(v float64) int { return int(max(-1, min(v, 1<<20))) }
	box := image.Rect(within(math.Floor(lo.X)), within(math.Floor(lo.Y)), within(math.Ceil(hi.X)), within(math.Ceil(hi.Y))).Intersect(c.clip)
	if box.Empty() {
		return
	}
	c.filler.Reset(box.Dx(), box.Dy())
	at := func(q demos.Point) (float32, float32) {
		return float32(q.X*c.scale - float64(box.Min.X)), float32(q.Y*c.scale - float64(box.Min.Y))
	}
	for _, line := range p {
		if len(line) < 3 {
			continue
		}
		c.filler.MoveTo(at(line[0]))
		for _, q := range line[1:] {
			c.filler.LineTo(at(q))
		}
		c.filler.ClosePath()
	}
	c.filler.Draw(c.img, box, uniform(col), image.Point{})
}

// Image scales the bitmap by nearest neighbours, or linearly if smooth.
func (c *Canvas) Image(b *demos.Bitmap, x, y, w, h float64, smooth bool) {
	src := &image.NRGBA{Pix: b.Pix, Stride: 4 * b.W, Rect: image.Rect(0, 0, b.W, b.H)}
	var scaler draw.Scaler = draw.NearestNeighbor
	if smooth {
		scaler = draw.BiLinear
	}
	scaler.Scale(c.clipped(), c.pixels(x, y, w, h), src, src.Rect, draw.Over, nil)
}

// pixels rounds a box to whole image pixels.
func (c *Canvas) pixels(x, y, w, h float64) image.Rectangle {
	at := func(v float64) int { return int(math.Round(v * c.scale)) }
	return image.Rect(at(x), at(y), at(x+w), at(y+h))
}

// Clip runs draw, clipped to the rectangle.
func (c *Canvas) Clip(x, y, w, h float64, draw func()) {
	before := c.clip
	c.clip = c.pixels(x, y, w, h).Intersect(before)
	if !c.clip.Empty() {
		draw()
	}
	c.clip = before
}

func uniform(c demos.Color) *image.Uniform {
	return image.NewUniform(color.NRGBA{c.R, c.G, c.B, c.A})
}
