// Package vanishingruler is the lesson on groups without a third derivative: the
// cubic term does not depend on the step of such a group, and the model may have
// no minimum. D, the cube root of the third derivative, is called its ruler.
package vanishingruler

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
)

// Scene is the lesson. Use New.
type Scene struct {
	lesson.Base
	view view

	chain  chainPanel
	rulers rulersPanel
	matrix matrixPanel
	fall   fallPanel
	layout layout
	tip    []string // explains what is below the pointer
}

var _ demos.Lesson = (*Scene)(nil)

// New returns the lesson as it opens.
func New() *Scene {
	s := &Scene{}
	s.Open(controls(), s.compute)
	return s
}

// ruledPlace is the colour of the model with its cubic term, beside those of
// the groups.
const ruledPlace = 4

// symbols are those that highlight a part of the picture.
var symbols = []string{"D", "Hbar", "low", "v", "phi", "lambda", "quadratic", "loss", "f", "head", "W1", "W2"}

// shade returns the colour of a part that belongs to the symbols.
func (s *Scene) shade(c demos.Color, of ...string) demos.Color { return s.Shade(c, symbols, of...) }

// Update explains what is below the pointer.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	if !s.Watch(p, t) || !s.Stale() {
		return s.Stale()
	}
	s.tip = lesson.Explain(&s.Base, s, s.chain.under, s.rulers.under, s.matrix.under, s.fall.under)
	return s.Stale()
}

// layout has the boxes of the panels.
type layout struct {
	narrow                             bool
	words, chain, rulers, matrix, fall demos.Box
	eigen                              demos.Box // no room in a narrow one
}

// arrange lays a canvas of w×h out: the network's chain over everything, then
// the numbers beside the curves.
func arrange(w, h float64) layout {
	l := layout{narrow: w < 700}
	pad, gap, chain, words := 16.0, 18.0, 112.0, 36.0
	if l.narrow {
		pad, gap, chain, words = 8, 8, 78, 44
	}
	low := !l.narrow && h < 420
	if low {
		gap, chain = 8, 76
	}
	inner := w - 2*pad
	l.words = demos.Box{X: pad, Y: pad - 2, W: inner, H: words}
	y := l.words.Y + words + 4
	l.chain = demos.Box{X: pad, Y: y, W: inner, H: chain}
	y += chain + gap
	room := h - y - pad
	if l.narrow {
		l.rulers = demos.Box{X: pad, Y: y, W: inner, H: 94}
		y += l.rulers.H + gap
		left := 0.42 * inner
		l.matrix = demos.Box{X: pad, Y: y, W: left, H: h - y - pad}
		l.fall = demos.Box{X: pad + left + gap, Y: y, W: inner - left - gap, H: h - y - pad}
		return l
	}
	if low { // the numbers in one row
		third := (inner - 2*24) / 3
		l.rulers = demos.Box{X: pad, Y: y, W: third, H: room}
		l.matrix = demos.Box{X: pad + third + 24, Y: y, W: 0.8 * third, H: room}
		l.fall = demos.Box{X: pad + 1.8*third + 48, Y: y, W: 1.2 * third, H: room}
		return l
	}
	left := 0.44 * (inner - 24)
	l.rulers = demos.Box{X: pad, Y: y, W: left, H: 0.40*room - gap}
	y += 0.40 * room
	l.matrix = demos.Box{X: pad, Y: y, W: 0.64 * left, H: 0.60 * room}
	l.eigen = demos.Box{X: pad + 0.64*left + 12, Y: y, W: 0.36*left - 12, H: 0.60 * room}
	l.fall = demos.Box{X: pad + left + 24, Y: l.rulers.Y, W: inner - 24 - left, H: room}
	return l
}

// Draw paints everything.
func (s *Scene) Draw(c demos.Canvas) {
	s.layout = arrange(c.Size())
	c.Clear(s.Theme.Back)
	long, short := s.view.words()
	s.Say(c, s.layout.words, s.layout.narrow, long, short)
	lesson.Show(&s.Base, s, c, s.tip, s.chain.draw, s.rulers.draw, s.matrix.draw, s.fall.draw)
}
