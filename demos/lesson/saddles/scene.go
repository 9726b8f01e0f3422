// Package saddles is the lesson on saddles and the cubic term: Newton's step
// heads for the saddle, the cubic step for a valley, and its length is the root
// of one equation in one number, the secular equation.
package saddles

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/lesson/landscape"
)

// Scene is the lesson. Use New.
type Scene struct {
	lesson.Base
	grounds map[string]*landscape.Landscape
	view    view
	picture picture
}

var (
	_ demos.Lesson = (*Scene)(nil)
	_ demos.Carded = (*Scene)(nil)
)

// New returns the lesson with its defaults.
func New() *Scene {
	s := &Scene{grounds: map[string]*landscape.Landscape{}}
	s.Open(controls(), s.compute)
	return s
}

// places of the colours of the steps, beside those of the groups: Newton's is
// grey.
const (
	cubicPlace  = 4
	cursorPlace = 6
)

// symbols are those that highlight a part of the picture.
var symbols = []string{"theta", "newton", "level", "eta", "eta1", "eta2", "path", "lambda", "term", "r", "psi", "rmin", "root", "loss", "cubicdrop", "phi"}

// shade returns the colour of a part that belongs to the symbols; what the pointer is on
// dims nothing.
func (s *Scene) shade(c demos.Color, of ...string) demos.Color {
	if s.Lighted() == s.Lit() {
		return c
	}
	return s.Shade(c, symbols, of...)
}

// The colours of the steps.
func (s *Scene) newtonColor() demos.Color {
	return s.shade(s.Theme.Soft, "newton", "level", "loss")
}
func (s *Scene) cubicColor() demos.Color {
	return s.shade(s.Theme.Group(cubicPlace), "eta", "eta1", "eta2", "root", "path", "lambda", "term", "loss", "cubicdrop", "phi")
}
func (s *Scene) cursorColor() demos.Color { return s.shade(s.Theme.Group(cursorPlace), "r", "psi") }
