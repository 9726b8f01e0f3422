package changeofunits

import (
	"fmt"
	"math"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// What the hand may hold, as plot.Drag counts.
const (
	holdStart = 1
	holdScale = 2
)

// catch is the distance, in px, at which a handle is caught: its twin is 44 px wide.
const catch = 22

// Keys move the start by stride, and α by a factor.
const (
	stride = 0.05
	turn   = 0.05 // a logarithm
)

// Update implements demos.Scene: the start and the scale are dragged.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	pic := &s.picture
	if s.Watch(p, t); !pic.drawn {
		return s.Stale()
	}
	held := pic.drag.Held
	which, at, moved := pic.drag.Update(p, []demos.Point{s.ringAt(), s.scaleAt(math.Log10(s.State().Number("alpha")))})
	switch {
	case !moved:
	case which+1 == holdStart:
		q := pic.land.Value(pic.land.Area.Nearest(at))
		s.Drag(map[string]float64{"x": q.X, "y": q.Y})
	case which+1 == holdScale:
		a := s.axis()
		s.Drag(map[string]float64{"alpha": math.Pow(10, scaleLo+(scaleHi-scaleLo)*max(0, min((at.X-a.X)/a.W, 1)))})
	}
	if held != pic.drag.Held {
		s.Touch()
	}
	symbol := ""
	if p.Inside && pic.drag.Held == 0 {
		symbol, _ = s.under(p.Point)
	}
	s.Point(symbol)
	return s.Stale()
}

// Grabs implements demos.Grabber.
func (s *Scene) Grabs() bool { return s.picture.drag.Hover > 0 }

// Twins implements demos.Lesson: the start and the handle of the scale, where they rest.
func (s *Scene) Twins() []demos.Twin {
	box := func(at demos.Point) demos.Box {
		return demos.Box{X: at.X - catch, Y: at.Y - catch, W: 2 * catch, H: 2 * catch}
	}
	start, scale := demos.Point{X: catch, Y: catch}, demos.Point{X: catch, Y: catch} // nothing is drawn yet
	v := s.State()
	if s.picture.drawn {
		start, scale = s.ringAt(), s.scaleAt(math.Log10(v.Number("alpha")))
	}
	m := s.bench.model
	return []demos.Twin{
		{Name: "start", Moves: true, Box: box(start), Label: fmt.Sprintf("the start, at %s = %s, %s = %s", m.across, v["x"], m.up, v["y"])},
		{Name: "scale", Moves: true, Box: box(scale), Label: fmt.Sprintf("the scale α of the new units, %s; the runs of %s are %s of θ apart", v["alpha"], s.name(theirs), plot.Three(s.pairs[theirs].apart(s.step)))},
	}
}

// Press implements demos.Lesson: keys do what the pointer does.
func (s *Scene) Press(twin, key string) demos.Values {
	across := map[string]float64{"left": -1, "right": 1}[key]
	up := map[string]float64{"down": -1, "up": 1}[key]
	v := s.State()
	near := func(name string, to float64) string {
		for _, c := range s.Controls() {
			if c.Name == name {
				return strconv.FormatFloat(c.Near(to), 'g', -1, 64)
			}
		}
		return v[name]
	}
	switch {
	case twin == "start" && across+up != 0:
		return demos.Values{"x": near("x", v.Number("x")+stride*across), "y": near("y", v.Number("y")+stride*up)}
	case twin == "scale" && across != 0:
		return demos.Values{"alpha": near("alpha", v.Number("alpha")*math.Pow(10, turn*across))}
	}
	return nil
}

// under returns the symbol of the part below a point, and its explanation.
func (s *Scene) under(at demos.Point) (symbol string, words []string) {
	p, m := &s.picture, s.bench.model
	if !p.drawn {
		return "", nil
	}
	if p.drag.Hover == holdStart {
		q := s.startPoint()
		return "theta", append([]string{"the start: drag it elsewhere", m.across + " = " + plot.Exact(q.X), m.up + " = " + plot.Exact(q.Y)}, s.rulerLines(q)...)
	}
	if p.stage.Strips[0].Holds(at) {
		words = []string{"α = " + s.Value("alpha") + ", for " + partWords[s.Value("part")]}
		if here, there := s.eta(); here != nil {
			for g, k := range s.bench.groups {
				words = append(words, fmt.Sprintf("η of %s: %s, in the new units %s", k.Short, plot.Exact(here[g]), plot.Exact(there[g])))
			}
		}
		return "alpha", words
	}
	for k := range both {
		if k == theirs && s.show != "both" {
			break
		}
		for units, h := range [...]*half{&s.pairs[k].there, &s.pairs[k].here} {
			if units == 0 && s.show == "line" {
				continue
			}
			for i, theta := range h.places[:min(s.step+1, len(h.places))] {
				q := s.bench.xy(theta)
				if a := p.land.At(q); !(math.Hypot(a.X-at.X, a.Y-at.Y) < 9) {
					continue
				}
				where := [...]string{"in the new units, mapped back", "in the old units"}[units]
				symbol := [both]string{"apart", "rival"}[k]
				return symbol, append([]string{fmt.Sprintf("%s, step %d, %s", s.name(k), i, where), m.across + " = " + plot.Exact(q.X), m.up + " = " + plot.Exact(q.Y),
					"the two runs are " + plot.Exact(s.pairs[k].apart(i)) + " of θ apart"}, s.rulerLines(q)...)
			}
		}
	}
	if !p.land.Area.Holds(at) || !s.Pointer.Down { // it would be in the way of what is watched
		return "", nil
	}
	q := p.land.Value(at)
	return "L", []string{"at " + m.across + " = " + plot.Three(q.X) + ", " + m.up + " = " + plot.Three(q.Y)}
}

// rulerLines says what a place is in the new units.
func (s *Scene) rulerLines(q plot.XY) []string {
	b, r := s.bench, s.bench.ruler
	x, y := (q.X-r.beta[b.across])/r.alpha[b.across], (q.Y-r.beta[b.up])/r.alpha[b.up]
	return []string{fmt.Sprintf("in the new units %s and %s", plot.Format(x), plot.Format(y))}
}
