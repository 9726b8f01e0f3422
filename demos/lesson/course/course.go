// Package course lists the lessons in the order in which they are taught: the
// page, the window and the publisher all read it here.
package course

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/deep"
	"github.com/cauchy-newton/playground/demos/lesson/ladder"
	"github.com/cauchy-newton/playground/demos/lesson/matrix"
	"github.com/cauchy-newton/playground/demos/lesson/method"
	"github.com/cauchy-newton/playground/demos/lesson/network"
	"github.com/cauchy-newton/playground/demos/lesson/onestep"
	"github.com/cauchy-newton/playground/demos/lesson/ruler"
	"github.com/cauchy-newton/playground/demos/lesson/saddle"
	"github.com/cauchy-newton/playground/demos/lesson/units"
)

// Lesson is one entry of the course.
type Lesson struct {
	Slug  string // of its address, its text (site/lessons/SLUG.md) and its picture
	Title string
	Claim string              // what it teaches, in a sentence
	New   func() demos.Lesson // nil: the lesson is a run of the engine
}

// Lessons are all lessons.
var Lessons = []Lesson{
	{
		"one-step", "One step, one number",
		"Two numbers, the slope and the curvature along the gradient, say how far to go.",
		func() demos.Lesson { return onestep.New() },
	},
	{
		"partition-matrix", "The partition matrix",
		"When groups merge, the cells of H̄ and ḡ add up exactly; third derivatives do not.",
		func() demos.Lesson { return matrix.New() },
	},
	{
		"cauchy-to-newton", "From Cauchy to Newton",
		"The finer the partition, the larger the promised drop; one group is Cauchy’s step, one per parameter Newton’s.",
		func() demos.Lesson { return ladder.New() },
	},
	{
		"saddles", "Saddles and the cubic term",
		"Newton’s step climbs to a saddle; with the cubic term the same equation leads down, and one number r says how far.",
		func() demos.Lesson { return saddle.New() },
	},
	{
		"network", "A network",
		"The tensors of a network disturb each other’s steps: the whole H̄ keeps what it promises, its diagonal does not.",
		func() demos.Lesson { return network.New() },
	},
	{
		"change-of-units", "Change of units",
		"Write a layer in other units: grouped Newton takes the same steps, every method with a ruler of its own takes others.",
		func() demos.Lesson { return units.New() },
	},
	{
		"vanishing-ruler", "The vanishing ruler",
		"Where the loss has no third derivative the cubic term does not see, and the model may have no minimum.",
		func() demos.Lesson { return ruler.New() },
	},
	{
		"mnist", "A real network learns real digits",
		"On a real network the step sizes differ by orders of magnitude; tuned rivals are as good, and need tuning.",
		nil,
	},
	{
		"deep", "Deep and long-range",
		"At the start groups many layers apart disturb each other as much as neighbours; training lets this fade, and the inverse of H̄ has less of it.",
		func() demos.Lesson { return deep.New() },
	},
	{
		"method", "The method, step by step",
		"Every iteration of Algorithm 1 is eleven small steps, each a formula that this page fills with its numbers.",
		func() demos.Lesson { return method.New() },
	},
}

// beside are the entries that are no numbered lesson, with what stands above
// their titles instead.
var beside = map[string]string{"method": "The method"}

// Numbered tells whether the entry is one of the numbered lessons.
func (l Lesson) Numbered() bool {
	_, ok := beside[l.Slug]
	return !ok
}

// Kicker is what stands above the title of an entry: "Lesson 3 of 9".
func Kicker(slug string) string {
	if words, ok := beside[slug]; ok {
		return words
	}
	number, numbered := 0, 0
	for _, l := range Lessons {
		if !l.Numbered() {
			continue
		}
		if numbered++; l.Slug == slug {
			number = numbered
		}
	}
	return fmt.Sprintf("Lesson %d of %d", number, numbered)
}

// Find returns the lesson of that slug.
func Find(slug string) (Lesson, bool) {
	for _, l := range Lessons {
		if l.Slug == slug {
			return l, true
		}
	}
	return Lesson{}, false
}
