package changeofunits

import (
	"math"
	"slices"

	"github.com/cauchy-newton/playground/engine/optim"
)

// pair is one method run twice from one start: in the old units, and in the new
// ones with every step mapped back.
type pair struct {
	here, there half
}

// half is one of the two runs, with all its steps.
type half struct {
	method    optim.Method
	objective optim.Objective
	theta     []float64 // where the method is, in its own units
	frame     optim.Frame
	old       func(theta []float64) []float64 // copies θ into the old units
	places    [][]float64                     // θ after 0, 1, … steps, in the old units
	eta       [][]float64                     // of the steps
	broken    bool                            // the run diverged
}

func newPair(k method, o options, r *ruler, start []float64) *pair {
	p := &pair{}
	p.here.theta, p.here.old = slices.Clone(start), slices.Clone[[]float64]
	p.here.method, p.here.objective = k.make(o, r.Task)
	p.there.theta, p.there.old = make([]float64, len(start)), func(theta []float64) []float64 { return r.original(make([]float64, len(theta)), theta) }
	r.read(p.there.theta, start)
	p.there.method, p.there.objective = k.make(o, r)
	return p
}

// until runs both up to so many steps, or until they diverge.
func (p *pair) until(steps int) {
	p.here.until(steps)
	p.there.until(steps)
}

func (h *half) until(steps int) {
	if h.places == nil {
		h.places = append(h.places, h.old(h.theta))
	}
	for len(h.places) <= steps && !h.broken {
		if h.broken = h.method.Step(&h.frame, h.theta, h.objective) != nil; !h.broken {
			h.eta = append(h.eta, slices.Clone(h.frame.Eta))
			h.places = append(h.places, h.old(h.theta))
		}
	}
}

// apart returns how far the two are from each other after so many steps, in
// parts of how far they are from 0; +Inf where one of them has diverged.
func (p *pair) apart(step int) float64 {
	if step >= len(p.here.places) || step >= len(p.there.places) {
		return math.Inf(1)
	}
	a, b := p.here.places[step], p.there.places[step]
	between, size := 0.0, 0.0
	for k := range a {
		between = math.Hypot(between, a[k]-b[k])
		size = math.Hypot(size, a[k])
	}
	if between == 0 {
		return 0
	}
	return between / size
}

// coincide is how far apart two runs may be, at every step, and still count as
// one: rounding grows from 1e-16, and stays below.
const coincide = 1e-6

// worst returns the largest distance over the first steps.
func (p *pair) worst(steps int) (worst float64) {
	p.until(steps)
	for k := range steps + 1 {
		worst = max(worst, p.apart(k))
	}
	return worst
}
