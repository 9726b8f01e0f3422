package demotest

import (
	"iter"
	"strconv"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Points yields pointers at the centres of a grid of across×down fields.
func Points(size Size, across, down int) iter.Seq[demos.Pointer] {
	return func(yield func(demos.Pointer) bool) {
		for i := range across {
			for j := range down {
				at := demos.Point{X: size.W * (float64(i) + 0.5) / float64(across), Y: size.H * (float64(j) + 0.5) / float64(down)}
				if !yield(demos.Pointer{Point: at, Inside: true}) {
					return
				}
			}
		}
	}
}

// Updates checks whether an Update reports a change, and that it reports none after
// the picture has been drawn.
func Updates(t *testing.T, s demos.Scene, why string, p demos.Pointer, theme *demos.Theme, want bool) {
	t.Helper()
	if got := s.Update(p, theme); got != want {
		t.Errorf("%s: changed %t", why, got)
	}
	s.Draw(Recorder(Desktop))
	if s.Update(p, theme) {
		t.Errorf("%s: still changed after it was drawn", why)
	}
}

// Tables checks that tables have a title and as many cells as headings.
func Tables(t *testing.T, at string, tables []demos.Table) {
	t.Helper()
	for _, table := range tables {
		if table.Title == "" || len(table.Cols) == 0 || len(table.Rows) > 0 && len(table.Rows) != len(table.Cells) {
			t.Errorf("%s: table %q: %d columns, %d names for %d rows", at, table.Title, len(table.Cols), len(table.Rows), len(table.Cells))
		}
		for _, row := range table.Cells {
			if len(row) != len(table.Cols) {
				t.Errorf("%s: table %q: %d cells for %d columns", at, table.Title, len(row), len(table.Cols))
			}
		}
	}
}

// Told checks that every figure has a number or words, that the tables are sound,
// and that no NaN is in the description.
func Told(t *testing.T, at string, s demos.Lesson) {
	t.Helper()
	for _, f := range s.Figures() {
		if f.Words == "" && !plot.Finite(float64(f.Value)) {
			t.Errorf("%s: %s has neither a number nor words", at, f.Symbol)
		}
	}
	Tables(t, at, s.Tables())
	if alt := s.Alt(); strings.Contains(alt, "NaN") {
		t.Errorf("%s: %s", at, alt)
	}
}

// Steps measures one step of a run, repeating the run from its start to the last.
func Steps[S demos.Lesson](b *testing.B, open func() S, last int) {
	s, k := open(), 0
	for b.Loop() {
		if k++; k > last {
			b.StopTimer()
			s, k = open(), 1
			b.StartTimer()
		}
		Set(b, s, demos.Values{"step": strconv.Itoa(k)})
	}
}
