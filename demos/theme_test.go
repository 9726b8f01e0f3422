package demos

import (
	"math"
	"slices"
	"testing"
)

// contrast is the ratio of WCAG 2, computed from its text.
func contrast(a, b Color) float64 {
	luminance := func(c Color) float64 {
		at := func(v uint8) float64 {
			x := float64(v) / 255
			if x <= 0.04045 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return 0.2126*at(c.R) + 0.7152*at(c.G) + 0.0722*at(c.B)
	}
	x, y := luminance(a)+0.05, luminance(b)+0.05
	return max(x, y) / min(x, y)
}

// Text is read at 7:1 (WCAG AAA), soft text and the accent at 4.5:1 (AA), a name on
// its group's colour at 4.5:1. A group of weights is seen at 3:1, the lighter biases at
// 2:1; no two groups share a colour.
func TestThemesCanBeRead(t *testing.T) {
	for name, theme := range map[string]*Theme{"light": &Light, "dark": &Dark} {
		for _, k := range []struct {
			what  string
			c     Color
			least float64
		}{{"text", theme.Text, 7}, {"soft text", theme.Soft, 4.5}, {"accent", theme.Accent, 4.5}} {
			for _, ground := range []Color{theme.Back, theme.Card} {
				if r := contrast(k.c, ground); !(r >= k.least) {
					t.Errorf("%s: %s has a contrast of %.2f", name, k.what, r)
				}
			}
		}
		for i, c := range theme.Groups {
			least := 3.0
			if i%2 == 1 {
				least = 2
			}
			if r := contrast(c, theme.Back); !(r >= least) {
				t.Errorf("%s: group colour %d has a contrast of %.2f", name, i, r)
			}
			if r := contrast(Ink(c), c); !(r >= 4.5) {
				t.Errorf("%s: a name on group colour %d has a contrast of %.2f", name, i, r)
			}
			if slices.Contains(theme.Groups[:i], c) {
				t.Errorf("%s: group colour %d occurs twice", name, i)
			}
		}
	}
	if len(Light.Groups) != len(Dark.Groups) {
		t.Errorf("%d and %d group colours", len(Light.Groups), len(Dark.Groups))
	}
}

func TestContrast(t *testing.T) {
	if r := Contrast(RGB(0), RGB(0xffffff)); math.Abs(r-21) > 1e-12 {
		t.Errorf("black on white: %v", r)
	}
	for _, a := range []Color{Light.Text, Light.Soft, Dark.Accent, RGB(0x010a0b)} {
		for _, b := range Dark.Groups {
			if got, want := Contrast(a, b), contrast(a, b); math.Abs(got-want) > 1e-12 || got != Contrast(b, a) {
				t.Errorf("Contrast(%v, %v) = %v, want %v", a, b, got, want)
			}
		}
	}
}

// Different groups have different places; weights take the strong shades,
// biases the light ones of the same hues, in order.
func TestPaint(t *testing.T) {
	for _, c := range []struct {
		roles []string
		want  []int
	}{
		{nil, nil},
		{[]string{"mixed"}, []int{0}},
		{[]string{"weight", "bias", "weight", "bias"}, []int{0, 1, 2, 3}},
		{[]string{"weight", "weight", "bias", "bias"}, []int{0, 2, 1, 3}},
		{[]string{"bias", "mixed", "", "bias"}, []int{1, 0, 2, 3}},
	} {
		if got := Paint(nil, c.roles); !slices.Equal(got, c.want) {
			t.Errorf("Paint(%q) = %v, want %v", c.roles, got, c.want)
		}
	}
	if n := len(Light.Groups); Light.Group(n) != Light.Group(0) || Light.Group(n+3) != Light.Group(3) {
		t.Error("the colours do not start again")
	}
}

func TestMix(t *testing.T) {
	a, b := Color{0, 100, 200, 255}, Color{255, 200, 0, 255}
	if Mix(a, b, 0) != a || Mix(a, b, 1) != b || Mix(a, b, 0.5) != (Color{128, 150, 100, 255}) {
		t.Errorf("Mix: %v %v %v", Mix(a, b, 0), Mix(a, b, 1), Mix(a, b, 0.5))
	}
	if a.Fade(0.5).A != 128 || a.Fade(1) != a {
		t.Errorf("Fade: %v", a.Fade(0.5))
	}
}
