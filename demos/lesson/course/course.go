// Package course lists the lessons in the order in which they are taught: the
// page, the window and the publisher all read it here.
package course

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/cauchytonewton"
	"github.com/cauchy-newton/playground/demos/lesson/changeofunits"
	"github.com/cauchy-newton/playground/demos/lesson/course/contents"
	"github.com/cauchy-newton/playground/demos/lesson/deep"
	"github.com/cauchy-newton/playground/demos/lesson/method"
	"github.com/cauchy-newton/playground/demos/lesson/network"
	"github.com/cauchy-newton/playground/demos/lesson/onestep"
	"github.com/cauchy-newton/playground/demos/lesson/partitionmatrix"
	"github.com/cauchy-newton/playground/demos/lesson/saddles"
	"github.com/cauchy-newton/playground/demos/lesson/vanishingruler"
)

// Lesson is one entry of the course.
type Lesson struct {
	contents.Entry
	New func() demos.Lesson // nil: the lesson shows runs of the engine
}

// scenes make the lessons that compute by themselves.
var scenes = map[string]func() demos.Lesson{
	"one-step":         func() demos.Lesson { return onestep.New() },
	"partition-matrix": func() demos.Lesson { return partitionmatrix.New() },
	"cauchy-to-newton": func() demos.Lesson { return cauchytonewton.New() },
	"saddles":          func() demos.Lesson { return saddles.New() },
	"network":          func() demos.Lesson { return network.New() },
	"change-of-units":  func() demos.Lesson { return changeofunits.New() },
	"vanishing-ruler":  func() demos.Lesson { return vanishingruler.New() },
	"deep":             func() demos.Lesson { return deep.New() },
	"method":           func() demos.Lesson { return method.New() },
}

// Lessons are all lessons.
var Lessons = func() (all []Lesson) {
	for _, e := range contents.Lessons {
		all = append(all, Lesson{e, scenes[e.Slug]})
	}
	return all
}()

// beside are the entries without a number, with the line above their titles.
var beside = map[string]string{"method": "The method"}

// Numbered reports whether the entry is one of the numbered lessons.
func (l Lesson) Numbered() bool { return beside[l.Slug] == "" }

// Kicker is the line above the title of an entry: "Lesson 3 of 9".
func Kicker(slug string) string {
	if words, ok := beside[slug]; ok {
		return words
	}
	number, numbered := 0, 0
	for _, l := range Lessons {
		if l.Numbered() {
			numbered++
		}
		if l.Slug == slug {
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
