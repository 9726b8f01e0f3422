package cauchytonewton

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// stride is how far a key moves the start.
const stride = 0.02

// catch is the distance, in px, at which the start is caught: its twin is 44 px wide.
const catch = 22

// recut are the values of another partition: its run begins anew.
func recut(g pieces) demos.Values { return demos.Values{"partition": g.value(), "step": "0"} }

// named is a twin's name for the i-th thing of a kind.
func named(kind string, i int) string { return kind + strconv.Itoa(i+1) }

// Twins implements demos.Lesson: the start, then along the bar the cells, which are
// called after their parameters, and the gaps between them, after their places. Their
// boxes are those at rest, which the picture may still be moving to.
func (s *Scene) Twins() []demos.Twin {
	g, order := s.own.pieces, s.own.pieces.order()
	bar := s.picture.cuts
	bar.Cells, bar.Order, bar.Held = slices.Clone(bar.Cells), order[:], 0
	for p, x := range plot.Places(nil, order[:], g[:]) {
		bar.Cells[p].X, bar.Cells[p].Piece = x, g[p]
	}
	ring := demos.Point{X: catch, Y: catch} // nothing is drawn yet
	if l := &s.picture.land; s.picture.drawn {
		ring = l.Area.Nearest(l.At(s.own.places[0].foot))
	}
	twins := []demos.Twin{{Name: "start", Moves: true, Box: demos.Box{X: ring.X - catch, Y: ring.Y - catch, W: 2 * catch, H: 2 * catch},
		Label: fmt.Sprintf("the start, at %s along the softest axis and %s along the stiffest", s.v["x"], s.v["y"])}}
	for i, p := range order {
		twins = append(twins, demos.Twin{Name: named("cell", p), Moves: true, Box: bar.Box(p),
			Label: fmt.Sprintf("%s, in piece %d of %d, step size %s", theta(p), g[p]+1, g.count(), s.size(g[p]))})
		if i+1 < dimension {
			does := "cut between"
			if g[p] != g[order[i+1]] {
				does = "join the pieces of"
			}
			twins = append(twins, demos.Twin{Name: named("gap", i), Box: bar.GapBox(i), Label: fmt.Sprintf("%s %s and %s", does, theta(p), theta(order[i+1]))})
		}
	}
	return twins
}

// Press implements demos.Lesson: keys do what the pointer does.
func (s *Scene) Press(twin, key string) demos.Values {
	g := s.own.pieces
	across := map[string]float64{"left": -1, "right": 1}[key]
	up := map[string]float64{"down": -1, "up": 1}[key]
	if twin == "start" && across+up != 0 {
		return s.moved(plot.XY{X: s.v.Number("x") + stride*across, Y: s.v.Number("y") + stride*up})
	}
	for i := range dimension {
		switch to := g[i] + int(across); {
		case twin == named("gap", i) && i+1 < dimension && key == "enter":
			return recut(g.snip(i))
		case twin == named("cell", i) && key == "enter":
			return s.dropped(i, dimension)
		case twin == named("cell", i) && across != 0 && to >= 0 && to < g.count():
			return s.dropped(i, to)
		}
	}
	return nil
}

// dropped are the values after cell p is put into a piece, or, where there is none,
// on empty room: then it is a piece of its own. Nothing if that is no change.
func (s *Scene) dropped(p, piece int) demos.Values {
	if g := s.own.pieces.move(p, piece); g != s.own.pieces {
		return recut(g)
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
