package plot

import (
	"cmp"
	"math"
	"slices"
)

// Sublevels returns the sets on which a function, known on a grid, is below the levels,
// as Land.Rings takes them: closed lines, the largest set first, low ground on their
// left. Outside the grid's window, and where a value is missing, there is no land.
func Sublevels(f *Field, levels []float64) [][][]XY {
	if !f.sound() || len(levels) == 0 {
		return nil
	}
	levels = slices.Clone(levels)
	slices.SortFunc(levels, func(a, b float64) int { return cmp.Compare(b, a) })
	field := walled(f, levels[0])
	var lines Contours
	lines.Trace(field, levels)
	for _, rings := range lines.lines {
		for _, ring := range rings {
			if !field.lowOnTheLeft(ring) {
				slices.Reverse(ring)
			}
		}
	}
	return lines.lines
}

// walled returns f with a high wall around it, so that every line is closed.
func walled(f *Field, highest float64) *Field {
	low, high := highest, highest
	for _, v := range f.Values {
		if Finite(v) {
			low, high = min(low, v), max(high, v)
		}
	}
	top := high + 1e6*(high-low+math.Abs(high)+1)
	w := f.Window
	dx, dy := (w.Hi.X-w.Lo.X)/float64(f.W-1), (w.Hi.Y-w.Lo.Y)/float64(f.H-1)
	g := &Field{W: f.W + 2, H: f.H + 2, Window: Window{XY{w.Lo.X - dx, w.Lo.Y - dy}, XY{w.Hi.X + dx, w.Hi.Y + dy}}}
	g.Values = slices.Repeat([]float64{top}, g.W*g.H)
	for j := range f.H {
		for i, v := range f.Values[j*f.W : (j+1)*f.W] {
			if Finite(v) {
				g.Values[(j+1)*g.W+i+1] = v
			}
		}
	}
	return g
}

// lowOnTheLeft reports whether the ground on the left of a line is the lower one. It
// looks at the middle of the line's longest piece.
func (f *Field) lowOnTheLeft(line []XY) bool {
	longest, at := -1.0, 0
	for i := range len(line) - 1 {
		if d := math.Hypot(line[i+1].X-line[i].X, line[i+1].Y-line[i].Y); d > longest {
			longest, at = d, i
		}
	}
	p, q := line[at], line[at+1]
	x, y := (p.X+q.X)/2, (p.Y+q.Y)/2
	dx, dy := 0.05*(q.X-p.X), 0.05*(q.Y-p.Y)
	return f.At(XY{x - dy, y + dx}) < f.At(XY{x + dy, y - dx})
}
