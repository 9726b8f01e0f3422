package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// XY is a point of ℝ², in the units of the data; a demos.Point is in pixels.
type XY struct{ X, Y float64 }

// Window is a rectangle of ℝ².
type Window struct{ Lo, Hi XY }

// Around returns the smallest window that holds the finite points, widened by
// the fraction pad of its sides. A side without a length becomes 1; no point
// at all gives −1…1.
func Around(points []XY, pad float64) Window {
	w := Window{XY{math.Inf(1), math.Inf(1)}, XY{math.Inf(-1), math.Inf(-1)}}
	for _, p := range points {
		if Finite(p.X) && Finite(p.Y) {
			w.Lo = XY{min(w.Lo.X, p.X), min(w.Lo.Y, p.Y)}
			w.Hi = XY{max(w.Hi.X, p.X), max(w.Hi.Y, p.Y)}
		}
	}
	side := func(lo, hi *float64) {
		switch d := pad * (*hi - *lo); {
		case *lo > *hi:
			*lo, *hi = -1, 1
		case *lo == *hi:
			*lo, *hi = *lo-0.5, *hi+0.5
		default:
			*lo, *hi = *lo-d, *hi+d
		}
	}
	side(&w.Lo.X, &w.Hi.X)
	side(&w.Lo.Y, &w.Hi.Y)
	return w
}

// Holds reports whether q lies in the window, its edges included.
func (w Window) Holds(q XY) bool {
	return q.X >= w.Lo.X && q.X <= w.Hi.X && q.Y >= w.Lo.Y && q.Y <= w.Hi.Y
}

// Clamp returns the point of the window that is nearest to q.
func (w Window) Clamp(q XY) XY {
	return XY{max(w.Lo.X, min(q.X, w.Hi.X)), max(w.Lo.Y, min(q.Y, w.Hi.Y))}
}

// Plane shows a window of ℝ² with ticks and the names of its axes. Set View
// and the axes' labels, then Place and Draw it.
type Plane struct {
	Axes
	View  Window // what must be visible
	Equal bool   // both axes have the same unit; then more than View is visible
}

// Place lays the plane out inside box.
func (p *Plane) Place(c demos.Canvas, box demos.Box) {
	p.left = 0
	p.setRange(1, 1)
	p.place(c, box)
	if !p.Equal {
		return
	}
	// The room for the labels depends on the range, and the range on the room. The
	// room only grows, in steps of 8, so that a few rounds suffice.
	for range 8 {
		before := p.Area
		p.setRange(before.W, before.H)
		if p.place(c, box); p.Area == before {
			return
		}
	}
}

// setRange sets the axes' ranges to View, widened to the aspect w:h if Equal.
func (p *Plane) setRange(w, h float64) {
	p.X.Lo, p.X.Hi = rangeOf(p.View.Lo.X, p.View.Hi.X)
	p.Y.Lo, p.Y.Hi = rangeOf(p.View.Lo.Y, p.View.Hi.Y)
	if !p.Equal {
		return
	}
	across, up := p.X.Hi-p.X.Lo, p.Y.Hi-p.Y.Lo
	if unit := max(across/w, up/h); Finite(unit) {
		dx, dy := (unit*w-across)/2, (unit*h-up)/2
		p.X.Lo, p.X.Hi = p.X.Lo-dx, p.X.Hi+dx
		p.Y.Lo, p.Y.Hi = p.Y.Lo-dy, p.Y.Hi+dy
	}
}

// rangeOf returns lo, hi, or another range if they are not finite or equal.
func rangeOf(lo, hi float64) (float64, float64) {
	switch {
	case !Finite(lo) || !Finite(hi) || hi < lo:
		return 0, 1
	case lo == hi:
		d := max(math.Abs(lo)/10, 0.5)
		return lo - d, hi + d
	}
	return lo, hi
}

// Seen returns the window that the area shows: View, or more if Equal.
func (p *Plane) Seen() Window {
	return Window{XY{p.X.Lo, p.Y.Lo}, XY{p.X.Hi, p.Y.Hi}}
}

// Value returns the point of ℝ² at a point of the canvas, also outside the area: the
// inverse of Point.
func (a *Axes) Value(p demos.Point) XY {
	return XY{a.X.Value((p.X - a.Area.X) / a.Area.W), a.Y.Value(1 - (p.Y-a.Area.Y)/a.Area.H)}
}

// At returns the position of q on the canvas.
func (a *Axes) At(q XY) demos.Point { return a.Point(q.X, q.Y) }

// Inside runs draw, clipped to the area.
func (a *Axes) Inside(c demos.Canvas, draw func()) {
	c.Clip(a.Area.X, a.Area.Y, a.Area.W, a.Area.H, draw)
}
