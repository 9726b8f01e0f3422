// Package panel is what surrounds a scene on the desktop, where no page does:
// buttons, the scene's controls, and a line that lists the keys. It is itself a
// scene, and knows no window.
package panel

import (
	"encoding/json"
	"fmt"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/link"
)

// Panel is a demos.Scene around another one. Use New.
type Panel struct {
	// Title names the scene on a button that turns to the next; Turn does. Nil
	// leaves the button out.
	Title string
	Turn  func()

	scene    demos.Scene
	hand     hand
	controls []control

	seed    uint64
	playing bool
	message string // what the engine complained of last
	dark    bool

	pointer demos.Pointer
	held    *demos.Box // the button or control on which the pointer went down
	sheet   sheet      // where things lie, as drawn last
	region  region     // where the scene draws
	fresh   bool       // something changed that Draw shows
}

var _ demos.Scene = (*Panel)(nil)

// New returns a panel around scene that sends its commands by send, which must
// not block. It opens a run with the engine's defaults.
func New(scene demos.Scene, send func(link.Command)) *Panel {
	p := around(scene)
	p.hand = &far{p, send}
	send(link.Command{Do: "open"})
	return p
}

// NewLesson returns a panel around a lesson, whose values it sets.
func NewLesson(lesson demos.Lesson) *Panel {
	p := around(lesson)
	n := &near{p: p, lesson: lesson, opening: lesson.State()}
	p.hand = n
	n.show()
	return p
}

func around(scene demos.Scene) *Panel {
	p := &Panel{scene: scene, fresh: true}
	for _, c := range scene.Controls() {
		p.controls = append(p.controls, control{Control: c, value: c.Default})
	}
	return p
}

// Controls returns the scene's controls.
func (p *Panel) Controls() []demos.Control { return p.scene.Controls() }

// Alt returns the scene in words.
func (p *Panel) Alt() string { return p.scene.Alt() }

// Playing reports whether the engine runs.
func (p *Panel) Playing() bool { return p.playing }

// Value is what a control stands at.
type Value struct{ Name, Value string }

// Values returns those of all controls.
func (p *Panel) Values() (all []Value) {
	for i := range p.controls {
		all = append(all, Value{p.controls[i].Name, p.controls[i].value})
	}
	return all
}

// Action is what a button or a key does.
type Action uint8

const (
	Play   Action = iota // or pause
	Step                 // one, or a part of one
	Whole                // to the end of a step that has parts
	Reset                // to the same start
	Reseed               // to another start
	Theme                // dark or light
	Turn                 // to the next scene
	actions
)

// buttons names the actions and their keys.
var buttons = [actions]struct{ label, key string }{
	Play:   {"▶  Play", "Space"},
	Step:   {"Step", "S"},
	Whole:  {"Iteration", "I"},
	Reset:  {"Reset", "R"},
	Reseed: {"New seed", "N"},
	Theme:  {"Dark", "D"},
	Turn:   {"", "L"}, // its label is the title
}

// Keys lists all keys, for the line at the bottom.
const Keys = "Space play or pause  ·  S or → step  ·  I to the end of an iteration  ·  R reset  ·  N new seed  ·  D dark or light  ·  L or PgDn next lesson, PgUp back  ·  F11 full screen  ·  Esc leave it"

// Able reports whether an action means something here.
func (p *Panel) Able(a Action) bool {
	if a == Turn {
		return p.Turn != nil
	}
	return p.hand.able(a)
}

// Do carries out an action, where it means something.
func (p *Panel) Do(a Action) {
	p.fresh = true
	switch {
	case a >= actions:
		panic(fmt.Sprintf("panel: no action %d", a))
	case !p.Able(a):
	case a == Theme:
		p.dark = !p.dark
	case a == Turn:
		p.Turn()
	default:
		p.hand.do(a)
	}
}

// Dark reports whether the theme is dark.
func (p *Panel) Dark() bool { return p.dark }

// SetDark chooses the theme.
func (p *Panel) SetDark(dark bool) { p.dark, p.fresh = dark, true }

// Pause ends a play.
func (p *Panel) Pause() {
	if p.playing {
		p.Do(Play)
	}
}

func (p *Panel) label(a Action) string {
	switch {
	case a == Play && p.playing:
		return "Pause"
	case a == Theme && p.dark:
		return "Light"
	case a == Turn:
		return p.Title
	}
	return buttons[a].label
}

// Receive takes an event of the engine for the panel and for the scene.
func (p *Panel) Receive(event []byte) error {
	var e struct {
		Is      string                     `json:"is"`
		State   map[string]json.RawMessage `json:"state"`
		Playing bool                       `json:"playing"`
		Field   string                     `json:"field"`
		Message string                     `json:"message"`
	}
	if err := json.Unmarshal(event, &e); err != nil {
		return fmt.Errorf("panel: event: %w", err)
	}
	switch e.Is {
	case "error":
		p.message = e.Message
	case "playing":
		p.playing = e.Playing
	}
	if e.State != nil {
		p.message = ""
		if err := json.Unmarshal(e.State["seed"], &p.seed); err != nil {
			return fmt.Errorf("panel: event: seed: %w", err)
		}
		for i := range p.controls {
			p.controls[i].read(e.State[p.controls[i].Name])
		}
	}
	p.fresh = true
	return p.scene.Receive(event)
}

// Update moves the panel and its scene on. The panel chooses the theme itself.
func (p *Panel) Update(pointer demos.Pointer, _ *demos.Theme) bool {
	before := p.pointer
	p.pointer = pointer
	switch {
	case pointer.Down && !before.Down:
		p.press()
	case pointer.Down && p.held != nil && pointer.Point != before.Point:
		p.drag()
	case !pointer.Down && before.Down:
		p.release()
	}
	if pointer.Inside != before.Inside || p.sheet.lit(before) != p.sheet.lit(pointer) {
		p.fresh = true
	}
	changed := p.scene.Update(p.inner(), p.theme())
	p.hand.tick()
	changed = changed || p.fresh
	p.fresh = false
	return changed
}

func (p *Panel) theme() *demos.Theme {
	if p.dark {
		return &demos.Dark
	}
	return &demos.Light
}

// inner is the pointer as the scene sees it.
func (p *Panel) inner() demos.Pointer {
	q := p.pointer
	q.Inside = q.Inside && p.held == nil && p.sheet.scene.Holds(q.Point)
	q.X -= p.sheet.scene.X
	q.Y -= p.sheet.scene.Y
	return q
}

// press begins what the button or control under the pointer does.
func (p *Panel) press() {
	if !p.pointer.Inside {
		return
	}
	p.held = p.sheet.under(p.pointer.Point)
	p.drag()
}

// drag moves the slider that is held.
func (p *Panel) drag() {
	for i := range p.controls {
		if p.held != nil && p.held == &p.sheet.controls[i] {
			moved := p.controls[i].drag(fraction(*p.held, p.pointer.X))
			p.fresh = moved || p.fresh
			if moved && p.hand.live() {
				p.hand.set(&p.controls[i])
			}
		}
	}
}

// release does it, if the pointer is still there; a slider takes any place.
func (p *Panel) release() {
	held := p.held
	p.held = nil
	if held == nil {
		return
	}
	p.fresh = true
	for i := range p.sheet.buttons {
		if held == &p.sheet.buttons[i] && held.Holds(p.pointer.Point) {
			p.Do(Action(i))
		}
	}
	for i := range p.controls {
		c := &p.controls[i]
		if held != &p.sheet.controls[i] || c.Kind != demos.Slider && !held.Holds(p.pointer.Point) {
			continue
		}
		c.click(fraction(*held, p.pointer.X))
		if c.changed {
			c.changed = false
			p.hand.set(c)
		}
	}
}

func fraction(b demos.Box, x float64) float64 { return min(max((x-b.X)/b.W, 0), 1) }
