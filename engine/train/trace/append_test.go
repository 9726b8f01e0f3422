//go:build !js

// A page has no files to write to.

package trace

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/cauchy-newton/playground/engine/frame"
)

// Law: wherever a trace is cut, going on behind a step that it still holds makes
// the trace that was never cut, to the byte; behind any other it stays as it is.
func TestContinueIsWhole(t *testing.T) {
	frames := run(t, moons, 23)[1:]
	for i, f := range frames {
		f.Point = 100 + i
	}
	whole := written(t, frames)
	path := filepath.Join(t.TempDir(), "t")
	for cut := 0; cut <= len(whole); cut += 1 + len(whole)/60 {
		for _, step := range []int{1, 9, 23} {
			if err := os.WriteFile(path, whole[:cut], 0o644); err != nil {
				t.Fatal(err)
			}
			held, _ := read(bytes.NewReader(whole[:cut]))
			file, err := os.OpenFile(path, os.O_RDWR, 0)
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := Continue(file, step, 7); err == nil || len(held) >= step && !errors.Is(err, ErrOther) {
				t.Fatalf("cut at %d: another run: %v", cut, err)
			}
			w, dropped, err := Continue(file, step, frames[step-1].Point)
			if (err == nil) != (len(held) >= step) || err == nil && dropped != len(held)-step {
				t.Fatalf("cut at %d, step %d of %d: %d dropped, %v", cut, step, len(held), dropped, err)
			}
			want := whole[:cut]
			if err == nil {
				want = whole
				for _, f := range frames[step:] {
					if err := w.Write(f); err != nil {
						t.Fatal(err)
					}
				}
				if err := w.Close(); err != nil {
					t.Fatal(err)
				}
			}
			file.Close()
			if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
				t.Fatalf("cut at %d, step %d: %d bytes, want %d, %v", cut, step, len(got), len(want), err)
			}
		}
	}
}

// A trace with a damaged record before the step is not gone on with; behind the
// step the record is replaced like any other.
func TestContinueSeesDamage(t *testing.T) {
	frames := []*frame.Frame{{Step: 1, Point: 1}, {Step: 2, Point: 2}, {Step: 3, Point: 3}}
	whole := written(t, frames)
	path := filepath.Join(t.TempDir(), "t")
	for _, c := range []struct {
		at int // from the end
		ok bool
	}{{3, true}, {len(whole) / 3, false}} {
		damaged := bytes.Clone(whole)
		damaged[len(damaged)-c.at] ^= 1
		if err := os.WriteFile(path, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		file, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := Continue(file, 2, 2); (err == nil) != c.ok {
			t.Errorf("byte %d from the end: %v", c.at, err)
		}
		file.Close()
	}
}
