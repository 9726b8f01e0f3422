package panel

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// region is a part of a canvas, as a canvas of its own.
type region struct {
	demos.Canvas
	box   demos.Box
	moved demos.Path // a path on its way, kept for its memory
}

func (r *region) Size() (w, h float64) { return r.box.W, r.box.H }

func (r *region) Clear(c demos.Color) {
	r.Canvas.FillRect(r.box.X, r.box.Y, r.box.W, r.box.H, c)
}

func (r *region) FillRect(x, y, w, h float64, c demos.Color) {
	r.Canvas.FillRect(r.box.X+x, r.box.Y+y, w, h, c)
}

func (r *region) FillPath(p demos.Path, c demos.Color) { r.Canvas.FillPath(r.move(p), c) }

func (r *region) StrokePath(p demos.Path, width float64, c demos.Color) {
	r.Canvas.StrokePath(r.move(p), width, c)
}

func (r *region) Text(s string, x, y float64, st demos.TextStyle) {
	r.Canvas.Text(s, r.box.X+x, r.box.Y+y, st)
}

func (r *region) Image(b *demos.Bitmap, x, y, w, h float64, smooth bool) {
	r.Canvas.Image(b, r.box.X+x, r.box.Y+y, w, h, smooth)
}

func (r *region) Clip(x, y, w, h float64, draw func()) {
	r.Canvas.Clip(r.box.X+x, r.box.Y+y, w, h, draw)
}

func (r *region) move(p demos.Path) demos.Path {
	for len(r.moved) < len(p) {
		r.moved = append(r.moved, nil)
	}
	for i, line := range p {
		r.moved[i] = r.moved[i][:0]
		for _, q := range line {
			r.moved[i] = append(r.moved[i], demos.Point{X: q.X + r.box.X, Y: q.Y + r.box.Y})
		}
	}
	return r.moved[:len(p)]
}

// rounded is the outline of a box with round corners.
func rounded(b demos.Box, radius float64) (line []demos.Point) {
	const pieces = 6 // to a corner: enough for 8 px
	for corner := range 4 {
		x, y := b.X+radius, b.Y+radius
		if corner == 0 || corner == 3 {
			x = b.X + b.W - radius
		}
		if corner < 2 {
			y = b.Y + b.H - radius
		}
		for i := range pieces + 1 {
			sin, cos := math.Sincos((float64(corner) + float64(i)/pieces) * math.Pi / 2)
			line = append(line, demos.Point{X: x + radius*cos, Y: y + radius*sin})
		}
	}
	return line
}
