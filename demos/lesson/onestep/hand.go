package onestep

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// What the hand may hold, as plot.Drag counts.
const (
	holdRing = 1
	holdBall = 2
)

// catch is the distance, in px, at which something is caught: its twin is 44 px wide.
const catch = 22

// stride is how far a key moves the start; strides is how many keys move the ball across
// the slice.
const (
	stride  = 0.02
	strides = 100
)

// Update implements demos.Scene: the ring of the start and the ball are dragged, and a
// press on the parabola's lowest point lets the ball roll there.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	pic, k := &s.picture, &s.slice
	if s.Watch(p, t); !pic.drawn {
		return s.Stale()
	}
	held, down := pic.drag.Held, pic.down
	pic.down = p.Down
	a := &k.land.Axes
	which, at, moved := pic.drag.Update(p, []demos.Point{pic.chart.start(s), {X: k.contact.X, Y: k.ball.Y}})
	k.held = which+1 == holdBall
	switch {
	case !moved:
	case which+1 == holdRing:
		to := s.land.Window.Clamp(pic.chart.land.Value(pic.chart.land.Area.Nearest(at)))
		s.hold(demos.Values{"x": s.near("x", to.X), "y": s.near("y", to.Y)})
	case which+1 == holdBall:
		eta := s.near("eta", max(0, min(a.X.Value((at.X-a.Area.X)/a.Area.W), k.reach)))
		if eta != s.v["eta"] || s.v["rule"] != "mine" || len(s.sizes) > len(s.way) {
			s.hold(demos.Values{"eta": eta})
		}
	}
	if held == holdBall && !k.held { // now the slice may go as far as it has to
		k.trace(s)
		s.Touch()
	}
	onMark := p.Inside && pic.drag.Hover == 0 && s.onLowest(p.Point)
	if p.Down && !down {
		pic.press = onMark
	} else if !p.Down && down && pic.press && onMark {
		_ = s.Set(s.byRule()) // Cauchy's step is always among the values
		pic.press = false
	}
	pic.over = pic.drag.Hover > 0 || onMark
	symbol := ""
	if p.Inside && pic.drag.Held == 0 {
		symbol, _ = s.under(p.Point)
	}
	s.Point(symbol)
	return s.Stale()
}

// byRule are the values with which the aimed step is Cauchy's.
func (s *Scene) byRule() demos.Values {
	v := demos.Values{"rule": "cauchy"}
	if len(s.sizes) > len(s.way) {
		v["path"] = s.path(len(s.way))
	}
	return v
}

// Grabs implements demos.Grabber.
func (s *Scene) Grabs() bool { return s.picture.over }

// onLowest reports whether the parabola's lowest point is below p.
func (s *Scene) onLowest(p demos.Point) bool {
	q := s.slice.lowest
	return s.v["order"] >= "2" && math.Hypot(q.X-p.X, q.Y-p.Y) <= catch && s.slice.land.Area.Holds(q)
}

// Twins implements demos.Lesson: the start on the map, the ball and the lowest point.
// Their boxes are those at rest, which the picture may still be moving to.
func (s *Scene) Twins() []demos.Twin {
	k, now := &s.slice, &s.now
	box := func(at demos.Point) demos.Box {
		return demos.Box{X: at.X - catch, Y: at.Y - catch, W: 2 * catch, H: 2 * catch}
	}
	ring, ball, lowest := demos.Point{X: catch, Y: catch}, demos.Point{X: catch, Y: catch}, demos.Point{X: catch, Y: catch}
	if s.picture.drawn {
		rest := *k
		rest.place(s, now.eta, 1, ballRadius)
		ring, ball, lowest = s.picture.chart.start(s), rest.ball, rest.lowest
	}
	twins := []demos.Twin{
		{Name: "start", Moves: true, Box: box(ring), Label: fmt.Sprintf("the start, at θ₁ = %s, θ₂ = %s", s.v["x"], s.v["y"])},
		{Name: "ball", Moves: true, Box: box(ball), Label: fmt.Sprintf("the ball, at the step size %s, where the loss is %s", plot.Three(now.eta), plot.Three(now.reached))},
	}
	if now.best > 0 && s.v["order"] >= "2" && (!s.picture.drawn || k.land.Area.Holds(lowest)) {
		twins = append(twins, demos.Twin{Name: "lowest", Box: box(lowest), Label: fmt.Sprintf("roll to the parabola’s lowest point, at the step size %s", plot.Three(now.best))})
	}
	return twins
}

// Press implements demos.Lesson: keys do what the pointer does.
func (s *Scene) Press(twin, key string) demos.Values {
	across := map[string]float64{"left": -1, "right": 1}[key]
	up := map[string]float64{"down": -1, "up": 1}[key]
	switch {
	case twin == "start" && across+up != 0:
		at := s.start()
		return demos.Values{"x": s.near("x", at.X+stride*across), "y": s.near("y", at.Y+stride*up)}
	case twin == "ball" && across != 0:
		eta := min(max(0, s.now.eta+across*s.slice.reach/strides), s.slice.reach)
		return demos.Values{"rule": "mine", "eta": s.near("eta", eta)}
	case twin == "lowest" && key == "enter" && s.now.best > 0:
		return s.byRule()
	}
	return nil
}

// under returns the symbol of the part below a point, and its explanation.
func (s *Scene) under(at demos.Point) (symbol string, words []string) {
	p, k, now := &s.picture, &s.slice, &s.now
	share := ""
	if now.best > 0 {
		share = plot.Three(now.eta/now.best) + " of Cauchy’s step size"
	}
	switch {
	case p.drag.Hover == holdRing:
		from := s.first()
		return "", []string{"start", "θ = (" + plot.Exact(from.start.X) + ", " + plot.Exact(from.start.Y) + ")", "loss " + plot.Exact(from.loss)}
	case p.drag.Hover == holdBall, s.counterBox().Holds(at) && s.v["view"] != "map":
		words = []string{"η = " + plot.Exact(now.eta), share, "loss " + plot.Exact(now.loss) + " → " + plot.Exact(now.reached), "the parabola promises " + plot.Exact(now.models[1])}
		if share == "" {
			words = append(words[:1], words[2:]...)
		}
		return "eta", words
	case s.onLowest(at):
		return "best", []string{"lowest point of the parabola", "ḡ/H̄ = " + plot.Exact(now.best), "press: the ball rolls there"}
	case s.counterBox().Holds(at):
		return "steps", []string{plot.Count(len(s.way), "step", "steps"), "loss " + plot.Exact(s.first().loss) + " → " + plot.Exact(now.loss)}
	case k.land.Area.Holds(at):
		return s.onCurve(at)
	case !p.chart.land.Area.Holds(at):
		return "", nil
	}
	if i, ok := p.chart.step(at); ok && i < len(s.way) {
		w := &s.way[i]
		return "steps", []string{fmt.Sprintf("after step %d, of η = %s", i+1, plot.Exact(w.eta)), "loss " + plot.Exact(w.reached)}
	}
	if !s.Pointer.Down { // it would be in the way of what is watched
		return "", nil
	}
	q := p.chart.land.Value(at)
	return "", []string{"θ = (" + plot.Three(q.X) + ", " + plot.Three(q.Y) + ")", "loss " + plot.Three(s.land.Value(q.X, q.Y))}
}

// onCurve is what is told of the curve below a point of the slice: the nearest one, within
// a finger's width.
func (s *Scene) onCurve(at demos.Point) (symbol string, words []string) {
	k := &s.slice
	a := &k.land.Axes
	i := k.nearest(a.Value(at).X)
	curves := [orders + 1][]float64{k.models[0], k.models[1], k.models[2], k.truth}
	symbols := [orders + 1]string{"gbar", "hbar", "order3", "loss"}
	least := 12.0
	for d, curve := range curves {
		if !s.drawn(d) {
			continue
		}
		if far := math.Abs(a.Point(k.etas[i], curve[i]).Y - at.Y); far < least {
			symbol, least = symbols[d], far
		}
	}
	if symbol == "" {
		return "", nil
	}
	words = []string{"η = " + plot.Exact(k.etas[i])}
	for d := range curves {
		d = (d + orders) % (orders + 1) // the loss first
		if s.drawn(d) {
			words = append(words, curveNames[d]+" "+plot.Exact(curves[d][i]))
		}
	}
	return symbol, words
}

// nearest is the index of the curves' place nearest to η.
func (k *slice) nearest(eta float64) int {
	i := int(math.Round((eta - k.etas[0]) / (k.etas[samples] - k.etas[0]) * samples))
	return min(max(i, 0), samples)
}

// step returns the step whose end is below p.
func (k *chart) step(p demos.Point) (step int, ok bool) {
	best := 10.0
	for i, q := range k.places {
		if d := max(math.Abs(p.X-q.X), math.Abs(p.Y-q.Y)); d < best {
			step, ok, best = i, true, d
		}
	}
	return step, ok
}
