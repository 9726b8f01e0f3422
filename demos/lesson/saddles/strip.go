package saddles

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// strip is what is drawn below the landscape: the heights along the steps, or the
// secular curve.
type strip struct {
	axes   plot.Axes
	curves [5]plot.Curve
	path   demos.Path
	labels []plot.EndLabel
	lines  []string
}

// lead is from a line of words to the next, in parts of their size.
const lead = 1.35

func (k *strip) draw(c demos.Canvas, s *Scene, b demos.Box) {
	if b.H <= 0 {
		k.axes.Area = demos.Box{}
		return
	}
	w, _ := c.Size()
	st := demos.TextStyle{Size: plot.TypeOf(w).Label, Color: s.Theme.Soft}
	title := "height of the ground along each step"
	if s.view.rooted() {
		title = "ψ(r) = |Dη(r)| − r"
	} else if s.view.show == "level" {
		title = "height along Newton’s step"
	}
	if s.view.rooted() { // its value now stands beside it
		title = plot.FirstThatFits(c, b.W-c.TextWidth(s.reading(), st)-st.Size, st, title, "ψ(r)")
	}
	c.Text(plot.FirstThatFits(c, b.W, st, title, "height along each step", "height"), b.X, b.Y+1.3*st.Size, st)
	k.axes.Area = b.Inset(4, 1.9*st.Size, 4, 1.9*st.Size)
	if s.view.rooted() {
		k.secular(c, s, st, b)
	} else {
		k.heights(c, s, st, b)
	}
}

// heights draws the true loss along each step, with a thin line for what the model says.
func (k *strip) heights(c demos.Canvas, s *Scene, st demos.TextStyle, b demos.Box) {
	w, t, a := &s.view, s.Theme, &k.axes
	level := w.show == "level"
	grey, green := s.Glide.At(atGrey), s.Glide.At(atGreen)
	names := [...]string{"Newton " + w.newton.number(), "cubic " + w.cubic.number(), "model"}
	room := 0.0
	for _, name := range names {
		room = max(room, c.TextWidth(name, st))
	}
	a.Area.W -= room + 16
	a.Area = a.Area.Inset(6, 0, 6, 0)
	// What the axis has to hold. What climbs far higher leaves the picture at its top.
	lo, hi := -0.04, 0.04
	for i := range fractions {
		if w.newton.ok() {
			lo, hi = min(lo, w.newton.along[i]), max(hi, w.newton.along[i])
		}
		if level && w.newton.ok() {
			lo, hi = min(lo, w.newton.flat[i]), max(hi, w.newton.flat[i])
		}
		if w.green() && w.cubic.ok() {
			lo, hi = min(lo, w.cubic.along[i]), max(hi, w.cubic.along[i])
		}
		if w.pathed() && w.cubic.ok() {
			lo = min(lo, w.cubic.model[i])
		}
	}
	lo = max(lo, -6)
	hi = min(hi, max(0.35, -1.5*lo))
	a.X.Lo, a.X.Hi, a.Y.Lo, a.Y.Hi = 0, 1, lo, hi
	from := a.Point(0, 0)
	k.path = k.path[:0]
	for x := from.X; x < a.Area.X+a.Area.W; x += 11 {
		k.path = plot.Segment(k.path, x, from.Y, x+5, from.Y)
	}
	c.StrokePath(k.path, 1.2, t.Soft.Fade(0.8))

	k.labels = k.labels[:0]
	one := func(i int, m *move, part float64, col demos.Color) {
		if !m.ok() || part == 0 {
			return
		}
		n := 1 + int(part*float64(len(fractions)-1))
		k.curves[i].Points(c, a, fractions[:n], m.along[:n], 3, col)
		at := a.Point(fractions[n-1], m.along[n-1])
		if a.Area.Inset(-1, -1, -1, -1).Holds(at) {
			k.path = plot.Disc(k.path[:0], at, 5)
			c.FillPath(k.path, col)
		}
		name := names[i]
		if m.change > hi || m.change < lo {
			name += map[bool]string{true: " ↑", false: " ↓"}[m.change > hi]
		}
		if part == 1 {
			k.name(a, name, m.along, col)
		}
	}
	if level && w.newton.ok() {
		k.curves[3].Points(c, a, fractions, w.newton.flat, 1.5, t.Text)
		k.name(a, names[2], w.newton.flat, t.Text)
	}
	if w.pathed() && w.cubic.ok() {
		col := s.shade(t.Group(cubicPlace), "phi", "lambda", "term")
		k.curves[4].Points(c, a, fractions, w.cubic.model, 1.5, col)
		k.name(a, names[2], w.cubic.model, col)
	}
	one(0, &w.newton, grey, s.newtonColor())
	one(1, &w.cubic, green, s.cubicColor())
	k.path = plot.Disc(k.path[:0], from, 5)
	c.FillPath(k.path, t.Back)
	c.StrokePath(k.path, 2.4, t.Text)
	if plot.Spread(k.labels, 1.15*st.Size, b.Y+2.2*st.Size, b.Y+b.H-0.6*st.Size) {
		for _, l := range k.labels {
			st.Color = l.Color
			c.Text(l.Text, a.Area.X+a.Area.W+14, l.Y+0.35*st.Size, st)
		}
	}
	st.Color = t.Soft
	y := b.Y + b.H - 0.4*st.Size
	const first = "start"
	c.Text(first, a.Area.X-6, y, st)
	last := plot.FirstThatFits(c, a.Area.W-c.TextWidth(first, st), st, "end of the step", "end")
	st.Align = demos.End
	c.Text(last, a.Area.X+a.Area.W+6, y, st)
}

// name adds the name of a curve beside its end.
func (k *strip) name(a *plot.Axes, name string, curve []float64, col demos.Color) {
	y := a.Point(1, curve[len(curve)-1]).Y
	k.labels = append(k.labels, plot.EndLabel{Text: name, Y: max(a.Area.Y, min(y, a.Area.Y+a.Area.H)), Color: col})
}

// secular draws ψ with a cursor that the visitor drags to its root.
func (k *strip) secular(c demos.Canvas, s *Scene, st demos.TextStyle, b demos.Box) {
	w, t, a := &s.view, s.Theme, &k.axes
	if !w.curved {
		k.lines = plot.Wrap(c, w.uncurved(), b.W, 3, st)
		for i, line := range k.lines {
			plot.Label(c, line, b.X, b.Y+(2.8+lead*float64(i))*st.Size, st)
		}
		return
	}
	a.X.Lo, a.X.Hi, a.Y.Lo, a.Y.Hi = 0, w.widest, -0.8*w.widest, 0.8*w.widest
	area := a.Area
	if w.floor > 0 {
		c.FillRect(area.X, area.Y, a.X.At(w.floor)*area.W, area.H, s.shade(t.Cell, "rmin"))
	}
	zero := a.Point(0, 0).Y
	c.FillRect(area.X, zero-0.7, area.W, 1.4, t.Soft)
	for _, r := range w.poles {
		a.Cross(c, r, s.shade(t.Soft, "rmin"))
	}
	k.curves[0].Branches(c, a, w.rs, w.curve, w.rising, 3, s.shade(t.Text, "psi", "r", "root"))
	if w.cubic.ok() {
		k.path = plot.Disc(k.path[:0], a.Point(w.root, 0), 7)
		c.StrokePath(k.path, 2.5, s.shade(t.Group(cubicPlace), "root", "eta"))
	}
	r := s.Glide.At(atR)
	col := s.cursorColor()
	a.Cross(c, r, col)
	ring := k.ring(s, r)
	k.path = plot.Disc(k.path[:0], ring, 9)
	if s.picture.hand.Held != holdR {
		c.FillPath(k.path, t.Back)
		k.path = plot.Disc(k.path[:0], ring, catch)
		c.FillPath(k.path, col.Fade(0.12))
		k.path = plot.Disc(k.path[:0], ring, 9)
	}
	c.StrokePath(k.path, 3, col)

	y := b.Y + b.H - 0.4*st.Size
	if x := a.X.At(w.floor) * area.W; w.floor > 0 {
		if x < 0.6*area.W {
			plot.Symbol(c, "r", "min", area.X+x+5, y-0.1*st.Size, st)
		}
		if words := "no minimum"; c.TextWidth(words, st) < x {
			c.Text(words, area.X, y, st)
		}
	}
	st.Align = demos.End
	c.Text("r →", area.X+area.W, y, st)
	st.Color, st.Mono = col, true
	c.Text(s.reading(), b.X+b.W, b.Y+1.3*st.Size, st)
}

// reading is where the reader's r is on the secular curve; nothing without a curve.
func (s *Scene) reading() string {
	if !s.view.curved {
		return ""
	}
	return "r = " + plot.Three(s.view.r) + ", ψ = " + plot.Three(s.view.psi)
}

// ring is where the cursor's ring is: on the curve, or at the edge where that has left
// the picture.
func (k *strip) ring(s *Scene, r float64) demos.Point {
	psi := s.view.psi
	if s.Moving() {
		psi = s.view.way.Secular(r, s.view.lambda)
	}
	if math.IsNaN(psi) {
		psi = 0
	}
	a := &k.axes
	q := a.Point(r, max(a.Y.Lo, min(psi, a.Y.Hi)))
	return a.Area.Nearest(q)
}
