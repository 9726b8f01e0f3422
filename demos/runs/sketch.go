package runs

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/link"
)

// sketch is the pad on which the visitor draws a digit, with a button to clear it.
type sketch struct {
	pad     plot.Pad
	wipe    demos.Box // the button
	down    bool
	unasked bool // there is ink since the last question to the network
}

// update follows the pointer; at the end of a stroke it asks the network.
func (k *sketch) update(s *Scene, p demos.Pointer) (changed bool) {
	if p.Inside && p.Down && !k.down && k.wipe.Holds(p.Point) {
		k.pad.Clear()
		k.unasked, changed = false, true
	}
	if k.pad.Update(p) {
		k.unasked, changed = true, true
	}
	k.down = p.Down
	if k.unasked && !p.Down {
		k.unasked = false
		grey := make([]byte, plot.PadSide*plot.PadSide)
		for i, v := range k.pad.Pixels() {
			grey[i] = byte(math.Round(255 * v))
		}
		s.commands = append(s.commands, link.Command{Do: "ask", Lane: s.lane, Data: grey, W: plot.PadSide, H: plot.PadSide})
	}
	return changed
}

// draw paints the pad and the button below it.
func (k *sketch) draw(c demos.Canvas, s *Scene, box demos.Box) {
	k.pad.Hint = "draw a digit"
	side := math.Min(box.W, box.H-18)
	k.pad.Place(demos.Box{X: box.X, Y: box.Y, W: side, H: side})
	k.pad.Draw(c, s.theme)
	st := demos.TextStyle{Size: 11, Color: s.theme.Accent}
	if k.pad.Empty() {
		k.wipe = demos.Box{}
		return
	}
	b := k.pad.Box()
	k.wipe = demos.Box{X: b.X, Y: b.Y + b.H, W: c.TextWidth("wipe", st) + 12, H: 18}
	c.Text("wipe", b.X, b.Y+b.H+13, st)
}
