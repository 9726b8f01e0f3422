// Package cauchytonewton is the lesson "From Cauchy to Newton": a gradient of six
// parameters on a bowl is cut into pieces, from one to six. The engine finds the step
// of the pieces and climbs to the minimum; the picture builds the step of its pieces.
package cauchytonewton

import (
	"slices"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/cubic"
)

// Scene is a demos.Lesson. Use New.
type Scene struct {
	lesson.Base

	// What compute found.
	v      demos.Values
	bowl   *bowl
	start  vector
	own    *climb // with the pieces of the visitor
	step   int    // of the present place on its way
	next   proposal
	solver cubic.Solver

	// The climbs of the ladder and what its rungs propose at the present place, found
	// when they are asked for.
	rungs     [dimension]*climb
	proposals [dimension]proposal
	proposed  [dimension]bool

	// What the picture says.
	across, up string // what the softest and the stiffest axis are called
	touched    bool   // the start is not where it was
	bare       bool   // without the gauge
	picture    picture
}

var (
	_ demos.Lesson = (*Scene)(nil)
	_ demos.Bared  = (*Scene)(nil)
)

// New returns the lesson as it opens.
func New() *Scene {
	s := &Scene{}
	s.picture.init()
	s.Open(controls(), s.compute)
	return s
}

// Bare implements demos.Bared.
func (s *Scene) Bare() { s.bare = true }

// The values that the bowl depends on, and those that the climbs depend on.
var (
	ofBowl  = []string{"kappa", "mix", "bend", "seed"}
	ofClimb = []string{"x", "y", "off", "direction", "lambda"}
)

// compute recomputes only what depends on the values that changed.
func (s *Scene) compute(v demos.Values) error {
	cut, err := parse(v["partition"])
	if err != nil {
		return &demos.ValueError{Name: "partition", Message: err.Error()}
	}
	v["partition"] = cut.value() // as links write it
	changed := func(names []string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return v[n] != s.v[n] })
	}
	bowl := changed(ofBowl)
	moved := bowl || changed(ofClimb)
	s.v = v
	if bowl {
		s.bowl = bowlOf(v)
		s.rungs = [dimension]*climb{}
	}
	if moved {
		s.start = startOf(s.bowl, v)
		for _, c := range s.rungs {
			if c != nil {
				c.places = c.places[:0]
			}
		}
	}
	if k := slices.Index(ladder[:], cut); k >= 0 {
		s.own = s.climb(k)
	} else if moved || s.own.pieces != cut {
		s.own = newClimb(s.bowl, cut)
		s.own.run(method(v), s.start, most)
	}
	s.step = min(v.Count("step"), s.own.last())
	s.own.propose(&s.next, &s.solver, s.from(), v.Number("lambda"))
	s.proposed = [dimension]bool{}
	s.aim()
	s.phrase()
	return nil
}

// bowlOf and startOf return the bowl and the start that values say.
func bowlOf(v demos.Values) *bowl {
	return newBowl(v.Number("kappa"), v.Number("bend"), v.Number("mix"), uint64(v.Count("seed")))
}

func startOf(w *bowl, v demos.Values) vector {
	return w.theta(plot.XY{X: v.Number("x"), Y: v.Number("y")}, v.Number("off"))
}

// climb returns the climb on rung k of the ladder.
func (s *Scene) climb(k int) *climb {
	c := &s.rungs[k]
	if *c == nil {
		*c = newClimb(s.bowl, ladder[k])
	}
	if len((*c).places) == 0 {
		(*c).run(method(s.v), s.start, most)
	}
	return *c
}

// proposal returns what rung k of the ladder proposes at the present place.
func (s *Scene) proposal(k int) *proposal {
	p := &s.proposals[k]
	if !s.proposed[k] {
		s.climb(k).propose(p, &s.solver, s.from(), s.v.Number("lambda"))
		s.proposed[k] = true
	}
	return p
}

// here is the present place, from the one where the step of the picture begins: here,
// or a step before the minimum.
func (s *Scene) here() *place { return &s.own.places[s.step] }
func (s *Scene) from() *place { return &s.own.places[s.before()] }
func (s *Scene) before() int  { return s.own.from(s.step) }

// arrived reports whether the present place counts as the minimum.
func (s *Scene) arrived() bool { return s.own.arrived >= 0 && s.step >= s.own.arrived }
