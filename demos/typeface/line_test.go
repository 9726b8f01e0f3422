package typeface

import (
	"math"
	"testing"
)

// signsNeeded is what formulas, axes and controls are written with.
const signsNeeded = "ABCabcxyz0123456789 .,:;()[]{}+-=/%|_^~'\"#&*<>!?@" +
	"ηλθρψμτφεδσγκΔΣΩ₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺₊₋" +
	"−·∇‖×→←↑↓…½✓✗▷▶≤≥≈≠∂∈∞√∑–—“”‘’±°⟨⟩ᵀH̄ḡℓ∥■●▲▼äöüéß"

func TestEveryNeededSignIsThere(t *testing.T) {
	var set Setter
	for _, r := range signsNeeded {
		if !set.Covers(string(r)) {
			t.Errorf("no glyph for %q (U+%04X)", r, r)
		}
	}
}

func TestMissingLettersAreToldAndShown(t *testing.T) {
	var set Setter
	if set.Covers("漢") {
		t.Error("Covers says that a Chinese letter is there")
	}
	if got := set.Line(nil, "漢", Style{}).Glyphs[0].Rune; got != Missing {
		t.Errorf("a missing letter is drawn as %q, want %q", got, Missing)
	}
}

// A line is as long as its letters, but for kerning.
func TestKerningBringsPairsCloser(t *testing.T) {
	var set Setter
	for _, bold := range []bool{false, true} {
		width := func(s string) float64 { return set.Line(nil, s, Style{Bold: bold}).Width }
		if pair, apart := width("AV"), width("A")+width("V"); pair > apart-0.01 {
			t.Errorf("bold %v: AV is %.4f em wide, A and V %.4f: no kerning", bold, pair, apart)
		}
		if pair, apart := width("HI"), width("H")+width("I"); math.Abs(pair-apart) > 0.02 {
			t.Errorf("bold %v: HI is %.4f em wide, H and I %.4f", bold, pair, apart)
		}
	}
}

func TestMonoFiguresKeepTheirColumns(t *testing.T) {
	var set Setter
	want := set.Line(nil, "0.000", Style{Mono: true}).Width
	for _, s := range []string{"1.111", "4.747", "9.018"} {
		if got := set.Line(nil, s, Style{Mono: true}).Width; math.Abs(got-want) > 1e-9 {
			t.Errorf("%s is %.4f em wide, 0.000 is %.4f", s, got, want)
		}
	}
	if plain := set.Line(nil, "1.111", Style{}).Width; plain >= want {
		t.Errorf("without Mono 1.111 is %.4f em wide, want less than %.4f", plain, want)
	}
}

// The bar of H̄ lies over the H, higher than that of x̄, and takes no room.
func TestMarksSitOnTheirLetter(t *testing.T) {
	var set Setter
	bar := func(s string) (x, y, width float64) {
		line := set.Line(nil, s, Style{})
		return line.Glyphs[1].X, line.Glyphs[1].Y, line.Width
	}
	_, high, wide := bar("H\u0304")
	_, low, _ := bar("x\u0304")
	if high >= low {
		t.Errorf("the bar of H̄ lies at %.3f, that of x̄ at %.3f: not higher", high, low)
	}
	if alone := set.Line(nil, "H", Style{}).Width; wide != alone {
		t.Errorf("H̄ is %.4f em wide, H %.4f", wide, alone)
	}
	var press Masker
	line := set.Line(nil, "H\u0304", Style{})
	letter := press.Mask(line.Glyphs[0].Font, 'H', 100, 0).Bounds().Add(pixels(line.Glyphs[0], 100))
	mark := press.Mask(line.Glyphs[1].Font, '\u0304', 100, 0).Bounds().Add(pixels(line.Glyphs[1], 100))
	if mark.Max.Y > letter.Min.Y {
		t.Errorf("the bar %v runs into the letter %v", mark, letter)
	}
	if off := (mark.Min.X + mark.Max.X) - (letter.Min.X + letter.Max.X); off < -4 || off > 4 {
		t.Errorf("the bar %v is not centred over the letter %v", mark, letter)
	}
}

// A letter of a formula is set in the italic of formulas, and a digit of a big number
// in the thin cut; what these fonts lack is set as elsewhere.
func TestCuts(t *testing.T) {
	var set Setter
	for _, c := range []struct {
		signs string
		style Style
		want  Font
	}{
		{"θηκλψαβρgHDLfuxyGW", Style{Math: true}, textItalic},
		{"θ", Style{Math: true, Bold: true}, textItalic},
		{"1₁=−", Style{Math: true}, text},
		{"∇", Style{Math: true}, signs},
		{"0123456789>+–.×⁻−", Style{Light: true}, textLight},
		{"aη", Style{Light: true}, text},
		{"0", Style{}, text},
		{"0", Style{Bold: true}, textBold},
	} {
		for _, r := range c.signs {
			if g := set.Line(nil, string(r), c.style).Glyphs[0]; g.Font != c.want || g.Rune != r {
				t.Errorf("%c in %+v: font %d, sign %c, want font %d", r, c.style, g.Font, g.Rune, c.want)
			}
		}
	}
	wide := func(s string) float64 { return set.Line(nil, s, Style{Light: true, Mono: true}).Width }
	if wide("11") != wide("88") {
		t.Errorf("big digits have widths %v and %v", wide("11"), wide("88"))
	}
}
