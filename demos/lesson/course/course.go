// Package course lists the lessons in the order in which they are taught: the
// page, the window and the publisher all read it here.
package course

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/onestep"
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
	{"one-step", "One step, one number", "Two numbers, the slope and the curvature along the gradient, say how far to go.", func() demos.Lesson { return onestep.New() }},
	{"mnist", "A real network learns real digits", "On a real network the step sizes differ by orders of magnitude; tuned rivals are as good, and need tuning.", nil},
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
