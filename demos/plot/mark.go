package plot

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Disc appends a circle of radius r around q to a path.
func Disc(p demos.Path, q demos.Point, r float64) demos.Path {
	// With so many corners, the chords are within a tenth of a pixel of the circle.
	corners := max(12, int(math.Ceil(7*math.Sqrt(r))))
	p, ring := piece(p)
	for k := range corners {
		sin, cos := math.Sincos(2 * math.Pi * float64(k) / float64(corners))
		*ring = append(*ring, demos.Point{X: q.X + r*cos, Y: q.Y + r*sin})
	}
	*ring = append(*ring, (*ring)[0])
	return p
}

// piece appends an empty piece to a path, in memory that the path has had before.
func piece(p demos.Path) (demos.Path, *[]demos.Point) {
	n := len(p)
	if n < cap(p) {
		p = p[:n+1]
		p[n] = p[n][:0]
	} else {
		p = append(p, nil)
	}
	return p, &p[n]
}

// Segment appends the line from (x0, y0) to (x1, y1) to a path.
func Segment(p demos.Path, x0, y0, x1, y1 float64) demos.Path {
	p, line := piece(p)
	*line = append(*line, demos.Point{X: x0, Y: y0}, demos.Point{X: x1, Y: y1})
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
