package plot

import (
	"cmp"
	"slices"

	"github.com/cauchy-newton/playground/demos"
)

// Cursor is a value on the x axis of a plot that the visitor drags, anywhere along a
// line over the whole height of the area. It has a ring on a curve.
type Cursor struct {
	X     float64
	Color demos.Color

	drag Drag
}

// Update follows the pointer in the picture placed last; moved reports whether X,
// which stays in the range of the axis, has changed.
func (k *Cursor) Update(p demos.Pointer, a *Axes) (moved bool) {
	b := a.Area
	at := b.Nearest(demos.Point{X: b.X + a.X.At(k.X)*b.W, Y: p.Y})
	if k.drag.Held > 0 {
		at.Y = p.Y // only across
	}
	which, to, moved := k.drag.Update(p, []demos.Point{at})
	if which < 0 || !moved {
		return false
	}
	x := a.X.Value(max(0, min((to.X-b.X)/b.W, 1)))
	moved = x != k.X
	k.X = x
	return moved
}

// Hot reports whether the cursor is held or pointed at.
func (k *Cursor) Hot() bool { return k.drag.Hot(0) }

// Draw paints the cursor; y is the curve's value at X, or NaN for no ring.
func (k *Cursor) Draw(c demos.Canvas, a *Axes, t *demos.Theme, y float64) {
	col := cmp.Or(k.Color, t.Accent)
	a.Cross(c, k.X, col)
	p := a.Point(k.X, y)
	if !a.Area.Inset(-1, -1, -1, -1).Holds(p) {
		return
	}
	ring(c, a, t, p, 5, col, k.Hot())
}

// Sampled appends sample points from lo to hi for a curve with poles: n evenly
// spaced ones, and more that approach each pole from both sides.
func Sampled(dst []float64, lo, hi float64, n int, poles ...float64) []float64 {
	first := len(dst)
	for k := range n {
		dst = append(dst, lo+(hi-lo)*float64(k)/float64(max(1, n-1)))
	}
	for _, p := range poles {
		for d := (hi - lo) / float64(max(1, n)) / 2; d > 1e-6*(hi-lo); d /= 1.6 {
			for _, x := range [...]float64{p - d, p + d} {
				if x > lo && x < hi {
					dst = append(dst, x)
				}
			}
		}
	}
	slices.Sort(dst[first:])
	return dst
}
