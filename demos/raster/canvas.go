// Package raster paints a scene into an image without a window or a graphics
// card, for tests and for the pictures in the documentation.
//
//	c := raster.New(1280, 800, 2)
//	scene.Draw(c)
//	png.Encode(file, c.Pixels())
package raster

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"github.com/cauchy-newton/playground/demos"
)

// Canvas is a demos.Canvas on an RGBA image.
type Canvas struct {
	w, h   float64 // logical
	scale  float64 // pixels per logical pixel
	img    *image.RGBA
	clip   image.Rectangle
	faces  map[faceKey]face
	filler vector.Rasterizer
}

var _ demos.Canvas = (*Canvas)(nil)

// New returns a canvas of w×h logical pixels, each scale image pixels wide.
func New(w, h, scale float64) *Canvas {
	img := image.NewRGBA(image.Rect(0, 0, int(math.Ceil(w*scale)), int(math.Ceil(h*scale))))
	return &Canvas{w: w, h: h, scale: scale, img: img, clip: img.Rect, faces: map[faceKey]face{}}
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
	const corners = 12 // a disc as wide as a line needs no more
	var out demos.Path
	r := width / 2
	for _, line := range p {
		for i, q := range line {
			if r > 0.6 || len(line) == 1 { // a hair line's joins cannot be seen
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
	x0, y0 := float64(c.clip.Min.X), float64(c.clip.Min.Y)
	c.filler.Reset(c.clip.Dx(), c.clip.Dy())
	at := func(q demos.Point) (float32, float32) {
		return float32(q.X*c.scale - x0), float32(q.Y*c.scale - y0)
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
	c.filler.Draw(c.img, c.clip, uniform(col), image.Point{})
}

// Image scales the bitmap by nearest neighbours, or linearly if smooth.
func (c *Canvas) Image(b *demos.Bitmap, x, y, w, h float64, smooth bool) {
	x, y, w, h = x*c.scale, y*c.scale, w*c.scale, h*c.scale
	r := image.Rect(int(math.Round(x)), int(math.Round(y)), int(math.Round(x+w)), int(math.Round(y+h))).Intersect(c.clip)
	at := func(i, j int) [4]float64 {
		i, j = min(max(i, 0), b.W-1), min(max(j, 0), b.H-1)
		p := b.Pix[4*(j*b.W+i):]
		return [4]float64{float64(p[0]), float64(p[1]), float64(p[2]), float64(p[3])}
	}
	for py := r.Min.Y; py < r.Max.Y; py++ {
		for px := r.Min.X; px < r.Max.X; px++ {
			u, v := (float64(px)+0.5-x)/w*float64(b.W), (float64(py)+0.5-y)/h*float64(b.H)
			p := at(int(math.Floor(u)), int(math.Floor(v)))
			if smooth {
				u, v = u-0.5, v-0.5
				i, j := int(math.Floor(u)), int(math.Floor(v))
				fu, fv := u-float64(i), v-float64(j)
				a, bb, cc, d := at(i, j), at(i+1, j), at(i, j+1), at(i+1, j+1)
				for k := range p {
					p[k] = (a[k]*(1-fu)+bb[k]*fu)*(1-fv) + (cc[k]*(1-fu)+d[k]*fu)*fv
				}
			}
			over := color.NRGBA{uint8(p[0] + 0.5), uint8(p[1] + 0.5), uint8(p[2] + 0.5), uint8(p[3] + 0.5)}
			draw.Draw(c.img, image.Rect(px, py, px+1, py+1), image.NewUniform(over), image.Point{}, draw.Over)
		}
	}
}

// Clip keeps what draw paints inside the rectangle.
func (c *Canvas) Clip(x, y, w, h float64, draw func()) {
	before := c.clip
	s := c.scale
	c.clip = image.Rect(int(math.Round(x*s)), int(math.Round(y*s)), int(math.Round((x+w)*s)), int(math.Round((y+h)*s))).Intersect(before)
	if !c.clip.Empty() {
		draw()
	}
	c.clip = before
}

func uniform(c demos.Color) *image.Uniform {
	return image.NewUniform(color.NRGBA{c.R, c.G, c.B, c.A})
}
