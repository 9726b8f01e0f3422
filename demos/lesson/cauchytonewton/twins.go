package cauchytonewton

import (
	"fmt"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// stride is how far a key moves the start.
const stride = 0.02

// catch is the distance, in px, at which the start is caught: its twin is 44 px wide.
const catch = 22

// recut are the values of another partition: its run begins anew.
func recut(g pieces) demos.Values { return demos.Values{"partition": g.value(), "step": "0"} }

// Twins implements demos.Lesson: the start, then along the bar its cells and gaps.
func (s *Scene) Twins() []demos.Twin {
	g := s.own.pieces
	ring := demos.Point{X: catch, Y: catch} // nothing is drawn yet
	if l := &s.picture.land; s.picture.drawn {
		ring = l.Area.Nearest(l.At(s.own.places[0].foot))
	}
	twins := []demos.Twin{{Name: "start", Moves: true, Box: demos.Box{X: ring.X - catch, Y: ring.Y - catch, W: 2 * catch, H: 2 * catch},
		Label: fmt.Sprintf("the start, at %s along the softest axis and %s along the stiffest", s.v["x"], s.v["y"])}}
	return append(twins, s.picture.hand.bar.Twins(g[:], theta, func(p int) string { return "step size " + s.size(g[p]) })...)
}

// Press implements demos.Lesson: keys do what the pointer does.
func (s *Scene) Press(twin, key string) demos.Values {
	g := s.own.pieces
	across := map[string]float64{"left": -1, "right": 1}[key]
	up := map[string]float64{"down": -1, "up": 1}[key]
	if twin == "start" && across+up != 0 {
		return s.moved(plot.XY{X: s.v.Number("x") + stride*across, Y: s.v.Number("y") + stride*up})
	}
	if next := lesson.Press(g[:], twin, key); next != nil {
		return recut(pieces(next).ordered())
	}
	return nil
}

// moved are the values after the start is put to a place: within the controls' ranges,
// on their steps.
func (s *Scene) moved(q plot.XY) demos.Values {
	v := demos.Values{"step": "0"}
	for _, c := range s.Controls() {
		switch c.Name {
		case "x":
			v[c.Name] = strconv.FormatFloat(c.Near(q.X), 'g', -1, 64)
		case "y":
			v[c.Name] = strconv.FormatFloat(c.Near(q.Y), 'g', -1, 64)
		}
	}
	return v
}
