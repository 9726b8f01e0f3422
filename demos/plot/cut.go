package plot

import "github.com/cauchy-newton/playground/demos"

// far is the distance from the area, in widths of it, at which lines are cut off:
// beyond, the canvas's float32 coordinates are too coarse.
const far = 8

// near reports whether a mark at p may be visible.
func near(a *Axes, p demos.Point) bool {
	return a.Area.Inset(-20, -20, -20, -20).Holds(p)
}

// Cut returns the part of the line from p to q that lies in b; ok is false if
// there is none, or if an end is not finite.
func Cut(p, q demos.Point, b demos.Box) (from, to demos.Point, ok bool) {
	dx, dy := q.X-p.X, q.Y-p.Y
	if !Finite(dx) || !Finite(dy) {
		return p, q, false
	}
	lo, hi := 0.0, 1.0
	for _, side := range [...]struct{ slope, room float64 }{
		{-dx, p.X - b.X}, {dx, b.X + b.W - p.X}, {-dy, p.Y - b.Y}, {dy, b.Y + b.H - p.Y},
	} {
		switch at := side.room / side.slope; {
		case side.slope == 0 && side.room < 0:
			return p, q, false
		case side.slope < 0:
			lo = max(lo, at)
		case side.slope > 0:
			hi = min(hi, at)
		}
	}
	on := func(t float64) demos.Point { return demos.Point{X: p.X + t*dx, Y: p.Y + t*dy} }
	return on(lo), on(hi), lo <= hi
}
