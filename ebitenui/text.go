package ebitenui

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/typeface"
)

// Text sets a line of text. Its baseline lies on a whole pixel.
func (c *Canvas) Text(s string, x, y float64, st demos.TextStyle) {
	c.calls++
	line, size, col := c.line(s, st), st.Em()*c.scale, premultiplied(st.Color)
	// The line runs along an axis from start on; base is where its baseline
	// crosses the other axis. Upwards, the first axis is −y and the second is x.
	start, base := x*c.scale, y*c.scale
	if st.Upward {
		start, base = -base, start
	}
	start, base = start-st.Align.Before(line.Width*size), math.Round(base)
	for _, g := range line.Glyphs {
		along, step := whole(start + g.X*size)
		p := c.glyph(g, size, step)
		if p.page.Empty() {
			continue
		}
		across := base + math.Floor(g.Y*size)
		at := rectangle(along+float64(p.ink.Min.X), across+float64(p.ink.Min.Y), along+float64(p.ink.Max.X), across+float64(p.ink.Max.Y))
		if st.Upward {
			for i, q := range at {
				at[i] = [2]float64{q[1], -q[0]}
			}
		}
		c.corners(at, float64(p.page.Min.X), float64(p.page.Min.Y), float64(p.page.Max.X), float64(p.page.Max.Y), col)
	}
	c.flush()
}

// whole splits a position into a whole pixel and steps within it.
func whole(v float64) (pixel float64, step int) {
	n := math.Round(v * steps)
	pixel = math.Floor(n / steps)
	return pixel, int(n - pixel*steps)
}

// glyph looks a glyph up in the atlas. Before a full page is cleared, what uses it
// must be painted.
func (c *Canvas) glyph(g typeface.Glyph, size float64, step int) glyphPlace {
	if c.atlas.full() {
		c.flush()
		c.atlas.reset()
	}
	return c.atlas.glyph(g.Font, g.Rune, size, step)
}

// TextWidth returns the width of a line in logical pixels.
func (c *Canvas) TextWidth(s string, st demos.TextStyle) float64 {
	return c.line(s, st).Width * st.Em()
}

func (c *Canvas) line(s string, st demos.TextStyle) typeface.Line {
	key := lineKey{s, typeface.Style{Bold: st.Bold, Mono: st.Mono, Light: st.Light, Math: st.Math}}
	line, ok := c.lines[key]
	if !ok {
		line = c.setter.Line(nil, s, key.style)
		c.lines[key] = line
	}
	return line
}
