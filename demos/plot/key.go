package plot

import "github.com/cauchy-newton/playground/demos"

// KeyItem names one curve.
type KeyItem struct {
	Text  string
	Color demos.Color
}

// Key names the curves of a plot, in rows above it.
type Key struct {
	Items []KeyItem

	boxes []demos.Box
	path  demos.Path
}

const (
	keyLine = 16 // the sample of a curve
	keyRow  = tickSize + 5
	keyGap  = 12
)

// Above lays the key out in rows at the top of box and returns the rest of the box.
func (k *Key) Above(c demos.Canvas, box demos.Box) (rest demos.Box) {
	k.boxes = k.boxes[:0]
	x, y := box.X, box.Y
	for _, item := range k.Items {
		w := min(keyLine+5+LabelWidth(c, item.Text, edgeStyle), box.W)
		if x > box.X && x+w > box.X+box.W {
			x, y = box.X, y+keyRow
		}
		k.boxes = append(k.boxes, demos.Box{X: x, Y: y, W: w, H: keyRow})
		x += w + keyGap
	}
	if len(k.Items) == 0 {
		return box
	}
	return box.Inset(0, y+keyRow-box.Y, 0, 0)
}

// Draw paints the key: two draw calls an item.
func (k *Key) Draw(c demos.Canvas, t *demos.Theme) {
	for i, b := range k.boxes[:min(len(k.boxes), len(k.Items))] {
		item, st := k.Items[i], edgeStyle
		st.Color = t.Text
		k.path = Segment(k.path[:0], b.X+1, b.Y+keyRow/2, b.X+keyLine, b.Y+keyRow/2)
		c.StrokePath(k.path, 2.5, item.Color)
		Label(c, Fit(c, item.Text, b.W-keyLine-5, st), b.X+keyLine+5, b.Y+tickSize+1, st)
	}
}
