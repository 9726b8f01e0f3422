// Package lesson holds what all lessons of the playground share: the values of
// the controls, the pointer, and which part of the picture is highlighted. Each
// lesson is a package below this one; package course lists them.
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
	// Glide holds what moves in the picture. compute sets its targets, Watch moves it on.
	Glide demos.Glide

	controls []demos.Control
	values   demos.Values
	compute  func(demos.Values) error
	light    string // symbol that the page highlights
	lit      string // symbol below the pointer
	focus    string // the twin that has the keyboard's focus
	stale    bool
	drawn    bool // Draw was called
}

// Open sets the controls and computes for their defaults; it panics on an error.
// compute takes all values, each as parsed by its control; when it fails it must
// leave its previous results unchanged.
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

// Restarts returns a key of the values of all controls with Restart: compute
// keeps its run while the key is the same.
func (d *Base) Restarts(v demos.Values) string {
	key := ""
	for i := range d.controls {
		if d.controls[i].Restart {
			key += v[d.controls[i].Name] + "|"
		}
	}
	return key
}

// Drag sets numbers that the visitor drags: each is clamped to the range of its
// control and rounded to the control's step, or to three significant digits
// where it has none. Values that compute rejects are ignored.
func (d *Base) Drag(numbers map[string]float64) {
	changes := demos.Values{}
	for i := range d.controls {
		c := &d.controls[i]
		if v, ok := numbers[c.Name]; ok {
			changes[c.Name] = strconv.FormatFloat(c.Near(v), 'g', -1, 64)
		}
	}
	// One can drag to where nothing can be computed; the picture then stays.
	_ = d.Set(changes)
	d.Glide.Settle() // the picture follows the hand at once
}

// Watch takes the arguments of an Update, and marks the picture stale when the
// theme changed or the pointer moved. It reports whether there is a picture:
// before the first Draw there is nothing below the pointer.
func (d *Base) Watch(p demos.Pointer, t *demos.Theme) (drawn bool) {
	d.stale = d.Glide.Tick() || d.stale || t != d.Theme || p != d.Pointer
	d.Pointer, d.Theme = p, t
	return d.drawn
}

// Touch marks the picture stale.
func (d *Base) Touch() { d.stale = true }

// Stale reports whether the picture is stale; Update returns it.
func (d *Base) Stale() bool { return d.stale }

// Drawn records that the picture is up to date.
func (d *Base) Drawn() { d.stale, d.drawn = false, true }

// Light implements demos.Taught.
func (d *Base) Light(symbol string) {
	d.stale = d.stale || symbol != d.light
	d.light = symbol
}

// Lit implements demos.Taught.
func (d *Base) Lit() string { return d.lit }

// Point sets the symbol of the part below the pointer; "" is none.
func (d *Base) Point(symbol string) {
	d.stale = d.stale || symbol != d.lit
	d.lit = symbol
}

// Focus implements demos.Lesson.
func (d *Base) Focus(twin string) {
	d.stale = d.stale || twin != d.focus
	d.focus = twin
}

// Focused returns the twin that has the keyboard's focus; "" is none.
func (d *Base) Focused() string { return d.focus }

// Shines reports whether the part of the picture that belongs to the symbol is
// drawn in full colour: it is highlighted, or nothing is.
func (d *Base) Shines(symbol string) bool {
	at := d.Lighted()
	return at == "" || at == symbol
}

// Lighted returns the highlighted symbol, from the text or from the canvas.
func (d *Base) Lighted() string {
	if d.light != "" {
		return d.light
	}
	return d.lit
}

// Receive implements demos.Scene: a lesson computes by itself.
func (d *Base) Receive([]byte) error {
	return errors.New("lesson: a lesson receives no events of the engine")
}

// States implements demos.Lesson for texts without a story.
func (d *Base) States() []demos.State { return nil }

// Big implements demos.Lesson for pictures without a big number.
func (d *Base) Big() string { return "" }

// Moving implements demos.Lesson. Without a picture nothing moves.
func (d *Base) Moving() bool { return d.drawn && d.Glide.Moving() }

// Settle implements demos.Lesson.
func (d *Base) Settle() {
	d.stale = d.stale || d.Glide.Moving()
	d.Glide.Settle()
}

// Twins implements demos.Lesson for pictures in which nothing can be pressed.
func (d *Base) Twins() []demos.Twin { return nil }

// Press implements demos.Lesson.
func (d *Base) Press(string, string) demos.Values { return nil }

// Questions implements demos.Taught for exercises that are answered by the state.
func (d *Base) Questions() []demos.Control { return nil }
