package panel

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// open opens or closes the menu of scenes.
func (p *Panel) open(open bool) {
	p.isOpen, p.fresh = open, true
	if !open { // what was drawn there can no longer be clicked
		p.sheet.menu, p.sheet.entries = demos.Box{}, nil
	}
}

// drawChooser paints the button that opens the menu: the title of the scene.
func (p *Panel) drawChooser(c demos.Canvas) {
	t, b := p.theme(), p.sheet.chooser
	if b.W == 0 {
		return
	}
	p.drawBox(c, b, t.Back, spot{theChooser, 0})
	if b.W > leastChooser {
		write(c, p.Title(), b.X+1.5*gap, b.Y+b.H/2+4.5, b.W-6*gap, in(labelStyle, t.Text))
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
	p.drawCard(c, b, 8, t.Card)
	for i, e := range p.sheet.entries {
		p.shine(c, e.Inset(1, 0, 1, 0), p.lit(anEntry, i))
		title := in(labelStyle, t.Text)
		if i == p.shown {
			c.FillRect(e.X+1, e.Y+5, 3, e.H-10, t.Accent)
			title.Color = t.Accent
		}
		x, w, y := e.X+2*gap, e.W-4*gap, e.Y+e.H/2+4.5
		if e.H >= entryFull {
			y = e.Y + 18
			writeLines(c, plot.Wrap(c, p.entries[i].Claim, w, 2, smallStyle), x, y+15, in(smallStyle, t.Soft))
		}
		write(c, p.entries[i].Title, x, y, w, title)
	}
}
