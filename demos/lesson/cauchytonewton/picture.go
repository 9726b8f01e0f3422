package cauchytonewton

import (
	"math"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// picture is what the lesson draws: the bowl with the arrow of the step, built of its
// pieces, the bar that is cut, a gauge, and one big number.
type picture struct {
	stage   plot.Stage
	land    plot.Land
	level   leveled
	ghosts  plot.Ghosts
	links   plot.Links
	needle  plot.Needle
	goal    plot.Goal
	ring    plot.Ring
	trail   trail
	way     demos.Path // a leg of what would come after the step
	counter plot.Counter
	gauge   plot.Gauge
	hand    hand

	rivals     []plot.Ghost
	chain      []plot.Link
	clear      []demos.Point // of labels
	words      []demos.Box   // of the hero, where they stay
	corner     demos.Box     // the upper right corner of which has the counter,
	counterBox demos.Box     // here
	canvas     demos.Canvas  // during Draw
	inside     func()
	drawn      bool
}

// The part of the plane that is seen at least, and where the minimum is in it: the
// start, on the left, has more room than what lies behind the minimum.
const (
	spanX, spanY = 1.7, 0.96
	anchorX      = 0.755
)

// narrow is a factor between the heights of two neighbouring level sets.
const narrow = 0.765

// levelSets is how many of them lie within the picture's height.
const levelSets = 13

// edge is how near to the edge of the hero the start is dragged, in px.
const edge = 14

// place lays out the picture: the start must be seen.
func (s *Scene) place(c demos.Canvas) {
	w, h := c.Size()
	p := &s.picture
	strips := []float64{plot.CutsHeight(w), plot.GaugeHeight(w)}
	if s.bare {
		strips = strips[:1]
	}
	p.stage = plot.Arrange(w, h, strips...)
	l := &p.land
	p.corner = p.stage.Hero
	l.Fade = plot.Sides{Left: 0.3}
	if p.stage.Beside { // the counter stands above the strips
		p.corner = demos.Box{X: p.stage.Hero.W, W: w - p.stage.Hero.W, H: h}
		l.Fade.Right = 0.15
		last := p.stage.Strips[1]
		if last.H == 0 {
			last = p.stage.Strips[0]
		}
		for i := range p.stage.Strips {
			p.stage.Strips[i].Y += h - last.Y - last.H
		}
	}
	if hero := p.stage.Hero; p.hand.ring.Held == 0 || l.Area != hero {
		start := s.own.places[0].foot
		l.Anchor, l.Span = plot.XY{X: anchorX, Y: 0.5}, plot.XY{X: spanX, Y: max(spanY, 2*math.Abs(start.Y)+0.04)}
		if l.Place(c, hero); start.X > l.X.Hi-edge/l.Unit() { // on the other side of the minimum
			l.Anchor.X = 1 - anchorX
		}
		l.Span.X = max(spanX, (math.Abs(start.X)+0.02)/anchorX)
		l.Place(c, hero)
	}
	if l.Anchor.X != anchorX { // the minimum is on the left
		l.Fade.Left = 0.1
	}
	l.Across, l.Up = s.across, s.up
	s.contour(l, &p.level)
}

// leveled says of which bowl and window a land has the level sets.
type leveled struct {
	bowl   *bowl
	window plot.Window
	unit   float64
}

// contour gives a land its level sets, unless it has them: at heights in equal ratios
// along the stiffest axis.
func (s *Scene) contour(l *plot.Land, has *leveled) {
	now := leveled{s.bowl, plot.Window{Lo: plot.XY{X: l.X.Lo, Y: l.Y.Lo}, Hi: plot.XY{X: l.X.Hi, Y: l.Y.Hi}}, l.Unit()}
	if now == *has {
		return
	}
	*has = now
	far := s.bowl.height(plot.XY{X: max(-l.X.Lo, l.X.Hi)})
	y, n := 0.5*(l.Y.Hi-l.Y.Lo)-3/now.unit, levelSets
	for ; n < 2*levelSets && s.bowl.height(plot.XY{Y: y}) < far; n++ { // a round bowl has more within the width
		y /= narrow
	}
	var rings [][][]plot.XY
	for range n {
		rings = append(rings, [][]plot.XY{s.bowl.ring(s.bowl.height(plot.XY{Y: y}), now.unit)})
		y *= narrow
	}
	l.Rings(rings)
}

// origin is the place after so many steps from where the start is drawn.
func (s *Scene) origin(taken float64) plot.XY {
	q, start := s.along(taken), s.own.places[0].foot
	return plot.XY{X: s.Glide.At(atRing) + q.X - start.X, Y: s.Glide.At(atRing+1) + q.Y - start.Y}
}

// along returns the place on the way after so many steps, also between two of them.
func (s *Scene) along(taken float64) plot.XY {
	way := s.own.places
	i := min(int(taken), len(way)-1)
	a, b := way[i].foot, way[min(i+1, len(way)-1)].foot
	f := taken - float64(i)
	return plot.XY{X: a.X + f*(b.X-a.X), Y: a.Y + f*(b.Y-a.Y)}
}

// taken is the number of steps on the way that are drawn.
func (s *Scene) taken() float64 { return max(0, min(s.Glide.At(atStep), float64(s.step))) }

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	p, t := &s.picture, s.Theme
	c.Clear(t.Back)
	s.place(c)
	l := &p.land
	l.Draw(c, t)
	s.count()
	if p.inside == nil {
		p.inside = func() { s.hero(p.canvas) }
	}
	p.canvas = c
	l.Inside(c, p.inside)
	p.canvas = nil
	if p.stage.Beside {
		p.counter.Draw(c, t, p.corner)
	}
	s.bar(c)
	p.drawn = true
	if at, words := s.explained(); len(words) > 0 {
		if bar := p.stage.Strips[0]; at.Y >= bar.Y && at.X >= bar.X { // above the bar, beside its values
			at.Y = max(0, bar.Y-24-17*float64(len(words)))
		}
		plot.Tooltip(c, t, at, words)
	}
	s.Drawn()
}

// explained returns what is explained and where: what the pointer is on, else what the
// keyboard is.
func (s *Scene) explained() (at demos.Point, words []string) {
	if s.picture.hand.holds() {
		return at, nil
	}
	if at = s.Pointer.Point; s.Pointer.Inside {
		if _, words = s.under(at); len(words) > 0 {
			return at, words
		}
	}
	if s.Focused() == "" {
		return at, nil
	}
	for _, twin := range s.Twins() {
		if at = twin.Box.Middle(); twin.Name == "start" && s.Focused() == twin.Name {
			return at, s.startTip()
		} else if s.Focused() == twin.Name {
			_, words = s.under(at)
			return at, words
		}
	}
	return at, nil
}

// hero paints the arrows and the way over the land.
func (s *Scene) hero(c demos.Canvas) {
	p, t := &s.picture, s.Theme
	l := &p.land
	w, _ := c.Size()
	taken := s.taken()
	goal := l.At(plot.XY{})
	from := s.origin(min(taken, float64(s.before())))
	tail := l.At(from)

	pale := 1.0
	if s.step > 0 {
		pale = 0.3
	}
	end := s.link(from, pale)
	tip := l.At(end)
	shown := s.next.err == nil && math.Hypot(tip.X-tail.X, tip.Y-tail.Y) > 1
	hit := shown && s.step == 0 && math.Hypot(tip.X-goal.X, tip.Y-goal.Y) < plot.GoalSize

	start := l.Area.Nearest(l.At(plot.XY{X: s.Glide.At(atRing), Y: s.Glide.At(atRing + 1)}))
	s.label(c, goal, start, tip)
	if s.step == 0 {
		p.clear = append(p.clear[:0], tip, start)
		for _, side := range [...]float64{-4, 4} { // its ring is larger
			p.clear = append(p.clear, demos.Point{X: goal.X + side, Y: goal.Y}, demos.Point{X: goal.X, Y: goal.Y + side})
		}
		s.beside(c, from)
		s.ahead(c, end)
	}
	if shown {
		p.links.Draw(c, tail, p.chain, linkWidth(w))
	}
	if s.step > 0 {
		p.trail.draw(c, s, taken)
	}
	if shown {
		head := tip
		if length := math.Hypot(tip.X-tail.X, tip.Y-tail.Y); hit && length > 30 { // its point touches the disc
			to := 1 - plot.GoalHit/length
			head = demos.Point{X: tail.X + (tip.X-tail.X)*to, Y: tail.Y + (tip.Y-tail.Y)*to}
		}
		if _, inner, ok := plot.Cut(tail, head, l.Area.Inset(3, 3, 3, 3)); ok {
			head = inner
		}
		p.needle.Draw(c, tail, head, s.ink(t.Text, "lands", s.own.lit()).Fade(pale))
	}
	p.goal.Draw(c, t, goal, hit || s.step > 0 && s.arrived())
	if shown && s.step == 0 {
		s.against(c, tail, tip)
	}
	if !p.stage.Beside {
		p.counter.Draw(c, t, p.corner)
	}
	if s.step > 0 {
		p.trail.walker(c, s, l.At(s.origin(taken)))
	}
	p.ring.Draw(c, t, start, p.hand.ring.Held > 0)
}

// label finds out which of the words in the hero have room.
func (s *Scene) label(c demos.Canvas, goal, start, tip demos.Point) {
	p := &s.picture
	p.counterBox = p.counter.Box(c, p.corner)
	names := p.land.Words(c)
	p.words = append(append(p.words[:0], p.counterBox), names[:]...)
	free := func(b demos.Box) bool {
		for _, other := range p.words {
			if b.Inset(-2, -2, -2, -2).Meets(other) {
				return false
			}
		}
		return true
	}
	p.goal.Label = "minimum"
	minimum := p.goal.Box(c, goal)
	if q := minimum.Nearest(start); free(minimum) && math.Hypot(q.X-start.X, q.Y-start.Y) > 24 {
		p.words = append(p.words, minimum)
	} else {
		p.goal.Label = ""
	}
	if p.ring.Label = "drag me"; s.touched {
		p.ring.Label = "start"
	}
	b := p.land.Area
	p.ring.Below = tip.Y < start.Y && start.Y+44 < b.Y+b.H // beside the arrow
	if !free(p.ring.Box(c, start)) {
		p.ring.Label = ""
	}
}

// tame returns a point near the canvas in place of one so far away that the canvas's
// float32 coordinates are too coarse.
func (p *picture) tame(q demos.Point) demos.Point {
	b := p.land.Area
	return b.Inset(-8*b.W, -8*b.W, -8*b.W, -8*b.W).Nearest(q)
}

// numerals are the whole numbers that the picture shows.
var numerals = func() (n [most + 1]string) {
	for i := range n {
		n[i] = strconv.Itoa(i)
	}
	return n
}()

// count fills the big number: the steps to the minimum, or during a run those so far.
func (s *Scene) count() {
	k, c := &s.picture.counter, s.own
	k.Color = s.ink(s.Theme.Text, "steps", "way", c.lit())
	switch taken := s.taken(); {
	case s.step > 0:
		k.Number = numerals[int(math.Ceil(taken-1e-6))]
	case c.arrived >= 0:
		k.Number = numerals[max(0, min(most, int(math.Round(s.Glide.At(atCount)))))]
	default:
		k.Number = c.count()
	}
	switch {
	case c.arrived == 1 && k.Number == "1":
		k.Unit = "step to the minimum"
	case c.arrived >= 0 && (s.step == 0 || s.arrived()):
		k.Unit = "steps to the minimum"
	case s.step == 1:
		k.Unit = "step"
	case c.reason != "":
		k.Unit = "steps, then none"
	case s.step == 0 || s.step == most:
		k.Unit = "steps, and no end"
	default:
		k.Unit = "steps"
	}
}

// bar paints the strips.
func (s *Scene) bar(c demos.Canvas) {
	p, t := &s.picture, s.Theme
	k, g := &p.hand.bar.Cuts, s.own.pieces
	k.Place(c, p.stage.Strips[0])
	p.hand.bar.Show(s.Pointer, p.hand.ring.Hover == 0, g[:], func(i int) int { return g.first(g[i]) }, func(i int) float64 { return s.Glide.At(atCell + i) })
	k.Draw(c, t)
	for i, q := range s.own.pieces {
		if veil := s.ink(t.Back, "eta", etas[q], "S", "Hbar", "gbar", "sizes"); veil != t.Back {
			b := k.Box(i)
			c.FillRect(b.X-0.4, b.Y, b.W+0.8, b.H, t.Back.Fade(0.6)) // as wide as it was painted
		}
	}
	if p.gauge.Part, p.gauge.Now = s.Glide.At(atDrop), 0; s.Glide.Moving() {
		p.gauge.Now = s.Glide.At(atDrops)
	}
	p.gauge.Place(c, p.stage.Strips[1])
	p.gauge.Draw(c, t)
	if veil := s.ink(t.Back, "drop", "promise", "loss"); veil != t.Back {
		b := p.stage.Strips[1]
		c.FillRect(b.X, b.Y, b.W, b.H, t.Back.Fade(0.6))
	}
}

// pieceColor is the colour of a piece: that of its first parameter, so that a piece
// keeps its colour when another is cut off.
func (s *Scene) pieceColor(piece int) demos.Color {
	return s.Theme.Group(s.own.pieces.first(piece))
}
