package saddles

import (
	"math"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// picture is what the lesson draws: the landscape with the steps on it, a strip below,
// and one big number.
type picture struct {
	stage   plot.Stage
	corner  demos.Box // the upper right corner of which has the number
	ink     demos.Theme
	land    plot.Land
	ground  ground
	count   plot.Counter
	ring    plot.Ring
	goal    plot.Goal
	newton  plot.Needle
	cubic   plot.Needle
	way     plot.Curve
	xs, ys  []float64
	path    demos.Path
	eta     []float64
	strip   strip
	hand    plot.Drag
	segment [4][2]demos.Point // of the arrows at rest, and where the pass is
	words   []demos.Box       // that have been set
	canvas  demos.Canvas      // during Draw
	inside  func()
	drawn   bool
}

// seen is the part of the plane that is drawn at least; most is how far from its middle
// the picture goes to show where a step ends.
var seen = plot.Window{Lo: plot.XY{X: -1.3, Y: -1.1}, Hi: plot.XY{X: 1.5, Y: 1.45}}

const most = 2.6

// narrow is the width below which the number has the top of the picture for itself.
const narrow = 560

// place lays the picture out. While a hand holds something nothing else moves.
func (s *Scene) place(c demos.Canvas) {
	p, w := &s.picture, &s.view
	wide, high := c.Size()
	stage := plot.Arrange(wide, high, max(0.28*high, 130))
	hero := stage.Hero
	p.corner = hero
	if k := &stage.Strips[0]; stage.Beside { // the number stands above the strip
		p.corner = demos.Box{X: hero.W, W: wide - hero.W, H: high}
		k.Y = 148
		k.H = high - k.Y - 4
	}
	if p.hand.Held > 0 && p.stage == stage {
		return
	}
	p.stage = stage
	window := seen
	for _, q := range [...]plot.XY{w.start, w.newton.end, w.cubic.end, w.twin.end} {
		q = plot.Window{Lo: plot.XY{X: -most, Y: -most}, Hi: plot.XY{X: most, Y: most}}.Clamp(q)
		window.Lo.X, window.Lo.Y = min(window.Lo.X, q.X-0.15), min(window.Lo.Y, q.Y-0.15)
		window.Hi.X, window.Hi.Y = max(window.Hi.X, q.X+0.15), max(window.Hi.Y, q.Y+0.15)
	}
	l := &p.land
	l.Across, l.Up = "x", "y"
	l.Anchor.X, l.Fade = 0.44, plot.Sides{Left: 0.16, Right: 0.3}
	if wide < narrow {
		l.Anchor.X, l.Fade.Right = 0.5, 0
	}
	l.Middle = plot.XY{X: (window.Lo.X + window.Hi.X) / 2, Y: (window.Lo.Y + window.Hi.Y) / 2}
	fit := func(top float64) {
		l.Anchor.Y = (top/hero.H + 1) / 2
		l.Span = plot.XY{X: window.Hi.X - window.Lo.X, Y: (window.Hi.Y - window.Lo.Y) * hero.H / (hero.H - top)}
		l.Place(c, hero)
	}
	fit(0)
	if number := usual.Box(c, p.corner); number.Inset(-30, 0, -30, -30).Holds(l.At(plot.XY{X: 1.1, Y: 1.1})) {
		fit(number.H - 0.4*plot.TypeOf(wide).Big)
	}
}

// usual is as large as the number and its words are at most.
var usual = plot.Counter{Number: "+0.0000", Unit: "change of the loss, Newton’s step", Below: "Newton’s step"}

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	p, t := &s.picture, s.Theme
	c.Clear(t.Back)
	s.place(c)
	p.ground.level(s)
	p.land.Draw(c, t)
	if p.inside == nil {
		p.inside = func() { s.hero(p.canvas) }
	}
	s.counter()
	cross := p.land.Words(c)
	corner := demos.Box{X: cross[1].X - 6, Y: cross[1].Y, W: cross[0].X + cross[0].W + 6 - cross[1].X, H: cross[0].Y + cross[0].H - cross[1].Y}
	p.words = append(p.words[:0], p.count.Box(c, p.corner), corner)
	p.canvas = c
	p.land.Inside(c, p.inside)
	p.canvas = nil
	p.ink = *t
	p.ink.Soft = t.Text // over land
	p.count.Draw(c, &p.ink, p.corner)
	s.names(c)
	p.strip.draw(c, s, p.stage.Strips[0])
	p.drawn = true
	if at, words := s.explained(); len(words) > 0 {
		plot.Tooltip(c, t, at, words)
	}
	s.Drawn()
}

// signed writes a change of the loss with its sign.
func signed(v float64) string {
	switch a := math.Abs(v); {
	case v >= 999.5:
		return "> 999"
	case a < 0.00095:
		return plot.Short(math.Round(v*1e4) / 1e4)
	case v > 0:
		return "+" + plot.Three(v)
	}
	return plot.Three(v)
}

// counter fills the big number: what the step that is drawn last does to the loss.
func (s *Scene) counter() {
	w, k := &s.view, &s.picture.count
	wide := s.picture.stage.Hero.W >= narrow || s.picture.stage.Beside
	k.Color, k.Below = demos.Color{}, ""
	form := func(long, short string) string {
		if wide {
			return long
		}
		return short
	}
	if w.show == "start" {
		k.Number, k.Unit = signed(w.loss), "loss here"
		return
	}
	if w.show == "newton" || w.show == "level" {
		k.Number, k.Unit, k.Color = w.newton.number(), form("change of the loss, Newton’s step", "Newton"), s.newtonColor()
		return
	}
	k.Number, k.Unit, k.Color = w.cubic.number(), form("change of the loss, cubic step", "cubic"), s.cubicColor()
	k.Below = form("Newton’s step: ", "Newton ") + w.newton.number()
	if !w.cubic.ok() {
		k.Unit = form("no cubic step: its model has no minimum", "no cubic step")
	}
}

// number is what the step does to the loss.
func (m *move) number() string {
	if !m.ok() {
		return "none"
	}
	return signed(m.change)
}

// tips are the ends of the arrows on the canvas as they are drawn now.
func (s *Scene) tips() (from, newton, cubic demos.Point) {
	w, l := &s.view, &s.picture.land
	start := plot.XY{X: s.Glide.At(atX), Y: s.Glide.At(atY)}
	from = l.At(start)
	part := s.Glide.At(atGrey)
	newton = l.At(plot.XY{X: start.X + part*s.Glide.At(atNewton), Y: start.Y + part*s.Glide.At(atNewton+1)})
	end := w.cubic.end
	if s.Moving() {
		if q, ok := s.weighed(math.Exp(s.Glide.At(atLambda))); ok {
			end = q
		}
	}
	part = s.Glide.At(atGreen)
	cubic = l.At(plot.XY{X: start.X + part*(end.X-w.start.X), Y: start.Y + part*(end.Y-w.start.Y)})
	return from, newton, cubic
}

// weighed is where the cubic step ends with another λ.
func (s *Scene) weighed(lambda float64) (plot.XY, bool) {
	w, p := &s.view, &s.picture
	if len(w.path) == 0 {
		return plot.XY{}, false
	}
	p.eta = append(p.eta[:0], w.gbar...)
	_, status := w.way.Eta(p.eta, lambda)
	return w.at(p.eta, 1), status.Solved()
}

// hero paints the steps over the landscape.
func (s *Scene) hero(c demos.Canvas) {
	p, w, t := &s.picture, &s.view, s.Theme
	from, newton, cubic := s.tips()
	if k, ok := passes[w.ground.Name]; ok && s.Glide.At(atModel) < 1 {
		s.pass(c, k, t.Text.Fade(1-s.Glide.At(atModel)))
	}
	green := s.cubicColor()
	if w.rooted() {
		s.line(c, w.lost, 1.4, s.cursorColor().Fade(0.6))
	}
	if w.pathed() {
		s.line(c, w.path, 2, s.shade(t.Group(cubicPlace).Fade(0.55), "path", "eta", "psi", "lambda"))
	}
	p.newton.Width, p.cubic.Width = 4, 4.5
	s.arrow(c, &p.newton, from, newton, s.newtonColor(), s.Glide.At(atGrey) > 0)
	if w.twin.ok() && s.Glide.At(atGreen) == 1 {
		s.arrow(c, &p.cubic, from, p.land.At(w.twin.end), green, true)
	}
	s.arrow(c, &p.cubic, from, cubic, green, w.cubic.ok() && s.Glide.At(atGreen) > 0)
	if w.show == "level" && w.newton.ok() {
		p.goal.Label = ""
		p.goal.Draw(c, t, p.land.At(w.newton.end), false)
	}
	if at, ok := s.cursor(); ok {
		p.path = plot.Disc(p.path[:0], at, 7)
		c.FillPath(p.path, s.cursorColor())
		c.StrokePath(p.path, 2, t.Back)
	}
	if w.pathed() && w.cubic.ok() {
		p.path = plot.Disc(p.path[:0], cubic, 11)
		c.StrokePath(p.path, 2.5, green)
		if p.hand.Held != holdTip {
			p.path = plot.Disc(p.path[:0], cubic, catch)
			c.FillPath(p.path, green.Fade(0.12))
		}
	}
	p.ring.Label = ""
	p.ring.Draw(c, t, p.land.Area.Nearest(from), p.hand.Held == holdRing)
}

// cursor is where the step for the reader's r ends, if it is shown.
func (s *Scene) cursor() (at demos.Point, ok bool) {
	w, p := &s.view, &s.picture
	if !w.rooted() || !w.curved {
		return at, false
	}
	p.eta = append(p.eta[:0], w.gbar...)
	if !w.way.At(p.eta, s.Glide.At(atR), w.lambda) {
		return at, false
	}
	at = p.land.At(w.at(p.eta, 1))
	return at, p.land.Area.Holds(at)
}

// arrow paints one to where it ends or leaves the picture.
func (s *Scene) arrow(c demos.Canvas, n *plot.Needle, from, to demos.Point, col demos.Color, shown bool) {
	if !shown {
		return
	}
	if _, end, ok := plot.Cut(from, to, s.picture.land.Area.Inset(4, 4, 4, 4)); ok {
		n.Draw(c, from, end, col)
	}
}

// pass paints the sign of a pass: two bows with their backs to each other, the way
// between them leads from valley to valley.
func (s *Scene) pass(c demos.Canvas, k pass, col demos.Color) {
	p := &s.picture
	at := p.land.At(k.at)
	p.path = p.path[:0]
	for _, side := range [...]float64{-1, 1} {
		var last demos.Point
		for i := range 9 {
			along := float64(i)/4 - 1
			a, b := 13*along, side*(5+6*along*along)
			q := demos.Point{X: at.X + a*k.valley.X - b*k.valley.Y, Y: at.Y - a*k.valley.Y - b*k.valley.X}
			if i > 0 {
				p.path = plot.Segment(p.path, last.X, last.Y, q.X, q.Y)
			}
			last = q
		}
	}
	c.StrokePath(p.path, 2.4, col)
}

// line paints a curve of the plane, cut where it is far outside and below the number.
func (s *Scene) line(c demos.Canvas, points []plot.XY, width float64, col demos.Color) {
	p := &s.picture
	p.xs, p.ys = p.xs[:0], p.ys[:0]
	number := p.words[0]
	for _, q := range points {
		if at := p.land.At(q); math.Abs(q.X)+math.Abs(q.Y) > 20 || at.X > number.X && at.Y < number.Y+number.H {
			q.X = math.NaN()
		}
		p.xs, p.ys = append(p.xs, q.X), append(p.ys, q.Y)
	}
	p.way.Points(c, &p.land.Axes, p.xs, p.ys, width, col)
}

// coordinates writes a place.
func coordinates(q plot.XY) string {
	return "(" + plot.Three(q.X) + ", " + plot.Three(q.Y) + ")"
}

// number writes a value as a control takes it.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
