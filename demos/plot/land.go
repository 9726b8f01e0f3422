package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Land is a landscape without frame, grid or ticks: its level sets are filled, each
// a little darker than the one around it, to the edges of its box. Two labelled arrows
// say what the directions mean.
//
//	land.Place(c, box)
//	land.Rings(lines)
//	land.Draw(c, t)
type Land struct {
	Axes
	Middle XY    // a point of the plane, and
	Anchor XY    // where it is in the box, as parts of its width and height from the upper left
	Span   XY    // width and height in units of the data that are seen at least
	Fade   Sides // where the land fades into the page, such as Left: 0.18

	Across, Up string // names of the directions to the right and upwards; "" draws no arrows

	rings   [][][]XY // of each level set, the largest first: closed lines, low ground on their left
	paths   []demos.Path
	mapped  mapping
	changed bool // the rings, since they were mapped

	veils  [2]demos.Bitmap // left, right
	veiled demos.Color     // their colour
	cross  demos.Path
	canvas demos.Canvas // during Draw
	theme  *demos.Theme
	inside func()
}

// Sides are the parts of a box's width over which a land fades into the page, none of
// it left at the edge.
type Sides struct{ Left, Right float64 }

// mapping is what maps the plane to the canvas.
type mapping struct {
	area           demos.Box
	x0, x1, y0, y1 float64
}

// Place lays the land out to the edges of box, in equal units.
func (l *Land) Place(_ demos.Canvas, box demos.Box) {
	unit := min(box.W/l.Span.X, box.H/l.Span.Y) // px
	if !(unit > 0) || math.IsInf(unit, 0) {
		unit = 1
	}
	l.Area = box
	l.X.Lo = l.Middle.X - l.Anchor.X*box.W/unit
	l.X.Hi = l.X.Lo + box.W/unit
	l.Y.Hi = l.Middle.Y + l.Anchor.Y*box.H/unit
	l.Y.Lo = l.Y.Hi - box.H/unit
}

// Unit returns the px of a unit of the data.
func (l *Land) Unit() float64 { return l.Area.W / (l.X.Hi - l.X.Lo) }

// Rings gives the land level sets: of each its closed lines, the largest set first, with
// the low ground on the left.
func (l *Land) Rings(rings [][][]XY) {
	l.rings, l.changed = rings, true
}

// The opacities of a level set and of its edge.
func opacities(t *demos.Theme) (fill, line float64) {
	if t.Dark {
		return 0.075, 0.26
	}
	return 0.085, 0.35
}

// Draw paints the land: two draw calls a level, one for each side that fades, three
// for the arrows.
func (l *Land) Draw(c demos.Canvas, t *demos.Theme) {
	l.place()
	if l.inside == nil {
		l.inside = l.paint
	}
	l.canvas, l.theme = c, t
	l.Inside(c, l.inside)
	l.canvas, l.theme = nil, nil
	if l.Across != "" || l.Up != "" {
		l.arrows(c, t)
	}
}

// place maps the rings to the canvas, unless that has been done.
func (l *Land) place() {
	now := mapping{l.Area, l.X.Lo, l.X.Hi, l.Y.Lo, l.Y.Hi}
	if !l.changed && now == l.mapped {
		return
	}
	l.changed, l.mapped = false, now
	for len(l.paths) < len(l.rings) {
		l.paths = append(l.paths, nil)
	}
	l.paths = l.paths[:len(l.rings)]
	for i, rings := range l.rings {
		path := l.paths[i][:0]
		for _, ring := range rings {
			var line *[]demos.Point
			path, line = piece(path)
			for _, q := range ring {
				*line = append(*line, l.At(q))
			}
		}
		l.paths[i] = path
	}
}

// paint fills the level sets and fades the land. What a translucent colour would be
// over those below it is painted opaque, which is the same picture for less work.
func (l *Land) paint() {
	c, t := l.canvas, l.theme
	fill, line := opacities(t)
	ground := 1.0 // how much of the page's colour is left
	for _, path := range l.paths {
		if len(path) == 0 {
			continue
		}
		ground *= 1 - fill
		depth := demos.Mix(t.Water, t.Back, ground)
		c.FillPath(path, depth)
		c.StrokePath(path, 1, demos.Mix(depth, t.Water, line))
	}
	l.fade(c, t)
}

// veilSteps is the width of the bitmaps that fade.
const veilSteps = 48

// fade covers the sides with the page's colour, less and less.
func (l *Land) fade(c demos.Canvas, t *demos.Theme) {
	if l.veiled != t.Back {
		l.veiled = t.Back
		for side := range l.veils {
			l.veils[side].Paint(veilSteps, 1, func(x, _ int) demos.Color {
				f := float64(x) / (veilSteps - 1)
				if side == 1 {
					f = 1 - f
				}
				return t.Back.Fade(1 - f*f*f*(f*(6*f-15)+10))
			})
		}
	}
	b := l.Area
	if w := l.Fade.Left * b.W; w > 0 {
		c.Image(&l.veils[0], b.X, b.Y, w, b.H, true)
	}
	if w := l.Fade.Right * b.W; w > 0 {
		c.Image(&l.veils[1], b.X+b.W-w, b.Y, w, b.H, true)
	}
}

// arrows paints the two directions in the lower left corner.
func (l *Land) arrows(c demos.Canvas, t *demos.Theme) {
	w, _ := c.Size()
	x, y, across, rise := l.corner(w)
	p := l.cross[:0]
	p, line := piece(p)
	*line = append(*line, demos.Point{X: x, Y: y - rise}, demos.Point{X: x, Y: y}, demos.Point{X: x + across, Y: y})
	p, line = piece(p)
	*line = append(*line, demos.Point{X: x + across - 6, Y: y - 4}, demos.Point{X: x + across, Y: y}, demos.Point{X: x + across - 6, Y: y + 4})
	p, line = piece(p)
	*line = append(*line, demos.Point{X: x - 4, Y: y - rise + 6}, demos.Point{X: x, Y: y - rise}, demos.Point{X: x + 4, Y: y - rise + 6})
	l.cross = p
	c.StrokePath(p, 1.5, t.Soft)
	names := l.Words(c)
	st := demos.TextStyle{Size: names[0].H, Color: t.Soft}
	c.Text(l.Across, names[0].X, names[0].Y+0.8*st.Size, st)
	c.Text(l.Up, names[1].X, names[1].Y+0.8*st.Size, st)
}

// corner is where the two arrows begin, and how far they go.
func (l *Land) corner(canvas float64) (x, y, across, up float64) {
	across, up = 62, 34
	if canvas < narrowCanvas {
		across, up = 34, 21
	}
	b, pad := l.Area, Margin(canvas)
	return b.X + pad + 6, b.Y + b.H - pad - 6, across, up
}
