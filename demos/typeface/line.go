package typeface

import (
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Style is the style of a line.
type Style struct {
	Bold  bool
	Mono  bool // digits and signs of equal width, so that changing numbers stay in place
	Light bool // thin digits, for a big number
	Math  bool // the italic of formulas
}

// Glyph is one letter of a line. Lengths are in em: multiply by the size.
type Glyph struct {
	Font Font
	Rune rune
	X, Y float64 // of its origin, from the start of the line; y downwards, 0 on the baseline
}

// Line is a line of text that has been set. Its Width is in em.
type Line struct {
	Glyphs []Glyph
	Width  float64
}

// Missing stands for a letter that no embedded font has.
const Missing = '□'

// Setter sets lines. The zero value is ready; it caches what it has measured, and is
// not safe for concurrent use.
type Setter struct {
	buf     sfnt.Buffer
	letters [len(order)]map[rune]letter
}

// cut is one of the cuts that a text is set in.
type cut uint8

const (
	regular cut = iota
	bold
	light
	italic
)

// cut returns the cut of a style: a letter of a formula is italic, whatever else.
func (st Style) cut() cut {
	switch {
	case st.Math:
		return italic
	case st.Light:
		return light
	case st.Bold:
		return bold
	}
	return regular
}

// order is for each cut the fonts that a letter is looked up in.
var order = [...][]Font{
	regular: {text, signs},
	bold:    {textBold, signsBold},
	light:   {textLight, text, signs},
	italic:  {textItalic, text, signs},
}

// letter holds the measures of a rune in one cut, in em.
type letter struct {
	font             Font
	glyph            sfnt.GlyphIndex
	shown            rune // the rune itself, or Missing
	advance          float64
	left, right, top float64 // of the ink; top is above the baseline
	mark             bool    // a combining mark: sits on the letter before it
}

// Covers reports whether every letter of s can be drawn in both weights.
func (t *Setter) Covers(s string) bool {
	for _, r := range s {
		if t.letter(r, regular).shown != r || t.letter(r, bold).shown != r {
			return false
		}
	}
	return true
}

// Line sets s, with kerning, and appends its glyphs to dst.
func (t *Setter) Line(dst []Glyph, s string, st Style) Line {
	line := Line{Glyphs: dst}
	cut := st.cut()
	figure := t.letter('0', cut).advance
	xHeight := t.letter('x', cut).top
	var (
		before letter // the letter that a mark would sit on
		start  float64
		any    bool
	)
	for _, r := range s {
		l := t.letter(r, cut)
		if l.mark && any {
			// Marks are designed for a small x: centre it over the letter, and raise
			// it by the difference in height.
			x := start + (before.left+before.right)/2 - (l.left+l.right)/2
			raise := max(0, before.top-xHeight)
			line.Glyphs = append(line.Glyphs, Glyph{l.font, l.shown, x, -raise})
			continue
		}
		x, advance := line.Width, l.advance
		switch {
		case st.Mono && figureWide(r):
			x += (figure - advance) / 2
			advance = figure
		case any && before.font == l.font && !st.Mono: // kerning would move the columns
			kern := t.kern(l.font, before.glyph, l.glyph)
			x += kern
			advance += kern
		}
		line.Glyphs = append(line.Glyphs, Glyph{l.font, l.shown, x, 0})
		line.Width += advance
		before, start, any = l, x, true
	}
	return line
}

// figureWide reports whether r is set as wide as a digit in Mono.
func figureWide(r rune) bool {
	return '0' <= r && r <= '9' || r == '+' || r == '−' || r == '-' || r == '\u2007'
}

func (t *Setter) letter(r rune, c cut) letter {
	if l, ok := t.letters[c][r]; ok {
		return l
	}
	l := t.find(r, c)
	if t.letters[c] == nil {
		t.letters[c] = map[rune]letter{}
	}
	t.letters[c][r] = l
	return l
}

// find looks r up in the fonts of the cut.
func (t *Setter) find(r rune, c cut) letter {
	for _, name := range order[c] {
		f := fonts[name]
		index, err := f.GlyphIndex(&t.buf, r)
		if err != nil || index == 0 {
			continue
		}
		em := fixed.Int26_6(f.UnitsPerEm())
		bounds, advance, err := f.GlyphBounds(&t.buf, index, em, font.HintingNone)
		if err != nil {
			continue
		}
		return letter{
			font: name, glyph: index, shown: r,
			advance: float64(advance) / float64(em),
			left:    float64(bounds.Min.X) / float64(em),
			right:   float64(bounds.Max.X) / float64(em),
			top:     -float64(bounds.Min.Y) / float64(em),
			mark:    unicode.Is(unicode.Mn, r),
		}
	}
	if r == Missing {
		panic("typeface: the embedded fonts lack the sign for a missing letter")
	}
	return t.find(Missing, c)
}

func (t *Setter) kern(name Font, a, b sfnt.GlyphIndex) float64 {
	f := fonts[name]
	em := fixed.Int26_6(f.UnitsPerEm())
	k, err := f.Kern(&t.buf, a, b, em, font.HintingNone)
	if err != nil { // the pair, or the whole table, is not there
		return 0
	}
	return float64(k) / float64(em)
}
