package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// PadSide is the side of a Pad in pixels, as in MNIST.
const PadSide = 28

// Pad is a square to draw a digit on: strokes of a soft brush on 28×28 pixels.
// The zero value is empty.
type Pad struct {
	Hint string  // shown while nothing is drawn: "draw a digit"
	Size float64 // of the hint; 0 is the usual one

	grey   [PadSide * PadSide]float64 // 0…1
	box    demos.Box
	down   bool
	stroke bool        // the press began on the pad
	last   demos.Point // of the stroke, in pixels
	inked  bool
	bitmap demos.Bitmap
	stale  bool
	paper  demos.Color // the bitmap's background
}

// Place puts the pad into the middle of box, as large as fits.
func (p *Pad) Place(box demos.Box) {
	side := max(1, min(box.W, box.H))
	p.box = demos.Box{X: box.X + (box.W-side)/2, Y: box.Y + (box.H-side)/2, W: side, H: side}
}

// Box returns the square.
func (p *Pad) Box() demos.Box { return p.box }

// Update follows the pointer; changed reports new ink.
func (p *Pad) Update(at demos.Pointer) (changed bool) {
	pressed := at.Down && !p.down
	p.down = at.Down
	if p.box.W == 0 {
		return false
	}
	q := demos.Point{X: (at.X - p.box.X) / p.box.W * PadSide, Y: (at.Y - p.box.Y) / p.box.H * PadSide}
	if pressed && at.Inside && p.box.Holds(at.Point) {
		p.stroke, p.last = true, q
		p.Line(q, q)
		return true
	}
	if p.stroke = p.stroke && at.Down; !p.stroke || q == p.last {
		return false
	}
	p.Line(p.last, q)
	p.last = q
	return true
}

// The brush is black up to the radius core and fades out up to rim, in pixels,
// which gives strokes as wide as in MNIST.
const (
	core = 0.7
	rim  = 1.7
)

// Line draws a stroke between two points, in pixels from the upper left corner,
// 0…28.
func (p *Pad) Line(from, to demos.Point) {
	dx, dy := to.X-from.X, to.Y-from.Y
	if !Finite(from.X+from.Y) || !Finite(dx+dy) {
		return
	}
	length := dx*dx + dy*dy
	within := func(v float64) int { return int(max(0, min(v, PadSide-1))) }
	for y := within(min(from.Y, to.Y) - rim); y <= within(max(from.Y, to.Y)+rim); y++ {
		for x := within(min(from.X, to.X) - rim); x <= within(max(from.X, to.X)+rim); x++ {
			mx, my := float64(x)+0.5-from.X, float64(y)+0.5-from.Y
			f := 0.0
			if length > 0 {
				f = max(0, min((mx*dx+my*dy)/length, 1))
			}
			d := math.Hypot(mx-f*dx, my-f*dy)
			if v := min(1, (rim-d)/(rim-core)); v > p.grey[y*PadSide+x] {
				p.grey[y*PadSide+x] = v
				p.inked, p.stale = true, true
			}
		}
	}
}

// Clear empties the pad.
func (p *Pad) Clear() {
	p.grey, p.inked, p.stale = [PadSide * PadSide]float64{}, false, true
}

// Empty reports whether nothing is drawn.
func (p *Pad) Empty() bool { return !p.inked }

// Pixels returns the drawing as it is, row by row, 0…1.
func (p *Pad) Pixels() []float64 { return p.grey[:] }

// Draw paints the pad.
func (p *Pad) Draw(c demos.Canvas, t *demos.Theme) {
	if p.stale || p.paper != t.Cell || p.bitmap.Pix == nil {
		p.stale, p.paper = false, t.Cell
		p.bitmap.Paint(PadSide, PadSide, func(x, y int) demos.Color { return demos.Mix(t.Cell, t.Text, p.grey[y*PadSide+x]) })
	}
	b := p.box
	c.Image(&p.bitmap, b.X, b.Y, b.W, b.H, true)
	c.StrokePath(Rectangle(nil, b), 1, t.Soft)
	if p.inked || p.Hint == "" {
		return
	}
	st := demos.TextStyle{Color: t.Soft, Align: demos.Middle, Size: p.Size}
	lines := Wrap(c, p.Hint, b.W-8, 3, st)
	for i, line := range lines {
		Label(c, line, b.X+b.W/2, b.Y+b.H/2+4+16*(float64(i)-float64(len(lines)-1)/2), st)
	}
}
