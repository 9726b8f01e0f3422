package panel

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/engine/link"
)

// press begins what the thing under the pointer does.
func (p *Panel) press() {
	if !p.pointer.Inside {
		return
	}
	p.held = p.sheet.under(p.pointer.Point)
	if c := p.row(); c == nil || !p.types(c) {
		p.apply()
	}
	if p.isOpen && p.held.kind != anEntry && p.held.kind != theChooser {
		p.open(false) // a click beside the menu closes it, and does nothing else
		p.held.kind = theMenu
	}
	p.drag()
}

// row is the control or question that is held, or nil.
func (p *Panel) row() *client.Control {
	list := p.list()
	if p.held.kind != aControl || p.held.i >= len(list) {
		return nil
	}
	return &list[p.held.i]
}

// drag moves the slider that is held.
func (p *Panel) drag() {
	c := p.row()
	if c == nil || c.Kind != demos.Slider {
		return
	}
	if value := c.At(p.place()); value != c.Value {
		c.Value, p.fresh = value, true
		p.moved = *c
		p.take(c, true)
	}
}

// place is where along the row that is held the pointer is, from 0 to 1.
func (p *Panel) place() float64 {
	b := p.sheet.controls[p.held.i]
	return min(max((p.pointer.X-b.X)/b.W, 0), 1)
}

// release does it, if the pointer is still there; a slider takes any place.
func (p *Panel) release() {
	defer p.let()
	p.fresh = p.fresh || p.held.kind != nothing
	if p.moved.Name != "" {
		p.take(&p.moved, false)
		return
	}
	if p.sheet.under(p.pointer.Point) != p.held {
		return
	}
	switch i := p.held.i; p.held.kind {
	case aButton:
		p.Do(Action(i))
	case theChooser:
		p.open(!p.isOpen)
	case anEntry:
		p.Show(i)
	case aTab:
		p.turn(page(i))
	case aDot:
		p.enter(i)
	case aControl:
		if c := p.row(); c != nil {
			p.click(c)
		}
	}
}

// let ends holding anything.
func (p *Panel) let() { p.held, p.moved = spot{}, client.Control{} }

// click does what a click on a row means: the left half of a choice or a number
// goes back, the right half forward; a text or the value of a number is typed.
func (p *Panel) click(c *client.Control) {
	forward := 1
	if p.place() < 0.5 {
		forward = -1
	}
	switch number := p.sheet.values[p.held.i]; {
	case c.Kind == aLane:
		c.Value = link.DoLook
		if p.race().closes() && p.place() > 1-crossRoom/float64(column-4*gap) {
			c.Value = link.DoDrop
		}
		p.take(c, false)
	case c.Kind == aPreset, c.Kind == more:
		p.take(c, false)
	case c.Kind == demos.Text, c.Kind == demos.Number && number.Holds(p.pointer.Point):
		if !p.types(c) {
			p.typed = field{c.Name, c.Value}
		}
	default: // a slider is dragged, and has none beside
		p.change(c, c.Beside(forward))
	}
}

// change gives a row a value. The number of the test image may be the same again.
func (p *Panel) change(c *client.Control, value string) {
	if value != c.Value || c.Name == digitRow {
		c.Value = value
		p.take(c, false)
	}
}

// take hands on what the visitor has set; an answer waits for its check.
func (p *Panel) take(c *client.Control, held bool) {
	if p.page != theExercise {
		p.now.set(c, held)
	}
}

// Roll moves the rows of the column down by so many, under the pointer, as far
// as there are rows above or below; elsewhere, a scene that is higher than its
// window.
func (p *Panel) Roll(rows float64) {
	if rows == 0 || !p.pointer.Inside || p.held.kind != nothing {
		return
	}
	p.fresh = true
	if !p.sheet.column.Holds(p.pointer.Point) {
		p.rolled -= rows * rowMost // stage knows how far it may go
		return
	}
	by := int(math.Copysign(math.Ceil(math.Abs(rows)), rows))
	p.sheet.rolled = max(p.sheet.rolled-by, 0) // lay knows how far it may go
}
