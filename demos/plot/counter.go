package plot

import (
	"cmp"

	"github.com/cauchy-newton/playground/demos"
)

// Counter is the one big number of a picture, with the words for what it counts
// below it.
type Counter struct {
	Number string
	Unit   string
	Below  string      // what to compare it with, below the unit
	Color  demos.Color // of the number; the zero value is the theme's text
}

// leading is from a line of a counter's words to the next, in parts of their size.
const leading = 1.35

// Draw sets the number in the upper right corner of box, inside its padding.
func (k *Counter) Draw(c demos.Canvas, t *demos.Theme, box demos.Box) {
	w, _ := c.Size()
	size, pad := TypeOf(w), Margin(w)
	x := box.X + box.W - pad
	y := box.Y + 0.4*pad + 0.9*size.Big
	c.Text(k.Number, x, y, demos.TextStyle{Size: size.Big, Color: cmp.Or(k.Color, t.Text), Align: demos.End, Light: true, Mono: true})
	y += 0.2*size.Big + 0.85*size.Label
	words := demos.TextStyle{Size: size.Label, Color: t.Soft, Align: demos.End}
	c.Text(k.Unit, x, y, words)
	if k.Below != "" {
		c.Text(k.Below, x, y+leading*size.Label, words)
	}
}
