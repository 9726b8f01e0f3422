// Package ebitenui shows a demos.Scene with Ebiten, in a window or in a page: Game
// runs it, Canvas paints it. Importing this package requires a display; what can be
// tested without one is in other packages.
package ebitenui

import (
	"image"
	"image/color"
	"math"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/vector"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/typeface"
	"github.com/cauchy-newton/playground/ebitenui/brush"
)

// Canvas is a demos.Canvas on an Ebiten image. One logical pixel is scale
// pixels of the image. Vertical and horizontal edges lie on whole pixels of the
// image, everything else is anti-aliased. The zero value is ready; call
// Begin before painting and End after it.
type Canvas struct {
	screen *ebiten.Image
	part   *ebiten.Image // of the screen, inside Clip
	scale  float64
	calls  int

	setter   typeface.Setter
	lines    map[lineKey]typeface.Line
	atlas    atlas
	bitmaps  bitmaps
	mesh     brush.Mesh
	pen      vector.Path
	outline  vector.Path
	vertices []ebiten.Vertex
	indices  []uint32
}

var _ demos.Canvas = (*Canvas)(nil)

var whiteColor = color.RGBA{255, 255, 255, 255}

type lineKey struct {
	text  string
	style typeface.Style
}

// linesKept bounds the cache of texts: numbers change with every step, and a picture
// has some hundred texts.
const linesKept = 4096

// Begin makes the canvas paint on screen, scale pixels to a logical one.
func (c *Canvas) Begin(screen *ebiten.Image, scale float64) {
	c.screen, c.part, c.scale, c.calls = screen, screen, scale, 0
	if c.atlas.page == nil {
		c.atlas.reset()
	}
	if c.lines == nil || len(c.lines) > linesKept {
		c.lines = map[lineKey]typeface.Line{}
	}
}

// End frees bitmaps that have not been painted since Begin.
func (c *Canvas) End() { c.bitmaps.sweep() }

// Calls returns the number of paint calls since Begin.
func (c *Canvas) Calls() int { return c.calls }

// Size returns the size in logical pixels.
func (c *Canvas) Size() (w, h float64) {
	b := c.screen.Bounds()
	return float64(b.Dx()) / c.scale, float64(b.Dy()) / c.scale
}

// Clear fills everything inside the clip.
func (c *Canvas) Clear(col demos.Color) {
	c.calls++
	c.part.Fill(color.NRGBA(col))
}

// FillRect fills a rectangle; its edges move to whole pixels, and it is at
// least one pixel wide and high.
func (c *Canvas) FillRect(x, y, w, h float64, col demos.Color) {
	c.calls++
	if w <= 0 || h <= 0 {
		return
	}
	x0, y0, x1, y1 := c.pixels(x, y, w, h)
	c.quad(x0, y0, x1, y1, premultiplied(col))
	c.flush()
}

// snap returns the nearest whole pixels, one apart at least.
func snap(from, to float64) (lo, hi float64) {
	lo = math.Round(from)
	return lo, max(math.Round(to), lo+1)
}

// pixels returns the edges of a rectangle, moved to whole pixels.
func (c *Canvas) pixels(x, y, w, h float64) (x0, y0, x1, y1 float64) {
	x0, x1 = snap(x*c.scale, (x+w)*c.scale)
	y0, y1 = snap(y*c.scale, (y+h)*c.scale)
	return x0, y0, x1, y1
}

// FillPath fills a path by the non-zero rule.
func (c *Canvas) FillPath(p demos.Path, col demos.Color) {
	c.calls++
	if c.simple(p, col) {
		for _, line := range p {
			c.mesh.Fill(line, c.scale)
		}
		c.soft(premultiplied(col))
		return
	}
	c.pen.Reset()
	for _, line := range p {
		if len(line) > 2 {
			c.trace(line)
			c.pen.Close()
		}
	}
	vector.FillPath(c.part, &c.pen, nil, drawing(col))
}

// simple reports whether filling each line of the path by itself fills the
// path: convex lines, all turning the same way so that none is a hole, and
// opaque if there are several, which may overlap.
func (c *Canvas) simple(p demos.Path, col demos.Color) bool {
	if len(p) > 1 && col.A < 255 {
		return false
	}
	way := 0
	for _, line := range p {
		turn := brush.Convex(line)
		if turn == 0 || turn == -way {
			return false
		}
		way = turn
	}
	return true
}

// StrokePath strokes a path with round joins and ends. Thin opaque lines that are
// vertical or horizontal, such as axes and borders, are moved to whole pixels.
func (c *Canvas) StrokePath(p demos.Path, width float64, col demos.Color) {
	c.calls++
	pixels := width * c.scale
	if col.A < 255 && (len(p) > 1 || len(p) == 1 && len(p[0]) > 2) {
		c.strokeClear(p, pixels, col) // overlaps must not be darker
		return
	}
	for _, line := range p {
		if pixels <= ruleWidth && level(line) {
			c.rule(line, max(1, math.Round(pixels)), premultiplied(col))
		} else {
			c.mesh.Stroke(line, c.scale, pixels)
		}
	}
	c.soft(premultiplied(col))
}

// strokeClear strokes a path in a transparent colour.
func (c *Canvas) strokeClear(p demos.Path, pixels float64, col demos.Color) {
	c.pen.Reset()
	for _, line := range p {
		if len(line) < 2 {
			continue
		}
		c.trace(line)
		if n := len(line); n > 2 && line[0] == line[n-1] {
			c.pen.Close()
		}
	}
	c.outline.Reset()
	c.outline.AddStroke(&c.pen, &vector.AddStrokeOptions{StrokeOptions: vector.StrokeOptions{
		Width: float32(pixels), LineJoin: vector.LineJoinRound, LineCap: vector.LineCapRound,
	}})
	vector.FillPath(c.part, &c.outline, nil, drawing(col))
}

// soft paints what is collected and the mesh, and empties the mesh.
func (c *Canvas) soft(col [4]float32) {
	first := uint32(len(c.vertices))
	for _, v := range c.mesh.Vertices {
		c.vertices = append(c.vertices, ebiten.Vertex{
			DstX: v.X, DstY: v.Y, SrcX: white, SrcY: white,
			ColorR: col[0] * v.Cover, ColorG: col[1] * v.Cover, ColorB: col[2] * v.Cover, ColorA: col[3] * v.Cover,
		})
	}
	for _, i := range c.mesh.Indices {
		c.indices = append(c.indices, first+i)
	}
	c.mesh.Reset()
	c.flush()
}

// ruleWidth is the width in pixels up to which round corners of a border cannot be
// told from square ones.
const ruleWidth = 4

// level reports whether there are segments, all vertical or horizontal.
func level(line []demos.Point) bool {
	if len(line) < 2 {
		return false
	}
	for i := 1; i < len(line); i++ {
		if line[i].X != line[i-1].X && line[i].Y != line[i-1].Y {
			return false
		}
	}
	return true
}

// rule draws a level line as rectangles of whole pixels, which meet in square
// corners.
func (c *Canvas) rule(line []demos.Point, width float64, col [4]float32) {
	edge := func(v float64) float64 { return math.Round(v*c.scale - width/2) }
	last := len(line) - 1
	closed := last > 1 && line[0] == line[last]
	for i := 1; i <= last; i++ {
		a, b := line[i-1], line[i]
		if a.X > b.X || a.Y > b.Y {
			a, b = b, a
		}
		x0, y0, x1, y1 := edge(a.X), edge(a.Y), edge(b.X)+width, edge(b.Y)+width
		if last == 1 && !closed { // a single segment has its exact length
			if a.Y == b.Y {
				x0, x1 = snap(a.X*c.scale, b.X*c.scale)
			} else {
				y0, y1 = snap(a.Y*c.scale, b.Y*c.scale)
			}
		}
		c.quad(x0, y0, x1, y1, col)
	}
}

func (c *Canvas) trace(line []demos.Point) {
	s := c.scale
	c.pen.MoveTo(float32(line[0].X*s), float32(line[0].Y*s))
	for _, p := range line[1:] {
		c.pen.LineTo(float32(p.X*s), float32(p.Y*s))
	}
}

// Image paints a bitmap over a rectangle whose edges move to whole pixels.
func (c *Canvas) Image(b *demos.Bitmap, x, y, w, h float64, smooth bool) {
	c.calls++
	if b == nil || b.W == 0 || b.H == 0 || w <= 0 || h <= 0 {
		return
	}
	p := c.bitmaps.of(b)
	op := ebiten.DrawTrianglesOptions{}
	if smooth {
		op.Filter = ebiten.FilterLinear
	}
	c.corners(rectangle(c.pixels(x, y, w, h)), 1, 1, float64(b.W)+1, float64(b.H)+1, [4]float32{1, 1, 1, 1})
	c.part.DrawTriangles32(c.vertices, c.indices, p.image, &op)
	c.vertices, c.indices = c.vertices[:0], c.indices[:0]
}

// Clip keeps what draw paints inside the rectangle.
func (c *Canvas) Clip(x, y, w, h float64, draw func()) {
	outer := c.part
	x0, y0, x1, y1 := c.pixels(x, y, w, h)
	inner := image.Rect(int(x0), int(y0), int(x1), int(y1)).Intersect(outer.Bounds())
	if inner.Empty() {
		return
	}
	c.part = outer.SubImage(inner).(*ebiten.Image)
	draw()
	c.part = outer
}

// quad appends a filled rectangle to what the next flush paints.
func (c *Canvas) quad(x0, y0, x1, y1 float64, col [4]float32) {
	c.corners(rectangle(x0, y0, x1, y1), white, white, white, white, col)
}

// rectangle returns the upper left, upper right, lower left and lower right corner.
func rectangle(x0, y0, x1, y1 float64) [4][2]float64 {
	return [4][2]float64{{x0, y0}, {x1, y0}, {x0, y1}, {x1, y1}}
}

// corners appends the two triangles that show a rectangle of the source with its
// corners at the given places.
func (c *Canvas) corners(at [4][2]float64, sx0, sy0, sx1, sy1 float64, col [4]float32) {
	n := uint32(len(c.vertices))
	source := rectangle(sx0, sy0, sx1, sy1)
	for i, p := range at {
		c.vertices = append(c.vertices, ebiten.Vertex{
			DstX: float32(p[0]), DstY: float32(p[1]),
			SrcX: float32(source[i][0]), SrcY: float32(source[i][1]),
			ColorR: col[0], ColorG: col[1], ColorB: col[2], ColorA: col[3],
		})
	}
	c.indices = append(c.indices, n, n+1, n+2, n+1, n+3, n+2)
}

// flush paints the collected triangles from the atlas.
func (c *Canvas) flush() {
	if len(c.indices) == 0 {
		return
	}
	op := ebiten.DrawTrianglesOptions{ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha}
	c.part.DrawTriangles32(c.vertices, c.indices, c.atlas.page, &op)
	c.vertices, c.indices = c.vertices[:0], c.indices[:0]
}

func drawing(col demos.Color) *vector.DrawPathOptions {
	op := &vector.DrawPathOptions{AntiAlias: true}
	op.ColorScale.ScaleWithColor(color.NRGBA(col))
	return op
}

func premultiplied(c demos.Color) [4]float32 {
	a := float32(c.A) / 255
	return [4]float32{float32(c.R) / 255 * a, float32(c.G) / 255 * a, float32(c.B) / 255 * a, a}
}
