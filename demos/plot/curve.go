package plot

import (
	"cmp"
	"math"
	"slices"

	"github.com/cauchy-newton/playground/demos"
)

// Curve draws a history or a function as one path, whose memory it reuses.
type Curve struct {
	path   demos.Path
	points []demos.Point
}

// Series paints s on a's area with one draw call. Spans in the same column of the
// screen become one vertical stroke from their smallest to their largest value.
// Values that the axes cannot show are gaps.
func (v *Curve) Series(c demos.Canvas, a *Axes, s *Series, width float64, col demos.Color) {
	v.begin()
	column, lo, hi, last := math.Inf(-1), 0.0, 0.0, 0.0
	flush := func() {
		if math.IsInf(column, -1) {
			return
		}
		x := column + 0.5
		if lo == hi {
			v.add(demos.Point{X: x, Y: lo})
			return
		}
		// Begin at the end that is nearer to the previous point.
		if n := len(v.points); n > 0 && math.Abs(v.points[n-1].Y-hi) < math.Abs(v.points[n-1].Y-lo) {
			lo, hi = hi, lo
		}
		v.add(demos.Point{X: x, Y: lo})
		v.add(demos.Point{X: x, Y: hi})
		v.add(demos.Point{X: x, Y: last})
	}
	across, up := a.X.ruler(), a.Y.ruler()
	y := func(value float64) float64 { return a.Area.Y + (1-up.at(value))*a.Area.H }
	for _, p := range s.Spans {
		x := a.Area.X + across.at((p.First+p.Last)/2)*a.Area.W
		top, bottom, end := y(p.Hi), y(p.Lo), y(p.Value)
		if !Finite(x) || !Finite(top) || !Finite(bottom) {
			flush()
			column = math.Inf(-1)
			v.cut()
			continue
		}
		if !Finite(end) {
			end = top
		}
		if at := math.Floor(x); at != column {
			flush()
			column, lo, hi = at, top, bottom
		} else {
			lo, hi = min(lo, top), max(hi, bottom)
		}
		last = end
	}
	flush()
	v.paint(c, a, width, col)
}

// Points paints the curve through (x[i], y[i]), x rising, with one draw call.
func (v *Curve) Points(c demos.Canvas, a *Axes, x, y []float64, width float64, col demos.Color) {
	v.Branches(c, a, x, y, nil, width, col)
}

// Branches paints the curve of a function with poles, in ascending order like x. The
// curve is cut at each pole and continued beside it to the edge of the area.
func (v *Curve) Branches(c demos.Canvas, a *Axes, x, y, poles []float64, width float64, col demos.Color) {
	v.begin()
	wide := a.Area.Inset(-far*a.Area.W, -far*a.Area.H, -far*a.Area.W, -far*a.Area.H)
	high := a.Area.Inset(0, 1-far*a.Area.H, 0, 1-far*a.Area.H)
	var before demos.Point
	joined := false // there is a point before
	for i := range x {
		p := a.Point(x[i], y[i])
		for len(poles) > 0 && poles[0] <= x[i] {
			if i > 0 && poles[0] > x[i-1] && joined {
				at := a.Area.X + a.X.At(poles[0])*a.Area.W
				v.leave(at, high)
				v.cut()
				joined = false
				// The next branch begins at the edge that it leads away from.
				if i+1 < len(x) && poles[0] < x[i] {
					if q := a.Point(x[i+1], y[i+1]); Finite(p.Y) && Finite(q.Y) && p.Y != q.Y && wide.Holds(p) {
						before, joined = demos.Point{X: at, Y: edgeOf(high, p.Y < q.Y)}, true
						v.add(before)
					}
				}
			}
			poles = poles[1:]
		}
		if !Finite(p.X) || !Finite(p.Y) {
			v.cut()
			joined = false
			continue
		}
		switch in := wide.Holds(p); {
		case in && (!joined || wide.Holds(before)):
			v.add(p)
		case joined: // far outside, the canvas's float32 coordinates are too coarse
			from, to, ok := Cut(before, p, wide)
			if !wide.Holds(before) {
				v.cut()
				if ok {
					v.add(from)
				}
			}
			if ok {
				v.add(to)
			}
			if !in {
				v.cut()
			}
		}
		before, joined = p, true
	}
	v.paint(c, a, width, col)
}

// leave ends a piece that runs up or down towards an asymptote.
func (v *Curve) leave(x float64, high demos.Box) {
	n := len(v.points)
	if n < 2 {
		return
	}
	p, q := v.points[n-2], v.points[n-1]
	if Finite(x) && p.Y != q.Y && !math.IsNaN(p.X) && !math.IsNaN(q.X) && high.Holds(q) {
		v.add(demos.Point{X: x, Y: edgeOf(high, q.Y < p.Y)})
	}
}

func edgeOf(b demos.Box, upper bool) float64 {
	if upper {
		return b.Y
	}
	return b.Y + b.H
}

func (v *Curve) begin() {
	v.path, v.points = v.path[:0], v.points[:0]
}

func (v *Curve) add(p demos.Point) { v.points = append(v.points, p) }

// cut ends a piece, marked by NaN.
func (v *Curve) cut() { v.points = append(v.points, demos.Point{X: math.NaN()}) }

func (v *Curve) paint(c demos.Canvas, a *Axes, width float64, col demos.Color) {
	start := 0
	for i := 0; i <= len(v.points); i++ {
		if i < len(v.points) && !math.IsNaN(v.points[i].X) {
			continue
		}
		if i > start {
			v.path = append(v.path, v.points[start:i:i])
		}
		start = i + 1
	}
	if len(v.path) == 0 {
		return
	}
	// Some margin, so that a curve along the edge has its full width.
	b := a.Area.Inset(-1, -2, -2, -2)
	c.Clip(b.X, b.Y, b.W, b.H, func() { c.StrokePath(v.path, width, col) })
}

// EndLabel names a curve beside its end.
type EndLabel struct {
	Text  string
	Y     float64 // on the canvas; Spread moves it
	Color demos.Color
}

// Spread moves the labels apart until no two are nearer than gap, in the same order
// and within lo…hi. It reports whether there is room for all.
func Spread(labels []EndLabel, gap, lo, hi float64) bool {
	if float64(len(labels)-1)*gap > hi-lo {
		return false
	}
	slices.SortStableFunc(labels, func(a, b EndLabel) int { return cmp.Compare(a.Y, b.Y) })
	edge := lo
	for i := range labels {
		labels[i].Y = max(labels[i].Y, edge)
		edge = labels[i].Y + gap
	}
	edge = hi
	for i := len(labels) - 1; i >= 0; i-- {
		labels[i].Y = min(labels[i].Y, edge)
		edge = labels[i].Y - gap
	}
	return true
}

// endStyle is the style of the names beside the ends of curves, awayFromEnds their
// distance.
var endStyle = demos.TextStyle{Size: 11, Bold: true}

const awayFromEnds = 8

// EndRoom returns the value of Axes.Right that makes room for the names.
func EndRoom(c demos.Canvas, names ...string) float64 {
	room := 0.0
	for _, n := range names {
		room = max(room, LabelWidth(c, n, endStyle)+awayFromEnds+1)
	}
	return room
}

// DrawEnds writes the names of curves beside an area, or none if they do not all fit.
func DrawEnds(c demos.Canvas, area demos.Box, labels []EndLabel) {
	if !Spread(labels, 13, area.Y+4, area.Y+area.H) {
		return
	}
	for _, l := range labels {
		st := endStyle
		st.Color = l.Color
		Label(c, l.Text, area.X+area.W+awayFromEnds, l.Y+4, st)
	}
}
