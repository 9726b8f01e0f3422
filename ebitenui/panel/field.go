package panel

import (
	"slices"
	"unicode/utf8"

	"github.com/cauchy-newton/playground/demos/client"
)

// field is the text of one row of the column while it is being typed.
type field struct {
	row   string // its name; "" while nothing is
	draft string
}

// maxDraft is more than any control takes.
const maxDraft = 4000

// types reports whether the field of a row is open.
func (p *Panel) types(c *client.Control) bool { return p.Typing() && p.typed.row == c.Name }

// Typing reports whether letters go into a field: then keys mean nothing else.
func (p *Panel) Typing() bool { return p.typed.row != "" }

// Type takes a letter into the field that is open.
func (p *Panel) Type(r rune) {
	if p.Typing() && len(p.typed.draft) < maxDraft {
		p.typed.draft += string(r)
		p.fresh = true
	}
}

// Erase takes the last letter away.
func (p *Panel) Erase() {
	_, size := utf8.DecodeLastRuneInString(p.typed.draft)
	p.typed.draft = p.typed.draft[:len(p.typed.draft)-size]
	p.fresh = true
}

// Enter takes what was typed; an answer is checked.
func (p *Panel) Enter() {
	if !p.Typing() {
		return
	}
	p.apply()
	if p.page == theExercise {
		p.Do(Check)
	}
}

// Leave closes the field without taking it, or else the menu or the column that
// lies over the scene, and reports whether one was open.
func (p *Panel) Leave() bool {
	open := p.Typing() || p.isOpen || p.sheet.buttons[Column].W > 0 && p.drawn
	switch {
	case p.Typing():
		p.typed = field{}
	case p.isOpen:
		p.open(false)
	default:
		p.drawn = false
	}
	p.fresh = true
	return open
}

// apply takes what was typed, as leaving a field does.
func (p *Panel) apply() {
	f, list := p.typed, p.list()
	p.typed = field{}
	i := slices.IndexFunc(list, func(c client.Control) bool { return c.Name == f.row })
	if f.row == "" || i < 0 {
		return
	}
	p.fresh = true
	c := &list[i]
	if p.page == theExercise {
		c.Value = f.draft // its check refuses what is no answer
	} else if value, err := c.Read(f.draft); err != nil {
		p.state().complain(c.Name, err.Error())
	} else {
		p.change(c, value)
	}
}
