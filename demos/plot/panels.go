package plot

import "github.com/cauchy-newton/playground/demos"

// Panel is one part of the picture of a scene S.
type Panel[S any] interface {
	Draw(c demos.Canvas, s S, box demos.Box)
	// Under finds what is at p in the picture drawn last.
	Under(s S, p demos.Point) (Spot[S], bool)
	// Tip explains it, with exact values, in lines of a tooltip.
	Tip(s S, at Spot[S]) []string
}

// Spot is a part of a panel that can be pointed at. The zero value is none.
type Spot[S any] struct {
	Panel  Panel[S] // Panels sets it
	Symbol string   // in the text; if Under leaves it empty, the panel's
	I, J   int      // a cell, a row, a group or an item, as the panel counts
	X      float64  // on an axis
}

// Placed is a panel with its box, and its symbol in the text.
type Placed[S any] struct {
	Panel[S]
	Symbol string
	Box    *demos.Box // in the scene's layout
	Off    bool       // the scene shows something else
}

// Shown reports whether the panel is part of the picture.
func (b *Placed[S]) Shown() bool { return !b.Off && b.Box.W > 0 }

// Panels are the parts of a picture in drawing order, and the spot that the visitor
// points at.
type Panels[S any] struct {
	List []Placed[S]
	At   Spot[S]

	drawn bool
}

// Add appends a panel.
func (l *Panels[S]) Add(p Panel[S], symbol string, box *demos.Box) {
	l.List = append(l.List, Placed[S]{Panel: p, Symbol: symbol, Box: box})
}

// Follow finds the spot at the pointer and reports whether it has changed.
func (l *Panels[S]) Follow(s S, p demos.Pointer) (changed bool) {
	var at Spot[S]
	if p.Inside && l.drawn {
		at = l.find(s, p.Point)
	}
	changed = at != l.At
	l.At = at
	return changed
}

func (l *Panels[S]) find(s S, p demos.Point) Spot[S] {
	for i := range l.List {
		b := &l.List[i]
		if !b.Shown() {
			continue
		}
		if at, ok := b.Under(s, p); ok {
			at.Panel = b.Panel
			if at.Symbol == "" {
				at.Symbol = b.Symbol
			}
			return at
		}
	}
	return Spot[S]{}
}

// Draw paints the panels. After each it calls veil, which may fade it.
func (l *Panels[S]) Draw(c demos.Canvas, s S, veil func(symbol string, box demos.Box)) {
	for i := range l.List {
		b := &l.List[i]
		if b.Shown() {
			b.Panel.Draw(c, s, *b.Box)
			veil(b.Symbol, *b.Box)
		}
	}
	l.drawn = true
}

// Explain paints the tooltip of the spot beside the pointer.
func (l *Panels[S]) Explain(c demos.Canvas, s S, t *demos.Theme, p demos.Point) {
	if l.At.Panel != nil {
		Tooltip(c, t, p, l.At.Panel.Tip(s, l.At))
	}
}
