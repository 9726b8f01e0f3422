package lesson

import (
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Say writes a sentence or two into the box: short where long does not fit.
func (d *Base) Say(c demos.Canvas, b demos.Box, narrow bool, long, short string) {
	st := demos.TextStyle{Size: 13, Color: d.Theme.Text}
	leading, most := 17.0, 2
	if narrow {
		st.Size, leading, most = 11, 14, 3
	}
	lines := plot.Wrap(c, long, b.W, most+1, st)
	if len(lines) > most {
		lines = plot.Wrap(c, short, b.W, most, st)
	}
	for i, line := range lines {
		plot.Label(c, line, b.X, b.Y+st.Size+float64(i)*leading, st)
	}
}

// Shade returns the colour c of a part of the picture that belongs to the symbols
// of: faded while another one of symbols is highlighted.
func (d *Base) Shade(c demos.Color, symbols []string, of ...string) demos.Color {
	at := d.Lighted()
	if at == "" || slices.Contains(of, at) || !slices.Contains(symbols, at) {
		return c
	}
	return c.Fade(0.25)
}
