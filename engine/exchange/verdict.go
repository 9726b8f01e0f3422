package exchange

import (
	"fmt"
	"math"
	"slices"
)

// Check is one quantity of a file beside ours.
type Check struct {
	What      string
	Error     float64 // relative; +Inf where the two contradict each other
	Tolerance float64
}

// Pass tells whether the error is within the tolerance.
func (c *Check) Pass() bool { return c.Error <= c.Tolerance }

// Verdict is the result of comparing a file with our own numbers.
type Verdict struct {
	Schema string
	Checks []Check
	Fields []Field // that a file of this kind may store
}

// Field is what a file may store in one or more places.
type Field struct {
	Name   string // "cases[].g"
	Stored int    // how often it is there, and was compared
	Absent int    // how often it is not
}

// stores notes whether a field is there, and returns it.
func (v *Verdict) stores(name string, there bool) bool {
	i := slices.IndexFunc(v.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		i = len(v.Fields)
		v.Fields = append(v.Fields, Field{Name: name})
	}
	if there {
		v.Fields[i].Stored++
	} else {
		v.Fields[i].Absent++
	}
	return there
}

// Compared returns the names of the fields that were compared.
func (v *Verdict) Compared() []string {
	return v.names(func(f *Field) (string, bool) { return f.Name, f.Stored > 0 })
}

// Absent returns the names of the fields that were not there to be compared;
// of one that is there in places, how often it is not.
func (v *Verdict) Absent() []string {
	return v.names(func(f *Field) (string, bool) {
		if f.Stored > 0 {
			return fmt.Sprintf("%s (%d of %d)", f.Name, f.Absent, f.Absent+f.Stored), f.Absent > 0
		}
		return f.Name, f.Absent > 0
	})
}

func (v *Verdict) names(of func(f *Field) (string, bool)) []string {
	names := []string{}
	for i := range v.Fields {
		if name, ok := of(&v.Fields[i]); ok {
			names = append(names, name)
		}
	}
	return names
}

// Worst returns a check that failed or, if all passed, the one with the
// largest error.
func (v *Verdict) Worst() (worst Check) {
	for _, c := range v.Checks {
		if worst.What == "" || worst.Pass() && !c.Pass() || worst.Pass() == c.Pass() && c.Error > worst.Error {
			worst = c
		}
	}
	return worst
}

// Pass tells whether every check passed.
func (v *Verdict) Pass() bool {
	worst := v.Worst()
	return worst.Pass()
}

func (v *Verdict) add(what string, err, tolerance float64) {
	if math.IsNaN(err) {
		err = math.Inf(1)
	}
	v.Checks = append(v.Checks, Check{what, err, tolerance})
}

// list compares two lists by the largest entry, with floor as the smallest
// scale that counts.
func (v *Verdict) list(what string, got, want []float64, floor, tolerance float64) {
	v.add(what, maxNorm(got, want, floor), tolerance)
}

// finite tells whether x is neither infinite nor NaN.
func finite(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) }

// same tells whether two numbers are one, be it NaN.
func same(x, y float64) bool { return x == y || x != x && y != y }

// lists compares our list with a field of the objects at a path, where the file has
// it; the name of the check begins with at.
func (v *Verdict) lists(path, field, at string, got, want []float64, floor, tolerance float64) {
	if v.stores(path+field, want != nil) {
		v.list(at+field, got, want, floor, tolerance)
	}
}

// number compares two numbers, by their own size, as lists does.
func (v *Verdict) number(path, field, at string, got float64, want *Number, tolerance float64) {
	if v.stores(path+field, want != nil) {
		v.list(at+field, []float64{got}, []float64{float64(*want)}, 0, tolerance)
	}
}

// maxNorm returns max|x − y| / max(max|y|, floor) over the finite y. What is not
// finite equals itself alone, NaN is NaN.
func maxNorm(x, y []float64, floor float64) float64 {
	scale := math.Max(floor, largestFinite(y))
	return furthest(x, y, func(float64) float64 { return scale })
}

// furthest returns the largest |x − y| over its scale, which follows from y. What is
// not finite equals itself alone.
func furthest(x, y []float64, scale func(y float64) float64) (worst float64) {
	if len(x) != len(y) {
		return math.Inf(1)
	}
	for i, b := range y {
		switch {
		case same(x[i], b):
		case !finite(x[i]) || !finite(b):
			return math.Inf(1)
		default:
			worst = math.Max(worst, math.Abs(x[i]-b)/scale(b))
		}
	}
	return worst
}

// largestFinite returns the size of the largest finite entry.
func largestFinite(list []float64) (size float64) {
	for _, x := range list {
		if finite(x) {
			size = math.Max(size, math.Abs(x))
		}
	}
	return size
}

// contradiction is the error of a statement: 0 if it is right, else infinite.
func contradiction(right bool) float64 {
	if right {
		return 0
	}
	return math.Inf(1)
}

// entrywise returns max_s |x_s − y_s| / |y_s|; an entry that is
// negligible beside the largest counts as that share of it.
func entrywise(x, y []float64) float64 {
	scale := largestFinite(y)
	return furthest(x, y, func(b float64) float64 { return math.Max(math.Abs(b), negligible*scale) })
}
