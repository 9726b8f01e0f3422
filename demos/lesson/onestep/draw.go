package onestep

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// narrow is the width below which one picture is above the other.
const narrow = 700

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	w, h := c.Size()
	c.Clear(s.Theme.Back)
	const gap = 14
	var left, right demos.Box
	s.header = demos.Box{X: gap, Y: 8, W: w - 2*gap, H: 22}
	if w < narrow {
		s.header.H = 38
		y := s.header.Y + s.header.H + 4
		half := (h - y - gap) / 2
		left = demos.Box{X: 8, Y: y, W: w - 16, H: half}
		right = demos.Box{X: 8, Y: y + half + 8, W: w - 16, H: half - 4}
	} else {
		y := s.header.Y + s.header.H + gap
		left = demos.Box{X: gap, Y: y, W: (w - 3*gap) * 0.52, H: h - y - 8}
		right = demos.Box{X: gap*2 + left.W, Y: y, W: w - 3*gap - left.W, H: left.H}
	}
	s.drawHeader(c)
	s.drawPlane(c, left)
	s.drawCurves(c, right)
	s.tooltip(c)
	s.Drawn()
}

// drawHeader writes the effect of the step.
func (s *Scene) drawHeader(c demos.Canvas) {
	now, t := &s.now, s.Theme
	words := "The loss falls by " + plot.Format(now.loss-now.reached) + "; the parabola promised " + plot.Format(now.promised()) + ": ρ = " + plot.Format(now.ratio())
	switch {
	case now.gbar == 0:
		words = "The gradient is zero: there is nowhere to go."
	case now.reached > now.loss:
		words = "The loss rises by " + plot.Format(now.reached-now.loss) + ": the step is too long."
	case now.hbar <= 0:
		words = "Along g the loss curves downwards (H̄ ≤ 0): the parabola has no minimum. The loss falls by " + plot.Format(now.loss-now.reached) + "."
	}
	st := demos.TextStyle{Size: 13, Color: t.Text}
	for i, line := range plot.Wrap(c, words, s.header.W, 2, st) {
		plot.Label(c, line, s.header.X, s.header.Y+13+17*float64(i), st)
	}
}

func (s *Scene) drawPlane(c demos.Canvas, box demos.Box) {
	now, t := &s.now, s.Theme
	s.plane.View = s.land.Window
	s.plane.Place(c, box)
	s.sample()
	s.shade.Draw(c, &s.plane.Axes, t, &s.field, s.levels)
	s.contours.Draw(c, &s.plane.Axes, t)
	s.plane.Draw(c, t)

	// The ray of all steps, thin; the learner's, thick.
	on := func(q plot.XY) demos.Point { return s.plane.At(q) }
	s.plane.Inside(c, func() {
		c.StrokePath(demos.Path{{on(now.start), on(now.at(s.reach))}}, 1, t.Soft)
		if !math.IsNaN(now.best) {
			ring := demos.Path{}
			ring = plot.Disc(ring, on(now.cauchy), 5)
			c.FillPath(ring, faded(color(t, 1), s.Shines("hbar") || s.Shines("best")))
		}
		plot.Arrow(c, on(now.start), on(now.end), 3, faded(t.Text, s.Shines("eta")))
	})
	s.start.At = now.start
	s.start.Draw(c, &s.plane.Axes, t, s.drag.Hot(0))
}

// sample fills the field over what the plane shows, when that has changed.
func (s *Scene) sample() {
	if w := s.plane.Seen(); s.sampled != s.land || s.field.Window != w {
		s.sampled = s.land
		s.field.Sample(96, 72, w, s.land.Value)
		s.levels = plot.LogLevels(s.levels[:0], s.field.Values, 14)
		s.contours.Trace(&s.field, s.levels)
	}
}

func (s *Scene) drawCurves(c demos.Canvas, box demos.Box) {
	now, t := &s.now, s.Theme
	a := &s.axes
	a.Title = plot.FirstThatFits(c, box.W, demos.TextStyle{}, "the loss along the step θ − ηg, and its models", "loss along θ − ηg", "along the step")
	a.X.Lo, a.X.Hi = s.etas[0], s.etas[samples]
	lo, hi := s.truth[0], s.truth[0]
	for i, v := range s.truth {
		lo, hi = min(lo, v), max(hi, v)
		// The parabola's minimum has to be visible; its far ends do not.
		if s.etas[i] > 0 && s.etas[i] < 2*math.Max(now.best, 0) {
			lo = min(lo, s.models[1][i])
		}
	}
	hi = min(hi, now.loss+2.2*(now.loss-lo)) // a steep rise would flatten the rest
	pad := 0.06 * math.Max(hi-lo, 1e-12)
	a.Y.Lo, a.Y.Hi = lo-pad, hi+pad
	a.Right = 8
	s.legend(c, demos.Box{X: box.X, Y: box.Y + 16, W: box.W, H: 14})
	plot.Label(c, a.Title, box.X, box.Y+12, demos.TextStyle{Color: t.Text})
	a.Title = ""
	a.Place(c, box.Inset(0, 34, 0, 0))
	a.Draw(c, t)
	a.Inside(c, func() {
		for d := range s.models {
			s.curves[d].Points(c, a, s.etas, s.models[d], 2, faded(color(t, d), s.Shines(models[d].symbol)))
		}
		s.curves[orders].Points(c, a, s.etas, s.truth, 3, faded(t.Text, s.Shines("loss") || s.Shines("drop")))
		if at := a.X.At(now.best); at >= 0 && at <= 1 {
			dot := plot.Disc(demos.Path{}, a.Point(now.best, now.loss-now.gbar*now.best/2), 5)
			c.FillPath(dot, faded(color(t, 1), s.Shines("hbar") || s.Shines("best")))
		}
		x := a.Point(now.eta, 0).X
		c.StrokePath(demos.Path{{{X: x, Y: a.Area.Y}, {X: x, Y: a.Area.Y + a.Area.H}}}, 2, faded(t.Accent, s.Shines("eta")))
		dots := plot.Disc(demos.Path{}, a.Point(now.eta, now.reached), 6)
		c.FillPath(dots, t.Text)
	})
	// A grip at the top of η's line shows that it can be dragged.
	if at := a.X.At(now.eta); at >= 0 && at <= 1 {
		x := a.Point(now.eta, 0).X
		c.FillPath(demos.Path{{{X: x - 8, Y: a.Area.Y - 2}, {X: x + 8, Y: a.Area.Y - 2}, {X: x, Y: a.Area.Y + 9}}}, t.Accent)
	}
}

// names are what the curves are called, long and short.
var names = [orders + 1][2]string{
	{"true loss", "true"},
	{"order 1: −ḡη", "order 1"},
	{"order 2: + ½H̄η²", "order 2"},
	{"order 3: − D⁽³⁾η³/6", "order 3"},
}

// legend names the curves in a line of its own.
func (s *Scene) legend(c demos.Canvas, box demos.Box) {
	t := s.Theme
	cols := [orders + 1]demos.Color{t.Text, color(t, 0), color(t, 1), color(t, 2)}
	st := demos.TextStyle{Size: 11, Color: t.Text}
	const dash, gap = 16, 12
	form := 0
	for wide := 0.0; form < 1; form++ {
		for _, n := range names {
			wide += dash + plot.LabelWidth(c, n[form], st) + gap
		}
		if wide <= box.W+gap {
			break
		}
	}
	x, y := box.X, box.Y+11
	for i, n := range names {
		c.FillRect(x, y-5, dash-5, 3, cols[i])
		plot.Label(c, n[form], x+dash, y, st)
		x += dash + plot.LabelWidth(c, n[form], st) + gap
	}
}

// tooltip has the exact values below the pointer.
func (s *Scene) tooltip(c demos.Canvas) {
	p := s.Pointer
	if !p.Inside || p.Down {
		return
	}
	if eta, inside := s.axes.Under(p.Point); inside {
		i := s.nearest(eta)
		plot.Tooltip(c, s.Theme, p.Point, []string{
			"η = " + plot.Exact(s.etas[i]),
			"true loss " + plot.Exact(s.truth[i]),
			"order 1 " + plot.Exact(s.models[0][i]),
			"order 2 " + plot.Exact(s.models[1][i]),
			"order 3 " + plot.Exact(s.models[2][i]),
		})
		return
	}
	if s.plane.Area.Holds(p.Point) && s.drag.Hover == 0 {
		q := s.plane.Value(p.Point)
		plot.Tooltip(c, s.Theme, p.Point, []string{
			"θ = (" + plot.Format(q.X) + ", " + plot.Format(q.Y) + ")",
			"loss " + plot.Exact(s.land.Value(q.X, q.Y)),
		})
	}
}

// faded is a colour, faded unless its part is highlighted.
func faded(c demos.Color, shines bool) demos.Color {
	if !shines {
		return c.Fade(0.25)
	}
	return c
}
