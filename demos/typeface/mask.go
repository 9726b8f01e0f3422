package typeface

import (
	"fmt"
	"image"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// Masker makes masks of glyphs. The zero value is ready; it is not safe for
// concurrent use.
type Masker struct {
	faces map[faceKey]font.Face
}

type faceKey struct {
	font Font
	size float64
}

// Mask returns the coverage of a glyph whose origin lies at (x, 0), set so that
// one em is size pixels. Its bounds are those of the ink, empty for a space. The glyph
// is shifted by 0 ≤ x < 1 pixels.
func (p *Masker) Mask(name Font, r rune, size, x float64) *image.Alpha {
	key := faceKey{name, size}
	face, ok := p.faces[key]
	if !ok {
		var err error
		// At 72 dpi a point is a pixel.
		face, err = opentype.NewFace(fonts[name], &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			panic(fmt.Sprintf("typeface: face of %v px: %v", size, err))
		}
		if p.faces == nil {
			p.faces = map[faceKey]font.Face{}
		}
		p.faces[key] = face
	}
	where, ink, at, _, ok := face.Glyph(fixed.Point26_6{X: fixed.Int26_6(x * 64)}, r)
	if !ok {
		return image.NewAlpha(image.Rectangle{})
	}
	mask := image.NewAlpha(where)
	draw.Draw(mask, where, ink, at, draw.Src)
	return mask
}
