package panel

import (
	"cmp"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Draw paints the panel and its scene.
func (p *Panel) Draw(c demos.Canvas) {
	t := p.theme()
	w, h := c.Size()
	p.width = w
	p.lay(c, w, h)
	if p.sheet.column.W == 0 {
		p.typed = field{} // it is not shown
	}
	c.Clear(t.Back)
	p.drawScene(c)
	c.FillRect(0, 0, w, bar, t.Card)
	c.FillRect(0, bar-1, w, 1, t.Line)
	for a := range buttons {
		p.drawButton(c, a)
	}
	p.drawChooser(c)
	if p.sheet.column.W > 0 {
		p.drawColumn(c)
	}
	p.drawHandle(c)
	p.drawFoot(c)
	p.drawMenu(c)
}

func (p *Panel) drawScene(c demos.Canvas) {
	b := p.sheet.scene
	all := p.stage()
	p.region.Canvas, p.region.Box = c, all
	c.Clip(b.X, b.Y, b.W, b.H, func() { p.state().scene.Draw(&p.region) })
	p.drawArrows(c, demos.Point{X: b.X + b.W/2, Y: b.Y + 2}, b.Y+b.H-2, 6, 6, all.Y < b.Y, all.Y+all.H > b.Y+b.H)
}

// stage is the box of the scene: higher than the window where a race would not be
// legible otherwise, and scrolled by the wheel.
func (p *Panel) stage() demos.Box {
	b := p.sheet.scene
	if p.race() == nil {
		return b
	}
	high := leastHigh
	if b.W < phone {
		high = leastHighOnPhone
	}
	high = max(high, b.H)
	p.rolled = min(max(p.rolled, 0), high-b.H)
	b.Y, b.H = b.Y-p.rolled, high
	return b
}

// A race below phone px of width has its panels in two columns; lower than this they
// would overlap.
const (
	phone            = 700
	leastHigh        = 420.0
	leastHighOnPhone = 480.0
)

// drawArrows shows by arrowheads that the wheel would bring more: above top, or below
// the lower end at bottom.
func (p *Panel) drawArrows(c demos.Canvas, top demos.Point, bottom, half, height float64, above, below bool) {
	head := func(base, tip float64) {
		c.FillPath(demos.Path{{{X: top.X - half, Y: base}, {X: top.X + half, Y: base}, {X: top.X, Y: tip}}}, p.theme().Accent)
	}
	if above {
		head(top.Y+height, top.Y)
	}
	if below {
		head(bottom-height, bottom)
	}
}

var (
	labelStyle = demos.TextStyle{Size: 13, Bold: true}
	smallStyle = demos.TextStyle{Size: 11}
)

// in is a style in a colour.
func in(st demos.TextStyle, ink demos.Color) demos.TextStyle {
	st.Color = ink
	return st
}

// write writes a text, shortened to a width.
func write(c demos.Canvas, text string, x, y, width float64, st demos.TextStyle) {
	plot.Label(c, plot.Fit(c, text, width, st), x, y, st)
}

// writeLines writes one line below the other, the first at y.
func writeLines(c demos.Canvas, lines []string, x, y float64, st demos.TextStyle) {
	for i, line := range lines {
		plot.Label(c, line, x, y+lineStep*float64(i), st)
	}
}

const footSide = gap + 4

// labels measures the buttons; one whose label changes has room for both.
func (p *Panel) labels(c demos.Canvas) (labels, keys [buttons]float64) {
	for i := range labels {
		if a := Action(i); p.knows(a) {
			labels[i] = max(c.TextWidth(acts[a].label, labelStyle), c.TextWidth(turned[a], labelStyle)) + 3*gap
			keys[i] = c.TextWidth(acts[a].key, smallStyle) + gap
		}
	}
	return labels, keys
}

// lit reports whether the pointer is on the i-th thing of a kind.
func (p *Panel) lit(k kind, i int) bool { return p.sheet.lit(p.pointer) == spot{k, i} }

// shine highlights a row that is lit.
func (p *Panel) shine(c demos.Canvas, b demos.Box, lit bool) {
	if lit {
		c.FillRect(b.X, b.Y, b.W, b.H, demos.Mix(p.theme().Card, p.theme().Accent, 0.14))
	}
}

// drawBox paints what can be pressed at a spot.
func (p *Panel) drawBox(c demos.Canvas, b demos.Box, back demos.Color, at spot) {
	t := p.theme()
	if p.lit(at.kind, at.i) {
		back = demos.Mix(back, t.Text, 0.12)
	}
	if p.held == at {
		back = demos.Mix(back, t.Text, 0.25)
	}
	p.drawCard(c, b, 6, back)
}

// drawCard paints a box with round corners and a line around.
func (p *Panel) drawCard(c demos.Canvas, b demos.Box, radius float64, back demos.Color) {
	c.FillPath(demos.Path{plot.Rounded(b, radius)}, p.theme().Line)
	c.FillPath(demos.Path{plot.Rounded(b.Inset(1, 1, 1, 1), radius-1)}, back)
}

func (p *Panel) drawButton(c demos.Canvas, a Action) {
	t, b, at := p.theme(), p.sheet.buttons[a], spot{aButton, int(a)}
	if b.W == 0 {
		return
	}
	back, label, key := t.Back, in(labelStyle, t.Text), in(smallStyle, t.Soft)
	if a == Play {
		back, label.Color, key.Color = t.Accent, t.Back, t.Back
	}
	if !p.now.able(a) {
		label.Color, key.Color, at = t.Line, t.Line, spot{i: -1} // it does not answer
	}
	p.drawBox(c, b, back, at)
	x, y := b.X+1.5*gap, b.Y+b.H/2+4.5
	if !p.sheet.keys {
		x, label.Align = b.X+b.W/2, demos.Middle
	}
	c.Text(p.label(a), x, y, label)
	if p.sheet.keys {
		key.Align = demos.End
		c.Text(acts[a].key, b.X+b.W-1.5*gap, y, key)
	}
}

// footMost are the most lines of the foot; the longest help has five in a
// window of 560.
const footMost = 6

// remark is what went wrong, what the thing under the pointer is or, if there is
// nothing to say, the keys.
func (p *Panel) remark() (text string, ink demos.Color) {
	t, s, at, f := p.theme(), p.state(), p.sheet.lit(p.pointer), p.figure()
	switch list := p.list(); {
	case s.message != "":
		return s.message, t.Group(2)
	case f.Symbol != "":
		return f.Sign + ", " + f.Label + ": " + cmp.Or(f.Words, plot.Exact(float64(f.Value))), t.Text
	case at.kind == aControl && at.i < len(list):
		k := &list[at.i]
		text = k.Label + ": " + k.Help
		if k.Restart && p.race() != nil {
			text += " A change starts the race anew."
		}
		if v := k.Words(); v != "" && (k.Kind == demos.Choice || k.Kind == demos.Text) {
			text += "  ·  now: " + v // there may be no room for it above
		}
		return text, t.Text
	case p.page == theExercise && p.sheet.column.W == 0 && s.verdict.Words != "":
		return s.verdict.Words, t.Text // the window is too narrow for its column
	}
	return p.Keys(), t.Soft
}

// drawFoot writes the remark. A long one covers the bottom of the scene for as
// long as it is shown.
func (p *Panel) drawFoot(c demos.Canvas) {
	t, b := p.theme(), p.sheet.foot
	text, ink := p.remark()
	lines := plot.Wrap(c, text, b.W-2*footSide, footMost, smallStyle)
	height := max(b.H, 10+lineStep*float64(len(lines)))
	y := b.Y + b.H - height
	c.FillRect(b.X, y, b.W, height, t.Card)
	c.FillRect(b.X, y, b.W, 1, t.Line)
	writeLines(c, lines, b.X+footSide, y+17, in(smallStyle, ink))
}
