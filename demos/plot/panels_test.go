package plot

import (
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

// tile is a panel that is all in one piece.
type tile struct{ box demos.Box }

func (p *tile) Draw(_ demos.Canvas, _ string, box demos.Box) { p.box = box }

func (p *tile) Under(_ string, q demos.Point) (Spot[string], bool) {
	return Spot[string]{I: 1}, p.box.Holds(q)
}

func (p *tile) Tip(s string, _ Spot[string]) []string { return []string{s} }

// Nothing lies anywhere before the first picture; then the first panel in the
// list that is shown and has the place is pointed at, and explains it.
func TestPanels(t *testing.T) {
	var l Panels[string]
	boxes := []demos.Box{{W: 10, H: 10}, {X: 5, W: 10, H: 10}, {}, {X: 20, W: 10, H: 10}}
	for i, symbol := range []string{"a", "b", "c", "d"} {
		l.Add(&tile{box: demos.Box{W: 99, H: 99}}, symbol, &boxes[i])
	}
	l.List[3].Off = true
	at := func(x float64) demos.Pointer { return demos.Pointer{Point: demos.Point{X: x, Y: 5}, Inside: true} }
	if l.Follow("", at(7)) || l.At.Panel != nil {
		t.Errorf("before the first picture: %+v", l.At)
	}
	c, veiled := canvas(), ""
	l.Draw(c, "", func(symbol string, _ demos.Box) { veiled += symbol })
	if veiled != "ab" {
		t.Errorf("drawn are %q", veiled)
	}
	for _, k := range []struct {
		x       float64
		symbol  string
		changed bool
	}{{7, "a", true}, {8, "a", false}, {12, "b", true}, {25, "", true}, {26, "", false}} {
		if changed := l.Follow("", at(k.x)); changed != k.changed || l.At.Symbol != k.symbol || (l.At.Panel != nil) != (k.symbol != "") {
			t.Errorf("at %g: %q, changed %t", k.x, l.At.Symbol, changed)
		}
	}
	if l.Explain(c, "no", &demos.Light, demos.Point{}); len(c.Texts) != 0 {
		t.Errorf("nothing is explained by %q", c.Texts[0].Text)
	}
	l.Follow("", at(7))
	if l.Explain(c, "yes", &demos.Light, demos.Point{}); len(c.Texts) != 1 || c.Texts[0].Text != "yes" {
		t.Errorf("%+v", c.Texts)
	}
}
