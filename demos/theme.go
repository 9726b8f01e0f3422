package demos

import "math"

// Light has a background of warm white, Dark one of a bluish black. The colours of the
// groups are those of Okabe and Ito, which the colour-blind can tell apart, in pairs of
// one hue: the strong one for a layer's weights (even indices of Theme.Groups),
// the light one for its biases (odd indices).
var (
	Light = Theme{
		Back:   RGB(0xfcfbf8),
		Card:   RGB(0xf3f0e9),
		Line:   RGB(0xd9d6ce),
		Cell:   RGB(0xe6e4de),
		Text:   RGB(0x1c232b),
		Soft:   RGB(0x5b6570),
		Accent: RGB(0x0065a8),
		Water:  RGB(0x7fb3cf),
		Groups: []Color{
			RGB(0x0072b2), RGB(0x56b4e9), // blue, sky blue
			RGB(0xd55e00), RGB(0xe69f00), // vermilion, orange
			RGB(0x00734f), RGB(0x2bb58c), // bluish green, darker and lighter
			RGB(0x8f3a6f), RGB(0xcc79a7), // reddish purple, darker and as given
			RGB(0x3c3c9e), RGB(0x8c8cdb), // indigo
			RGB(0x6b4a1f), RGB(0xb08d57), // brown
			RGB(0x444444), RGB(0x949494), // grey
		},
	}
	Dark = Theme{
		Dark:   true,
		Back:   RGB(0x11161b),
		Card:   RGB(0x1a2128),
		Line:   RGB(0x333c45),
		Cell:   RGB(0x262e36),
		Text:   RGB(0xece9e2),
		Soft:   RGB(0xa3acb5),
		Accent: RGB(0x6bbcf0),
		Water:  RGB(0x4da3cf),
		Groups: []Color{
			RGB(0x3f9bd8), RGB(0x93d1f5),
			RGB(0xf07a33), RGB(0xf5bf4f),
			RGB(0x22b083), RGB(0x7fdcbc),
			RGB(0xc86da4), RGB(0xe6abcd),
			RGB(0x8484e6), RGB(0xb9b9f2),
			RGB(0xb0864f), RGB(0xd6b98c),
			RGB(0x929292), RGB(0xc8c8c8),
		},
	}
)

// RGB returns the opaque colour 0xRRGGBB.
func RGB(v uint32) Color {
	return Color{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

// Group returns colour i of Theme.Groups; beyond the last, they repeat.
func (t *Theme) Group(i int) Color {
	return t.Groups[i%len(t.Groups)]
}

// linear is the light of a channel, as WCAG 2 defines it.
var linear = func() (light [256]float64) {
	for v := range light {
		x := float64(v) / 255
		if light[v] = x / 12.92; x > 0.04045 {
			light[v] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	return light
}()

// Contrast returns the contrast ratio of two opaque colours by WCAG 2, 1…21.
func Contrast(a, b Color) float64 {
	light := func(c Color) float64 {
		return 0.2126*linear[c.R] + 0.7152*linear[c.G] + 0.0722*linear[c.B] + 0.05
	}
	x, y := light(a), light(b)
	return max(x, y) / min(x, y)
}

// The two inks for a text on a colour.
var (
	lightInk = RGB(0xffffff)
	darkInk  = RGB(0x050b10)
)

// Ink returns the colour of a text on a group's colour: of a light and a dark one the
// one with more contrast.
func Ink(on Color) Color {
	if Contrast(lightInk, on) > Contrast(darkInk, on) {
		return lightInk
	}
	return darkInk
}

// Paint appends to dst the index in Theme.Groups of every group's colour, given
// the groups' roles ("weight", "bias", "mixed"): the k-th group of weights and the
// k-th group of biases get the two shades of the k-th hue. All indices differ.
func Paint(dst []int, roles []string) []int {
	strong, light := 0, 1
	for _, role := range roles {
		if role == "bias" {
			dst = append(dst, light)
			light += 2
		} else {
			dst = append(dst, strong)
			strong += 2
		}
	}
	return dst
}

// Mix returns the colour at fraction f of the way from a to b.
func Mix(a, b Color, f float64) Color {
	at := func(x, y uint8) uint8 { return uint8(float64(x) + f*(float64(y)-float64(x)) + 0.5) }
	return Color{at(a.R, b.R), at(a.G, b.G), at(a.B, b.B), at(a.A, b.A)}
}

// Fade returns c with its opacity multiplied by f in [0, 1].
func (c Color) Fade(f float64) Color {
	c.A = uint8(float64(c.A)*f + 0.5)
	return c
}
