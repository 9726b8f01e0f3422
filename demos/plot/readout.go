package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Reading is one number with its name and what it means.
type Reading struct{ Label, Value, Exact, Help string }

// Tip explains the reading; Exact is empty where Value is no number.
func (r *Reading) Tip() []string {
	if r.Exact == "" {
		return []string{r.Label + ": " + r.Value, r.Help}
	}
	return []string{r.Label + " " + r.Exact, r.Help}
}

// Readout is a line of readings, or Rows of them. What does not fit is left out.
type Readout struct {
	Readings []Reading
	Rows     int // 0 is one

	boxes []demos.Box
}

// Clear begins a new line.
func (r *Readout) Clear() { r.Readings, r.boxes = r.Readings[:0], r.boxes[:0] }

// Add appends a reading.
func (r *Readout) Add(label, value, exact, help string) {
	r.Readings = append(r.Readings, Reading{label, value, exact, help})
}

// readoutLine is the height of a row.
const readoutLine = 17

// Draw paints the readings from the upper left corner of the box, in small
// letters where it is narrow, with that gap between two.
func (r *Readout) Draw(c demos.Canvas, t *demos.Theme, box demos.Box, narrow bool, gap float64) {
	soft, strong := demos.TextStyle{Color: t.Soft}, demos.TextStyle{Size: 13, Color: t.Text, Mono: true}
	if narrow {
		soft.Size, strong.Size = 11, 11
	}
	r.boxes = r.boxes[:0]
	x, base, row := box.X, box.Y+13, 1
	for i := range r.Readings {
		k := &r.Readings[i]
		name := LabelWidth(c, k.Label, soft) + 5
		w := name + LabelWidth(c, k.Value, strong)
		if x+w > box.X+box.W {
			if row++; row > r.Rows {
				break
			}
			x, base = box.X, base+readoutLine
		}
		Label(c, k.Label, x, base, soft)
		Label(c, k.Value, x+name, base, strong)
		r.boxes = append(r.boxes, demos.Box{X: x, Y: base - 13, W: w, H: readoutLine})
		// In steps of 12, so that the line does not move with every change of a number.
		x += math.Ceil(w/12)*12 + gap
	}
}

// Under returns the index of the reading at p.
func (r *Readout) Under(p demos.Point) (i int, ok bool) {
	for i, b := range r.boxes {
		if b.Holds(p) {
			return i, true
		}
	}
	return 0, false
}
