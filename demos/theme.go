package demos

// Light has a white background, Dark a nearly black one. The colours of the groups
// are those of Okabe and Ito, which the colour-blind can tell apart, in pairs of
// one hue: the strong one for a layer's weights (even indices of Theme.Groups),
// the light one for its biases (odd indices).
var (
	Light = Theme{
		Back:   RGB(0xffffff),
		Card:   RGB(0xfafafa),
		Line:   RGB(0xe4e4e4),
		Cell:   RGB(0xe9ebee),
		Text:   RGB(0x222222),
		Soft:   RGB(0x6b6b6b),
		Accent: RGB(0x0072b2),
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
		Back:   RGB(0x15181c),
		Card:   RGB(0x1b1f24),
		Line:   RGB(0x2c3137),
		Cell:   RGB(0x2b3036),
		Text:   RGB(0xe8e8e8),
		Soft:   RGB(0x9aa0a6),
		Accent: RGB(0x56b4e9),
		Groups: []Color{
			RGB(0x3a93d0), RGB(0x93d1f5),
			RGB(0xe8702a), RGB(0xf5bf4f),
			RGB(0x1fa37a), RGB(0x7fdcbc),
			RGB(0xc0629a), RGB(0xe6abcd),
			RGB(0x7a7ae0), RGB(0xb9b9f2),
			RGB(0xa67c46), RGB(0xd6b98c),
			RGB(0x8a8a8a), RGB(0xc8c8c8),
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
