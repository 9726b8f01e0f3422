package typeface

import (
	"image"
	"math"
	"testing"
)

func pixels(g Glyph, size float64) image.Point {
	return image.Pt(int(math.Round(g.X*size)), int(math.Round(g.Y*size)))
}

// ink is the mask's covered area in pixels.
func ink(m *image.Alpha) (sum float64) {
	for _, a := range m.Pix {
		sum += float64(a) / 255
	}
	return sum
}

// A shape twice as large has four times the ink, and a shift keeps it.
func TestInkScalesAndShifts(t *testing.T) {
	var press Masker
	for _, r := range "Hη∇8" {
		var set Setter
		name := set.Line(nil, string(r), Style{}).Glyphs[0].Font
		small, large := ink(press.Mask(name, r, 20, 0)), ink(press.Mask(name, r, 40, 0))
		if ratio := large / small; ratio < 3.9 || ratio > 4.1 {
			t.Errorf("%q: ink grows by %.2f when the size doubles, want 4", r, ratio)
		}
		shifted := ink(press.Mask(name, r, 20, 0.5))
		if math.Abs(shifted-small) > 0.02*small {
			t.Errorf("%q: half a pixel of shift changes the ink from %.1f to %.1f", r, small, shifted)
		}
	}
}

func TestASpaceHasNoInk(t *testing.T) {
	var press Masker
	if m := press.Mask(text, ' ', 20, 0); ink(m) != 0 {
		t.Errorf("a space has %.1f pixels of ink", ink(m))
	}
}
