package plot

import (
	"strings"

	"github.com/cauchy-newton/playground/demos"
)

// macron is the combining bar of H̄ and ḡ. Few fonts set it well, so it is
// drawn as a line.
const macron = "\u0304"

// Label sets a text like Canvas.Text; a combining macron (U+0304) behind a
// letter becomes a bar drawn over it: "H̄⁻¹".
func Label(c demos.Canvas, s string, x, y float64, st demos.TextStyle) {
	s = strings.ReplaceAll(s, "\u1e21", "g"+macron) // ḡ as one letter
	if !strings.Contains(s, macron) {
		c.Text(s, x, y, st)
		return
	}
	plain := strings.ReplaceAll(s, macron, "")
	c.Text(plain, x, y, st)
	switch st.Align {
	case demos.Middle:
		x -= c.TextWidth(plain, st) / 2
	case demos.End:
		x -= c.TextWidth(plain, st)
	}
	size := st.Size
	if size == 0 {
		size = 12
	}
	before := ""
	for {
		part, rest, found := strings.Cut(s, macron)
		if !found {
			return
		}
		before += part
		last := lastLetter(part)
		right := c.TextWidth(before, st)
		left := right - c.TextWidth(last, st)
		height := 0.66 // above the small letters
		if last >= "A" && last <= "Z" {
			height = 0.86
		}
		c.FillRect(x+left+0.1*(right-left), y-height*size, 0.8*(right-left), max(1, size/12), st.Color)
		s = rest
	}
}

// LabelWidth is Canvas.TextWidth for a text with bars.
func LabelWidth(c demos.Canvas, s string, st demos.TextStyle) float64 {
	return c.TextWidth(strings.ReplaceAll(strings.ReplaceAll(s, macron, ""), "\u1e21", "g"), st)
}

// Wrap cuts a text between words into lines at most w wide, not before or after
// an equals sign; a word that is wider ends in an ellipsis. Of more lines than
// most, the last ends in one.
func Wrap(c demos.Canvas, s string, w float64, most int, st demos.TextStyle) []string {
	if LabelWidth(c, s, st) <= w {
		return []string{s}
	}
	var lines []string
	line := ""
	words := strings.Fields(strings.ReplaceAll(s, " = ", "\x00"))
	for i, word := range words {
		words[i] = strings.ReplaceAll(word, "\x00", " = ")
	}
	for i, word := range words {
		longer := strings.TrimPrefix(line+" "+word, " ")
		if LabelWidth(c, longer, st) <= w {
			line = longer
			continue
		}
		if len(lines) == most-1 {
			return append(lines, Fit(c, strings.TrimPrefix(line+" ", " ")+strings.Join(words[i:], " "), w, st))
		}
		if line != "" {
			lines = append(lines, line)
		}
		line = Fit(c, word, w, st)
	}
	return append(lines, line)
}

func lastLetter(s string) string {
	r := []rune(s)
	return string(r[len(r)-1:])
}

// Fit shortens s with an ellipsis until it is at most w wide.
func Fit(c demos.Canvas, s string, w float64, st demos.TextStyle) string {
	w += 0.01 // a box measured to fit does, in spite of rounding
	if LabelWidth(c, s, st) <= w {
		return s
	}
	r := []rune(s)
	for len(r) > 1 {
		r = r[:len(r)-1]
		if short := strings.TrimRight(string(r), " ,;:·") + "…"; LabelWidth(c, short, st) <= w {
			return short
		}
	}
	return ""
}

// FirstThatFits returns the first text that is at most w wide, or the last one
// cut to w. Give the long form first.
func FirstThatFits(c demos.Canvas, w float64, st demos.TextStyle, forms ...string) string {
	for _, s := range forms {
		if LabelWidth(c, s, st) <= w {
			return s
		}
	}
	return Fit(c, forms[len(forms)-1], w, st)
}
