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
const leading = 1.2

// Draw sets the number in the upper right corner of box, inside its padding. On a narrow
// canvas its words stand on its left, where two digits leave room, else below it.
func (k *Counter) Draw(c demos.Canvas, t *demos.Theme, box demos.Box) {
	w, _ := c.Size()
	size, pad := TypeOf(w), Margin(w)
	x := box.X + box.W - pad
	y := box.Y + 0.4*pad + 0.9*size.Big
	c.Text(k.Number, x, y, demos.TextStyle{Size: size.Big, Color: cmp.Or(k.Color, t.Text), Align: demos.End, Light: true, Mono: true})
	words := demos.TextStyle{Size: size.Label, Color: t.Soft, Align: demos.End}
	if w < narrowCanvas {
		x -= k.digits(c) + 0.6*size.Label
		y = box.Y + 0.4*pad + 0.8*size.Label
		if k.Below == "" { // in the middle of both lines
			y += leading / 2 * size.Label
		}
	} else {
		y += 0.2*size.Big + 0.85*size.Label
	}
	c.Text(k.Unit, x, y, words)
	if k.Below != "" {
		c.Text(k.Below, x, y+leading*size.Label, words)
	}
}

// digits is the width that the number takes: that of two digits at least, so that the
// words beside it stay where they are while it changes.
func (k *Counter) digits(c demos.Canvas) float64 {
	w, _ := c.Size()
	st := demos.TextStyle{Size: TypeOf(w).Big, Light: true, Mono: true}
	return max(c.TextWidth(k.Number, st), c.TextWidth("00", st))
}
