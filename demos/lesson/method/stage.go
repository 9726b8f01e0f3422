package method

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// drawPicture paints what the present micro-step works on.
func (s *Scene) drawPicture(c demos.Canvas, box demos.Box) {
	now := &s.now
	k := now.call
	box = s.drawGroups(c, box)
	s.plane.box, s.strips.box, s.bars.box, s.matrix.box, s.secular.box = demos.Box{}, demos.Box{}, demos.Box{}, demos.Box{}, demos.Box{}
	s.strips.log = now.act() == actUpdate // the move is small beside θ
	const half = 0.5
	switch now.act() {
	case actStart:
		first, second := s.layout.halves(box, half)
		s.plane.draw(c, s, first, "what the network says at θₜ", nil)
		s.strips.draw(c, s, second, vector{"θₜ", now.before})
	case actGradient:
		first, second := s.layout.halves(box, half)
		s.plane.draw(c, s, first, "the minibatch", now.batch)
		s.strips.draw(c, s, second, vector{"g, the gradient on it", now.g})
	case actDirection:
		if now.m == nil {
			s.strips.draw(c, s, box, vector{"g", now.g}, vector{"u = m", now.u})
		} else {
			s.strips.draw(c, s, box, vector{"m before", now.m}, vector{"g", now.g}, vector{"u = m", now.u})
		}
	case actDraw:
		first, second := s.layout.halves(box, half)
		s.plane.draw(c, s, first, "the summary minibatch", k.batch)
		s.strips.draw(c, s, second, vector{"∂L_hg/∂θ, the gradient on it", now.there})
	case actSlope:
		first, second := s.layout.halves(box, 0.58)
		s.strips.draw(c, s, first, vector{"∂L_hg/∂θ", now.there}, vector{"u", k.u})
		s.bars.draw(c, s, second, column{"ḡ, slope along each group", k.Gbar})
	case actCurvature:
		s.matrix.draw(c, s, box)
	case actThird:
		first, second := s.layout.halves(box, half)
		s.bars.draw(c, s, first, column{"D⁽³⁾, third derivative", k.Order3})
		s.bars.more(c, s, second, column{"D", k.d})
	case actSecular:
		s.secular.draw(c, s, box)
	case actNewton:
		first, second := s.layout.halves(box, half)
		s.bars.draw(c, s, first, column{"ḡ", k.Gbar})
		s.bars.more(c, s, second, column{"η_new", k.newton})
	case actAverage:
		from := column{"η_new", k.newton}
		if now.place(actClip) < now.place(actAverage) {
			from = column{"η_new, clipped", now.clipped}
		}
		if k.old == nil {
			first, second := s.layout.halves(box, half)
			s.bars.draw(c, s, first, from)
			s.bars.more(c, s, second, column{"η", k.averaged})
			return
		}
		first, rest := s.layout.halves(box, 1.0/3)
		second, third := s.layout.halves(rest, half)
		if rest.W < 420 && rest.H < rest.W { // three side by side all the same
			w := (rest.W - 14) / 2
			if box.W >= 420 {
				second, third = demos.Box{X: rest.X, Y: rest.Y, W: w, H: rest.H}, demos.Box{X: rest.X + w + 14, Y: rest.Y, W: w, H: rest.H}
			}
		}
		s.bars.draw(c, s, first, column{"η before", k.old})
		s.bars.more(c, s, second, from)
		s.bars.more(c, s, third, column{"η, the average", k.averaged})
	case actClip:
		first, second := s.layout.halves(box, half)
		before, after := "η", "η, clipped"
		if now.place(actClip) < now.place(actAverage) {
			before, after = "η_new", "η_new, clipped"
		}
		s.bars.draw(c, s, first, column{before, now.unclip})
		s.bars.more(c, s, second, column{after, now.clipped})
	case actUpdate:
		second := box
		if !s.layout.narrow {
			var first demos.Box
			first, second = s.layout.halves(box, 0.45)
			s.plane.draw(c, s, first, "what the network says after the step", nil)
		}
		s.strips.draw(c, s, second, vector{"θ before", now.before}, vector{"λ₁ Σₛ ηₛ uₛ", now.move}, vector{"θ after, log colours", now.after})
	}
}

// drawGroups writes the formula for every group below the bars of a wide
// stage, and returns what is left for the picture.
func (s *Scene) drawGroups(c demos.Canvas, box demos.Box) demos.Box {
	const leading, row, around = 19, 34, 52 // the bars' rows, their title and axis
	n := float64(len(s.groups))
	a := s.now.act()
	if _, ok := s.now.telling(a); !ok || a == actSlope || s.layout.narrow || box.H < n*(leading+row)+around+10 {
		return box
	}
	y := box.Y + n*row + around
	for k := range s.groups {
		st := demos.TextStyle{Size: 13, Color: s.Theme.Text}
		base := y + float64(k)*leading + 20
		c.FillRect(box.X, base-10, 5, 12, s.color(k))
		plot.Label(c, plot.Fit(c, s.filledFor(a, k), box.W-12, st), box.X+12, base, st)
	}
	box.H = n*row + around - 6
	return box
}

// tip explains what is below p, with exact values.
func (s *Scene) tip(p demos.Point) []string {
	if micro, ok := s.under(p); ok {
		a := s.now.steps[micro]
		lines := []string{acts[a].name + ": " + s.now.formula(a)}
		lines = append(lines, s.filled(a)...)
		return append(lines, s.exact(a)...)
	}
	for _, part := range []interface {
		tip(*Scene, demos.Point) []string
	}{&s.plane, &s.strips, &s.bars, &s.matrix, &s.secular} {
		if lines := part.tip(s, p); len(lines) > 0 {
			return lines
		}
	}
	return nil
}

// exact lists what an act gave each group, in full.
func (s *Scene) exact(a act) (lines []string) {
	values := s.now.perGroup(a)
	for k, v := range values {
		if k == 6 {
			return append(lines, "…")
		}
		lines = append(lines, s.now.groups[k].Short+": "+plot.Exact(v))
	}
	return lines
}

// perGroup returns what an act gives: a number for each group, or nil.
func (now *shown) perGroup(a act) []float64 {
	k := now.call
	switch a {
	case actSlope:
		return k.Gbar
	case actThird:
		return k.d
	case actNewton:
		return k.newton
	case actAverage:
		return k.averaged
	case actClip:
		return now.clipped
	case actUpdate:
		return now.eta
	}
	return nil
}

// color is the colour of group g, faded when the text points at another.
func (s *Scene) color(g int) demos.Color {
	col := s.Theme.Group(s.groups[g].Place)
	if k, ok := lesson.GroupOf(s.Lighted(), len(s.groups)); ok && k != g {
		return col.Fade(0.2)
	}
	return col
}
