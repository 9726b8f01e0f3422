package catalogue

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	address = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	// factors are two letters of a formula, with a space that TeX does not set.
	factors = regexp.MustCompile(`([\pL\pM\pN]) (\pL)`)
)

// fixed is a space that TeX sets.
const fixed = "\u00a0"

// plain converts Markdown with TeX to one line of plain text: "$\bar H_{11}$" to
// "H̄₁₁". The targets of links are dropped, and macros that are not in the tables
// below are left as they are.
func plain(markdown string) string {
	text := strings.NewReplacer("$$", "$", "*", "").Replace(address.ReplaceAllString(markdown, "$1"))
	var b strings.Builder
	for i, part := range strings.Split(text, "$") {
		if i%2 == 1 {
			part = (&tex{part}).sequence()
			for range 2 { // a b c has two spaces, with one letter between
				part = factors.ReplaceAllString(part, "$1$2")
			}
		}
		b.WriteString(part)
	}
	line := strings.Join(strings.Fields(b.String()), " ")
	return strings.ReplaceAll(line, " ,", ",") // behind a displayed formula
}

// symbols are macros without arguments.
var symbols = map[string]string{
	"alpha": "α", "beta": "β", "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "rho": "ρ", "tau": "τ",
	"psi": "ψ", "varphi": "φ", "varepsilon": "ε", "partial": "∂", "tanh": "tanh", "min": "min", "T": "ᵀ",
	"Hbar": "H̄", "gbar": "ḡ", "lint": "λ_int",
	"cdot": "·", "times": "×", "to": "→", "le": "≤", "ge": "≥", "ne": "≠", "in": "∈", "sum": "Σ", "lVert": "‖", "rVert": "‖", "|": "‖",
	",": fixed, ";": fixed, "qquad": fixed, "%": "%",
}

// macros are macros with arguments.
var macros = map[string]struct {
	arguments int
	write     func(of []string) string
}{
	"sym":    {2, func(of []string) string { return of[1] }}, // the first binds it to the picture
	"text":   {1, func(of []string) string { return strings.ReplaceAll(of[0], " ", fixed) }},
	"mathrm": {1, func(of []string) string { return of[0] }},
	"mathsf": {1, func(of []string) string { return of[0] }},
	"bar":    {1, func(of []string) string { return of[0] + "\u0304" }},
	"tilde":  {1, func(of []string) string { return of[0] + "′" }},
	"sqrt":   {1, func(of []string) string { return "√" + of[0] }},
	"frac":   {2, func(of []string) string { return of[0] + " / " + of[1] }},
	"dfrac":  {2, func(of []string) string { return of[0] + " / " + of[1] }},
	"tfrac":  {2, func(of []string) string { return strings.Replace(of[0]+"/"+of[1], "1/2", "½", 1) }},
}

// The superscripts and subscripts that the window's fonts have.
var (
	raised  = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "−", "⁻", "T", "ᵀ", "(", "⁽", ")", "⁾")
	lowered = strings.NewReplacer("0", "₀", "1", "₁", "2", "₂", "3", "₃", "4", "₄", "5", "₅", "6", "₆", "7", "₇", "8", "₈", "9", "₉")
)

// tex parses a formula; rest is what has not been parsed.
type tex struct{ rest string }

// sequence parses to the end of the group.
func (t *tex) sequence() string {
	var b strings.Builder
	for t.rest != "" && t.rest[0] != '}' {
		if t.rest[0] == ' ' {
			b.WriteString(" ")
			t.rest = t.rest[1:]
			continue
		}
		b.WriteString(t.item())
	}
	return b.String()
}

// item parses a letter, a group or a macro with its arguments.
func (t *tex) item() string {
	t.rest = strings.TrimLeft(t.rest, " ")
	if t.rest == "" {
		return ""
	}
	r, size := utf8.DecodeRuneInString(t.rest)
	letter := t.rest[:size]
	t.rest = t.rest[size:]
	switch r {
	case '{':
		inside := t.sequence()
		t.rest = strings.TrimPrefix(t.rest, "}")
		return inside
	case '_':
		return script(lowered, "_", t.item())
	case '^':
		return script(raised, "^", t.item())
	case '-':
		return "−"
	case '\\':
		return t.macro()
	}
	return letter
}

// script converts a text to superscripts or subscripts if they exist for all letters.
func script(r *strings.Replacer, sign, text string) string {
	moved := r.Replace(text)
	for _, l := range text {
		if strings.ContainsRune(moved, l) {
			return sign + text
		}
	}
	return moved
}

func (t *tex) macro() string {
	n := 0
	for n < len(t.rest) && (t.rest[n]|0x20) >= 'a' && (t.rest[n]|0x20) <= 'z' {
		n++
	}
	n = min(max(n, 1), len(t.rest)) // \, is a macro of one sign
	name := t.rest[:n]
	t.rest = t.rest[n:]
	if s, ok := symbols[name]; ok {
		return s
	}
	m, ok := macros[name]
	if !ok {
		return `\` + name
	}
	var of []string
	for range m.arguments {
		of = append(of, t.item())
	}
	return m.write(of)
}
