package ebitenui

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/cauchy-newton/playground/demos/typeface"
)

// The page of the atlas, in pixels: room for about 2,000 letters of 12 px on a screen
// of double density, and for a big number; a scene uses a few hundred.
const pageWidth, pageHeight = 1024, 1024 + tallest

// steps is the number of subpixel positions of a letter: more are not visible, and
// with fewer the spacing of letters is uneven.
const steps = 4

// atlas caches the masks of glyphs, white on transparent, in one image, so that all
// the text of a frame is one draw call of the graphics card. Its first pixels
// are white, for filled rectangles.
type atlas struct {
	page   *ebiten.Image
	places map[glyphKey]glyphPlace
	masker typeface.Masker

	x, y, row int    // where the next glyph goes, and the height of its row
	rgba      []byte // the glyph being copied to the page
}

type glyphKey struct {
	font  typeface.Font
	glyph rune
	size  float64
	step  uint8
}

// glyphPlace is the position of a glyph on the page, and that of its mask relative
// to the glyph's origin.
type glyphPlace struct {
	page image.Rectangle
	ink  image.Rectangle
}

// white is the middle of the white pixels.
const white = 1.5

// reset clears the page.
func (a *atlas) reset() {
	if a.page == nil {
		a.page = ebiten.NewImage(pageWidth, pageHeight)
	}
	a.page.Clear()
	a.page.SubImage(image.Rect(0, 0, 3, 3)).(*ebiten.Image).Fill(whiteColor)
	a.places = map[glyphKey]glyphPlace{}
	a.x, a.y, a.row = 4, 0, 4
}

// glyph returns the place of a glyph of the given size in pixels, shifted to
// the right by step/steps of a pixel.
func (a *atlas) glyph(name typeface.Font, r rune, size float64, step int) glyphPlace {
	key := glyphKey{name, r, size, uint8(step)}
	if p, ok := a.places[key]; ok {
		return p
	}
	mask := a.masker.Mask(name, r, size, float64(step)/steps)
	p := glyphPlace{ink: mask.Rect}
	if w, h := mask.Rect.Dx(), mask.Rect.Dy(); w > 0 && h > 0 && w < tallest && h < tallest {
		p.page = a.room(w, h)
		a.rgba = a.rgba[:0]
		for y := range h {
			for _, v := range mask.Pix[y*mask.Stride : y*mask.Stride+w] {
				a.rgba = append(a.rgba, v, v, v, v)
			}
		}
		a.page.SubImage(p.page).(*ebiten.Image).WritePixels(a.rgba)
	}
	a.places[key] = p
	return p
}

// tallest is the height of the largest glyph that the atlas takes, in pixels:
// a digit of 84 px on a screen of quadruple density.
const tallest = 256

// full reports whether there may be no room for another glyph; then the atlas must
// be reset first.
func (a *atlas) full() bool { return a.y+a.row+tallest > pageHeight }

// room allocates w×h pixels, with a transparent margin, in rows from the top.
func (a *atlas) room(w, h int) image.Rectangle {
	if a.x+w+1 > pageWidth {
		a.x, a.y, a.row = 0, a.y+a.row, 0
	}
	r := image.Rect(a.x, a.y, a.x+w, a.y+h)
	a.x += w + 1
	a.row = max(a.row, h+1)
	return r
}
