package plot

import (
	"strings"

	"github.com/cauchy-newton/playground/demos"
)

// Type has the three sizes of text of a lesson's picture, in px: labels, values, and
// the one big number.
type Type struct{ Label, Value, Big float64 }

// narrowCanvas is the width below which a picture is set smaller.
const narrowCanvas = 560

// TypeOf returns the sizes for a canvas of that width.
func TypeOf(width float64) Type {
	if width < narrowCanvas {
		return Type{Label: 13, Value: 14, Big: 44}
	}
	return Type{Label: 15, Value: 16, Big: 84}
}

// mathScale makes the small letters of a formula as high as those of the text.
const mathScale = 1.28

// Symbol sets a letter of a formula with an index, "θ" and "1", which may be empty. The
// letter may have a bar (U+0304).
func Symbol(c demos.Canvas, letter, index string, x, y float64, st demos.TextStyle) {
	x -= st.Align.Before(SymbolWidth(c, letter, index, st))
	italic, low := symbolStyles(st)
	if strings.Contains(letter, macron) {
		Label(c, letter, x, y, italic)
	} else {
		c.Text(letter, x, y, italic)
	}
	if index != "" {
		c.Text(index, x+letterWidth(c, letter, italic), y+0.28*st.Em(), low)
	}
}

// SymbolWidth returns the width of a Symbol.
func SymbolWidth(c demos.Canvas, letter, index string, st demos.TextStyle) float64 {
	italic, low := symbolStyles(st)
	w := letterWidth(c, letter, italic)
	if index != "" {
		w += c.TextWidth(index, low)
	}
	return w
}

func letterWidth(c demos.Canvas, letter string, italic demos.TextStyle) float64 {
	if strings.Contains(letter, macron) {
		return LabelWidth(c, letter, italic)
	}
	return c.TextWidth(letter, italic)
}

// symbolStyles returns the styles of a letter and of its index.
func symbolStyles(st demos.TextStyle) (italic, low demos.TextStyle) {
	st.Align = demos.Start
	italic, low = st, st
	italic.Size, italic.Math = mathScale*st.Em(), true
	low.Size = max(legible, 0.78*st.Em())
	return italic, low
}

// equals stands between a symbol and its value.
const equals = " = "

// Quantity sets a symbol and its value, "η₁ = 0.458".
func Quantity(c demos.Canvas, letter, index, value string, x, y float64, st demos.TextStyle) {
	x -= st.Align.Before(QuantityWidth(c, letter, index, value, st))
	st.Align = demos.Start
	Symbol(c, letter, index, x, y, st)
	x += SymbolWidth(c, letter, index, st)
	c.Text(equals, x, y, st)
	c.Text(value, x+c.TextWidth(equals, st), y, figures(st))
}

// QuantityWidth returns the width of a Quantity.
func QuantityWidth(c demos.Canvas, letter, index, value string, st demos.TextStyle) float64 {
	return SymbolWidth(c, letter, index, st) + c.TextWidth(equals, st) + c.TextWidth(value, figures(st))
}

// figures returns the style with digits of equal width.
func figures(st demos.TextStyle) demos.TextStyle {
	st.Mono = true
	return st
}

// fitting returns the first of the forms, the longest first, that is at most w wide,
// or nothing. The forms have neither bars nor indices.
func fitting(c demos.Canvas, w float64, st demos.TextStyle, forms ...string) string {
	for _, s := range forms {
		if c.TextWidth(s, st) <= w {
			return s
		}
	}
	return ""
}
