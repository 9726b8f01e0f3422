package plot

import (
	"strings"

	"github.com/cauchy-newton/playground/demos"
)

// Product shows matrices in a row with signs between them, all with cells of
// one size: I_{S:P} · U H U · Iᵀ = H̄. What is too long for one line goes on in
// the next, with its sign; an arrow points down to it.
type Product struct {
	Terms []*Matrix
	// Signs[i] stands before Terms[i+1]: "=", "·". One that begins with "→",
	// such as "→ cells add", is an arrow with the rest of it above.
	Signs []string

	widths []float64   // of the signs before the terms
	boxes  []demos.Box // of the signs
}

// Share gives the signed terms one scale, that of the largest entries.
func (p *Product) Share() {
	var s Signed
	for _, m := range p.Terms {
		if m.Own == nil && m.Scale.Top > s.Top {
			s = m.Scale
		}
	}
	for _, m := range p.Terms {
		if m.Own == nil && s.Top > 0 {
			m.Rescale(s)
		}
	}
}

const (
	signGap    = 8
	signSize   = 16
	leastArrow = 22 // its length
)

func (p *Product) sign(i int) (s string, arrow bool) {
	if i < 0 || i >= len(p.Signs) {
		return "", false
	}
	rest, arrow := strings.CutPrefix(p.Signs[i], "→")
	return strings.TrimSpace(rest), arrow
}

func (p *Product) signWidth(c demos.Canvas, i int) float64 {
	switch s, arrow := p.sign(i); {
	case arrow:
		return max(leastArrow, c.TextWidth(s, demos.TextStyle{Size: tickSize})) + 2*signGap
	case s != "":
		return c.TextWidth(s, demos.TextStyle{Size: signSize}) + 2*signGap
	}
	return 2 * signGap
}

// Place lays the product out inside box: of all ways to break it into lines
// the one with the largest cells, the fewest lines first.
func (p *Product) Place(c demos.Canvas, box demos.Box) {
	p.widths, p.boxes = p.widths[:0], p.boxes[:0]
	for i, m := range p.Terms {
		w := 0.0
		if i > 0 {
			w = p.signWidth(c, i-1)
		}
		p.widths = append(p.widths, w)
		m.measure(c)
	}
	best, cell := 1, 0.0
	for lines := 1; lines <= len(p.Terms); lines++ {
		side := fit(func(cell float64) bool {
			w, h := p.flow(box, cell, lines, nil)
			return w <= box.W && h <= box.H
		})
		// A new line has to earn its place.
		if side > cell*1.1 {
			best, cell = lines, side
		}
	}
	_, h := p.flow(box, cell, best, nil)
	box.Y += max(0, (box.H-h)/2)
	p.flow(box, cell, best, func(i int, sign, term demos.Box) {
		m := p.Terms[i]
		m.at(c, term, cell)
		if sign.H == 0 { // beside the term: half-way up its cells
			sign.Y = m.Area.Y + m.Area.H/2
		}
		p.boxes = append(p.boxes, sign)
	})
}

// signRoom returns the size of the sign before a term: an arrow that begins a
// line stands above it.
func (p *Product) signRoom(i, first int) (w, h float64) {
	if _, arrow := p.sign(i - 1); i > 0 && i == first && arrow {
		return 0, lineGap + leastArrow
	}
	return p.widths[i], 0
}

// flow breaks the terms into lines, even shares each, and returns the size of
// the whole; put, if given, takes each term's place and that of its sign.
func (p *Product) flow(box demos.Box, cell float64, lines int, put func(i int, sign, term demos.Box)) (w, h float64) {
	per := (len(p.Terms) + lines - 1) / lines
	for first := 0; first < len(p.Terms); first += per {
		past := min(first+per, len(p.Terms))
		wide, high, above := 0.0, 0.0, 0.0
		for i := first; i < past; i++ {
			sw, sh := p.signRoom(i, first)
			tw, th := p.Terms[i].size(cell, box.W-sw)
			wide, high, above = wide+sw+tw, max(high, th), max(above, sh)
		}
		if first > 0 {
			h += lineGap
		}
		if put != nil {
			x := box.X + max(0, (box.W-wide)/2)
			for i := first; i < past; i++ {
				sw, sh := p.signRoom(i, first)
				tw, _ := p.Terms[i].size(cell, box.W-sw)
				sign := demos.Box{X: x, Y: box.Y + h, W: sw, H: sh}
				if sh > 0 {
					sign.X, sign.W = box.X, box.W
				}
				put(i, sign, demos.Box{X: x + sw, Y: box.Y + h + above, W: tw, H: high})
				x += sw + tw
			}
		}
		w, h = max(w, wide), h+above+high
	}
	return w, h
}

const lineGap = 10

// Draw paints the terms and the signs between them.
func (p *Product) Draw(c demos.Canvas, t *demos.Theme) {
	for _, m := range p.Terms {
		m.Draw(c, t)
	}
	for i, b := range p.boxes[min(1, len(p.boxes)):] {
		q := b.Middle()
		switch s, arrow := p.sign(i); {
		case b.H > 0:
			st := demos.TextStyle{Size: tickSize, Color: t.Soft}
			s = Fit(c, s, b.W-signGap-8, st)
			x := q.X - (LabelWidth(c, s, st)+signGap)/2
			Arrow(c, demos.Point{X: x, Y: b.Y}, demos.Point{X: x, Y: b.Y + leastArrow}, 1.5, t.Soft)
			Label(c, s, x+signGap, b.Y+leastArrow/2+4, st)
		case arrow:
			half := b.W/2 - signGap
			Arrow(c, demos.Point{X: q.X - half, Y: b.Y}, demos.Point{X: q.X + half, Y: b.Y}, 1.5, t.Soft)
			Label(c, s, q.X, b.Y-6, demos.TextStyle{Size: tickSize, Color: t.Soft, Align: demos.Middle})
		case s != "":
			Label(c, s, q.X, b.Y+signSize/3, demos.TextStyle{Size: signSize, Color: t.Text, Align: demos.Middle})
		}
	}
}

// Under returns the cell (i, j) of the term below p.
func (p *Product) Under(q demos.Point) (term, i, j int, ok bool) {
	for k, m := range p.Terms {
		if i, j, ok := m.Under(q); ok {
			return k, i, j, true
		}
	}
	return 0, 0, 0, false
}
