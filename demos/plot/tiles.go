package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Tile is one small grey picture with the answer to it.
type Tile struct {
	Caption string
	Wrong   bool
}

// Tiles shows grey pictures of equal size in a grid, a caption under each. A wrong
// one has a frame, a cross and a bold caption, not only a colour.
type Tiles struct {
	Items []Tile

	pixels     [][]byte
	pictures   []demos.Bitmap
	paper, ink demos.Color // the colours of the pictures
	columns    int
	box        demos.Box
	side, step float64 // of a tile; from one tile to the next
	marks      demos.Path
}

// gap is the room between two tiles.
const gap = 5

// Set sets the pictures: w×h bytes each, 0 for the background. They are not copied.
// If w or h is 0, there are none.
func (g *Tiles) Set(w, h int, pixels [][]byte) {
	if w <= 0 || h <= 0 {
		pixels = nil
	}
	g.pixels, g.pictures, g.ink = pixels, make([]demos.Bitmap, len(pixels)), demos.Color{}
	for i := range g.pictures {
		g.pictures[i] = demos.Bitmap{W: w, H: h}
	}
}

// Place finds the grid with the largest tiles inside box.
func (g *Tiles) Place(box demos.Box, n int) {
	g.box, g.side, g.columns = box, 0, 1
	for columns := 1; columns <= n; columns++ {
		rows := (n + columns - 1) / columns
		side := min((box.W+gap)/float64(columns)-gap, (box.H+gap)/float64(rows)-gap-captionHeight)
		if side > g.side {
			g.side, g.columns = side, columns
		}
	}
	g.side = min(g.side, 56) // two per pixel of MNIST; larger ones look coarse
	g.step = g.side + gap
	if g.columns > 1 {
		g.step = min((box.W-g.side)/float64(g.columns-1), g.side*1.5+gap)
	}
}

const captionHeight = tickSize + 3

// Box returns the picture of item i, without its caption.
func (g *Tiles) Box(i int) demos.Box {
	return demos.Box{
		X: g.box.X + float64(i%g.columns)*g.step,
		Y: g.box.Y + float64(i/g.columns)*(g.side+gap+captionHeight),
		W: g.side, H: g.side,
	}
}

// Under returns the item below p, its caption included.
func (g *Tiles) Under(p demos.Point) (i int, ok bool) {
	for i := range max(len(g.Items), len(g.pixels)) {
		b := g.Box(i)
		b.H += captionHeight
		if b.Holds(p) {
			return i, true
		}
	}
	return 0, false
}

// Draw paints the pictures and captions, with a draw call each, and all marks with
// one.
func (g *Tiles) Draw(c demos.Canvas, t *demos.Theme, wrong demos.Color) {
	if g.side < 4 {
		return
	}
	for i := range g.pictures {
		g.Picture(c, t, i, g.Box(i))
	}
	g.marks = g.marks[:0]
	for i, item := range g.Items {
		b := g.Box(i)
		st := demos.TextStyle{Size: tickSize, Align: demos.Middle, Color: t.Soft}
		if item.Wrong {
			st.Bold, st.Color = true, wrong
			g.marks = Rectangle(g.marks, b)
			d := math.Min(7, b.W/3)
			x, y := b.X+b.W-d-2, b.Y+2
			g.marks = Segment(Segment(g.marks, x, y, x+d, y+d), x+d, y, x, y+d)
		}
		if c.TextWidth(item.Caption, st) <= g.step-1 {
			c.Text(item.Caption, b.X+b.W/2, b.Y+b.H+captionHeight-2, st)
		}
	}
	if len(g.marks) > 0 {
		c.StrokePath(g.marks, 1.5, wrong)
	}
}

// Picture paints one picture into a box.
func (g *Tiles) Picture(c demos.Canvas, t *demos.Theme, i int, b demos.Box) {
	g.paint(t)
	c.Image(&g.pictures[i], b.X, b.Y, b.W, b.H, true)
}

// paint writes the bitmaps if the theme's colours have changed.
func (g *Tiles) paint(t *demos.Theme) {
	if g.paper == t.Cell && g.ink == t.Text {
		return
	}
	g.paper, g.ink = t.Cell, t.Text
	for i, grey := range g.pixels {
		b := &g.pictures[i]
		b.Paint(b.W, b.H, func(x, y int) demos.Color {
			k := y*b.W + x
			if k >= len(grey) { // missing pixels are background
				return t.Cell
			}
			return demos.Mix(t.Cell, t.Text, float64(grey[k])/255)
		})
	}
}
