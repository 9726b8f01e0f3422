package ebitenui

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/ebitenui/typeface"
)

// Text sets a line of text. Its baseline lies on a whole pixel.
func (c *Canvas) Text(s string, x, y float64, st demos.TextStyle) {
	c.calls++
	line := c.line(s, st)
	size := em(st) * c.scale
	x, y = x*c.scale, y*c.scale
	back := 0.0 // from the text's position to its start, along the text
	switch st.Align {
	case demos.Middle:
		back = line.Width * size / 2
	case demos.End:
		back = line.Width * size
	}
	col := premultiplied(st.Color)
	if st.Upward {
		c.upward(line, math.Round(x), y+back, size, col)
	} else {
		c.onward(line, x-back, math.Round(y), size, col)
	}
	c.flush()
}

// onward sets a line that reads to the right from (x, y).
func (c *Canvas) onward(line typeface.Line, x, y, size float64, col [4]float32) {
	for _, g := range line.Glyphs {
		px, step := whole(x + g.X*size)
		p := c.glyph(g, size, step)
		if p.page.Empty() {
			continue
		}
		dy := y + math.Floor(g.Y*size)
		x0, x1 := px+float64(p.ink.Min.X), px+float64(p.ink.Max.X)
		y0, y1 := dy+float64(p.ink.Min.Y), dy+float64(p.ink.Max.Y)
		c.print(p, [4][2]float64{{x0, y0}, {x1, y0}, {x0, y1}, {x1, y1}}, col)
	}
}

// upward sets a line that reads upwards from (x, y): what lies to the right in
// a glyph goes up, what lies below its baseline goes to the right.
func (c *Canvas) upward(line typeface.Line, x, y, size float64, col [4]float32) {
	for _, g := range line.Glyphs {
		py, step := whole(-y + g.X*size)
		p := c.glyph(g, size, step)
		if p.page.Empty() {
			continue
		}
		dx := x + math.Floor(g.Y*size)
		x0, x1 := dx+float64(p.ink.Min.Y), dx+float64(p.ink.Max.Y)
		y0, y1 := -py-float64(p.ink.Min.X), -py-float64(p.ink.Max.X)
		c.print(p, [4][2]float64{{x0, y0}, {x0, y1}, {x1, y0}, {x1, y1}}, col)
	}
}

// whole splits a place into a whole pixel and steps within it.
func whole(v float64) (pixel float64, step int) {
	n := math.Round(v * steps)
	pixel = math.Floor(n / steps)
	return pixel, int(n - pixel*steps)
}

// glyph looks a glyph up in the atlas. What is collected must be painted
// before a full page is wiped.
func (c *Canvas) glyph(g typeface.Glyph, size float64, step int) glyphPlace {
	if c.atlas.full() {
		c.flush()
		c.atlas.reset()
	}
	return c.atlas.glyph(g.Font, g.Rune, size, step)
}

func (c *Canvas) print(p glyphPlace, at [4][2]float64, col [4]float32) {
	c.corners(at, float64(p.page.Min.X), float64(p.page.Min.Y), float64(p.page.Max.X), float64(p.page.Max.Y), col)
}

// TextWidth returns the width of a line in logical pixels.
func (c *Canvas) TextWidth(s string, st demos.TextStyle) float64 {
	return c.line(s, st).Width * em(st)
}

func em(st demos.TextStyle) float64 {
	if st.Size == 0 {
		return 12
	}
	return st.Size
}

func (c *Canvas) line(s string, st demos.TextStyle) typeface.Line {
	key := lineKey{s, typeface.Style{Bold: st.Bold, Mono: st.Mono}}
	line, ok := c.lines[key]
	if !ok {
		line = c.setter.Line(nil, s, key.style)
		c.lines[key] = line
	}
	return line
}
