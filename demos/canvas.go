// Package demos defines the playground's scenes: what is drawn, and how it
// responds to the pointer. A scene depends on no browser and no window; it draws
// on a Canvas and declares its controls as data.
package demos

import (
	"cmp"
	"slices"
)

// Color is a straight (not premultiplied) sRGB colour.
type Color struct{ R, G, B, A uint8 }

// Point is a place on a Canvas in logical pixels, y downwards.
type Point struct{ X, Y float64 }

// Path is a list of straight pieces: each inner list is one polyline.
type Path [][]Point

// Align says which point of a text is at its position.
type Align uint8

const (
	Start  Align = iota // left edge, on the baseline
	Middle              // horizontal middle, on the baseline
	End                 // right edge, on the baseline
)

// Before returns how much of a text of width w lies before its position.
func (a Align) Before(w float64) float64 { return w * float64(a) / 2 }

// TextStyle is how a text is set. The zero value is 12 px, regular, Start.
type TextStyle struct {
	Size   float64 // logical pixels; 0 means 12
	Color  Color
	Align  Align
	Mono   bool // digits of equal width, for numbers
	Bold   bool
	Light  bool // the thin digits of a big number; other letters are regular
	Math   bool // the italic of formulas; what it lacks, such as digits, is upright
	Upward bool // turned by 90°, reading upwards (y-axis labels)
}

// Em returns the size in logical pixels.
func (st TextStyle) Em() float64 { return cmp.Or(st.Size, 12) }

// Bitmap is a picture given by its pixels, such as a heat map or a digit.
// Version changes whenever Pix does, so that a canvas can cache a copy.
type Bitmap struct {
	W, H    int
	Pix     []byte // RGBA, 4·W·H, straight alpha
	Version uint64
}

// Paint sets every pixel of a bitmap of w×h, row by row from the top.
func (b *Bitmap) Paint(w, h int, at func(x, y int) Color) {
	b.W, b.H, b.Pix = w, h, slices.Grow(b.Pix[:0], 4*w*h)
	for y := range h {
		for x := range w {
			c := at(x, y)
			b.Pix = append(b.Pix, c.R, c.G, c.B, c.A)
		}
	}
	b.Version++
}

// Canvas is what a scene draws on. All lengths are logical pixels, which the canvas
// converts to those of the screen. Calls are painted in order.
type Canvas interface {
	Size() (w, h float64)
	Clear(c Color)
	FillRect(x, y, w, h float64, c Color)
	FillPath(p Path, c Color)
	StrokePath(p Path, width float64, c Color) // round joins; one draw call for the whole path
	Text(s string, x, y float64, st TextStyle)
	TextWidth(s string, st TextStyle) float64
	Image(b *Bitmap, x, y, w, h float64, smooth bool) // nearest neighbour unless smooth
	Clip(x, y, w, h float64, draw func())             // clips what draw paints
}
