package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Decisions shows the classes that a classifier predicts over a Plane, as tints, and
// the data on top, with a shape for each class besides its colour. Set the
// probabilities when they change; Points and Classes are read at every Draw.
type Decisions struct {
	Points  []XY
	Classes []int // of the points

	field   Field     // the grid, without values
	classes int       // 2…mostClasses
	p       []float64 // by corner, then by class
	version uint64
	made    uint64
	dark    bool
	bitmap  demos.Bitmap
	path    demos.Path
	a       *Axes
}

const mostClasses = 4

// classInks are four of Paul Tol's muted colours, which the colour-blind can tell
// apart. Groups have other colours.
var classInks = [2][mostClasses]demos.Color{
	{demos.RGB(0x117733), demos.RGB(0xaa4499), demos.RGB(0x999933), demos.RGB(0x332288)},
	{demos.RGB(0x44aa99), demos.RGB(0xe07ac8), demos.RGB(0xddcc77), demos.RGB(0x9c8cf0)},
}

// ClassInk returns the colour of class k = 0…3.
func ClassInk(t *demos.Theme, k int) demos.Color {
	if t.Dark {
		return classInks[1][k]
	}
	return classInks[0][k]
}

// Set takes the probabilities at the corners of a grid of w columns and h rows
// over a window: p[(j·w+i)·classes+k] is that of class k in the i-th column
// from the left and the j-th row from below. They are copied. Unless there are two
// to four classes and a probability for each corner and class, Set returns false
// and nothing is shown.
func (d *Decisions) Set(w, h int, window Window, classes int, p []float64) bool {
	d.version++
	d.field.W, d.field.H, d.field.Window, d.classes = w, h, window, classes
	ok := w >= 2 && h >= 2 && classes >= 2 && classes <= mostClasses && len(p) == w*h*classes
	if !ok {
		p = nil
	}
	d.p = append(d.p[:0], p...)
	return ok
}

// At returns the most probable class at the corner nearest to q, and its
// probability; ok is false outside.
func (d *Decisions) At(q XY) (class int, p float64, ok bool) {
	w := d.field.Window
	if len(d.p) == 0 || !w.Holds(q) {
		return 0, 0, false
	}
	i := int(math.Round((q.X - w.Lo.X) / (w.Hi.X - w.Lo.X) * float64(d.field.W-1)))
	j := int(math.Round((q.Y - w.Lo.Y) / (w.Hi.Y - w.Lo.Y) * float64(d.field.H-1)))
	at := d.p[(j*d.field.W+i)*d.classes:][:d.classes]
	for k, v := range at {
		if v > at[class] {
			class = k
		}
	}
	return class, at[class], true
}

// Draw paints the tints as one bitmap and the points of each class as one path
// with its outline.
func (d *Decisions) Draw(c demos.Canvas, a *Axes, t *demos.Theme) {
	d.a = a
	if len(d.p) > 0 {
		if d.made != d.version || d.dark != t.Dark {
			d.made, d.dark = d.version, t.Dark
			d.paint(t)
		}
		drawBitmap(c, a, &d.bitmap, d.field.Window)
	}
	a.Inside(c, func() {
		for k := range mostClasses {
			d.path = d.path[:0]
			for i, q := range d.Points {
				p := a.At(q)
				if i < len(d.Classes) && d.Classes[i] == k && near(a, p) {
					d.path = shape(d.path, k, p)
				}
			}
			if len(d.path) > 0 {
				c.FillPath(d.path, ClassInk(t, k))
				c.StrokePath(d.path, 1, t.Back)
			}
		}
	})
}

// shape appends the mark of class k: a disc, a square, a triangle, a diamond,
// of about the same area.
func shape(path demos.Path, k int, p demos.Point) demos.Path {
	switch k {
	case 1:
		return Rectangle(path, demos.Box{X: p.X - 3.2, Y: p.Y - 3.2, W: 6.4, H: 6.4})
	case 2:
		return append(path, []demos.Point{{X: p.X, Y: p.Y - 5}, {X: p.X + 4.6, Y: p.Y + 3.2}, {X: p.X - 4.6, Y: p.Y + 3.2}, {X: p.X, Y: p.Y - 5}})
	case 3:
		return append(path, []demos.Point{{X: p.X, Y: p.Y - 4.8}, {X: p.X + 4.8, Y: p.Y}, {X: p.X, Y: p.Y + 4.8}, {X: p.X - 4.8, Y: p.Y}, {X: p.X, Y: p.Y - 4.8}})
	}
	return Disc(path, p, 3.6)
}

// tint is the share of a class's colour in its tint, low enough for points of the
// class to stand out.
const tint = 0.34

func (d *Decisions) paint(t *demos.Theme) {
	w, h := d.field.W, d.field.H
	d.bitmap.Paint(w, h, func(i, j int) demos.Color {
		r, g, b, sum := 0.0, 0.0, 0.0, 0.0
		for k, v := range d.p[((h-1-j)*w+i)*d.classes:][:d.classes] {
			ink := ClassInk(t, k)
			r, g, b, sum = r+v*float64(ink.R), g+v*float64(ink.G), b+v*float64(ink.B), sum+v
		}
		if !(sum > 0) || math.IsInf(sum, 0) {
			return t.Back.Fade(0)
		}
		at := func(v float64) uint8 { return uint8(max(0, min(v/sum, 255)) + 0.5) }
		return demos.Mix(t.Back, demos.Color{R: at(r), G: at(g), B: at(b), A: 255}, tint)
	})
}
