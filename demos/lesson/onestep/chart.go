package onestep

import (
	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/landscape"
	"github.com/cauchy-newton/playground/demos/plot"
)

// chart is the map: the landscape from above, with the way, and the step that is aimed.
type chart struct {
	land   plot.Land
	of     *landscape.Landscape // whose level sets it has
	area   demos.Box
	unit   float64
	zoom   float64
	inside func()
	needle plot.Needle
	ring   plot.Ring
	goal   plot.Goal
	line   demos.Path
	dots   demos.Path
	places []demos.Point // of the steps taken
}

// closer is how much closer the small map looks, where the start is seen then.
const closer = 1.5

// bottoms are the minima of the landscapes that have one, at which it is marked.
var bottoms = map[string]plot.XY{"bowl": {}, "valley": {X: 1, Y: 1}}

// draw paints the map into box.
func (k *chart) draw(c demos.Canvas, s *Scene, box demos.Box) {
	l, w := &k.land, s.land.Window
	l.Middle, l.Anchor = plot.XY{X: (w.Lo.X + w.Hi.X) / 2, Y: (w.Lo.Y + w.Hi.Y) / 2}, plot.XY{X: 0.5, Y: 0.5}
	l.Fade = fading(box)
	l.Across, l.Up = "θ₁", "θ₂"
	if s.picture.drag.Held != holdRing { // under the hand the map stays
		k.zoom = 1
		if k.fit(w, closer, box); s.v["view"] != "map" && box.Inset(catch, catch, catch, catch).Holds(l.At(s.start())) {
			k.zoom = closer
		}
	}
	k.fit(w, k.zoom, box)
	k.level(s)
	l.Draw(c, s.Theme)
	if k.inside == nil {
		k.inside = func() { k.steps(s.picture.canvas, s) }
	}
	l.Inside(c, k.inside)
}

// fit places the landscape's window in box, so many times as large as there is room for.
func (k *chart) fit(w plot.Window, zoom float64, box demos.Box) {
	k.land.Span = plot.XY{X: (w.Hi.X - w.Lo.X) / zoom, Y: (w.Hi.Y - w.Lo.Y) / zoom}
	k.land.Place(nil, box)
}

// steps paints the way and the step that is aimed.
func (k *chart) steps(c demos.Canvas, s *Scene) {
	t, now, l := s.Theme, &s.now, &k.land
	far := 8 * l.Area.W
	wide := l.Area.Inset(-far, -far, -far, -far)
	taken := s.Glide.At(atTaken)
	if at, marked := bottoms[s.land.Name]; marked && s.v["view"] == "map" {
		k.goal.Label = ""
		k.goal.Draw(c, t, l.At(at), s.settled())
	}
	from := l.At(now.start)
	if a, b, ok := plot.Cut(from, l.At(now.at(s.slice.reach)), wide); ok {
		k.line = plot.Segment(k.line[:0], a.X, a.Y, b.X, b.Y)
		c.StrokePath(k.line, 1.6, t.Soft.Fade(0.7))
	}
	if len(s.cauchy) > 0 {
		k.walked(c, s.cauchy, taken, wide, color(t, 1))
	}
	k.walked(c, s.way, taken, wide, s.ink(t.Text, "steps"))
	if s.Glide.At(atBend) > 0 && now.best > 0 && !s.byCauchy() {
		k.dots = plot.Disc(k.dots[:0], wide.Nearest(l.At(now.cauchy)), 5)
		c.FillPath(k.dots, s.ink(color(t, 1), "best"))
	}
	if taken == float64(len(s.way)) {
		k.needle.Draw(c, from, wide.Nearest(l.At(now.at(s.Glide.At(atEta)))), s.ink(t.Text, "eta"))
	}
	k.ring.Label = ""
	k.ring.Draw(c, t, k.start(s), s.picture.drag.Held == holdRing)
}

// names sets the words of the large map, where they have room.
func (k *chart) names(c demos.Canvas, s *Scene) {
	p := &s.picture
	w, _ := c.Size()
	set := func(b demos.Box, word string) {
		if isFree(p.words, b) {
			p.words = append(p.words, b)
			c.Text(word, b.X, b.Y+0.8*b.H, demos.TextStyle{Size: plot.TypeOf(w).Label, Color: s.Theme.Text})
		}
	}
	if at, marked := bottoms[s.land.Name]; marked {
		k.goal.Label = "minimum"
		set(k.goal.Box(c, k.land.At(at)), k.goal.Label)
	}
	if p.drag.Held == 0 {
		k.ring.Label = "drag me"
		set(k.ring.Box(c, k.start(s)), k.ring.Label)
	}
}

// start is where the ring is.
func (k *chart) start(s *Scene) demos.Point { return k.land.Area.Nearest(k.land.At(s.start())) }

// walked draws so many steps of a way.
func (k *chart) walked(c demos.Canvas, way []step, taken float64, wide demos.Box, col demos.Color) {
	l := &k.land
	k.line, k.dots, k.places = k.line[:0], k.dots[:0], k.places[:0]
	for i, w := range way {
		part := min(taken-float64(i), 1)
		if part <= 0 {
			break
		}
		from, to := l.At(w.start), l.At(w.end)
		to = demos.Point{X: from.X + part*(to.X-from.X), Y: from.Y + part*(to.Y-from.Y)}
		k.places = append(k.places, to)
		if a, b, ok := plot.Cut(from, to, wide); ok {
			k.line = plot.Segment(k.line, a.X, a.Y, b.X, b.Y)
		}
		if l.Area.Holds(to) {
			k.dots = plot.Disc(k.dots, to, 2.8)
		}
	}
	if len(k.line) > 0 {
		c.StrokePath(k.line, 2, col)
	}
	if len(k.dots) > 0 {
		c.FillPath(k.dots, col)
	}
}

// The level sets of a map: so many within the landscape's window, as LogLevels has them,
// and at most so many more where the map shows higher ground.
const (
	levels = 10
	more   = 4
)

// level gives the map its level sets, unless it has them.
func (k *chart) level(s *Scene) {
	l := &k.land
	if k.of == s.land && k.area == l.Area && k.unit == l.Unit() {
		return
	}
	k.of, k.area, k.unit = s.land, l.Area, l.Unit()
	var f plot.Field
	f.Sample(48, 36, s.land.Window, s.land.Value)
	heights := plot.LogLevels(nil, f.Values, levels)
	least := f.Values[0]
	for _, v := range f.Values {
		least = min(least, v)
	}
	const cell = 7 // px
	// A little more than is seen: the edge of the ground is no level line.
	dx, dy := 2*cell/l.Unit(), 2*cell/l.Unit()
	seen := plot.Window{Lo: plot.XY{X: l.X.Lo - dx, Y: l.Y.Lo - dy}, Hi: plot.XY{X: l.X.Hi + dx, Y: l.Y.Hi + dy}}
	f.Sample(int(l.Area.W/cell)+4, int(l.Area.H/cell)+4, seen, s.land.Value)
	highest := f.Values[0]
	for _, v := range f.Values {
		highest = max(highest, v)
	}
	if n := len(heights); n > 1 {
		grows := (heights[n-1] - least) / (heights[n-2] - least)
		for h := heights[n-1]; len(heights) < n+more && h < highest; {
			h = least + grows*(h-least)
			heights = append(heights, h)
		}
	}
	l.Rings(plot.Sublevels(&f, heights))
}
