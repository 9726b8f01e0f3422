package data

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// rows returns all samples of a set, gathered.
func rows(s *Set) (x []float64, labels []int) {
	index := make([]int, s.Len())
	for i := range index {
		index[i] = i
	}
	x = make([]float64, s.Len()*s.Width())
	if s.Classes > 0 {
		labels = make([]int, s.Len())
	}
	s.Gather(x, labels, index)
	return x, labels
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// Law: exactly n samples, classes equal to one sample, one seed the same bits,
// another seed other ones.
func TestToysAreExactAndSeeded(t *testing.T) {
	for _, name := range ToyNames() {
		for _, n := range []int{1, 7, 100} {
			draw := func(seed uint64) *Set {
				return must[*Set](t)(Toy(name, n, 2, 0.1, rand.NewPCG(seed, 0)))
			}
			s, same, other := draw(1), draw(1), draw(2)
			if s.Len() != n || s.Width() != 2 || s.Outputs() != 2 {
				t.Errorf("%s: %d samples of width %d", name, s.Len(), s.Width())
			}
			count := [2]int{}
			for _, l := range s.Labels {
				count[l]++
			}
			if count[0]-count[1] != n%2 {
				t.Errorf("%s: %v of %d", name, count, n)
			}
			if s.Fingerprint() != same.Fingerprint() || s.Fingerprint() == other.Fingerprint() {
				t.Errorf("%s: the seed does not decide the bits", name)
			}
		}
	}
}

// Law: without noise every point lies on its class's curve.
func TestToysLieOnTheirCurves(t *testing.T) {
	on := map[string]func(class int, x, y float64) bool{
		"moons": func(class int, x, y float64) bool {
			x, y = x+0.5, y+0.25
			if class == 1 {
				x, y = 1-x, 0.5-y
			}
			return math.Abs(math.Hypot(x, y)-1) < 1e-12 && y > -1e-12
		},
		"spirals": func(class int, x, y float64) bool {
			r := math.Hypot(x, y)
			sin, cos := math.Sincos(2 * math.Pi * (1.75*r + 0.5*float64(class)))
			return math.Abs(x-r*cos)+math.Abs(y-r*sin) < 1e-12 && r < 1
		},
		"circles": func(class int, x, y float64) bool {
			return math.Abs(math.Hypot(x, y)-1+0.5*float64(class)) < 1e-12
		},
		"xor":   func(class int, x, y float64) bool { return (x*y < 0) == (class == 1) && math.Abs(x) <= 1 },
		"blobs": func(class int, x, y float64) bool { return math.Abs(x-1+2*float64(class)) < 1e-12 },
	}
	for _, name := range ToyNames() {
		x, labels := rows(must[*Set](t)(Toy(name, 200, 2, 0, rand.NewPCG(1, 0))))
		for i, l := range labels {
			if !on[name](l, x[2*i], x[2*i+1]) {
				t.Errorf("%s: (%g, %g) is not of class %d", name, x[2*i], x[2*i+1], l)
				break
			}
		}
	}
}

func TestToyRefuses(t *testing.T) {
	for want, call := range map[string]func() error{
		`data: "suns" is no toy set: moons, spirals`: func() error { _, err := Toy("suns", 1, 2, 0, nil); return err },
		"data: moons: 3 classes, there are 2":        func() error { _, err := Toy("moons", 1, 3, 0, nil); return err },
		"data: blobs: 1 classes, want 2 to 4096":     func() error { _, err := Toy("blobs", 1, 1, 0, nil); return err },
		"data: xor: 0 samples, want 1 to 1048576":    func() error { _, err := Toy("xor", 0, 2, 0, nil); return err },
		"data: xor: noise of NaN":                    func() error { _, err := Toy("xor", 1, 2, math.NaN(), nil); return err },
		"data: teacher: 0-2-1, want sizes":           func() error { _, err := NewTeacher(0, 2, 1, nil); return err },
	} {
		if err := call(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// Law: without noise the values are the teacher's answers; noise adds its
// deviation; the same seed is the same teacher.
func TestTeacher(t *testing.T) {
	teacher := must[*Teacher](t)(NewTeacher(3, 5, 2, rand.NewPCG(1, 0)))
	again := must[*Teacher](t)(NewTeacher(3, 5, 2, rand.NewPCG(1, 0)))
	exact := must[*Set](t)(teacher.Set("exact", 50, 0, rand.NewPCG(2, 0)))
	x, _ := rows(exact)
	y, want := make([]float64, 2), make([]float64, 2)
	for i := range exact.Len() {
		exact.Targets(y, []int{i})
		again.Answer(want, x[3*i:3*i+3])
		if !slices.Equal(y, want) {
			t.Fatalf("sample %d has the values %v, the teacher answers %v", i, y, want)
		}
		for o := range want { // y = V tanh(W x), entry by entry
			sum := 0.0
			for h := range 5 {
				a := teacher.w[3*h]*x[3*i] + teacher.w[3*h+1]*x[3*i+1] + teacher.w[3*h+2]*x[3*i+2]
				sum += teacher.v[5*o+h] * math.Tanh(a)
			}
			if !(math.Abs(sum-want[o]) <= 1e-14) {
				t.Fatalf("answer %g, want %g", want[o], sum)
			}
		}
	}
	noisy := must[*Set](t)(teacher.Set("noisy", 5000, 0.5, rand.NewPCG(2, 0)))
	x, _ = rows(noisy)
	sum := 0.0
	for i := range noisy.Len() {
		noisy.Targets(y, []int{i})
		teacher.Answer(want, x[3*i:3*i+3])
		sum += (y[0]-want[0])*(y[0]-want[0]) + (y[1]-want[1])*(y[1]-want[1])
	}
	if d := math.Sqrt(sum / 10000); !(math.Abs(d-0.5) <= 0.02) {
		t.Errorf("noise of deviation %.3f, want 0.5", d)
	}
}
