package plot

import (
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
)

// Field holds the values of a function of two variables at the corners of a
// grid of W columns and H rows over a Window: Values[j·W+i] is that of the
// i-th column from the left and the j-th row from below. NaN and ±Inf stand for a
// missing value. Version changes whenever Values do.
type Field struct {
	W, H    int
	Window  Window
	Values  []float64
	Version uint64
}

// Sample fills the field by w·h calls of at; w and h are at least 2.
func (f *Field) Sample(w, h int, window Window, at func(x, y float64) float64) {
	f.W, f.H, f.Window = max(2, w), max(2, h), window
	f.Values = f.Values[:0]
	for j := range f.H {
		for i := range f.W {
			q := f.Corner(i, j)
			f.Values = append(f.Values, at(q.X, q.Y))
		}
	}
	f.Version++
}

// Corner returns the point of column i and row j.
func (f *Field) Corner(i, j int) XY { return f.place(float64(i), float64(j)) }

func (f *Field) place(i, j float64) XY {
	w := f.Window
	return XY{
		w.Lo.X + (w.Hi.X-w.Lo.X)*i/float64(f.W-1),
		w.Lo.Y + (w.Hi.Y-w.Lo.Y)*j/float64(f.H-1),
	}
}

// At returns the value at q, bilinear between the corners; NaN outside the
// window.
func (f *Field) At(q XY) float64 {
	w := f.Window
	if !f.sound() || !w.Holds(q) {
		return math.NaN()
	}
	x := (q.X - w.Lo.X) / (w.Hi.X - w.Lo.X) * float64(f.W-1)
	y := (q.Y - w.Lo.Y) / (w.Hi.Y - w.Lo.Y) * float64(f.H-1)
	i, j := min(int(x), f.W-2), min(int(y), f.H-2)
	x, y = x-float64(i), y-float64(j)
	v := f.Values[j*f.W+i:]
	return (1-y)*((1-x)*v[0]+x*v[1]) + y*((1-x)*v[f.W]+x*v[f.W+1])
}

// sound reports whether the field has as many values as corners.
func (f *Field) sound() bool {
	return f.W >= 2 && f.H >= 2 && len(f.Values) == f.W*f.H
}

// RingLevels appends n levels whose lines in a round bowl are rings at equal
// distances: below the k-th lies the fraction (k/(n+½))² of the values.
func RingLevels(dst []float64, values []float64, n int) []float64 {
	return levels(dst, values, n, func(sorted []float64, k int) float64 {
		q := float64(k+1) / (float64(n) + 0.5)
		at := q * q * float64(len(sorted)-1)
		i := min(int(at), len(sorted)-2)
		return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
	})
}

// LogLevels appends n levels whose height above the least value grows by a
// constant factor, from a hundredth of a per cent of the whole to nearly all
// of it: for valleys that rise by orders of magnitude.
func LogLevels(dst []float64, values []float64, n int) []float64 {
	return levels(dst, values, n, func(sorted []float64, k int) float64 {
		lo, hi := sorted[0], sorted[len(sorted)-1]
		return lo + (hi-lo)*math.Pow(10, -4*(1-(float64(k)+0.5)/float64(n)))
	})
}

// levels appends at(0) … at(n−1) without levels that repeat or that no line can
// show.
func levels(dst, values []float64, n int, at func(sorted []float64, k int) float64) []float64 {
	sorted := finite(values)
	if len(sorted) < 2 {
		return dst
	}
	least := sorted[0]
	for k := range n {
		if v := at(sorted, k); v > least && v < sorted[len(sorted)-1] {
			dst, least = append(dst, v), v
		}
	}
	return dst
}

// finite returns the finite values, the smallest first.
func finite(values []float64) []float64 {
	sorted := slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return !Finite(v) })
	slices.Sort(sorted)
	return sorted
}

// drawBitmap paints a bitmap whose pixel centres are the corners of a grid over the
// window, clipped to the window and to the area.
func drawBitmap(c demos.Canvas, a *Axes, b *demos.Bitmap, w Window) {
	p, q := a.At(XY{w.Lo.X, w.Hi.Y}), a.At(XY{w.Hi.X, w.Lo.Y})
	dx, dy := (q.X-p.X)/float64(b.W-1), (q.Y-p.Y)/float64(b.H-1)
	x0, y0 := max(p.X, a.Area.X), max(p.Y, a.Area.Y)
	x1, y1 := min(q.X, a.Area.X+a.Area.W), min(q.Y, a.Area.Y+a.Area.H)
	if !(x1 > x0) || !(y1 > y0) || !Finite(dx) || !Finite(dy) {
		return
	}
	c.Clip(x0, y0, x1-x0, y1-y0, func() {
		c.Image(b, p.X-dx/2, p.Y-dy/2, dx*float64(b.W), dy*float64(b.H), true)
	})
}
