package plot

import "github.com/cauchy-newton/playground/demos"

// widest is the greatest width of a line of a tooltip, about 60 letters.
const widest = 380

// Tooltip paints lines of text in a small card near p, inside the canvas. The
// first line is bold; long lines are wrapped.
func Tooltip(c demos.Canvas, t *demos.Theme, p demos.Point, lines []string) {
	const pad, size, leading, most = 8, 13, 17, 4
	w, h := c.Size()
	type row struct {
		text  string
		style demos.TextStyle
	}
	var rows []row
	wide := 0.0
	for i, s := range lines {
		st := demos.TextStyle{Size: size, Color: t.Text, Bold: i == 0}
		for _, part := range Wrap(c, s, min(widest, w-8-2*pad), most, st) {
			rows = append(rows, row{part, st})
			wide = max(wide, LabelWidth(c, part, st))
		}
	}
	if len(rows) == 0 {
		return
	}
	b := demos.Box{W: wide + 2*pad, H: float64(len(rows))*leading + 2*pad - 4}
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
	for i, r := range rows {
		Label(c, r.text, b.X+pad, b.Y+pad+9+float64(i)*leading, r.style)
	}
}
