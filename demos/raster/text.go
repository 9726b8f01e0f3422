package raster

import (
	"image"
	"math"

	"golang.org/x/image/draw"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/typeface"
)

// steps is the number of places of a letter within a pixel, as on the screen.
const steps = 4

type lineKey struct {
	text  string
	style typeface.Style
}

type maskKey struct {
	font typeface.Font
	sign rune
	size float64
	step int
}

// line sets a text, or returns what it has set before.
func (c *Canvas) line(s string, st demos.TextStyle) typeface.Line {
	key := lineKey{s, typeface.Style{Bold: st.Bold, Mono: st.Mono, Light: st.Light, Math: st.Math}}
	line, ok := c.lines[key]
	if !ok {
		line = c.setter.Line(nil, s, key.style)
		c.lines[key] = line
	}
	return line
}

// mask returns the mask of a glyph, shifted to the right by step/steps of a pixel.
func (c *Canvas) mask(g typeface.Glyph, size float64, step int) *image.Alpha {
	key := maskKey{g.Font, g.Rune, size, step}
	mask, ok := c.masks[key]
	if !ok {
		mask = c.masker.Mask(g.Font, g.Rune, size, float64(step)/steps)
		c.masks[key] = mask
	}
	return mask
}

// TextWidth returns the width of the text in logical pixels.
func (c *Canvas) TextWidth(s string, st demos.TextStyle) float64 {
	return c.line(s, st).Width * st.Em()
}

// Text sets a line of text. Its baseline lies on a whole pixel.
func (c *Canvas) Text(s string, x, y float64, st demos.TextStyle) {
	line, size, ink := c.line(s, st), st.Em()*c.scale, uniform(st.Color)
	// The line runs along an axis from start on; base is where its baseline
	// crosses the other axis. Upwards, the first axis is −y and the second is x.
	start, base := x*c.scale, y*c.scale
	if st.Upward {
		start, base = -base, start
	}
	start, base = start-st.Align.Before(line.Width*size), math.Round(base)
	for _, g := range line.Glyphs {
		place := int(math.Round((start + g.X*size) * steps))
		along := int(math.Floor(float64(place) / steps))
		mask := c.mask(g, size, place-along*steps)
		at := image.Pt(along, int(base+math.Floor(g.Y*size)))
		if st.Upward {
			mask, at = upward(mask), image.Pt(at.Y, -at.X)
		}
		to := mask.Rect.Add(at)
		draw.DrawMask(c.clipped(), to, ink, image.Point{}, mask, mask.Rect.Min, draw.Over)
	}
}

// upward turns a mask by 90° to the left around its origin.
func upward(m *image.Alpha) *image.Alpha {
	b := m.Rect
	up := image.NewAlpha(image.Rect(b.Min.Y, -b.Max.X, b.Max.Y, -b.Min.X))
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			up.SetAlpha(y, -1-x, m.AlphaAt(x, y))
		}
	}
	return up
}

func (c *Canvas) clipped() draw.Image { return c.img.SubImage(c.clip).(*image.RGBA) }
