package plot

import (
	"cmp"
	"math"
)

// Series is a history of bounded length: a value y for every x, x ascending. When
// it is full, neighbours are merged: the resolution is halved, but the peaks remain.
// The zero value is empty; a full series has 512 to 1024 spans.
type Series struct {
	Spans []Span
	each  int // values in a full span
	part  int // values in the last one
}

// Span summarises one or more neighbouring values: with one value, First = Last and
// Lo = Hi = Value. Lo and Hi ignore NaN, unless all values are NaN.
type Span struct {
	First, Last float64 // x
	Lo, Hi      float64 // smallest and largest y
	Value       float64 // the last y
}

// maxSpans is about twice the number of columns of a picture on most screens, so
// that merging is not visible.
const maxSpans = 1024

// Add appends the value y at x.
func (s *Series) Add(x, y float64) {
	if s.each == 0 {
		s.each = 1
	}
	if n := len(s.Spans); n > 0 && s.part < s.each {
		s.Spans[n-1] = join(s.Spans[n-1], Span{x, x, y, y, y})
		s.part++
		return
	}
	if len(s.Spans) == maxSpans {
		half := s.Spans[:0]
		for i := 0; i < maxSpans; i += 2 {
			half = append(half, join(s.Spans[i], s.Spans[i+1]))
		}
		s.Spans, s.each = half, 2*s.each
	}
	s.Spans, s.part = append(s.Spans, Span{x, x, y, y, y}), 1
}

// Reset empties the series.
func (s *Series) Reset() { *s = Series{Spans: s.Spans[:0]} }

// Cut removes all spans that extend beyond x.
func (s *Series) Cut(x float64) {
	for n := len(s.Spans); n > 0 && s.Spans[n-1].Last > x; n-- {
		s.Spans, s.part = s.Spans[:n-1], s.each
	}
}

// Last returns the last span; ok is false when there is none.
func (s *Series) Last() (last Span, ok bool) {
	if len(s.Spans) == 0 {
		return Span{}, false
	}
	return s.Spans[len(s.Spans)-1], true
}

// Near returns the span whose x is nearest.
func (s *Series) Near(x float64) (near Span, ok bool) {
	best := math.Inf(1)
	for _, p := range s.Spans {
		d := max(0, p.First-x, x-p.Last)
		if d < best {
			near, best, ok = p, d, true
		}
	}
	return near, ok
}

// Range returns the smallest and the largest value that keep accepts; if there is
// none, lo > hi.
func (s *Series) Range(keep func(float64) bool) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, p := range s.Spans {
		for _, v := range [...]float64{p.Lo, p.Hi} {
			if keep(v) {
				lo, hi = min(lo, v), max(hi, v)
			}
		}
	}
	return lo, hi
}

// Positive reports whether a Log axis can show v.
func Positive(v float64) bool { return v > 0 && !math.IsInf(v, 1) }

// Finite reports whether a Linear or Symlog axis can show v.
func Finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func join(a, b Span) Span {
	return Span{First: a.First, Last: b.Last, Lo: -larger(-a.Lo, -b.Lo), Hi: larger(a.Hi, b.Hi), Value: b.Value}
}

// larger is max, but ignores NaN.
func larger(a, b float64) float64 {
	if cmp.Less(a, b) { // NaN is less than any number
		return b
	}
	return a
}
