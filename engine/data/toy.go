package data

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// toy draws points of the plane around a curve or a place for each class.
type toy struct {
	name    string
	classes int     // 0: as many as asked for
	noise   float64 // the default
	// at returns a point of a class before noise is added.
	at func(class, classes int, rng *rand.Rand) (x, y float64)
}

// toys are the sets that a Toy may be. All lie within about a unit or two of
// the origin.
var toys = []toy{
	{"moons", 2, 0.1, func(class, _ int, rng *rand.Rand) (x, y float64) {
		y, x = math.Sincos(math.Pi * rng.Float64())
		if class == 1 {
			x, y = 1-x, 0.5-y
		}
		return x - 0.5, y - 0.25
	}},
	{"spirals", 2, 0.02, func(class, classes int, rng *rand.Rand) (x, y float64) {
		const turns = 1.75
		// The root makes the points equally dense along the arm.
		r := math.Sqrt(rng.Float64())
		y, x = math.Sincos(2 * math.Pi * (turns*r + float64(class)/float64(classes)))
		return r * x, r * y
	}},
	{"circles", 2, 0.1, func(class, _ int, rng *rand.Rand) (x, y float64) {
		y, x = math.Sincos(2 * math.Pi * rng.Float64())
		r := 1 - 0.5*float64(class)
		return r * x, r * y
	}},
	{"xor", 2, 0, func(class, _ int, rng *rand.Rand) (x, y float64) {
		// Class 0: both coordinates of one sign.
		x, y = 2*rng.Float64()-1, rng.Float64()
		if (x < 0) != (class == 1) {
			y = -y
		}
		return x, y
	}},
	{"blobs", 0, 0.2, func(class, classes int, _ *rand.Rand) (x, y float64) {
		y, x = math.Sincos(2 * math.Pi * float64(class) / float64(classes))
		return x, y
	}},
}

// ToyNames returns the names of the toy sets.
func ToyNames() []string {
	var names []string
	for _, t := range toys {
		names = append(names, t.name)
	}
	return names
}

// MaxSamples is how many samples of a toy or of a teacher may be made.
const MaxSamples = 1 << 20

// Toy returns n points of the plane in two classes, or for "blobs" in the given
// number of classes, one as often as the other (to one sample), in the order 0,
// 1, … 0, 1, …:
//
//	moons    two half circles of radius 1 that reach into each other
//	spirals  two arms from the origin outwards, 1¾ turns to radius 1
//	circles  radius 1 and radius ½
//	xor      the square (−1, 1)²; class 1 where the coordinates' signs differ
//	blobs    normal around equally spaced places on the unit circle
//
// Both coordinates have normal noise of the given deviation added to them. The
// error names the wrong argument.
func Toy(name string, n, classes int, noise float64, source *rand.PCG) (*Set, error) {
	i := slices.IndexFunc(toys, func(t toy) bool { return t.name == name })
	if i < 0 {
		return nil, fmt.Errorf("data: %s is no toy set: %s", quote(name), strings.Join(ToyNames(), ", "))
	}
	t := toys[i]
	switch {
	case t.classes > 0 && classes != t.classes:
		return nil, fmt.Errorf("data: %s: %d classes, there are %d", name, classes, t.classes)
	case classes < 2 || classes > MaxClasses:
		return nil, fmt.Errorf("data: %s: %d classes, want 2 to %d", name, classes, MaxClasses)
	case n < 1 || n > MaxSamples:
		return nil, fmt.Errorf("data: %s: %d samples, want 1 to %d", name, n, MaxSamples)
	case !(noise >= 0 && noise <= MaxMagnitude):
		return nil, fmt.Errorf("data: %s: noise of %g", name, noise)
	}
	rng := rand.New(source)
	inputs, labels := make([]float64, 0, 2*n), make([]int, n)
	for i := range labels {
		labels[i] = i % classes
		x, y := t.at(labels[i], classes, rng)
		inputs = append(inputs, x+noise*rng.NormFloat64(), y+noise*rng.NormFloat64())
	}
	return NewClasses(name, []int{2}, inputs, classes, labels)
}
