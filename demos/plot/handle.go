package plot

import (
	"cmp"
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// grip is the radius, in px, in which a press catches a handle: the diameter of 44
// is the least that WCAG 2.5.5 requires.
const grip = 22

// Handle is a point of a Plane that the visitor drags. If it is outside the area, it
// is shown and caught at the edge.
type Handle struct {
	At    XY
	Label string // beside it while nobody holds it: "drag me"
	Color demos.Color
}

// On returns the handle's position on the canvas.
func (h *Handle) On(a *Axes) demos.Point {
	p, b := a.At(h.At), a.Area
	if math.IsNaN(p.X) || math.IsNaN(p.Y) {
		return b.Middle()
	}
	return b.Nearest(p)
}

// Draw paints the handle: a ring, with a halo when it is hot, which means pointed at
// or held.
func (h *Handle) Draw(c demos.Canvas, a *Axes, t *demos.Theme, hot bool) {
	p := h.On(a)
	ring(c, a, t, p, 6, cmp.Or(h.Color, t.Text), hot)
	if h.Label == "" || hot {
		return
	}
	st := demos.TextStyle{Size: tickSize, Color: t.Text, Align: demos.Middle}
	half := LabelWidth(c, h.Label, st) / 2
	b := a.Area
	if 2*half > b.W {
		return
	}
	y := p.Y - 12
	if y-tickSize < b.Y {
		y = p.Y + 12 + tickSize
	}
	Label(c, h.Label, max(b.X+half, min(p.X, b.X+b.W-half)), y, st)
}

// ring paints a ring around p, with a halo when it is hot. At an edge of the area
// the ring is whole: the room beside the area is as wide.
func ring(c demos.Canvas, a *Axes, t *demos.Theme, p demos.Point, radius float64, col demos.Color, hot bool) {
	if hot {
		a.Inside(c, func() { c.FillPath(Disc(nil, p, 14), col.Fade(0.18)) })
	}
	disc := Disc(nil, p, radius)
	c.FillPath(disc, t.Back)
	c.StrokePath(disc, 2, col)
}

// Drag follows a pointer that presses on one of some handles, moves and
// releases. The zero value holds nothing. A press that begins elsewhere catches
// no handle, even if it passes over one.
type Drag struct {
	Held  int // which handle, from 1; 0: none
	Hover int // the handle below the pointer, from 1; 0: none

	down   bool
	offset demos.Point // from the pointer to the handle, so that it does not jump
	last   demos.Point
}

// Update follows the pointer; handles are their positions on the canvas. It returns
// which one is held (−1: none), the position that the pointer moves it to, and
// whether that is a new one.
func (d *Drag) Update(p demos.Pointer, handles []demos.Point) (which int, at demos.Point, moved bool) {
	pressed := p.Down && !d.down
	d.down = p.Down
	d.Hover = 0
	if d.Held > len(handles) || !p.Down {
		d.Held = 0
	}
	if d.Held == 0 && p.Inside {
		best := float64(grip)
		for i, h := range handles {
			if r := math.Hypot(h.X-p.X, h.Y-p.Y); r <= best {
				best, d.Hover = r, i+1
			}
		}
		if pressed && d.Hover > 0 {
			d.Held, d.last = d.Hover, handles[d.Hover-1]
			d.offset = demos.Point{X: d.last.X - p.X, Y: d.last.Y - p.Y}
		}
	}
	if d.Held == 0 {
		return -1, demos.Point{}, false
	}
	d.Hover = d.Held
	at = demos.Point{X: p.X + d.offset.X, Y: p.Y + d.offset.Y}
	moved = at != d.last
	d.last = at
	return d.Held - 1, at, moved
}

// Hot reports whether the i-th handle is held or pointed at.
func (d *Drag) Hot(i int) bool { return d.Hover == i+1 }

// Drag moves the handle that the pointer holds, within the area, in the picture
// placed last. It returns which one (−1: none), and whether its At has changed.
func (a *Axes) Drag(d *Drag, p demos.Pointer, handles []Handle) (which int, moved bool) {
	var room [8]demos.Point
	places := room[:0]
	for i := range handles {
		places = append(places, handles[i].On(a))
	}
	which, at, moved := d.Update(p, places)
	if !moved {
		return which, false
	}
	q := a.Value(a.Area.Nearest(at))
	if q == handles[which].At {
		return which, false
	}
	handles[which].At = q
	return which, true
}
