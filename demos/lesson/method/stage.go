package method

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/optim"
)

// drawPicture paints the quantities of the present micro-step.
func (s *Scene) drawPicture(c demos.Canvas, box demos.Box) {
	now := &s.now
	k := now.call
	box = s.drawGroups(c, box)
	s.plane.box, s.strips.box, s.bars.n, s.matrix.box, s.secular.box = demos.Box{}, demos.Box{}, 0, demos.Box{}, demos.Box{}
	s.strips.log = now.act() == actUpdate // the move is small beside θ
	samples := func(title string, batch []int) func(demos.Box) {
		return func(b demos.Box) { s.plane.draw(c, s, b, title, batch) }
	}
	vectors := func(v ...vector) func(demos.Box) {
		return func(b demos.Box) { s.strips.draw(c, s, b, v...) }
	}
	bars := func(title string, values []float64) func(demos.Box) {
		return func(b demos.Box) { s.bars.draw(c, s, b, title, values) }
	}
	fresh, clipped := "η", "η, clipped"
	if now.order == optim.ClipFirst {
		fresh, clipped = "η_new", "η_new, clipped"
	}
	share := 0.5 // of the first part
	var parts []func(demos.Box)
	switch now.act() {
	case actStart:
		parts = append(parts, samples("what the network says at θₜ", nil), vectors(vector{"θₜ", now.before}))
	case actGradient:
		parts = append(parts, samples("the minibatch", now.batch), vectors(vector{"g, the gradient on it", now.g}))
	case actDirection:
		v := []vector{{"m before", now.m}, {"g", now.g}, {"u = m", now.u}}
		if now.m == nil {
			v = v[1:]
		}
		parts = append(parts, vectors(v...))
	case actDraw:
		parts = append(parts, samples("the summary minibatch", k.batch), vectors(vector{"∂L_hg/∂θ, the gradient on it", now.there}))
	case actSlope:
		share = 0.58
		parts = append(parts, vectors(vector{"∂L_hg/∂θ", now.there}, vector{"u", k.u}), bars("ḡ, slope along each group", k.Gbar))
	case actCurvature:
		s.matrix.draw(c, s, box)
	case actThird:
		parts = append(parts, bars("D⁽³⁾, third derivative", k.Order3), bars("D", k.d))
	case actSecular:
		s.secular.draw(c, s, box)
	case actNewton:
		parts = append(parts, bars("ḡ", k.Gbar), bars("η_new", k.newton))
	case actAverage:
		from := bars("η_new", k.newton)
		if now.order == optim.ClipFirst {
			from = bars(clipped, now.clipped)
		}
		if k.old == nil {
			parts = append(parts, from, bars("η", k.averaged))
			break
		}
		share = 1.0 / 3
		parts = append(parts, bars("η before", k.old), from, bars("η, the average", k.averaged))
	case actClip:
		parts = append(parts, bars(fresh, now.unclip), bars(clipped, now.clipped))
	case actUpdate:
		if !s.layout.narrow {
			share = 0.45
			parts = append(parts, samples("what the network says after the step", nil))
		}
		parts = append(parts, vectors(vector{"θ before", now.before}, vector{"λ₁ Σₛ ηₛ uₛ", now.move}, vector{"θ after, log colours", now.after}))
	}
	places := []demos.Box{box, {}, {}}
	if len(parts) > 1 {
		places[0], places[1] = s.layout.halves(box, share)
	}
	if rest := places[1]; len(parts) > 2 {
		places[1], places[2] = s.layout.halves(rest, 0.5)
		if box.W >= 420 && rest.W < 420 && rest.H < rest.W { // three side by side all the same
			w := (rest.W - 14) / 2
			places[1], places[2] = demos.Box{X: rest.X, Y: rest.Y, W: w, H: rest.H}, demos.Box{X: rest.X + w + 14, Y: rest.Y, W: w, H: rest.H}
		}
	}
	for i, part := range parts {
		part(places[i])
	}
}

// drawGroups writes the formula for every group below the bars of a wide
// stage, and returns the rest of the box.
func (s *Scene) drawGroups(c demos.Canvas, box demos.Box) demos.Box {
	const leading, row, around = 19, 34, 52 // the bars' rows, their title and axis
	n := float64(len(s.groups))
	a := s.now.act()
	if _, ok := s.now.example(a); !ok || a == actSlope || s.layout.narrow || box.H < n*(leading+row)+around+10 {
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

// exact lists the exact result of an act for each group.
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

// perGroup returns the result of an act that is a number for each group, or nil.
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

// color is the colour of group g, faded when another is highlighted.
func (s *Scene) color(g int) demos.Color {
	col := s.Theme.Group(s.groups[g].Place)
	if k, ok := lesson.GroupOf(s.Lighted(), len(s.groups)); ok && k != g {
		return col.Fade(0.2)
	}
	return col
}
