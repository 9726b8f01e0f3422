// Package lesson holds what every lesson of the playground keeps: the values of
// its controls, the pointer, and what is lit. The lessons themselves are the
// packages below, one each; package course lists them.
//
// A lesson embeds a Base, computes in a function of the values, and draws:
//
//	type Scene struct {
//		lesson.Base
//		…            // what compute found
//	}
//
//	func New() *Scene {
//		s := &Scene{}
//		s.Open(controls(), s.compute)
//		return s
//	}
//
//	func (s *Scene) compute(v demos.Values) error { … }
package lesson

import (
	"errors"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
)

// Base is the part of a demos.Lesson that all lessons share. Open it before
// anything else.
type Base struct {
	// Theme and Pointer are those of the last Watch.
	Theme   *demos.Theme
	Pointer demos.Pointer

	controls []demos.Control
	values   demos.Values
	compute  func(demos.Values) error
	light    string // what the page points at
	lit      string // what the pointer is on
	stale    bool
	drawn    bool // there is a picture
}

// Open declares the controls and computes for their defaults, which must
// succeed. compute takes all values, each as its control has read it; after an
// error it must leave what it computed before.
func (d *Base) Open(controls []demos.Control, compute func(demos.Values) error) {
	*d = Base{Theme: &demos.Light, controls: controls, compute: compute, stale: true}
	if err := d.Set(demos.Defaults(controls)); err != nil {
		panic("lesson: the defaults are refused: " + err.Error())
	}
}

// Controls implements demos.Scene.
func (d *Base) Controls() []demos.Control { return d.controls }

// Set implements demos.Lesson.
func (d *Base) Set(changes demos.Values) error {
	read, err := demos.Read(d.controls, changes)
	if err != nil {
		return err
	}
	all := d.values.With(read)
	if err := d.compute(all); err != nil {
		return err
	}
	d.values, d.stale = all, true
	return nil
}

// State implements demos.Lesson.
func (d *Base) State() demos.Values { return d.values.With(nil) }

// Value returns one of the values.
func (d *Base) Value(name string) string { return d.values[name] }

// Restarts returns, as one text, the values that start a run anew: compute
// keeps its run while they stay.
func (d *Base) Restarts(v demos.Values) string {
	key := ""
	for i := range d.controls {
		if d.controls[i].Restart {
			key += v[d.controls[i].Name] + "|"
		}
	}
	return key
}

// Drag sets numbers from the visitor's hand: each is brought into the range of
// its control and rounded to the control's step, or to three significant digits
// where it has none. What compute refuses is not taken.
func (d *Base) Drag(numbers map[string]float64) {
	changes := demos.Values{}
	for i := range d.controls {
		c := &d.controls[i]
		if v, ok := numbers[c.Name]; ok {
			changes[c.Name] = strconv.FormatFloat(c.Near(v), 'g', -1, 64)
		}
	}
	// A hand may drag to where nothing can be computed; the picture then stays.
	_ = d.Set(changes)
}

// Watch takes the arguments of an Update, and marks the picture stale when the
// theme changed or the pointer moved. It reports whether there is a picture:
// before the first Draw nothing lies anywhere.
func (d *Base) Watch(p demos.Pointer, t *demos.Theme) (drawn bool) {
	d.stale = d.stale || t != d.Theme || p != d.Pointer
	d.Pointer, d.Theme = p, t
	return d.drawn
}

// Touch marks the picture stale.
func (d *Base) Touch() { d.stale = true }

// Stale reports whether the picture is stale; Update returns it.
func (d *Base) Stale() bool { return d.stale }

// Drawn says that the picture was drawn as things stand.
func (d *Base) Drawn() { d.stale, d.drawn = false, true }

// Light implements demos.Taught.
func (d *Base) Light(symbol string) {
	d.stale = d.stale || symbol != d.light
	d.light = symbol
}

// Lit implements demos.Taught.
func (d *Base) Lit() string { return d.lit }

// Point says which symbol's part the pointer is on; "" is none.
func (d *Base) Point(symbol string) {
	d.stale = d.stale || symbol != d.lit
	d.lit = symbol
}

// Shines reports whether the part of the picture that the symbol stands for is
// to be shown in full: nothing is pointed at, or it is, in the text or here.
func (d *Base) Shines(symbol string) bool {
	at := d.Lighted()
	return at == "" || at == symbol
}

// Lighted returns the symbol that is pointed at, in the text or on the canvas.
func (d *Base) Lighted() string {
	if d.light != "" {
		return d.light
	}
	return d.lit
}

// Receive implements demos.Scene: a lesson hears no engine but its own.
func (d *Base) Receive([]byte) error { return errors.New("lesson: no engine speaks to it") }

// Questions implements demos.Taught for exercises whose answer is the state.
func (d *Base) Questions() []demos.Control { return nil }
