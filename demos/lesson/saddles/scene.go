// Package saddles is the lesson on saddles and the cubic term: Newton's step
// heads for the saddle, the cubic step for a valley, and its length is the root
// of one equation in one number, the secular equation.
package saddles

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
)

// Scene is the lesson. Use New.
type Scene struct {
	lesson.Base
	grounds map[string]*ground
	view    view

	land   landPanel
	curve  secularPanel
	sizes  sizesPanel
	fall   fallPanel
	layout layout
	tip    []string // explains what is below the pointer
}

var _ demos.Lesson = (*Scene)(nil)

// New returns the lesson as it opens.
func New() *Scene {
	s := &Scene{grounds: map[string]*ground{}}
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
var symbols = []string{"theta", "newton", "eta", "eta1", "eta2", "path", "lambda", "r", "psi", "rmin", "root", "loss", "phi"}

// shade returns the colour of a part that belongs to the symbols.
func (s *Scene) shade(c demos.Color, of ...string) demos.Color { return s.Shade(c, symbols, of...) }

// Update drags the start and the cursor, and explains what is below the pointer.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	if !s.Watch(p, t) || !s.Stale() {
		return s.Stale()
	}
	s.land.drag(s)
	s.curve.drag(s)
	s.tip = lesson.Explain(&s.Base, s, s.land.under, s.curve.under, s.sizes.under, s.fall.under)
	return s.Stale()
}

// Grabs implements demos.Grabber.
func (s *Scene) Grabs() bool { return s.land.hold.Hover > 0 || s.curve.cursor.Hot() }

// layout has the boxes of the panels.
type layout struct {
	narrow                         bool
	words, key                     demos.Box
	land, secular, sizes, fallings demos.Box
}

// leastHeight is where a narrow canvas has room for three rows of panels.
const leastHeight = 440

// arrange lays a canvas of w×h out: the landscape beside three panels, or in a
// narrow one above them.
func arrange(w, h float64) layout {
	l := layout{narrow: w < 700}
	if l.narrow {
		const pad, gap = 8, 6
		inner := w - 2*pad
		l.words = demos.Box{X: pad, Y: pad, W: inner, H: 42}
		l.key = demos.Box{X: pad, Y: pad + 44, W: inner, H: 14}
		y := l.key.Y + l.key.H + 4
		// On a low one only the figures of the page have the step sizes.
		land, curves, sizes := 0.41, 0.34, 0.25
		if h < leastHeight {
			land, curves, sizes = 0.54, 0.46, 0
		}
		room := h - y - pad - 2*gap
		l.land = demos.Box{X: pad, Y: y, W: inner, H: land * room}
		y += l.land.H + gap
		half := (inner - 10) / 2
		l.secular = demos.Box{X: pad, Y: y, W: half, H: curves * room}
		l.fallings = demos.Box{X: pad + half + 10, Y: y, W: half, H: curves * room}
		y += l.secular.H + gap
		l.sizes = demos.Box{X: pad, Y: y, W: inner, H: sizes * room}
		return l
	}
	const pad, gap = 16, 20
	inner := w - 2*pad
	l.words = demos.Box{X: pad, Y: pad - 2, W: inner, H: 34}
	y := l.words.Y + l.words.H + 8
	room := h - y - pad
	left := 0.56 * (inner - gap)
	l.key = demos.Box{X: pad, Y: y, W: left, H: 18}
	l.land = demos.Box{X: pad, Y: y + 20, W: left, H: room - 20}
	right := demos.Box{X: pad + left + gap, Y: y, W: inner - gap - left}
	l.secular = demos.Box{X: right.X, Y: y, W: right.W, H: 0.40*room - 12}
	l.sizes = demos.Box{X: right.X, Y: y + 0.40*room, W: right.W, H: 0.27*room - 12}
	l.fallings = demos.Box{X: right.X, Y: y + 0.67*room, W: right.W, H: 0.33 * room}
	return l
}

// Draw paints everything.
func (s *Scene) Draw(c demos.Canvas) {
	s.layout = arrange(c.Size())
	c.Clear(s.Theme.Back)
	long, short := s.view.words()
	s.Say(c, s.layout.words, s.layout.narrow, long, short)
	lesson.Show(&s.Base, s, c, s.tip, s.land.draw, s.curve.draw, s.sizes.draw, s.fall.draw)
}
