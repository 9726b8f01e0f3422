package panel

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
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
func (p *Panel) row() *control {
	list := p.list()
	if p.held.kind != aControl || p.held.i >= len(list) {
		return nil
	}
	return &list[p.held.i]
}

// drag moves the slider that is held.
func (p *Panel) drag() {
	c := p.row()
	if c == nil || c.Kind != demos.Slider || !c.set(c.At(fraction(p.sheet.controls[p.held.i], p.pointer.X))) {
		return
	}
	p.fresh = true
	p.take(c, true)
}

// release does it, if the pointer is still there; a slider takes any place.
func (p *Panel) release() {
	held, c := p.held, p.row()
	p.held = spot{}
	if held.kind == nothing {
		return
	}
	p.fresh = true
	if c != nil && c.Kind == demos.Slider {
		p.take(c, false)
		return
	}
	if p.sheet.under(p.pointer.Point) != held {
		return
	}
	switch held.kind {
	case aButton:
		p.Do(Action(held.i))
	case theChooser:
		p.open(!p.isOpen)
	case anEntry:
		p.Show(held.i)
	case aTab:
		p.turn(page(held.i))
	case theHandle:
		p.Do(Column)
	case theCheck:
		p.Do(Check)
	case aControl:
		if c == nil {
			return
		}
		if c.Kind == demos.Text || c.Kind == demos.Number && c.field.Holds(p.pointer.Point) {
			p.write(c)
			return
		}
		c.click(fraction(p.sheet.controls[held.i], p.pointer.X))
		p.take(c, false)
	}
}

// take hands on what the visitor has set; an answer waits for its check.
func (p *Panel) take(c *control, held bool) {
	if !c.changed {
		return
	}
	if p.page != theExercise {
		p.now.set(c, held)
	}
	c.changed = c.changed && held
}

// Roll moves the rows of the column down by so many, under the pointer, as far
// as there are rows above or below; elsewhere, a scene that is higher than its
// window.
func (p *Panel) Roll(rows float64) {
	if rows == 0 || !p.pointer.Inside || p.held.kind != nothing {
		return
	}
	if !p.sheet.column.Holds(p.pointer.Point) {
		p.rolled -= rows * rowMost // stage knows how far it may go
		p.fresh = true
		return
	}
	by := int(math.Copysign(math.Ceil(math.Abs(rows)), rows))
	p.sheet.rolled = max(p.sheet.rolled-by, 0) // lay knows how far it may go
	p.fresh = true
}

func fraction(b demos.Box, x float64) float64 { return min(max((x-b.X)/b.W, 0), 1) }
