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
		k.clear(s)
		changed = true
	}
	if k.pad.Update(p) {
		k.unasked, changed = true, true
	}
	k.down = p.Down
	if k.unasked && !p.Down {
		k.unasked = false
		s.commands = append(s.commands, k.question(s.lane))
	}
	return changed
}

// clear wipes the pad, and the answer to what was on it.
func (k *sketch) clear(s *Scene) {
	k.pad.Clear()
	if k.unasked = false; s.asked != nil && s.asked.Answer.Index < 0 {
		s.asked = nil
	}
}

// question asks the network of a lane about the drawing.
func (k *sketch) question(lane int) link.Command {
	grey := make([]byte, plot.PadSide*plot.PadSide)
	for i, v := range k.pad.Pixels() {
		grey[i] = byte(math.Round(255 * v))
	}
	return link.Command{Do: "ask", Lane: lane, Data: grey, W: plot.PadSide, H: plot.PadSide}
}

// busy reports whether a stroke is being drawn.
func (k *sketch) busy() bool { return k.down && k.unasked }

// draw paints the pad and the button below it.
func (k *sketch) draw(c demos.Canvas, s *Scene, box demos.Box) {
	k.pad.Hint = "draw a digit"
	size, row := 11.0, 18.0
	if s.story() {
		size, row = 13, 20
		k.pad.Size = 14
	}
	side := math.Min(box.W, box.H-row)
	k.pad.Place(demos.Box{X: box.X, Y: box.Y, W: side, H: side})
	k.pad.Draw(c, s.theme)
	st := demos.TextStyle{Size: size, Color: s.theme.Accent}
	if k.pad.Empty() {
		k.wipe = demos.Box{}
		return
	}
	b := k.pad.Box()
	k.wipe = demos.Box{X: b.X, Y: b.Y + b.H, W: max(44, c.TextWidth("wipe", st)+12), H: row + 6}
	c.Text("wipe", b.X, b.Y+b.H+size+2, st)
}
