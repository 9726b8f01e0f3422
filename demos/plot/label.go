package plot

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/cauchy-newton/playground/demos"
)

// macron is the combining bar of H̄ and ḡ. Few fonts place it well, so it is drawn
// as a line.
const macron = "\u0304"

// legible is the least size of an index.
const legible = 11

// indexed matches a single letter, with or without a bar, and its index: λ_int,
// H̄_ij, but not names of files such as my_data.
var indexed = regexp.MustCompile(`(?:^|[^\pL\p{Nd}_])\pL\x{0304}?(_[\pL\pN]+)`)

// Label sets a text like Canvas.Text, with bars and indices: a combining macron
// (U+0304) becomes a line above the letter before it, "H̄⁻¹", and letters after a
// single letter and an underscore become an index, "λ_int".
func Label(c demos.Canvas, s string, x, y float64, st demos.TextStyle) {
	parts := runs(s)
	if len(parts) == 1 && !strings.Contains(parts[0].text, macron) {
		c.Text(parts[0].text, x, y, st)
		return
	}
	x -= st.Align.Before(LabelWidth(c, s, st))
	st.Align = demos.Start
	for _, r := range parts {
		r.set(c, x, y, st)
		x += r.width(c, st)
	}
}

// LabelWidth is Canvas.TextWidth for a text with bars and indices.
func LabelWidth(c demos.Canvas, s string, st demos.TextStyle) (w float64) {
	for _, r := range runs(s) {
		w += r.width(c, st)
	}
	return w
}

// run is a part of a text that is set with one call.
type run struct {
	text string
	low  bool // an index
}

// runs splits a text before and after its indices.
func runs(s string) (parts []run) {
	s = strings.ReplaceAll(s, "\u1e21", "g"+macron) // ḡ as one letter
	if strings.Contains(s, "_") {
		for at := indexed.FindStringSubmatchIndex(s); at != nil; at = indexed.FindStringSubmatchIndex(s) {
			parts = append(parts, run{text: s[:at[2]]}, run{text: s[at[2]+1 : at[3]], low: true})
			s = s[at[3]:]
		}
	}
	if s != "" || parts == nil {
		parts = append(parts, run{text: s})
	}
	return parts
}

// style returns the style of the run, and its distance below the baseline.
func (r run) style(st demos.TextStyle) (of demos.TextStyle, drop float64) {
	st.Size = st.Em()
	if r.low {
		drop = 0.15 * st.Size
		st.Size = min(st.Size, max(legible, 0.75*st.Size))
	}
	return st, drop
}

func (r run) width(c demos.Canvas, st demos.TextStyle) float64 {
	st, _ = r.style(st)
	return c.TextWidth(strings.ReplaceAll(r.text, macron, ""), st)
}

// set draws the run from x on, with its bars.
func (r run) set(c demos.Canvas, x, y float64, st demos.TextStyle) {
	st, drop := r.style(st)
	y += drop
	c.Text(strings.ReplaceAll(r.text, macron, ""), x, y, st)
	before := ""
	for rest := r.text; ; {
		part, behind, found := strings.Cut(rest, macron)
		if !found {
			return
		}
		before, rest = before+part, behind
		_, size := utf8.DecodeLastRuneInString(before)
		last := before[len(before)-size:]
		right := c.TextWidth(before, st)
		left := right - c.TextWidth(last, st)
		height := 0.66 // above the small letters
		if last >= "A" && last <= "Z" {
			height = 0.86
		}
		c.FillRect(x+left+0.1*(right-left), y-height*st.Size, 0.8*(right-left), max(1, st.Size/12), st.Color)
	}
}

// Wrap breaks a text between words into lines at most w wide, not beside an equals
// sign. A wider word ends in an ellipsis, and so does the last line if there would
// be more than most.
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

// Fit shortens s with an ellipsis until it is at most w wide.
func Fit(c demos.Canvas, s string, w float64, st demos.TextStyle) string {
	w += 0.01 // rounding, where a box has been measured to fit
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

// FirstThatFits returns the first of the forms, the longest first, that is at most w
// wide, or the last one shortened to w.
func FirstThatFits(c demos.Canvas, w float64, st demos.TextStyle, forms ...string) string {
	for _, s := range forms {
		if LabelWidth(c, s, st) <= w {
			return s
		}
	}
	return Fit(c, forms[len(forms)-1], w, st)
}
