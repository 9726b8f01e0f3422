package panel

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// open opens or closes the menu of scenes.
func (p *Panel) open(open bool) {
	p.isOpen, p.fresh = open, true
	if !open { // what was drawn there can no longer be clicked
		p.sheet.menu = demos.Box{}
		clear(p.sheet.entries)
	}
}

// drawChooser paints the button that opens the menu: the title of the scene.
func (p *Panel) drawChooser(c demos.Canvas) {
	t, b := p.theme(), p.sheet.chooser
	if b.W == 0 {
		return
	}
	p.drawBox(c, b, t.Back, spot{theChooser, 0})
	st := labelStyle
	st.Color = t.Text
	if b.W > leastChooser {
		plot.Label(c, plot.Fit(c, p.Title(), b.W-6*gap, st), b.X+1.5*gap, b.Y+b.H/2+4.5, st)
	}
	x, y := b.X+b.W-2.5*gap, b.Y+b.H/2
	c.FillPath(demos.Path{{{X: x - 5, Y: y - 2.5}, {X: x + 5, Y: y - 2.5}, {X: x, Y: y + 3.5}}}, t.Soft)
}

// drawMenu paints the scenes in the order in which they are taught, with what
// each shows where there is room.
func (p *Panel) drawMenu(c demos.Canvas) {
	t, b := p.theme(), p.sheet.menu
	if b.W == 0 {
		return
	}
	c.FillPath(demos.Path{rounded(b, 8)}, t.Line)
	c.FillPath(demos.Path{rounded(b.Inset(1, 1, 1, 1), 7)}, t.Card)
	title := demos.TextStyle{Size: 13, Bold: true, Color: t.Text}
	claim := demos.TextStyle{Size: 11, Color: t.Soft}
	for i, e := range p.sheet.entries {
		if p.sheet.lit(p.pointer) == (spot{anEntry, i}) {
			c.FillRect(e.X+1, e.Y, e.W-2, e.H, demos.Mix(t.Card, t.Accent, 0.14))
		}
		st := title
		if i == p.shown {
			c.FillRect(e.X+1, e.Y+5, 3, e.H-10, t.Accent)
			st.Color = t.Accent
		}
		x, w, y := e.X+2*gap, e.W-4*gap, e.Y+e.H/2+4.5
		if e.H >= entryFull {
			y = e.Y + 18
			for k, line := range plot.Wrap(c, p.entries[i].Claim, w, 2, claim) {
				plot.Label(c, line, x, y+15+14*float64(k), claim)
			}
		}
		plot.Label(c, plot.Fit(c, p.entries[i].Title, w, st), x, y, st)
	}
}
