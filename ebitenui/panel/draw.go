package panel

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Draw paints the panel and its scene.
func (p *Panel) Draw(c demos.Canvas) {
	t := p.theme()
	w, h := c.Size()
	p.sheet.lay(w, h, p.widths(c), len(p.controls))
	c.Clear(t.Back)
	p.drawScene(c)
	c.FillRect(0, 0, w, bar, t.Card)
	c.FillRect(0, bar-1, w, 1, t.Line)
	for i, b := range p.sheet.buttons {
		if b.W > 0 {
			p.drawButton(c, Action(i))
		}
	}
	p.drawMessage(c)
	if p.sheet.column.W > 0 {
		p.drawColumn(c)
	}
	p.drawFoot(c)
}

func (p *Panel) drawScene(c demos.Canvas) {
	b := p.sheet.scene
	p.region.Canvas, p.region.box = c, b
	c.Clip(b.X, b.Y, b.W, b.H, func() { p.scene.Draw(&p.region) })
}

var (
	labelStyle = demos.TextStyle{Size: 13, Bold: true}
	keyStyle   = demos.TextStyle{Size: 11}
)

// widths measures the buttons; one whose label changes has room for both.
func (p *Panel) widths(c demos.Canvas) (widths [actions]float64) {
	for i, b := range buttons {
		if !p.Able(Action(i)) {
			continue
		}
		label := c.TextWidth(p.label(Action(i)), labelStyle)
		switch Action(i) {
		case Play:
			label = max(c.TextWidth(b.label, labelStyle), c.TextWidth("Pause", labelStyle))
		case Theme:
			label = max(c.TextWidth(b.label, labelStyle), c.TextWidth("Light", labelStyle))
		}
		widths[i] = label + c.TextWidth(b.key, keyStyle) + 4*gap
	}
	return widths
}

func (p *Panel) drawButton(c demos.Canvas, a Action) {
	t, b := p.theme(), p.sheet.buttons[a]
	back, ink, soft := t.Back, t.Text, t.Soft
	if a == Play {
		back, ink, soft = t.Accent, t.Back, t.Back
	}
	if p.sheet.lit(p.pointer) == &p.sheet.buttons[a] {
		back = demos.Mix(back, t.Text, 0.12)
	}
	if p.held == &p.sheet.buttons[a] {
		back = demos.Mix(back, t.Text, 0.25)
	}
	c.FillPath(demos.Path{rounded(b, 6)}, t.Line)
	c.FillPath(demos.Path{rounded(b.Inset(1, 1, 1, 1), 5)}, back)
	y := b.Y + b.H/2 + 4.5
	label, key := labelStyle, keyStyle
	label.Color, key.Color = ink, soft
	c.Text(p.label(a), b.X+1.5*gap, y, label)
	key.Align = demos.End
	c.Text(buttons[a].key, b.X+b.W-1.5*gap, y, key)
}

// drawMessage writes what went wrong beside the buttons.
func (p *Panel) drawMessage(c demos.Canvas) {
	if p.message == "" {
		return
	}
	x := 0.0
	for _, b := range p.sheet.buttons {
		x = max(x, b.X+b.W+2*gap)
	}
	w, _ := c.Size()
	c.Clip(x, 0, w-x, bar, func() {
		c.Text(p.message, x, bar/2+4.5, demos.TextStyle{Size: 12, Color: p.theme().Group(2)})
	})
}

func (p *Panel) drawColumn(c demos.Canvas) {
	t, b := p.theme(), p.sheet.column
	c.FillRect(b.X, b.Y, b.W, b.H, t.Card)
	c.FillRect(b.X, b.Y, 1, b.H, t.Line)
	for i := range p.controls {
		if box := p.sheet.controls[i]; box.W > 0 {
			p.drawControl(c, &p.controls[i], box, p.sheet.lit(p.pointer) == &p.sheet.controls[i])
		}
	}
}

// drawControl writes the label and the value in one line, and below it a
// slider's track or, under the pointer, what a click does.
func (p *Panel) drawControl(c demos.Canvas, k *control, b demos.Box, lit bool) {
	t := p.theme()
	line := b.Y + b.H/2 - 1
	value := demos.TextStyle{Size: 12, Color: t.Text, Mono: true, Align: demos.End}
	// A long value leaves the name a third of the line; both are whole on hover.
	name := demos.TextStyle{Size: 12, Color: t.Soft}
	const arrows = 30
	least := min(plot.LabelWidth(c, k.Label, name), b.W/3)
	said := plot.Fit(c, k.label(), b.W-least-arrows-gap, value)
	room := b.W - arrows - gap - c.TextWidth(said, value)
	plot.Label(c, plot.Fit(c, k.Label, room, name), b.X, line, name)
	right := b.X + b.W
	steps := k.Kind == demos.Choice || k.Kind == demos.Number
	if steps {
		arrow := demos.TextStyle{Size: 10, Color: t.Soft, Align: demos.End}
		if lit {
			arrow.Color = t.Accent
		}
		c.Text("▶", right, line-0.5, arrow)
		right -= 14
	}
	if k.Kind == demos.Toggle {
		p.drawToggle(c, k, right, line)
	} else {
		c.Text(said, right, line, value)
	}
	if steps {
		arrow := demos.TextStyle{Size: 10, Color: t.Soft, Align: demos.End}
		if lit {
			arrow.Color = t.Accent
		}
		c.Text("◀", right-c.TextWidth(said, value)-5, line-0.5, arrow)
	}
	if k.Kind == demos.Slider {
		p.drawTrack(c, k, b, lit)
	}
}

func (p *Panel) drawTrack(c demos.Canvas, k *control, b demos.Box, lit bool) {
	t := p.theme()
	y := b.Y + b.H/2 + 9
	x := b.X + b.W*k.place()
	c.FillPath(demos.Path{rounded(demos.Box{X: b.X, Y: y - 2, W: b.W, H: 4}, 2)}, t.Line)
	c.FillPath(demos.Path{rounded(demos.Box{X: b.X, Y: y - 2, W: max(x-b.X, 4), H: 4}, 2)}, t.Accent)
	r := 5.0
	if lit {
		r = 6
	}
	c.FillPath(demos.Path{rounded(demos.Box{X: x - r, Y: y - r, W: 2 * r, H: 2 * r}, r)}, t.Accent)
}

func (p *Panel) drawToggle(c demos.Canvas, k *control, right, line float64) {
	t := p.theme()
	track, knob := t.Line, right-23.0
	if k.value == "true" {
		track, knob = t.Accent, right-9
	}
	c.FillPath(demos.Path{rounded(demos.Box{X: right - 30, Y: line - 12, W: 30, H: 16}, 8)}, track)
	c.FillPath(demos.Path{rounded(demos.Box{X: knob - 6, Y: line - 10, W: 12, H: 12}, 6)}, t.Back)
}

// drawFoot lists the keys, or explains the control under the pointer.
func (p *Panel) drawFoot(c demos.Canvas) {
	t, b := p.theme(), p.sheet.foot
	c.FillRect(b.X, b.Y, b.W, b.H, t.Card)
	c.FillRect(b.X, b.Y, b.W, 1, t.Line)
	text := Keys
	lit := p.sheet.lit(p.pointer)
	for i := range p.controls {
		if lit != nil && lit == &p.sheet.controls[i] {
			text = p.controls[i].Label + ": " + p.controls[i].label() + " · " + p.controls[i].Help
		}
	}
	st := demos.TextStyle{Size: 11, Color: t.Soft}
	plot.Label(c, plot.Fit(c, text, b.W-2*gap-8, st), gap+4, b.Y+17, st)
}
