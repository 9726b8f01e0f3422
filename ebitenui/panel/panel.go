// Package panel is what surrounds the scenes on the desktop, where no page does:
// a menu of them, buttons, the scene's controls, the lesson's exercise, and a
// line that lists the keys. It is itself a scene, and knows no window.
package panel

import (
	"errors"
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/runs"
)

// Entry is a scene of the menu.
type Entry struct {
	Title string
	Claim string // what it shows, in a sentence
	Task  string // of its exercise
	Story []Part // of a lesson, one for each state of its picture
	Still bool   // nothing of a lesson plays by itself
	New   func() demos.Scene

	// Of a race: the settings of its first lane as JSON, what differs in the
	// others, and what can be opened in its place.
	Lanes   []string
	Presets []runs.Preset
}

// Panel is a demos.Scene around others, of which it shows one. Use New.
type Panel struct {
	entries []Entry
	players []player // of the entries that have been shown
	shown   int
	now     player // of the one that is shown
	engine  Engine

	dark    bool
	page    page    // of the column
	typed   field   // the text that is being typed
	isOpen  bool    // the menu
	drawn   bool    // the column, over the scene of a narrow window
	width   float64 // of the window
	rolled  float64 // how much of the scene is above its box
	pointer demos.Pointer
	held    spot           // where the pointer went down
	moved   client.Control // the slider that is held, once it has been moved
	sheet   sheet          // where things lie, as drawn last
	region  demos.Region   // where the scene draws
	fresh   bool           // something changed that Draw shows
}

var _ demos.Scene = (*Panel)(nil)

// page is what the column shows.
type page uint8

const (
	theStory page = iota
	theRace
	theControls
	theFigures
	theExercise
	thePresets
	pages
)

// New returns a panel that shows one of the entries. A demos.Lesson plays by
// itself. Any other scene is a race: it gets an engine of its own, and opens, when
// it is first shown.
func New(entries []Entry, first int, engine Engine) *Panel {
	p := &Panel{entries: entries, players: make([]player, len(entries)), engine: engine}
	p.Show(first)
	return p
}

// Show shows another entry. The one that was shown is paused, and is
// found again as it was left.
func (p *Panel) Show(entry int) {
	if p.now != nil {
		p.apply()
		p.light(demos.Figure{})
		if p.Playing() {
			p.now.do(Play) // it pauses
		}
	}
	if p.players[entry] == nil {
		p.players[entry] = p.player(&p.entries[entry])
	}
	p.shown, p.now = entry, p.players[entry]
	p.let()
	p.sheet.rolled, p.rolled = 0, 0
	p.page, p.sheet.controls = p.state().pages[0], nil
	p.open(false)
}

// turn shows another page of the column.
func (p *Panel) turn(to page) {
	p.apply()
	p.let()
	if to != p.page {
		p.sheet.rolled = 0
	}
	p.page, p.fresh = to, true
	p.light(p.figure())
}

func (p *Panel) player(e *Entry) player {
	scene := e.New()
	if l, ok := scene.(demos.Lesson); ok {
		return newLesson(e, l)
	}
	r := newRun(e, scene)
	r.send = p.engine(func(event []byte) error {
		p.fresh = true
		return r.receive(event)
	})
	r.ask("", client.Opening(e.Lanes))
	return r
}

// race is the scene that is shown if an engine plays it, or nil.
func (p *Panel) race() *run {
	r, _ := p.now.(*run)
	return r
}

// state is what is shown of it beside its picture.
func (p *Panel) state() *state { return p.now.shown() }

// list are the rows of the column.
func (p *Panel) list() []client.Control { return p.state().rows[p.page] }

// Title returns the title of the scene that is shown.
func (p *Panel) Title() string { return p.entries[p.shown].Title }

// Controls returns the scene's controls.
func (p *Panel) Controls() []demos.Control { return p.state().scene.Controls() }

// Values returns the values of the controls: of a race, those of the chosen lane.
func (p *Panel) Values() demos.Values {
	return values(p.state().rows[theControls])
}

// Alt returns the scene in words.
func (p *Panel) Alt() string { return p.state().scene.Alt() }

// Playing reports whether steps are taken without being asked for.
func (p *Panel) Playing() bool { return p.state().playing }

// Do carries out an action; one that means nothing for the scene does nothing.
func (p *Panel) Do(a Action) {
	p.apply()
	if !p.knows(a) || !p.now.able(a) {
		return
	}
	p.fresh = true
	switch n := len(p.entries); a {
	case Theme:
		p.dark = !p.dark
	case Column:
		p.drawn = !p.drawn
	case Turn:
		all := p.state().pages
		p.turn(all[(slices.Index(all, p.page)+1)%len(all)])
	case Check:
		p.turn(theExercise)
		p.state().check()
	case Before, After:
		p.enter(p.state().at + way[a])
	case Previous:
		p.Show((p.shown + n - 1) % n)
	case Next:
		p.Show((p.shown + 1) % n)
	default:
		p.now.do(a)
	}
}

// Receive is never called: every race receives from an engine of its own.
func (p *Panel) Receive([]byte) error {
	return errors.New("panel: an event that is for no race")
}

// Update moves the panel and its scene on. The panel chooses the theme itself.
func (p *Panel) Update(pointer demos.Pointer, _ *demos.Theme) bool {
	before := p.pointer
	p.pointer = pointer
	if l, ok := p.now.(*lesson); ok {
		l.Hand(pointer.Down)
	}
	switch {
	case pointer.Down && !before.Down:
		p.press()
	case pointer.Down && pointer.Point != before.Point:
		p.drag()
	case !pointer.Down && before.Down:
		p.release()
	}
	if pointer.Inside != before.Inside || p.sheet.lit(before) != p.sheet.lit(pointer) {
		p.fresh = true
	}
	p.light(p.figure())
	changed := p.now.update(p.inner(), p.theme()) || p.fresh
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
	q.Inside = q.Inside && !p.isOpen && p.held.kind == nothing && p.sheet.scene.Holds(q.Point) && !p.sheet.column.Holds(q.Point)
	all := p.stage()
	q.X -= all.X
	q.Y -= all.Y
	return q
}
