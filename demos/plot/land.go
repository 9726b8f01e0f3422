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

	veils  [2]veil // left, right
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

// veil is a bitmap, a pixel for a pixel of the canvas, that fades a side of the land.
type veil struct {
	bitmap demos.Bitmap
	w, h   float64 // that it was painted for,
	color  demos.Color
}

// grain is how much the opacity of a veil varies from pixel to pixel. Without it the few
// shades between land and page, each some twenty pixels wide, would be seen as bands.
const grain = 0.08

// dither returns a number from 0 to 1 for a pixel, spread evenly over its neighbours:
// the interleaved gradient noise of J. Jimenez, "Next generation post processing in Call
// of Duty: Advanced Warfare", SIGGRAPH 2014.
func dither(x, y int) float64 {
	_, f := math.Modf(0.06711056*float64(x) + 0.00583715*float64(y))
	_, f = math.Modf(52.9829189 * f)
	return f
}

// draw covers b with the page's colour, less and less away from the edge, which is its
// right one if flip.
func (v *veil) draw(c demos.Canvas, page demos.Color, b demos.Box, flip bool) {
	b.W, b.H = math.Ceil(b.W), math.Ceil(b.H)
	if !(b.W > 0 && b.H > 0) {
		return
	}
	if flip {
		b.X -= b.W
	}
	if v.w != b.W || v.h != b.H || v.color != page {
		v.w, v.h, v.color = b.W, b.H, page
		v.bitmap.Paint(int(b.W), int(b.H), func(x, y int) demos.Color {
			f := (float64(x) + 0.5) / b.W
			if flip {
				f = 1 - f
			}
			left := f * f * f * (f*(6*f-15) + 10) // of the land
			noise := grain * (dither(x, y) - 0.5) * min(1, 16*left)
			return page.Fade(max(0, min(1, 1-left+noise)))
		})
	}
	c.Image(&v.bitmap, b.X, b.Y, b.W, b.H, true)
}

// fade covers the sides with the page's colour, less and less.
func (l *Land) fade(c demos.Canvas, t *demos.Theme) {
	b := l.Area
	l.veils[0].draw(c, t.Back, demos.Box{X: b.X, Y: b.Y, W: l.Fade.Left * b.W, H: b.H}, false)
	l.veils[1].draw(c, t.Back, demos.Box{X: b.X + b.W, Y: b.Y, W: l.Fade.Right * b.W, H: b.H}, true)
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
