package plot

import "github.com/cauchy-newton/playground/demos"

// ScaleKey paints the colours of signed values from −top to top along box, what they are
// of above, and the ends below: the first of the captions that fits.
func ScaleKey(c demos.Canvas, t *demos.Theme, box demos.Box, top string, captions ...string) {
	const steps = 40
	w, _ := c.Size()
	ramp, st := Diverging(t), demos.TextStyle{Size: TypeOf(w).Label, Color: t.Soft}
	for i := range steps {
		c.FillRect(box.X+box.W*float64(i)/steps, box.Y, box.W/steps+0.5, box.H, ramp.At(2*(float64(i)+0.5)/steps-1))
	}
	Label(c, FirstThatFits(c, box.W, st, captions...), box.X, box.Y-8, st)
	y := box.Y + box.H + 4 + st.Size
	c.Text("−"+top, box.X, y, st)
	st.Align = demos.Middle
	c.Text("0", box.X+box.W/2, y, st)
	st.Align = demos.End
	c.Text(top, box.X+box.W, y, st)
}
