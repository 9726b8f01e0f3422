package plot

import (
	"cmp"
	"math"

	"github.com/cauchy-newton/playground/demos"
)

// Trajectory shows the path of an optimiser over a Plane: a line from point to
// point, a ring at the start, a disc at the end. A point that is not finite is a gap.
type Trajectory struct {
	Points []XY
	Color  demos.Color
	Width  float64 // 0 means 2
	Dots   bool    // a small dot at every point

	a      *Axes // of the picture drawn last
	places []demos.Point
	path   demos.Path
	discs  demos.Path
}

// far is the distance from the area, in widths of it, at which lines are cut off:
// beyond, the canvas's float32 coordinates are too coarse.
const far = 8

// Draw paints the trajectory inside a's area.
func (y *Trajectory) Draw(c demos.Canvas, a *Axes, t *demos.Theme) {
	y.a, y.places = a, y.places[:0]
	for _, q := range y.Points {
		y.places = append(y.places, a.At(q))
	}
	if len(y.places) == 0 {
		return
	}
	width := cmp.Or(y.Width, 2)
	a.Inside(c, func() {
		y.stroke(c, a, width)
		if y.Dots {
			y.discs = y.discs[:0]
			for _, p := range y.places {
				if near(a, p) {
					y.discs = Disc(y.discs, p, width/2+1)
				}
			}
			if len(y.discs) > 0 {
				c.FillPath(y.discs, y.Color)
			}
		}
		if p := y.places[0]; near(a, p) {
			y.discs = Disc(y.discs[:0], p, width+2)
			c.FillPath(y.discs, t.Back)
			c.StrokePath(y.discs, 1.5, y.Color)
		}
		if p := y.places[len(y.places)-1]; len(y.places) > 1 && near(a, p) {
			y.discs = Disc(y.discs[:0], p, width+2)
			c.FillPath(y.discs, y.Color)
		}
	})
}

// near reports whether a mark at p may be visible.
func near(a *Axes, p demos.Point) bool {
	return a.Area.Inset(-20, -20, -20, -20).Holds(p)
}

// stroke paints the steps as one path.
func (y *Trajectory) stroke(c demos.Canvas, a *Axes, width float64) {
	y.path = y.path[:0]
	wide := a.Area.Inset(-far*a.Area.W, -far*a.Area.H, -far*a.Area.W, -far*a.Area.H)
	start := 0
	flush := func(end int) {
		if end > start {
			y.path = append(y.path, y.places[start:end+1:end+1])
		}
	}
	last := len(y.places) - 1
	for i := range last {
		p, q := y.places[i], y.places[i+1]
		if wide.Holds(p) && wide.Holds(q) {
			continue
		}
		flush(i)
		start = i + 1
		if p, q, ok := Cut(p, q, wide); ok {
			y.path = append(y.path, []demos.Point{p, q})
		}
	}
	flush(last)
	if len(y.path) > 0 {
		c.StrokePath(y.path, width, y.Color)
	}
}

// Under returns the point of the trajectory that was drawn nearest to p, at
// most 10 px away.
func (y *Trajectory) Under(p demos.Point) (i int, ok bool) {
	best := 10.0
	for k, q := range y.places {
		if d := math.Hypot(p.X-q.X, p.Y-q.Y); d <= best && y.a.Area.Holds(q) {
			i, ok, best = k, true, d
		}
	}
	return i, ok
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
