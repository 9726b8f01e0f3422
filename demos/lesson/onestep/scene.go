// Package onestep is the lesson "One step, one number": the loss along the gradient,
// its models of order 1 to 3, Cauchy's step size ḡ/H̄, and what becomes of taking such
// steps again and again.
package onestep

import (
	"maps"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/lesson/landscape"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Scene is a demos.Lesson. Use New.
type Scene struct {
	lesson.Base

	// What compute found.
	v      demos.Values
	land   *landscape.Landscape
	taylor *summary.Taylor
	sizes  []float64 // that the path names
	way    []step    // the steps taken
	now    step      // the one that is aimed
	cauchy []step    // Cauchy's from the same start, as many as were taken; none: they are the same
	slice  slice

	picture picture
}

var (
	_ demos.Lesson  = (*Scene)(nil)
	_ demos.Stepper = (*Scene)(nil)
	_ demos.Carded  = (*Scene)(nil)
)

// New returns the lesson with its defaults.
func New() *Scene {
	s := &Scene{}
	s.Open(controls(), s.compute)
	return s
}

// Set implements demos.Lesson. Moving η means to choose the step size oneself, in place
// of Cauchy's and of those that are known to follow.
func (s *Scene) Set(changes demos.Values) error {
	if _, moved := changes["eta"]; moved && changes["rule"] == "" {
		changes = maps.Clone(changes)
		changes["rule"] = "mine"
		if _, named := changes["path"]; !named && len(s.sizes) > len(s.way) {
			changes["path"] = s.path(len(s.way))
		}
	}
	return s.Base.Set(changes)
}

// hold sets values that the hand gives: the picture follows at once.
func (s *Scene) hold(v demos.Values) {
	_ = s.Set(v) // within the controls' ranges
	s.Settle()
}
