package plot

import (
	"slices"

	"github.com/cauchy-newton/playground/demos"
)

// Contours holds the lines on which a Field has given values, found by marching
// squares with linear interpolation along the edges of a cell. Where opposite
// corners are on the same side of the level, the saddle of the bilinear function
// decides, so that neither lines nor levels cross. A cell with a corner that is
// not finite has no line.
type Contours struct {
	Levels []float64

	lines   [][][]XY // per level; a closed line ends where it starts
	field   *Field
	version uint64
	links   [][2]int32 // per edge of the grid: the next edges of its line; −1: none
	crossed []int32    // the edges that have links
	path    demos.Path
}

// The edges of a cell, and for each set of corners at or above the level (1 lower
// left, 2 lower right, 4 upper right, 8 upper left) the edges that a line joins. In
// the two saddles, 5 and 10, the entry is for a saddle point below the level; for
// one above it, the entry of the complement is right.
const (
	below0 = iota
	right0
	above0
	left0
)

var joins = [16][][2]int{
	1:  {{left0, below0}},
	2:  {{below0, right0}},
	3:  {{left0, right0}},
	4:  {{right0, above0}},
	5:  {{left0, below0}, {right0, above0}},
	6:  {{below0, above0}},
	7:  {{left0, above0}},
	8:  {{above0, left0}},
	9:  {{below0, above0}},
	10: {{below0, right0}, {above0, left0}},
	11: {{right0, above0}},
	12: {{right0, left0}},
	13: {{below0, right0}},
	14: {{left0, below0}},
}

// Trace finds the lines of f at the levels, which are copied; it does nothing if
// field and levels are those of the last call.
func (k *Contours) Trace(f *Field, levels []float64) {
	if k.field == f && k.version == f.Version && slices.Equal(k.Levels, levels) {
		return
	}
	k.field, k.version = f, f.Version
	k.Levels = append(k.Levels[:0], levels...)
	k.lines = k.lines[:0]
	for _, level := range levels {
		if !f.sound() || !Finite(level) {
			k.lines = append(k.lines, nil)
			continue
		}
		k.link(f, level)
		k.lines = append(k.lines, k.follow(f, level))
	}
}

// link stores the neighbours, on its line, of every edge that the level crosses.
// Edge e < W·H goes from corner e to the right, edge W·H + e from corner e upwards.
func (k *Contours) link(f *Field, level float64) {
	n := f.W * f.H
	if len(k.links) != 2*n {
		k.links = make([][2]int32, 2*n)
		for e := range k.links {
			k.links[e] = [2]int32{-1, -1}
		}
	}
	k.crossed = k.crossed[:0]
	for j := range f.H - 1 {
		low, high := f.Values[j*f.W:(j+1)*f.W], f.Values[(j+1)*f.W:(j+2)*f.W]
		right := bit(low[0] >= level, 2) | bit(high[0] >= level, 4) // the edge two cells share
		for i := range f.W - 1 {
			set := right>>1&1 | right<<1&8
			right = bit(low[i+1] >= level, 2) | bit(high[i+1] >= level, 4)
			if set |= right; set == 0 || set == 15 {
				continue
			}
			at := j*f.W + i
			v := [4]float64{low[i], low[i+1], high[i+1], high[i]}
			if !Finite(v[0]) || !Finite(v[1]) || !Finite(v[2]) || !Finite(v[3]) {
				continue
			}
			if set == 5 || set == 10 {
				a, b, c, d := v[0]-level, v[1]-level, v[2]-level, v[3]-level
				if (a*c-b*d)/(a+c-b-d) >= 0 { // the saddle's height above the level
					set = 15 - set
				}
			}
			edge := [4]int{below0: at, right0: n + at + 1, above0: at + f.W, left0: n + at}
			for _, s := range joins[set] {
				k.join(edge[s[0]], edge[s[1]])
				k.join(edge[s[1]], edge[s[0]])
			}
		}
	}
}

func bit(on bool, b int) int {
	if on {
		return b
	}
	return 0
}

func (k *Contours) join(e, to int) {
	if k.links[e][0] < 0 {
		k.links[e][0] = int32(to)
		k.crossed = append(k.crossed, int32(e))
	} else {
		k.links[e][1] = int32(to)
	}
}

// follow joins the crossings to lines: first the open ones, then the closed ones.
func (k *Contours) follow(f *Field, level float64) [][]XY {
	var lines [][]XY
	for pass := range 2 {
		for _, e := range k.crossed {
			if l := k.links[e]; l[0] >= 0 && (pass == 1 || l[1] < 0) {
				lines = append(lines, k.line(f, level, int(e)))
			}
		}
	}
	return lines
}

func (k *Contours) line(f *Field, level float64, e int) []XY {
	start := e
	line := []XY{crossing(f, level, e)}
	for {
		next := k.links[e][0]
		if next < 0 {
			return line
		}
		k.cut(e, int(next))
		k.cut(int(next), e)
		if e = int(next); e == start {
			return append(line, line[0])
		}
		line = append(line, crossing(f, level, e))
	}
}

// cut removes the link from e to another edge.
func (k *Contours) cut(e, to int) {
	l := &k.links[e]
	if l[0] == int32(to) {
		l[0] = l[1]
	}
	l[1] = -1
}

// crossing returns where the level crosses an edge.
func crossing(f *Field, level float64, e int) XY {
	n := f.W * f.H
	c, dx, dy, to := e, 1.0, 0.0, e+1
	if e >= n {
		c, dx, dy, to = e-n, 0, 1, e-n+f.W
	}
	t := (level - f.Values[c]) / (f.Values[to] - f.Values[c])
	return f.place(float64(c%f.W)+t*dx, float64(c/f.W)+t*dy)
}

// Draw paints the lines of all levels in one path inside a's area.
func (k *Contours) Draw(c demos.Canvas, a *Axes, t *demos.Theme) {
	k.stroke(c, a, 0, len(k.lines), 1, demos.Mix(t.Line, t.Soft, 0.4))
}

// DrawLevel paints the lines of the i-th level, to emphasise it.
func (k *Contours) DrawLevel(c demos.Canvas, a *Axes, i int, width float64, col demos.Color) {
	k.stroke(c, a, i, i+1, width, col)
}

func (k *Contours) stroke(c demos.Canvas, a *Axes, from, past int, width float64, col demos.Color) {
	n := 0
	for _, lines := range k.lines[from:past] {
		for _, line := range lines {
			if n == len(k.path) {
				k.path = append(k.path, nil)
			}
			points := k.path[n][:0]
			for _, q := range line {
				points = append(points, a.At(q))
			}
			k.path[n] = points
			n++
		}
	}
	if n > 0 {
		a.Inside(c, func() { c.StrokePath(k.path[:n], width, col) })
	}
}
