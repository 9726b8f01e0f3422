package plot

import "github.com/cauchy-newton/playground/demos"

// Tooltip paints lines of text in a small card near p, inside the canvas. The
// first line is bold. Lines too long for the canvas are cut with an ellipsis.
func Tooltip(c demos.Canvas, t *demos.Theme, p demos.Point, lines []string) {
	if len(lines) == 0 {
		return
	}
	const pad, leading = 8, 16
	w, h := c.Size()
	style := demos.TextStyle{Color: t.Text}
	bold := style
	bold.Bold = true
	wide := 0.0
	for i, s := range lines {
		st := style
		if i == 0 {
			st = bold
		}
		wide = max(wide, LabelWidth(c, s, st))
	}
	b := demos.Box{W: min(wide+2*pad, w-8), H: float64(len(lines))*leading + 2*pad - 4}
	b.X, b.Y = p.X+14, p.Y+14
	if b.X+b.W > w-4 {
		b.X = p.X - 14 - b.W
	}
	if b.Y+b.H > h-4 {
		b.Y = p.Y - 14 - b.H
	}
	b.X, b.Y = max(4, min(b.X, w-4-b.W)), max(4, min(b.Y, h-4-b.H))
	c.FillRect(b.X, b.Y, b.W, b.H, t.Card)
	frame(c, b, t.Soft)
	for i, s := range lines {
		st := style
		if i == 0 {
			st = bold
		}
		Label(c, Fit(c, s, b.W-2*pad, st), b.X+pad, b.Y+pad+9+float64(i)*leading, st)
	}
}
