package data

import (
	"math"
	"strings"
	"testing"
)

// three returns a set of three samples of shape {1, 2, 2} whose pixels tell
// where they come from.
func three(t *testing.T) *Set {
	t.Helper()
	pixels := []byte{0, 1, 2, 3, 10, 11, 12, 13, 252, 253, 254, 255}
	s, err := NewSet("three", []int{1, 2, 2}, 2, pixels, []int{1, 0, 1}, 0.5, 0.25)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Gathering standardises: every number is (byte/255 − mean)/deviation of the
// pixel it came from, in the order of the index, repetitions included.
func TestGatherStandardises(t *testing.T) {
	s := three(t)
	index := []int{2, 0, 2, 1}
	dst, labels := make([]float64, 4*s.Width()), make([]int, 4)
	s.Gather(dst, labels, index)
	for k, i := range index {
		if labels[k] != s.Labels[i] {
			t.Errorf("label %d is %d, sample %d has %d", k, labels[k], i, s.Labels[i])
		}
		for j, b := range s.Pixels(i) {
			want := (float64(b)/255 - 0.5) / 0.25
			if got := dst[k*s.Width()+j]; math.Abs(got-want) > 1e-15 {
				t.Errorf("value %d of sample %d is %g, want %g", j, i, got, want)
			}
		}
	}
}

func TestGatherWithoutLabels(t *testing.T) {
	s := three(t)
	dst := make([]float64, s.Width())
	s.Gather(dst, nil, []int{1})
	if want := (13.0/255 - 0.5) / 0.25; dst[3] != want {
		t.Errorf("got %g, want %g", dst[3], want)
	}
}

func TestGatherAllocatesNothing(t *testing.T) {
	s := three(t)
	dst, labels, index := make([]float64, 2*s.Width()), make([]int, 2), []int{0, 2}
	if n := testing.AllocsPerRun(10, func() { s.Gather(dst, labels, index) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

func TestGatherPanicsOnWrongLengths(t *testing.T) {
	s := three(t)
	for name, gather := range map[string]func(){
		"values": func() { s.Gather(make([]float64, 3), nil, []int{0}) },
		"labels": func() { s.Gather(make([]float64, 4), make([]int, 2), []int{0}) },
		"index":  func() { s.Gather(make([]float64, 4), nil, []int{3}) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			gather()
		})
	}
}

// The pixels a caller sees cannot be grown into the next sample.
func TestPixelsEndWithTheSample(t *testing.T) {
	s := three(t)
	_ = append(s.Pixels(0), 99)
	if got := s.Pixels(1)[0]; got != 10 {
		t.Errorf("an append to sample 0 wrote %d into sample 1", got)
	}
}

func TestNewSetRefuses(t *testing.T) {
	for _, c := range []struct {
		name   string
		shape  []int
		pixels int
		labels []int
		want   string
	}{
		{"missing label", []int{2}, 4, []int{0}, "data: x: 1 labels for 2 images"},
		{"broken sample", []int{3}, 4, []int{0}, "no whole number of samples"},
		{"empty side", []int{2, 0}, 0, nil, "has an empty side"},
		{"label too large", []int{1}, 2, []int{0, 2}, "data: x: label 2 of sample 1 is outside 0…1"},
		{"negative label", []int{1}, 1, []int{-1}, "label -1 of sample 0"},
	} {
		_, err := NewSet("x", c.shape, 2, make([]byte, c.pixels), c.labels, 0, 1)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
}
