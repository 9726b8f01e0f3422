package plot

import (
	"strings"

	"github.com/cauchy-newton/playground/demos"
)

// Paragraph is a part of a passage.
type Paragraph struct {
	Text  string
	Style demos.TextStyle // its size is relative: 1 for the body of the text
	Space float64         // below it, in letters of size 1
}

// Line is a line of a passage.
type Line struct {
	Text      string
	Style     demos.TextStyle
	Height    float64 // from this line to the next
	Paragraph int     // to which it belongs
}

// Passage breaks paragraphs into lines at most w wide. The type is the largest from
// most down to least pixels in which they are at most h high, and no word is wider
// than w; else the least. Paragraphs without a text are left out.
func Passage(c demos.Canvas, paragraphs []Paragraph, w, h, most, least float64) (lines []Line) {
	const leading = 1.35
	for em := most; em >= least; em-- {
		lines = lines[:0]
		left := h
		for i, p := range paragraphs {
			if p.Text == "" {
				continue
			}
			p.Style.Size *= em
			wrapped := Wrap(c, p.Text, w, len(p.Text), p.Style)
			if strings.Join(wrapped, " ") != p.Text {
				left = -1 // a word is cut
			}
			for _, text := range wrapped {
				lines = append(lines, Line{text, p.Style, leading * p.Style.Size, i})
				left -= leading * p.Style.Size
			}
			lines[len(lines)-1].Height += p.Space * em
			left -= p.Space * em
		}
		if left >= 0 {
			break
		}
	}
	return lines
}
