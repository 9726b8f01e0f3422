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

// figure is the figure in the row under the pointer; without a symbol there is none.
func (p *Panel) figure() demos.Figure {
	if under, of := p.sheet.lit(p.pointer), p.state().figures; under.kind == aControl && under.i < len(of) {
		return of[under.i]
	}
	return demos.Figure{}
}

// light highlights the part of the picture that belongs to a figure.
func (p *Panel) light(f demos.Figure) {
	if taught := p.state().taught; taught != nil {
		taught.Light(f.Symbol)
	}
}

// drawFigure writes a number that the lesson names, in the colour that it has in the
// picture; the one that is pointed at there is lit.
func (p *Panel) drawFigure(c demos.Canvas, i int, b demos.Box) {
	t, f := p.theme(), &p.state().figures[i]
	sign, label, value := in(labelStyle, t.Text), in(smallStyle, t.Soft), in(valueStyle, t.Text)
	value.Mono = f.Words == ""
	lit := p.state().taught.Lit()
	p.shine(c, b.Inset(-gap, 0, -gap, 0), p.lit(aControl, i) || lit != "" && f.Symbol == lit)
	if f.Place >= 0 {
		sign.Color = t.Group(f.Place)
	}
	y := b.Y + b.H/2 + 4
	if b.H >= figureFull {
		y -= 7
		write(c, f.Label, b.X, y+15, b.W, label)
	}
	plot.Label(c, f.Sign, b.X, y, sign)
	text := cmp.Or(f.Words, plot.Format(float64(f.Value)))
	write(c, text, b.X+b.W, y, b.W-gap-plot.LabelWidth(c, f.Sign, sign), value)
}
