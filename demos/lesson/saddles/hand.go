package saddles

import (
	"fmt"
	"math"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// What the hand may hold, as plot.Drag counts.
const (
	holdRing = 1
	holdTip  = 2 // of the cubic arrow, along its path
	holdR    = 3
)

// catch is the distance, in px, at which something is caught.
const catch = 22

// What a key moves: the start by stride, r by stride, λ by a factor.
const (
	stride = 0.02
	grows  = 1.1
)

// Update implements demos.Scene.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	if s.Watch(p, t); !s.picture.drawn {
		return s.Stale()
	}
	pic, w := &s.picture, &s.view
	held, hover := pic.hand.Held, pic.hand.Hover
	nowhere := demos.Point{X: math.Inf(1), Y: math.Inf(1)}
	places := [3]demos.Point{s.ringAt(), nowhere, nowhere}
	if at, ok := s.tip(); ok {
		places[1] = at
	}
	if s.strung() {
		places[2] = pic.strip.ring(s, w.r)
		if pic.hand.Held != holdR { // all of its line is caught
			places[2].Y = pic.strip.axes.Area.Nearest(p.Point).Y
		}
	}
	which, at, moved := pic.hand.Update(p, places[:])
	if moved {
		switch which + 1 {
		case holdRing:
			q := window.Clamp(pic.land.Value(pic.land.Area.Nearest(at)))
			s.Drag(map[string]float64{"x": q.X, "y": q.Y})
		case holdTip:
			s.Drag(map[string]float64{"lambda": s.weigh(at)})
		case holdR:
			a := &pic.strip.axes
			s.Drag(map[string]float64{"r": a.X.Value(max(0, min((at.X-a.Area.X)/a.Area.W, 1)))})
		}
	}
	if held == holdR && pic.hand.Held == 0 {
		_ = s.Set(nil) // now its axis may be as long as it has to
	}
	if held != pic.hand.Held || hover != pic.hand.Hover {
		s.Touch()
	}
	symbol := ""
	if p.Inside && pic.hand.Held == 0 {
		symbol, _ = s.under(p.Point)
	}
	s.Point(symbol)
	return s.Stale()
}

// Grabs implements demos.Grabber.
func (s *Scene) Grabs() bool { return s.picture.hand.Hover > 0 }

// ringAt is where the start is, at the edge if it is outside.
func (s *Scene) ringAt() demos.Point {
	l := &s.picture.land
	return l.Area.Nearest(l.At(s.view.start))
}

// tip is the end of the cubic arrow, if it can be dragged along its path.
func (s *Scene) tip() (at demos.Point, ok bool) {
	w, l := &s.view, &s.picture.land
	if !w.pathed() || !w.cubic.ok() || w.twin.ok() || !w.ruled() {
		return at, false
	}
	at = l.At(w.cubic.end)
	return at, l.Area.Holds(at)
}

// strung reports whether the cursor of the secular curve is shown.
func (s *Scene) strung() bool {
	return s.view.rooted() && s.view.curved && s.picture.strip.axes.Area.H > 0
}

// weigh is the λ for which the cubic step ends nearest to a place of the canvas.
func (s *Scene) weigh(at demos.Point) float64 {
	w, l := &s.view, &s.picture.land
	best, lambda := math.Inf(1), w.lambda
	for i := 1; i < len(w.path); i++ {
		if w.weight[i] < 0.09 || w.weight[i-1] > 110 { // the control's range, and a little more
			continue
		}
		p, q := l.At(w.path[i-1]), l.At(w.path[i])
		dx, dy := q.X-p.X, q.Y-p.Y
		f := 0.0
		if n := dx*dx + dy*dy; n > 0 {
			f = max(0, min(((at.X-p.X)*dx+(at.Y-p.Y)*dy)/n, 1))
		}
		if d := math.Hypot(p.X+f*dx-at.X, p.Y+f*dy-at.Y); d < best {
			best, lambda = d, w.weight[i-1]*math.Pow(w.weight[i]/w.weight[i-1], f)
		}
	}
	return lambda
}

// Twins implements demos.Lesson.
func (s *Scene) Twins() []demos.Twin {
	p, w := &s.picture, &s.view
	box := func(at demos.Point) demos.Box {
		return demos.Box{X: at.X - catch, Y: at.Y - catch, W: 2 * catch, H: 2 * catch}
	}
	ring := demos.Point{X: catch, Y: catch}
	if p.drawn {
		ring = s.ringAt()
	}
	twins := []demos.Twin{{Name: "start", Moves: true, Box: box(ring),
		Label: fmt.Sprintf("the start, at x = %s, y = %s: Newton’s step %s, the cubic step %s", number(w.start.X), number(w.start.Y), w.newton.effect(), w.cubic.effect())}}
	if !p.drawn {
		return twins
	}
	if at, ok := s.tip(); ok {
		twins = append(twins, demos.Twin{Name: "tip", Moves: true, Box: box(at),
			Label: fmt.Sprintf("the end of the cubic step, λ = %s: it %s", plot.Three(w.lambda), w.cubic.effect())})
	}
	if s.strung() {
		twins = append(twins, demos.Twin{Name: "r", Moves: true, Box: box(p.strip.ring(s, w.r)),
			Label: fmt.Sprintf("r = %s, where the secular curve is at %s", plot.Three(w.r), plot.Three(w.psi))})
	}
	return twins
}

// Press implements demos.Lesson: keys do what the pointer does. A longer step is to the
// right.
func (s *Scene) Press(twin, key string) demos.Values {
	w := &s.view
	across := map[string]float64{"left": -1, "right": 1}[key]
	up := map[string]float64{"down": -1, "up": 1}[key]
	switch {
	case across+up == 0:
		return nil
	case twin == "start":
		return demos.Values{"x": s.near("x", w.start.X+stride*across), "y": s.near("y", w.start.Y+stride*up)}
	case twin == "tip":
		return demos.Values{"lambda": s.near("lambda", w.lambda*math.Pow(grows, -across-up))}
	case twin == "r":
		return demos.Values{"r": s.near("r", w.r+stride*(across+up))}
	}
	return nil
}

// near writes a number as its control takes it from a hand.
func (s *Scene) near(name string, x float64) string {
	for _, c := range s.Controls() {
		if c.Name == name {
			x = c.Near(x)
		}
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// explained returns what is explained and where: what the pointer is on, else what the
// keyboard is.
func (s *Scene) explained() (at demos.Point, words []string) {
	if s.picture.hand.Held > 0 {
		return at, nil
	}
	if at = s.Pointer.Point; s.Pointer.Inside {
		if _, words = s.under(at); len(words) > 0 {
			return at, words
		}
	}
	for _, twin := range s.Twins() {
		if twin.Name == s.Focused() {
			at = twin.Box.Middle()
			_, words = s.under(at)
		}
	}
	return at, words
}

// reach is how near to a mark, in pixels, the pointer is on it.
const reach = 14

// under returns the symbol of the part below a point, and its explanation.
func (s *Scene) under(q demos.Point) (symbol string, words []string) {
	w, p := &s.view, &s.picture
	near := func(o demos.Point, far float64) bool { return math.Hypot(o.X-q.X, o.Y-q.Y) <= far }
	if p.words[0].Holds(q) {
		return "cubicdrop", []string{"the true loss changes", "cubic step: " + w.cubic.exact(), "Newton’s step: " + w.newton.exact()}
	}
	if p.strip.axes.Area.Holds(q) {
		return p.strip.under(s, q)
	}
	if !p.land.Area.Holds(q) {
		return "", nil
	}
	if near(s.ringAt(), reach) {
		return "theta", []string{"start", "x = " + plot.Exact(w.start.X) + ", y = " + plot.Exact(w.start.Y), "loss " + plot.Exact(w.loss), "H̄ is " + w.kind() + " here"}
	}
	for _, k := range [...]struct {
		m            *move
		symbol, name string
		shown        bool
	}{
		{&w.cubic, "eta", "cubic step", w.green()}, {&w.twin, "eta", "the other minimiser of the model, just as good", w.green()},
		{&w.newton, "newton", "Newton’s step", w.show != "start"}, {&w.cursor, "r", "step for your r", w.rooted()},
	} {
		if k.shown && k.m.ok() && near(p.land.At(k.m.end), reach) {
			return k.symbol, []string{k.name, "to " + coordinates(k.m.end), "the true loss changes by " + plot.Exact(k.m.change), "the model promises " + plot.Exact(k.m.promise)}
		}
	}
	if k, ok := passes[w.ground.Name]; ok && near(p.land.At(k.at), reach) {
		return "", []string{"the pass, at " + coordinates(k.at), "loss " + plot.Three(w.ground.Value(k.at.X, k.at.Y))}
	}
	if !s.Pointer.Down { // it would be in the way of what is watched
		return "", nil
	}
	at := p.land.Value(q)
	return "", []string{"loss " + plot.Three(w.ground.Value(at.X, at.Y)), "at " + coordinates(at)}
}

// exact is the change of the loss, to the last digit.
func (m *move) exact() string {
	if !m.ok() {
		return "there is none"
	}
	return plot.Exact(m.change)
}

// under explains the strip.
func (k *strip) under(s *Scene, q demos.Point) (symbol string, words []string) {
	w := &s.view
	x, _ := k.axes.Under(q)
	if !w.rooted() {
		i := max(0, min(int(math.Round(x/fractions[1])), len(fractions)-1))
		words = []string{plot.Percent(fractions[i]) + " of the step"}
		if w.newton.ok() {
			words = append(words, "Newton: "+plot.Three(w.newton.along[i]))
		}
		if w.cubic.ok() && w.green() {
			words = append(words, "cubic: "+plot.Three(w.cubic.along[i]))
		}
		return "loss", words
	}
	if !w.curved {
		return "", nil
	}
	pixel := w.widest / k.axes.Area.W
	switch {
	case math.Abs(x-w.r) <= 8*pixel:
		return "r", []string{"your r = " + plot.Exact(w.r), "ψ(r) = " + plot.Exact(w.psi), "|Dη(r)| = " + plot.Exact(w.psi+w.r)}
	case w.cubic.ok() && math.Abs(x-w.root) <= 8*pixel:
		return "root", []string{"the root, r = |Dη|", plot.Exact(w.root)}
	case x < w.floor:
		return "rmin", []string{"r < r_min = " + plot.Exact(w.floor), "H̄ + ½λrD² still has a negative eigenvalue here: η(r) is no minimum"}
	}
	return "psi", nil
}
