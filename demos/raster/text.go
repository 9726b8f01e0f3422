package raster

import (
	"image"
	"math"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"github.com/cauchy-newton/playground/demos"
)

type faceKey struct {
	size       float64 // image pixels
	mono, bold bool
}

// fonts are Go's own: regular, bold, mono, mono bold.
var fonts = [4]*opentype.Font{}

func init() {
	for i, ttf := range [][]byte{goregular.TTF, gobold.TTF, gomono.TTF, gomonobold.TTF} {
		f, err := opentype.Parse(ttf)
		if err != nil {
			panic("raster: Go's fonts: " + err.Error())
		}
		fonts[i] = f
	}
}

func (c *Canvas) face(st demos.TextStyle) font.Face {
	key := faceKey{st.Em() * c.scale, st.Mono, st.Bold}
	if f, ok := c.faces[key]; ok {
		return f
	}
	i := 0
	if st.Bold {
		i++
	}
	if st.Mono {
		i += 2
	}
	f, err := opentype.NewFace(fonts[i], &opentype.FaceOptions{Size: key.size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic("raster: " + err.Error())
	}
	c.faces[key] = f
	return f
}

// TextWidth returns the advance of the text in logical pixels.
func (c *Canvas) TextWidth(s string, st demos.TextStyle) float64 {
	return float64(font.MeasureString(c.face(st), s)) / 64 / c.scale
}

// Text sets a line of text.
func (c *Canvas) Text(s string, x, y float64, st demos.TextStyle) {
	f := c.face(st)
	w := float64(font.MeasureString(f, s)) / 64
	back := st.Align.Before(w)
	x, y = x*c.scale, y*c.scale
	if !st.Upward {
		d := font.Drawer{Dst: c.clipped(), Src: uniform(st.Color), Face: f, Dot: point(x-back, y)}
		d.DrawString(s)
		return
	}
	// Upward text is set horizontally in an image of its own, which is then turned.
	m := f.Metrics()
	up, down := m.Ascent.Ceil(), m.Descent.Ceil()
	sheet := image.NewRGBA(image.Rect(0, 0, int(math.Ceil(w))+2, up+down))
	d := font.Drawer{Dst: sheet, Src: uniform(st.Color), Face: f, Dot: point(0, float64(up))}
	d.DrawString(s)
	left, bottom := int(math.Round(x))-up, int(math.Round(y+back))
	turned := image.NewRGBA(image.Rect(left, bottom-sheet.Rect.Dx(), left+sheet.Rect.Dy(), bottom))
	for i := range sheet.Rect.Dx() {
		for j := range sheet.Rect.Dy() {
			turned.SetRGBA(left+j, bottom-1-i, sheet.RGBAAt(i, j))
		}
	}
	draw.Draw(c.img, turned.Rect.Intersect(c.clip), turned, turned.Rect.Intersect(c.clip).Min, draw.Over)
}

func (c *Canvas) clipped() draw.Image { return c.img.SubImage(c.clip).(*image.RGBA) }

func point(x, y float64) fixed.Point26_6 {
	return fixed.Point26_6{X: fixed.Int26_6(math.Round(x * 64)), Y: fixed.Int26_6(math.Round(y * 64))}
}
