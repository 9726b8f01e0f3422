package typeface

import (
	"fmt"
	"image"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// Press makes masks of glyphs. The zero value is ready; it must not be used by
// two goroutines at once.
type Press struct {
	faces map[faceKey]font.Face
}

type faceKey struct {
	font Font
	size float64
}

// Mask returns the coverage of a glyph whose origin lies at (x, 0), set so that
// one em is size pixels. Its bounds say where the ink is; they are empty for a
// space. 0 ≤ x < 1 is the part of a pixel by which the glyph is shifted.
func (p *Press) Mask(name Font, r rune, size, x float64) *image.Alpha {
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
