package panel

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

const (
	figureMost  = 40 // height of a figure
	figureFull  = 34 // from here on there is room for what it is
	figureLeast = 18
)

// light lights the part of the picture that the figure under the pointer speaks
// of.
func (p *Panel) light() {
	symbol := ""
	if at := p.sheet.lit(p.pointer); p.page == theFigures && at.kind == aFigure && at.i < len(p.figures) {
		symbol = p.figures[at.i].Symbol
	}
	p.point(symbol)
}

// point lights the part of the picture that a symbol stands for; "" is none.
func (p *Panel) point(symbol string) {
	if t := p.state().taught; t != nil {
		t.Light(symbol)
	}
}

// exact is a figure's value with all its digits.
func exact(f *demos.Figure) string {
	if f.Words != "" {
		return f.Words
	}
	return plot.Exact(float64(f.Value))
}

// drawFigures lists the numbers that the lesson names, each in the colour that
// it has in the picture; the one that is pointed at there is lit.
func (p *Panel) drawFigures(c demos.Canvas) {
	t := p.theme()
	sign := demos.TextStyle{Size: 13, Bold: true}
	label := demos.TextStyle{Size: 11, Color: t.Soft}
	value := valueStyle
	value.Color = t.Text
	lit := p.state().taught.Lit()
	for i, b := range p.sheet.figures {
		if b.W == 0 {
			continue
		}
		f := &p.figures[i]
		if p.sheet.lit(p.pointer) == (spot{aFigure, i}) || lit != "" && f.Symbol == lit {
			c.FillRect(b.X-gap, b.Y, b.W+2*gap, b.H, demos.Mix(t.Card, t.Accent, 0.14))
		}
		sign.Color = t.Text
		if f.Place >= 0 {
			sign.Color = t.Group(f.Place)
		}
		st, text := value, f.Words
		if text == "" {
			text = plot.Format(float64(f.Value))
		} else {
			st.Mono = false
		}
		y := b.Y + b.H/2 + 4
		if b.H >= figureFull {
			y -= 7
			plot.Label(c, plot.Fit(c, f.Label, b.W, label), b.X, y+15, label)
		}
		text = plot.Fit(c, text, b.W-gap-plot.LabelWidth(c, f.Sign, sign), st)
		plot.Label(c, f.Sign, b.X, y, sign)
		plot.Label(c, text, b.X+b.W, y, st)
	}
}
