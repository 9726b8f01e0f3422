// Package typeface sets lines of text in the playground's own fonts: it finds the
// glyphs and their positions and makes their masks. It needs no screen, so that
// tests can measure every string that a scene draws.
//
//	var set typeface.Setter
//	line := set.Line(nil, "η = ½ H̄⁻¹ḡ", typeface.Style{})
//	width := 12 * line.Width // at 12 px
package typeface

import (
	_ "embed"
	"fmt"

	"golang.org/x/image/font/sfnt"
)

// Inter sets the text, KaTeX's italic the letters of formulas, DejaVu the few signs
// that both lack. All are free and cut down to what is needed: see font/subset.sh.
var (
	//go:embed font/Inter-Regular.otf
	interRegular []byte
	//go:embed font/Inter-SemiBold.otf
	interSemiBold []byte
	//go:embed font/Inter-Light.otf
	interLight []byte
	//go:embed font/Math-Italic.ttf
	mathItalic []byte
	//go:embed font/DejaVuSans.ttf
	dejaVu []byte
	//go:embed font/DejaVuSans-Bold.ttf
	dejaVuBold []byte
)

// Font names one of the embedded fonts.
type Font uint8

const (
	text Font = iota // Inter
	textBold
	textLight  // digits and signs of numbers
	textItalic // letters of formulas
	signs      // DejaVu Sans
	signsBold
	fontCount
)

var fonts = [fontCount]*sfnt.Font{
	text:       parse("Inter-Regular", interRegular),
	textBold:   parse("Inter-SemiBold", interSemiBold),
	textLight:  parse("Inter-Light", interLight),
	textItalic: parse("Math-Italic", mathItalic),
	signs:      parse("DejaVuSans", dejaVu),
	signsBold:  parse("DejaVuSans-Bold", dejaVuBold),
}

func parse(name string, data []byte) *sfnt.Font {
	f, err := sfnt.Parse(data)
	if err != nil {
		panic(fmt.Sprintf("typeface: embedded %s: %v", name, err))
	}
	return f
}
