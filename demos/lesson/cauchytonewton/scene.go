// Package cauchytonewton is the lesson "From Cauchy to Newton": a ladder of partitions
// of six parameters, from one group to six, on a bowl. On every rung the engine
// finds the step and climbs to the minimum; the picture lays the six beside
// each other.
package cauchytonewton

import (
	"math"
	"slices"
	"strconv"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/cubic"
)

// Scene is a demos.Lesson. Use New.
type Scene struct {
	lesson.Base

	// What compute found.
	bowl      *bowl
	climbs    [dimension]*climb
	solver    cubic.Solver
	step      int // of the present place, on the chosen rung's climb
	from      int // where the proposals start: there, or a step before the minimum
	proposals [dimension]proposal

	layout layout
	plane  planePanel
	table  tablePanel
	rates  plot.Bars
	matrix matrixPanel
	down   bool // the pointer was pressed in the last Update
}

var _ demos.Lesson = (*Scene)(nil)

// New returns the lesson as it opens.
func New() *Scene {
	s := &Scene{}
	s.plane.init()
	s.Open(controls(), s.compute)
	return s
}

// The values that the bowl depends on, and those that the climbs depend on.
var (
	ofBowl  = []string{"kappa", "mix", "bend", "seed"}
	ofClimb = []string{"x", "y", "off", "direction", "lambda"}
)

// compute recomputes only what depends on the values that changed.
func (s *Scene) compute(v demos.Values) error {
	changed := func(names []string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return v[n] != s.Value(n) })
	}
	bowl := changed(ofBowl)
	if bowl {
		s.bowl = newBowl(v.Number("kappa"), v.Number("bend"), v.Number("mix"), uint64(v.Count("seed")))
		for i := range s.climbs {
			s.climbs[i] = newClimb(s.bowl, i+1)
		}
		s.plane.trace(s.bowl)
	}
	if bowl || changed(ofClimb) {
		start := s.bowl.theta(plot.XY{X: v.Number("x"), Y: v.Number("y")}, v.Number("off"))
		for _, c := range s.climbs {
			c.run(method(v), start)
		}
	}
	c := s.climbs[v.Count("groups")-1]
	s.step = min(v.Count("step"), len(c.places)-1)
	// At the minimum the system is all rounding; the last step's is shown.
	if s.from = s.step; c.arrived > 0 {
		s.from = min(s.step, c.arrived-1)
	}
	for i := range s.proposals {
		s.climbs[i].propose(&s.proposals[i], &s.solver, &c.places[s.from], v.Number("lambda"))
	}
	return nil
}

// groups returns S.
func (s *Scene) groups() int {
	n, _ := strconv.Atoi(s.Value("groups")) // the control has read it
	return n
}

// chosen returns the climb on the chosen rung, where it is, and what the rung
// proposes there.
func (s *Scene) chosen() (*climb, *place, *proposal) {
	k := s.groups() - 1
	c := s.climbs[k]
	return c, &c.places[s.step], &s.proposals[k]
}

// before returns the loss at the place that the proposals start from.
func (s *Scene) before() float64 {
	c, _, _ := s.chosen()
	return c.places[s.from].loss
}

// arrived reports whether the present place counts as the minimum.
func (s *Scene) arrived() bool {
	c, _, _ := s.chosen()
	return c.arrived >= 0 && s.step >= c.arrived
}

// Update implements demos.Scene.
func (s *Scene) Update(p demos.Pointer, t *demos.Theme) bool {
	if !s.Watch(p, t) {
		return s.Stale()
	}
	if q, moved := s.plane.drag(p); moved {
		s.Drag(map[string]float64{"x": q.X, "y": q.Y, "step": 0})
	}
	if rung, ok := s.table.under(p.Point); ok && p.Down && !s.down && p.Inside && s.plane.grip.Held == 0 {
		s.Drag(map[string]float64{"groups": float64(rung + 1)})
	}
	s.down = p.Down
	symbol := ""
	if p.Inside {
		symbol, _ = s.under(p.Point)
	}
	s.Point(symbol)
	return s.Stale()
}

// Grabs implements demos.Grabber.
func (s *Scene) Grabs() bool { return s.plane.grip.Hover > 0 }

// Draw implements demos.Scene.
func (s *Scene) Draw(c demos.Canvas) {
	s.layout = arrange(c.Size())
	c.Clear(s.Theme.Back)
	s.drawHeader(c)
	s.plane.draw(c, s, s.layout.plane)
	s.table.draw(c, s, s.layout.table)
	s.drawRates(c)
	s.matrix.draw(c, s, s.layout.matrix)
	if p := s.Pointer; p.Inside && s.plane.grip.Held == 0 {
		_, words := s.under(p.Point)
		plot.Tooltip(c, s.Theme, p.Point, words)
	}
	s.Drawn()
}

// rungColor is the colour of a rung, from Cauchy's grey to Newton's purple, the
// same in the ladder, on its arrow and on its way.
func (s *Scene) rungColor(rung int) demos.Color {
	return demos.Mix(s.Theme.Soft, s.Theme.Group(newtonPlace), float64(rung)/(dimension-1))
}

// newtonPlace is the colour of Newton in Theme.Groups; no group of the ladder
// has it.
const newtonPlace = 6

// groupPlace is the place of the colour of a group of a rung: that of its first
// parameter, so that a group keeps its colour when another is cut off. θ₁ and
// θ₂ have two shades of one hue, as have θ₃ and θ₄, θ₅ and θ₆.
func groupPlace(rung, group int) int {
	return slices.Index(rungs[rung][:], group)
}

// groupColor is the colour of a group of the chosen rung, faded where another
// is highlighted.
func (s *Scene) groupColor(group int) demos.Color {
	col := s.Theme.Group(groupPlace(s.groups()-1, group))
	if g, ok := lesson.GroupOf(s.Lighted(), dimension); ok && g != group {
		return col.Fade(faded)
	}
	return col
}

// faded is the opacity of what is not highlighted.
const faded = 0.22

// ink fades a colour unless one of the symbols is highlighted or none is.
func (s *Scene) ink(col demos.Color, symbols ...string) demos.Color {
	if s.Lighted() == "" || slices.Contains(symbols, s.Lighted()) {
		return col
	}
	return col.Fade(faded)
}

// names are the symbols of a rung in the text.
func (s *Scene) names(rung int) []string {
	var names []string
	switch rung {
	case 0:
		names = append(names, "cauchy")
	case dimension - 1:
		names = append(names, "newton")
	}
	if rung == s.groups()-1 {
		names = append(names, "way")
	}
	return names
}

// drawRates paints η of the chosen rung.
func (s *Scene) drawRates(c demos.Canvas) {
	_, _, p := s.chosen()
	s.rates.Title = "η, step size of each group"
	s.rates.Rows = s.rates.Rows[:0]
	for g, v := range p.step.Eta {
		if p.err != nil {
			v = math.NaN()
		}
		col := s.Theme.Group(groupPlace(s.groups()-1, g))
		at := s.Lighted()
		s.rates.Rows = append(s.rates.Rows, plot.Bar{Name: "η" + lesson.Subscript(g+1), Value: v, Color: col, Pale: at != "" && at != "eta" && at != lesson.Eta(g)})
	}
	s.rates.Place(c, s.layout.rates)
	s.rates.Draw(c, s.Theme)
}
