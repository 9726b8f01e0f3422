package onestep

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/landscape"
	"github.com/cauchy-newton/playground/demos/plot"
)

// slice is a cut through the landscape along −g: the loss is the ground on which a ball
// lies, and beside it are its models.
type slice struct {
	etas   []float64 // rising
	truth  []float64
	models [orders][]float64
	reach  float64 // the largest η shown
	held   bool    // a hand holds the ball: then reach stays
	from   float64 // the loss where the step begins
	fall   float64 // from there to the lowest point that is seen

	land    plot.Land // without level sets: its arrows and its fading side
	bent    []float64 // a model on its way
	curves  [orders + 1]plot.Curve
	path    demos.Path
	surface []demos.Point
	inside  func()
	contact demos.Point // where the ball touches the ground
	ball    demos.Point // its middle
	lowest  demos.Point // of the parabola; NaN without one
	names   names
}

// samples is how many places of the curves are computed, the part behind of reach lies
// behind the start.
const (
	samples = 160
	behind  = 0.19
)

// How far the slice goes: beyond Cauchy's step, in units of it, and above the start and
// below the lowest point, in units of the fall that there is. At its end a parabola is
// beyond·(beyond − 2) of these units above the start.
const (
	beyond = 2.15
	above  = 0.6
	below  = 0.3
)

// trace computes the curves: the true loss along the step and its models.
func (k *slice) trace(s *Scene) {
	now := &s.now
	if !k.held {
		k.reach = reach(now, s.land)
	}
	var theta, u [2]float64
	s.land.Theta(theta[:], now.start.X, now.start.Y)
	s.land.Theta(u[:], now.gradient.X, now.gradient.Y)
	// The models are polynomials: their coefficients do for all places.
	var c [orders + 1]float64
	s.taylor.Coefficients(c[:], theta[:], u[:], &s.land.Batch)
	k.etas, k.truth = k.etas[:0], k.truth[:0]
	for d := range k.models {
		k.models[d] = k.models[d][:0]
	}
	lo := now.loss
	for i := range samples + 1 {
		eta := k.reach * (float64(i)/samples*(1+behind) - behind)
		p := now.at(eta)
		k.etas = append(k.etas, eta)
		k.truth = append(k.truth, s.land.Value(p.X, p.Y))
		value, power := c[0], 1.0
		for d := range k.models {
			power *= -eta
			value += c[d+1] * power
			k.models[d] = append(k.models[d], value)
		}
		// The parabola's lowest point has to be seen; its far ends do not.
		if lo = min(lo, k.truth[i]); eta > 0 && eta < 2*now.best {
			lo = min(lo, k.models[1][i])
		}
	}
	k.from, k.fall = now.loss, max(now.loss-lo, 1e-9*(1+math.Abs(now.loss)))
	k.land.X.Lo, k.land.X.Hi = k.etas[0], k.reach
	k.names.stale = true
}

// reach is the largest η shown: beyond Cauchy's, or as far as the window goes where
// there is none, and to the aimed one where that is farther.
func reach(now *step, l *landscape.Landscape) float64 {
	w := l.Window
	far := math.Hypot(w.Hi.X-w.Lo.X, w.Hi.Y-w.Lo.Y) / 2 / math.Max(math.Hypot(now.gradient.X, now.gradient.Y), 1e-9)
	if now.best > 0 {
		far = math.Min(beyond*now.best, 2*far)
	}
	if now.eta > far {
		return math.Min(1.15*now.eta, 4*far)
	}
	return far
}

// ballRadius is the size of the ball, lowestRadius that of the mark at the parabola's
// lowest point.
const (
	ballRadius   = 11
	lowestRadius = 13
)

// draw paints the slice into box, below the room that the number has at its top.
func (k *slice) draw(c demos.Canvas, s *Scene, box demos.Box, room float64) {
	t, l := s.Theme, &k.land
	l.Area, l.Fade = box, fading(box)
	part := min(room/box.H, 0.6)
	up := max(above, (beyond*(beyond-2)+(1+below)*part)/(1-part))
	l.Y.Lo, l.Y.Hi = k.from-(1+below)*k.fall, k.from+up*k.fall
	l.Across, l.Up = "step size η", "loss"
	k.place(s, s.Glide.At(atEta), s.Glide.At(atBend), ballRadius)
	if k.inside == nil {
		k.inside = func() {
			k.earth(s.picture.canvas, s.Theme)
		}
	}
	l.Inside(c, k.inside)
	l.Draw(c, t)
	k.lines(c, s)
	k.marks(c, s)
}

// fading is how a picture at the left edge of the canvas fades into the page.
func fading(box demos.Box) (s plot.Sides) {
	if box.X == 0 {
		s.Left = 0.16
	}
	return s
}

// earth fills the ground below the loss in layers, the deeper ones deeper in colour.
func (k *slice) earth(c demos.Canvas, t *demos.Theme) {
	l, b := &k.land, k.land.Area
	k.surface = k.surface[:0]
	for i, eta := range k.etas {
		k.surface = append(k.surface, l.Point(eta, k.truth[i]))
	}
	for layer := range layers {
		top := b.Y + b.H*float64(layer)/layers
		k.path = plot.Segment(k.path[:0], b.X+b.W+2, b.Y+b.H+2, b.X-2, b.Y+b.H+2)
		line := &k.path[0]
		for _, p := range k.surface {
			*line = append(*line, demos.Point{X: p.X, Y: max(top, min(p.Y, b.Y+b.H+2))})
		}
		last := (*line)[len(*line)-1]
		*line = append(*line, demos.Point{X: b.X + b.W + 2, Y: last.Y})
		c.FillPath(k.path, earthColor(t, layer))
	}
}

// layers is how many the ground has. Words in the theme's soft ink can be read on all.
const layers = 9

func earthColor(t *demos.Theme, layer int) demos.Color {
	return demos.Mix(t.Water, t.Back, math.Pow(0.96, float64(layer+1)))
}

// lines paints the loss and its models.
func (k *slice) lines(c demos.Canvas, s *Scene) {
	t, a := s.Theme, &k.land.Axes
	line, bend, third := s.Glide.At(atLine), s.Glide.At(atBend), s.Glide.At(atThird)
	from := a.Point(0, s.now.loss)
	k.path = k.path[:0]
	for x := from.X; x < a.Area.X+a.Area.W; x += 11 {
		k.path = plot.Segment(k.path, x, from.Y, x+5, from.Y)
	}
	c.StrokePath(k.path, 1.2, t.Soft.Fade(0.8))
	if hero := s.v["view"] != "map"; line > 0 && (hero || bend < 1) {
		n := int(line*samples) + 1
		k.curves[0].Points(c, a, k.etas[:n], k.models[0][:n], 2, s.ink(color(t, 0), "gbar", "line").Fade(1-0.55*bend))
	}
	if third > 0 {
		k.curves[2].Points(c, a, k.etas, k.between(1, 2, third), 2.5, s.ink(color(t, 2), "order3"))
	}
	k.curves[3].Points(c, a, k.etas, k.truth, 3, s.ink(t.Text, "loss", "drop", "rho"))
	if bend > 0 {
		k.curves[1].Points(c, a, k.etas, k.between(0, 1, bend), 3.5, s.ink(color(t, 1), "hbar", "parabola", "best", "promise", "rho"))
	}
}

// between is a model on its way to the next.
func (k *slice) between(from, to int, part float64) []float64 {
	k.bent = k.bent[:0]
	for i, v := range k.models[from] {
		k.bent = append(k.bent, v+part*(k.models[to][i]-v))
	}
	return k.bent
}

// color is that of a model's curve.
func color(t *demos.Theme, d int) demos.Color {
	return [orders]demos.Color{t.Soft, t.Group(0), t.Group(4)}[d]
}

// bottom is the lowest point of the parabola, or of one that is only bent so far.
func (k *slice) bottom(now *step, bend float64) demos.Point {
	return k.land.Point(now.best/bend, now.loss-now.gbar*now.best/2/bend)
}

// place finds out where the ball and the parabola's lowest point are.
func (k *slice) place(s *Scene, eta, bend, radius float64) {
	now, l := &s.now, &k.land
	on := func(eta float64) demos.Point {
		q := now.at(eta)
		return l.Point(eta, s.land.Value(q.X, q.Y))
	}
	k.contact = on(eta)
	k.lowest = k.bottom(now, bend)
	// The ball lies on the ground: the slope says where its middle is.
	h := k.reach / 400
	p, q := on(eta-h), on(eta+h)
	k.ball = k.contact
	if n := math.Hypot(q.X-p.X, q.Y-p.Y); n > 0 && plot.Finite(n) {
		k.ball.X, k.ball.Y = k.ball.X+radius*(q.Y-p.Y)/n, k.ball.Y-radius*(q.X-p.X)/n
	}
	edge := radius + 1
	k.ball = l.Area.Inset(edge, edge, edge, edge).Nearest(k.ball)
}

// marks paints what the step promises and does, the parabola's lowest point and the
// ball.
func (k *slice) marks(c demos.Canvas, s *Scene) {
	t, l, now := s.Theme, &k.land, &s.now
	line, bend := s.Glide.At(atLine), s.Glide.At(atBend)
	eta, from := s.Glide.At(atEta), l.Point(0, now.loss)
	bar := func(to float64, side float64, col demos.Color) {
		if to = max(l.Area.Y, min(to, l.Area.Y+l.Area.H)); math.Abs(to-from.Y) > 1 {
			k.path = plot.Segment(k.path[:0], k.contact.X+side, from.Y, k.contact.X+side, to)
			c.StrokePath(k.path, 3, col)
		}
	}
	if line > 0 {
		promised := l.Point(eta, now.loss-now.gbar*eta+bend*now.hbar*eta*eta/2).Y
		bar(promised, -3, s.ink(demos.Mix(color(t, 0), color(t, 1), bend).Fade(0.5), "promise", "rho", "line", "parabola"))
	}
	kept := s.ink(t.Text.Fade(0.5), "drop", "rho")
	if k.contact.Y < from.Y {
		kept = s.ink(t.Group(2), "drop", "rho")
	}
	bar(k.contact.Y, 3, kept)
	k.path = plot.Disc(k.path[:0], from, 5.5)
	c.FillPath(k.path, t.Back)
	c.StrokePath(k.path, 2.4, t.Text)
	if l.Area.Holds(k.lowest) {
		col := s.ink(color(t, 1), "best", "hbar", "promise")
		k.path = plot.Disc(k.path[:0], k.lowest, lowestRadius)
		c.StrokePath(k.path, 2, col)
		k.path = plot.Disc(k.path[:0], k.lowest, 4.5)
		c.FillPath(k.path, col)
	}
	k.path = plot.Disc(k.path[:0], k.ball, ballRadius)
	c.FillPath(k.path, s.ink(t.Text, "eta"))
	if s.picture.drag.Held != holdBall {
		k.path = plot.Disc(k.path[:0], k.ball, catch)
		c.FillPath(k.path, t.Text.Fade(0.1))
	}
}
