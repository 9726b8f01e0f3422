package runs

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/link"
)

// sketch is the pad on which the visitor draws a digit, with a way to wipe it.
type sketch struct {
	pad  plot.Pad
	wipe demos.Box // the word that wipes
	down bool
	inky bool // ink that nobody was asked about yet
}

// update follows the pointer: the network is asked when a stroke ends.
func (k *sketch) update(s *Scene, p demos.Pointer) (changed bool) {
	if p.Inside && p.Down && !k.down && k.wipe.Holds(p.Point) {
		k.pad.Clear()
		k.inky, changed = false, true
	}
	if k.pad.Update(p) {
		k.inky, changed = true, true
	}
	k.down = p.Down
	if k.inky && !p.Down {
		k.inky = false
		grey := make([]byte, plot.PadSide*plot.PadSide)
		for i, v := range k.pad.Pixels() {
			grey[i] = byte(math.Round(255 * v))
		}
		s.said = append(s.said, link.Command{Do: "ask", Lane: s.lane, Data: grey, W: plot.PadSide, H: plot.PadSide})
	}
	return changed
}

// draw paints the pad, and below it the word that wipes it.
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
