package plot

import (
	"cmp"
	"math"
)

// Series is a history of bounded length: a value y for every x, x rising. When
// it is full, neighbours are merged, so that a long run keeps its whole shape,
// peaks included, at half the detail. The zero value is empty and keeps
// between 512 and 1024 spans.
type Series struct {
	Spans []Span
	each  int // values in a full span
	part  int // values in the last one
}

// Span is what is kept of one or more neighbouring values: a span of one value
// has First = Last and Lo = Hi = Value. Values that are NaN are left out of Lo
// and Hi, which are NaN when all are.
type Span struct {
	First, Last float64 // x
	Lo, Hi      float64 // smallest and largest y
	Value       float64 // the last y
}

// maxSpans is more than a picture has columns, on most screens by a factor of
// two: merged values are then not seen.
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

// Reset forgets everything.
func (s *Series) Reset() { *s = Series{Spans: s.Spans[:0]} }

// Cut forgets what lies beyond x; a span that reaches beyond it, too.
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

// Range returns the smallest and the largest value that keep accepts;
// lo > hi if there is none.
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

// Positive accepts what a Log axis can show.
func Positive(v float64) bool { return v > 0 && !math.IsInf(v, 1) }

// Finite accepts what any axis but Log can show.
func Finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func join(a, b Span) Span {
	return Span{First: a.First, Last: b.Last, Lo: -larger(-a.Lo, -b.Lo), Hi: larger(a.Hi, b.Hi), Value: b.Value}
}

// larger is max of two values, either of which may be missing: NaN.
func larger(a, b float64) float64 {
	if cmp.Less(a, b) { // NaN is less than any number
		return b
	}
	return a
}
