package plot

import (
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
)

// Gauge shows a part of a whole as a bar with words above it.
type Gauge struct {
	Part  float64  // of the whole, 0…1
	Left  []string // what the part is, the longest form first
	Right []string // what the whole is

	// While the part moves, Now is its number, and Leads are the words before the number
	// in each of Left; 0 if it is at rest.
	Now   float64
	Leads []string

	box         demos.Box
	track, fill demos.Path
}

// GaugeHeight returns the height of a Gauge on a canvas of that width.
func GaugeHeight(width float64) float64 {
	if width < narrowCanvas {
		return 44
	}
	return 62
}

const gaugeBar = 8

// Place lays the gauge out in box.
func (g *Gauge) Place(_ demos.Canvas, box demos.Box) { g.box = box }

// part writes the words for the part, with the number as it is now.
func (g *Gauge) part(c demos.Canvas, words string, x, y float64, st demos.TextStyle) {
	whole, rest := moving(g.Now)
	i := slices.Index(g.Left, words)
	if whole == "" || i < 0 || i >= len(g.Leads) {
		c.Text(words, x, y, st)
		return
	}
	for _, text := range [...]string{g.Leads[i], whole, rest} {
		c.Text(text, x, y, st)
		x += c.TextWidth(text, st)
	}
}

// Draw paints the gauge: four draw calls.
func (g *Gauge) Draw(c demos.Canvas, t *demos.Theme) {
	b := g.box
	if b.W <= gaugeBar || b.H <= 0 {
		return
	}
	w, _ := c.Size()
	size := TypeOf(w).Label
	left := demos.TextStyle{Size: size, Color: t.Text}
	right := demos.TextStyle{Size: size, Color: t.Soft, Align: demos.End}
	gap := size
	// The words for the part come first: of the whole's, the longest that fits beside
	// them is taken.
	whole := 0.0
	if n := len(g.Right); n > 0 {
		whole = c.TextWidth(g.Right[n-1], right) + gap
	}
	part := fitting(c, b.W-whole, left, g.Left...)
	if part == "" {
		part = fitting(c, b.W, left, g.Left...)
	}
	y := b.Y + size + 1
	g.part(c, part, b.X, y, left)
	c.Text(fitting(c, b.W-c.TextWidth(part, left)-gap, right, g.Right...), b.X+b.W, y, right)

	// A round end is as long as half the bar's height.
	y += gaugeBar/2 + 0.6*size
	from, to := b.X+gaugeBar/2, b.X+b.W-gaugeBar/2
	g.track = Segment(g.track[:0], from, y, to, y)
	c.StrokePath(g.track, gaugeBar, t.Line)
	if f := min(g.Part, 1); f > 0 && !math.IsNaN(f) {
		g.fill = Segment(g.fill[:0], from, y, from+f*(to-from), y)
		c.StrokePath(g.fill, gaugeBar, t.Text)
	}
}
