package panel

import (
	"cmp"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

const (
	figureMost  = 40 // height of a figure
	figureFull  = 34 // from here on there is room for what it is
	figureLeast = 18
)

// light highlights the part of the picture that belongs to the figure under the pointer.
func (p *Panel) light() {
	symbol := ""
	if at, rows := p.sheet.lit(p.pointer), p.state().figures; p.page == theFigures && at.kind == aControl && at.i < len(rows) {
		symbol = rows[at.i].Symbol
	}
	p.point(symbol)
}

// point lights the part of the picture that a symbol stands for; "" is none.
func (p *Panel) point(symbol string) {
	if t := p.state().taught; t != nil {
		t.Light(symbol)
	}
}

// drawFigure writes a number that the lesson names, in the colour that it has in the
// picture; the one that is pointed at there is lit.
func (p *Panel) drawFigure(c demos.Canvas, i int, b demos.Box) {
	t, f := p.theme(), &p.state().figures[i]
	sign := demos.TextStyle{Size: 13, Bold: true, Color: t.Text}
	label := demos.TextStyle{Size: 11, Color: t.Soft}
	value := valueStyle
	value.Color, value.Mono = t.Text, f.Words == ""
	if lit := p.state().taught.Lit(); p.sheet.lit(p.pointer) == (spot{aControl, i}) || lit != "" && f.Symbol == lit {
		c.FillRect(b.X-gap, b.Y, b.W+2*gap, b.H, demos.Mix(t.Card, t.Accent, 0.14))
	}
	if f.Place >= 0 {
		sign.Color = t.Group(f.Place)
	}
	y := b.Y + b.H/2 + 4
	if b.H >= figureFull {
		y -= 7
		plot.Label(c, plot.Fit(c, f.Label, b.W, label), b.X, y+15, label)
	}
	text := cmp.Or(f.Words, plot.Format(float64(f.Value)))
	plot.Label(c, f.Sign, b.X, y, sign)
	plot.Label(c, plot.Fit(c, text, b.W-gap-plot.LabelWidth(c, f.Sign, sign), value), b.X+b.W, y, value)
}
