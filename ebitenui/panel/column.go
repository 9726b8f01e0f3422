package panel

import (
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/client"
	"github.com/cauchy-newton/playground/demos/plot"
)

var (
	textStyle  = demos.TextStyle{Size: 12}
	valueStyle = demos.TextStyle{Size: 12, Mono: true, Align: demos.End}
)

var pageNames = [pages]string{theStory: "Story", theControls: "Controls", theRace: "Race", theFigures: "Figures", theExercise: "Exercise", thePresets: "Presets"}

// intro is what stands above the rows, in lines.
func (p *Panel) intro(c demos.Canvas) []string {
	text := ""
	switch r := p.race(); {
	case p.page == theExercise:
		text = p.entries[p.shown].Task
	case p.page == thePresets:
		text = "Races to start from: good ones, and some that go wrong."
	case p.page == theControls && r != nil && len(r.Lanes) > 1:
		return []string{plot.Fit(c, "of lane "+strconv.Itoa(r.Look.Lane+1)+": "+r.Lanes[r.Look.Lane].Name, column-4*gap, textStyle)}
	}
	if text == "" {
		return nil
	}
	return plot.Wrap(c, text, column-4*gap, 12, textStyle)
}

// verdict is the verdict on the answer or the comment on the preset, in lines.
func (p *Panel) verdict(c demos.Canvas, most int) []string {
	words := ""
	switch p.page {
	case theExercise:
		words = p.state().verdict.Words
	case thePresets:
		words = p.race().Comment
	}
	if words == "" {
		return nil
	}
	return plot.Wrap(c, words, column-4*gap-verdictSide, max(most, 1), textStyle)
}

const (
	verdictSide = 12 // beside its mark
	verdictMost = 24 // lines
)

// drawColumn paints the controls or the exercise.
func (p *Panel) drawColumn(c demos.Canvas) {
	t, b := p.theme(), p.sheet.column
	c.FillRect(b.X, b.Y, b.W, b.H, t.Card)
	c.FillRect(b.X, b.Y, 1, b.H, t.Line)
	for i, b := range p.sheet.tabs {
		if b.W > 0 {
			p.drawTab(c, page(i), b)
		}
	}
	p.drawArrows(c, demos.Point{X: b.X + b.W - gap, Y: b.Y + tabs + 4}, b.Y+b.H-4, 4, 5, p.sheet.above, p.sheet.below)
	for i, box := range p.sheet.controls {
		switch {
		case box.W == 0:
		case p.page == theFigures:
			p.drawFigure(c, i, box)
		case p.page == theStory:
			l := &p.state().lines[i]
			p.shine(c, box, p.lit(aControl, i) && p.figure().Symbol != "")
			plot.Label(c, l.Text, box.X, box.Y+l.Style.Size, l.Style)
		default:
			p.drawControl(c, i, box)
		}
	}
	p.drawDots(c)
	p.drawNotes(c)
}

// drawHandle paints what draws the column over the scene, and back.
func (p *Panel) drawHandle(c demos.Canvas) {
	t, b := p.theme(), p.sheet.buttons[Column]
	if b.W == 0 {
		return
	}
	c.FillRect(b.X, b.Y, b.W, b.H, t.Card)
	p.shine(c, b, p.lit(aButton, int(Column)))
	c.FillRect(b.X, b.Y, 1, b.H, t.Line)
	q, to := b.Middle(), -4.0
	if p.drawn {
		to = 4
	}
	c.FillPath(demos.Path{{{X: q.X + to, Y: q.Y}, {X: q.X - to, Y: q.Y - 6}, {X: q.X - to, Y: q.Y + 6}}}, t.Accent)
}

func (p *Panel) drawTab(c demos.Canvas, at page, b demos.Box) {
	t := p.theme()
	st := demos.TextStyle{Size: 12, Bold: true, Align: demos.Middle, Color: t.Soft}
	c.FillRect(b.X+1, b.Y+b.H-1, b.W-1, 1, t.Line)
	if p.lit(aTab, int(at)) {
		st.Color = t.Text
	}
	if at == p.page {
		st.Color = t.Accent
		c.FillRect(b.X+1, b.Y+b.H-2, b.W-1, 2, t.Accent)
	}
	c.Text(pageNames[at], b.X+b.W/2, b.Y+b.H/2+4, st)
}

// drawNotes paints what stands above the rows, the exercise's button, and what
// is shown below.
func (p *Panel) drawNotes(c demos.Canvas) {
	t := p.theme()
	st := in(textStyle, t.Text)
	writeLines(c, p.intro(c), p.sheet.intro.X, p.sheet.intro.Y+12, st)
	mark := t.Accent
	if b := p.sheet.buttons[Check]; b.W > 0 {
		p.drawBox(c, b, t.Back, spot{aButton, int(Check)})
		label := in(labelStyle, t.Text)
		label.Align = demos.Middle
		c.Text(acts[Check].label, b.X+b.W/2, b.Y+b.H/2+4.5, label)
		mark = t.Group(2)
		if p.state().verdict.Right {
			mark = t.Group(4)
		}
	}
	b := p.sheet.verdict
	if b.H < lineStep {
		return
	}
	lines := p.verdict(c, int(b.H/lineStep))
	c.FillRect(b.X, b.Y, 3, lineStep*float64(len(lines)), mark)
	writeLines(c, lines, b.X+verdictSide, b.Y+12, st)
}

// drawControl writes the label and the value in one line, or in two where they
// do not fit beside each other, and below a slider's track.
func (p *Panel) drawControl(c demos.Canvas, i int, b demos.Box) {
	t, k, lit := p.theme(), &p.list()[i], p.lit(aControl, i)
	if s := p.state(); s.message != "" && s.wrong == k.Name {
		c.FillRect(b.X-gap, b.Y+2, 3, b.H-4, t.Group(2))
	}
	if i > 0 && p.list()[i-1].Group != k.Group && p.sheet.controls[i-1].W > 0 {
		c.FillRect(b.X, b.Y, b.W, 1, t.Line)
	}
	text, value := k.Words(), in(valueStyle, t.Text)
	middle := b.Y + b.H/2 + 4
	line, below, room := middle-7, middle+8, b.W
	switch k.Kind {
	case aLane, aPreset, more:
		p.drawPressed(c, k, b, lit)
		return
	case demos.Toggle:
		line, room = middle, b.W-38
		p.drawToggle(c, k, b.X+b.W, line)
	case demos.Slider:
		text = plot.Fit(c, text, b.W/2, value)
		line, room = middle-5, b.W-plot.LabelWidth(c, text, value)-gap
		plot.Label(c, text, b.X+b.W, line, value)
		p.drawTrack(c, k, b, lit)
	case demos.Text:
		p.drawField(c, k, demos.Box{X: b.X, Y: below - 12, W: b.W, H: 16}, lit)
	case demos.Choice, demos.Number:
		value.Mono = k.Kind == demos.Number // words need no equal widths
		if plot.LabelWidth(c, k.Label, textStyle)+gap+plot.LabelWidth(c, text, value)+2*arrowRoom <= b.W {
			line, below = middle, middle
		}
		if p.types(k) {
			p.drawField(c, k, demos.Box{X: b.X + b.W - 90, Y: below - 12, W: 90, H: 16}, lit)
		} else {
			p.sheet.values[i] = p.drawSteps(c, text, b, below, value, lit)
		}
	}
	write(c, k.Label, b.X, line, room, in(textStyle, t.Soft))
}

// arrowRoom is the width of an arrow with the space to its value.
const arrowRoom = 14

// drawSteps writes a value between the arrows that go back and forth, and
// returns where.
func (p *Panel) drawSteps(c demos.Canvas, text string, b demos.Box, line float64, st demos.TextStyle, lit bool) demos.Box {
	arrow := demos.TextStyle{Size: 10, Color: p.theme().Soft, Align: demos.End}
	if lit {
		arrow.Color = p.theme().Accent
	}
	text = plot.Fit(c, text, b.W-2*arrowRoom, st)
	width, right := plot.LabelWidth(c, text, st), b.X+b.W-arrowRoom
	c.Text("▶", b.X+b.W, line-0.5, arrow)
	plot.Label(c, text, right, line, st)
	c.Text("◀", right-width-5, line-0.5, arrow)
	return demos.Box{X: right - width - 2, Y: line - 14, W: width + 4, H: 20}
}

// drawField writes a text on its line; while it is typed in, its end is seen.
func (p *Panel) drawField(c demos.Canvas, k *client.Control, b demos.Box, lit bool) {
	t := p.theme()
	st := demos.TextStyle{Size: 12, Mono: true, Color: t.Text}
	under, open := t.Line, p.types(k)
	if lit || open {
		under = t.Accent
	}
	c.FillRect(b.X, b.Y+b.H, b.W, 1, under)
	if !open {
		c.Text(plot.Fit(c, k.Words(), b.W, st), b.X, b.Y+12, st)
		return
	}
	text := p.typed.draft
	width := c.TextWidth(text, st)
	x := b.X + min(0, b.W-2-width)
	c.Clip(b.X, b.Y, b.W, b.H, func() {
		c.Text(text, x, b.Y+12, st)
		c.FillRect(x+width+1, b.Y+1, 1, b.H-2, t.Accent)
	})
}

func (p *Panel) drawTrack(c demos.Canvas, k *client.Control, b demos.Box, lit bool) {
	t := p.theme()
	y := b.Y + b.H/2 + 8
	x := b.X + b.W*k.Place()
	c.FillPath(demos.Path{plot.Rounded(demos.Box{X: b.X, Y: y - 2, W: b.W, H: 4}, 2)}, t.Line)
	c.FillPath(demos.Path{plot.Rounded(demos.Box{X: b.X, Y: y - 2, W: max(x-b.X, 4), H: 4}, 2)}, t.Accent)
	r := 5.0
	if lit {
		r = 6
	}
	c.FillPath(demos.Path{plot.Rounded(demos.Box{X: x - r, Y: y - r, W: 2 * r, H: 2 * r}, r)}, t.Accent)
}

func (p *Panel) drawToggle(c demos.Canvas, k *client.Control, right, line float64) {
	t := p.theme()
	track, knob := t.Line, right-23.0
	if k.Value == "true" {
		track, knob = t.Accent, right-9
	}
	c.FillPath(demos.Path{plot.Rounded(demos.Box{X: right - 30, Y: line - 12, W: 30, H: 16}, 8)}, track)
	c.FillPath(demos.Path{plot.Rounded(demos.Box{X: knob - 6, Y: line - 10, W: 12, H: 12}, 6)}, t.Back)
}
