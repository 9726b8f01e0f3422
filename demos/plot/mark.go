package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Disc appends a round piece of radius r around q to a path.
func Disc(p demos.Path, q demos.Point, r float64) demos.Path {
	// A chord of so many leaves the circle by less than a tenth of a pixel.
	corners := max(12, int(math.Ceil(7*math.Sqrt(r))))
	n := len(p)
	if n < cap(p) {
		p = p[:n+1]
	} else {
		p = append(p, nil)
	}
	ring := p[n][:0]
	for k := range corners {
		sin, cos := math.Sincos(2 * math.Pi * float64(k) / float64(corners))
		ring = append(ring, demos.Point{X: q.X + r*cos, Y: q.Y + r*sin})
	}
	p[n] = append(ring, ring[0])
	return p
}

// Rectangle appends the outline of b to a path.
func Rectangle(p demos.Path, b demos.Box) demos.Path {
	return append(p, []demos.Point{{X: b.X, Y: b.Y}, {X: b.X + b.W, Y: b.Y}, {X: b.X + b.W, Y: b.Y + b.H}, {X: b.X, Y: b.Y + b.H}, {X: b.X, Y: b.Y}})
}

// Arrow paints an arrow between two places of the canvas. Its head is at most
// half of it; an arrow without a length is not painted.
func Arrow(c demos.Canvas, from, to demos.Point, width float64, col demos.Color) {
	dx, dy := to.X-from.X, to.Y-from.Y
	l := math.Hypot(dx, dy)
	if !(l > 0.5) || math.IsInf(l, 0) {
		return
	}
	dx, dy = dx/l, dy/l
	head := min(5+2*width, l/2)
	neck := demos.Point{X: to.X - head*dx, Y: to.Y - head*dy}
	half := 0.42 * head
	c.StrokePath(demos.Path{{from, {X: neck.X + dx, Y: neck.Y + dy}}}, width, col)
	c.FillPath(demos.Path{{to, {X: neck.X - half*dy, Y: neck.Y + half*dx}, {X: neck.X + half*dy, Y: neck.Y - half*dx}}}, col)
}

// Vector paints the vector v at the point q of a, where the area ends cut off.
func Vector(c demos.Canvas, a *Axes, q, v XY, width float64, col demos.Color) {
	from, to := a.At(q), a.At(XY{q.X + v.X, q.Y + v.Y})
	if b := a.Area; !b.Holds(to) { // the head stays in sight and keeps its direction
		t := leaves(from, to, b.Inset(2, 2, 2, 2))
		if t <= 0 {
			return
		}
		to = demos.Point{X: from.X + t*(to.X-from.X), Y: from.Y + t*(to.Y-from.Y)}
	}
	a.Inside(c, func() { Arrow(c, from, to, width, col) })
}

// leaves returns the fraction of the way from p to q at which it leaves b: 1 if
// it does not, 0 if it starts outside or has no end.
func leaves(p, q demos.Point, b demos.Box) float64 {
	if !b.Holds(p) || !Finite(q.X) || !Finite(q.Y) {
		return 0
	}
	t := 1.0
	for _, side := range [...][3]float64{
		{p.X, q.X, b.X}, {p.X, q.X, b.X + b.W}, {p.Y, q.Y, b.Y}, {p.Y, q.Y, b.Y + b.H},
	} {
		if at := (side[2] - side[0]) / (side[1] - side[0]); at > 0 && at < t {
			t = at
		}
	}
	return t
}

// dashed appends a broken line.
func dashed(path demos.Path, p, q demos.Point) demos.Path {
	const on, off = 5, 4
	l := math.Hypot(q.X-p.X, q.Y-p.Y)
	at := func(d float64) demos.Point {
		f := min(1, d/l)
		return demos.Point{X: p.X + f*(q.X-p.X), Y: p.Y + f*(q.Y-p.Y)}
	}
	for d := 0.0; d < l; d += on + off {
		path = append(path, []demos.Point{at(d), at(d + on)})
	}
	return path
}
