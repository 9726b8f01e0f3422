package plot

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Whatever its length, a series keeps its extremes, its ends and every x in
// order, in bounded memory.
func TestSeriesKeepsItsShape(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{1, 2, 1000, 1024, 1025, 5000, 70_000} {
		var s Series
		lo, hi := math.Inf(1), math.Inf(-1)
		last := 0.0
		for i := range n {
			last = rng.NormFloat64()
			if i%97 == 5 {
				last = math.NaN()
			} else {
				lo, hi = min(lo, last), max(hi, last)
			}
			s.Add(float64(i), last)
		}
		if len(s.Spans) > maxSpans || n >= maxSpans && len(s.Spans) < maxSpans/2 {
			t.Errorf("%d values in %d spans", n, len(s.Spans))
		}
		if a, b := s.Range(Finite); a != lo || b != hi {
			t.Errorf("%d values: range %g to %g, want %g to %g", n, a, b, lo, hi)
		}
		next := 0.0
		for _, p := range s.Spans {
			if p.First != next || p.Last < p.First || p.Lo > p.Hi {
				t.Fatalf("%d values: span %+v, want it to begin at %g", n, p, next)
			}
			next = p.Last + 1
		}
		if end, _ := s.Last(); end.Last != float64(n-1) || end.Value != last && !math.IsNaN(last) {
			t.Errorf("%d values: ends with %+v, want %g at %d", n, end, last, n-1)
		}
		for _, x := range []float64{-5, 0, float64(n) / 3, float64(n + 9)} {
			p, ok := s.Near(x)
			if want := max(0, min(math.Round(x), float64(n-1))); !ok || p.First > want || p.Last < want {
				t.Errorf("%d values: near %g is %+v", n, x, p)
			}
		}
	}
}

func TestSeriesResets(t *testing.T) {
	var s Series
	for i := range 3000 {
		s.Add(float64(i), 1)
	}
	s.Reset()
	if _, ok := s.Last(); ok {
		t.Error("something is left")
	}
	if lo, hi := s.Range(Finite); lo <= hi {
		t.Errorf("an empty series ranges from %g to %g", lo, hi)
	}
	s.Add(1, 2)
	s.Add(2, 3)
	if len(s.Spans) != 2 {
		t.Errorf("%d spans of two values: detail is not back", len(s.Spans))
	}
}

// What is cut can be added again: the series is as if it had never gone on, but
// for the detail of a merged span.
func TestSeriesCut(t *testing.T) {
	var s, want Series
	for x := range 20 {
		s.Add(float64(x), 1)
	}
	s.Cut(11)
	for x := range 12 {
		want.Add(float64(x), 1)
	}
	if !slices.Equal(s.Spans, want.Spans) {
		t.Errorf("%v", s.Spans)
	}
	s.Add(12, 2)
	if last, _ := s.Last(); last.First != 12 || len(s.Spans) != 13 {
		t.Errorf("%v", s.Spans)
	}
	for x := range 3000 {
		s.Add(float64(20+x), 1)
	}
	s.Cut(1000)
	if last, _ := s.Last(); last.Last > 1000 || last.Last < 990 {
		t.Errorf("cut at 1000, the last is %v", last)
	}
	if s.Cut(-1); len(s.Spans) != 0 {
		t.Error("something is left")
	}
}
