package panel

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/engine/link"
)

// control is a row of the column.
type control struct {
	client.Control
	changed bool         // by the visitor, and not sent yet
	again   bool         // the same value may be set once more
	closes  bool         // it has a cross
	figure  demos.Figure // of the rows that show one

	field demos.Box // where its value was drawn last, if it can be typed there
}

// click does what a click at a place from 0 to 1 means: the left half of a
// choice or a number goes back, the right half forward.
func (c *control) click(f float64) {
	forward := 1
	if f < 0.5 {
		forward = -1
	}
	switch c.Kind {
	case demos.Choice, demos.Number, demos.Toggle:
		c.set(c.Beside(forward))
	case aLane:
		c.Value, c.changed = "", true
		if c.closes && f > 1-crossRoom/float64(column-4*gap) {
			c.Value = link.DoDrop
		}
	case aPreset, more:
		c.changed = true
	}
}

func (c *control) set(value string) bool {
	if value == c.Value && !c.again {
		return false
	}
	c.Value, c.changed = value, true
	return true
}
