package data

import (
	"math"
	"slices"
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
			if got := dst[k*s.Width()+j]; !(math.Abs(got-want) <= 1e-15) {
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

// Law: targets are the values, or for classes a 1 at the label; in the order of
// the index, without an allocation.
func TestTargets(t *testing.T) {
	values, err := NewValues("v", []int{1}, []float64{1, 2, 3}, 2, []float64{10, 11, 20, 21, 30, 31})
	if err != nil {
		t.Fatal(err)
	}
	classes, err := NewClasses("c", []int{1}, []float64{1, 2, 3}, 3, []int{2, 0, 1})
	if err != nil {
		t.Fatal(err)
	}
	index := []int{2, 0}
	for _, c := range []struct {
		set  *Set
		want []float64
	}{
		{values, []float64{30, 31, 10, 11}},
		{classes, []float64{0, 1, 0, 0, 0, 1}},
	} {
		dst := slices.Repeat([]float64{math.NaN()}, len(c.want))
		if n := testing.AllocsPerRun(10, func() { c.set.Targets(dst, index) }); n != 0 {
			t.Errorf("%s: %g allocations", c.set.Name, n)
		}
		if !slices.Equal(dst, c.want) {
			t.Errorf("%s: %v, want %v", c.set.Name, dst, c.want)
		}
		if c.set.Images() || c.set.Pixels(0) != nil {
			t.Errorf("%s: numbers are taken for images", c.set.Name)
		}
		if !panics(func() { c.set.Targets(dst[1:], index) }) {
			t.Errorf("%s: no panic for a wrong length", c.set.Name)
		}
	}
	if !panics(func() { values.Gather(make([]float64, 1), make([]int, 1), []int{0}) }) {
		t.Error("labels are gathered from a set that has none")
	}
}

func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}

func TestNumbersRefuse(t *testing.T) {
	x := []float64{1, 2, 3, 4}
	for want, err := range map[string]error{
		"data: s: 1 labels for 2 samples":                                second(NewClasses("s", []int{2}, x, 2, []int{0})),
		"data: s: label 2 of sample 1 is outside 0…1":                    second(NewClasses("s", []int{2}, x, 2, []int{0, 2})),
		"data: s: 4 numbers are no whole number of samples of shape [3]": second(NewClasses("s", []int{3}, x, 2, []int{0})),
		"data: s: 3 values for 2 samples of 2 each":                      second(NewValues("s", []int{2}, x, 2, x[:3])),
		"data: s: 0 values for 2 samples of 0 each":                      second(NewValues("s", []int{2}, x, 0, nil)),
		"data: s: 2 means and 2 deviations for shape [3 1 1]":            second(NewImages("s", []int{3, 1, 1}, 1, make([]byte, 3), []int{0}, x[:2], x[:2])),
		"data: s: 1 means and 2 deviations for shape [1]":                second(NewImages("s", []int{1}, 1, make([]byte, 3), []int{0}, x[:1], x[:2])),
	} {
		if err == nil || err.Error() != want {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func second(_ *Set, err error) error { return err }

// Law: any change of what can be learnt changes the fingerprint; a name does not.
func TestFingerprint(t *testing.T) {
	values := func(x0, y1 float64, shape ...int) *Set {
		s, err := NewValues("v", shape, []float64{x0, 2, 3, 4}, 1, []float64{7, y1})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	images := func(pixel byte, label int, mean float64) *Set {
		s, err := NewSet("i", []int{1, 1, 2}, 2, []byte{pixel, 2}, []int{label}, mean, 1)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	seen := map[uint64]int{}
	for i, s := range []*Set{
		values(1, 8, 2), values(1.5, 8, 2), values(1, 9, 2), values(1, 8, 2, 1),
		images(1, 0, 0), images(3, 0, 0), images(1, 1, 0), images(1, 0, 0.5),
	} {
		if j, ok := seen[s.Fingerprint()]; ok {
			t.Errorf("sets %d and %d have one fingerprint", j, i)
		}
		seen[s.Fingerprint()] = i
	}
	s := values(1, 8, 2)
	s.Name = "another"
	if s.Fingerprint() != values(1, 8, 2).Fingerprint() {
		t.Error("the name is in the fingerprint")
	}
}

// Law: a subset gathers what the set gathers, and is a copy.
func TestSubset(t *testing.T) {
	s := three(t)
	sub := s.Subset("two", []int{2, 0})
	want, got := make([]float64, 8), make([]float64, 8)
	labels, others := make([]int, 2), make([]int, 2)
	s.Gather(want, labels, []int{2, 0})
	sub.Gather(got, others, []int{0, 1})
	if !slices.Equal(got, want) || !slices.Equal(labels, others) || sub.Len() != 2 || sub.Name != "two" {
		t.Errorf("%v %v, want %v %v", got, others, want, labels)
	}
	sub.Labels[0] = 0
	if s.Labels[2] != 1 {
		t.Error("a change of the subset's labels changes the set's")
	}
}
