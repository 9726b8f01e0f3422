package cauchytonewton

import (
	"math"

	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
)

// near is the loss below which a climb has arrived; the minimum is 0.
const near = 1e-8

// most bounds the steps of a climb: with 7 of them and the bound of κ the
// page's answer to a control stays within its 20 ms.
const most = 200

// climb is grouped Newton with one partition, from the start until the loss is below
// near. It is an optim.Objective that records the direction.
type climb struct {
	bowl   *bowl
	pieces pieces
	part   *partition.Partition
	sums   *summary.Sweep
	u      vector // the direction of the last summary

	places  []place
	arrived int    // the first step whose loss is below near; −1: none of most
	reason  string // why it stopped before; empty when all is well
}

// place is where a climb was after some steps.
type place struct {
	theta, u vector  // u is the direction of the step from here
	foot     plot.XY // in the plane
	off      float64 // the distance from the plane
	loss     float64
}

var _ optim.Scaled = (*climb)(nil)

func (c *climb) Gradient(dst, theta []float64) float64 { return c.bowl.gradient(dst, theta) }

func (c *climb) Terms(dst, size []float64) int { return c.bowl.terms.Sum(dst, size, &c.bowl.zero) }

func (c *climb) Summarise(dst *summary.Summary, theta, u []float64) {
	copy(c.u[:], u)
	c.sums.Compute(dst, theta, u, &c.bowl.zero)
}

func (c *climb) SummaryLoss(theta []float64) float64 {
	return c.bowl.sweep.Loss(theta, &c.bowl.zero)
}
func (c *climb) Spread(dst, eta, u []float64) { c.part.Spread(dst, eta, u) }
func (c *climb) Len() int                     { return c.part.Size() }
func (c *climb) Groups() int                  { return c.part.Len() }

// newClimb returns a climb with those pieces.
func newClimb(w *bowl, g pieces) *climb {
	part := g.partition(w.sweep.Graph().Params())
	return &climb{bowl: w, pieces: g, part: part, sums: summary.NewSweep(w.sweep, part)}
}

// run climbs from theta by a fresh method, at most so many steps.
func (c *climb) run(method *optim.GroupedNewton, theta vector, most int) {
	c.places, c.arrived, c.reason, c.u = c.places[:0], -1, "", vector{}
	var f optim.Frame
	for {
		here := place{theta: theta}
		here.foot, here.off = c.bowl.foot(&theta)
		// The step from the last place is not taken, but its direction is shown.
		err := method.Step(&f, theta[:], c)
		here.loss, here.u = f.Loss, c.u
		c.places = append(c.places, here)
		if here.loss < near {
			c.arrived = len(c.places) - 1
		}
		switch {
		case err != nil:
			c.reason = err.Error()
		case f.Reason != "":
			c.reason = f.Reason
		}
		if c.arrived >= 0 || c.reason != "" || len(c.places) > most {
			return
		}
	}
}

// last is the number of steps taken.
func (c *climb) last() int { return len(c.places) - 1 }

// before returns the place from which the k-th step begins; at the minimum, where the
// system is all rounding, the place before it.
func (c *climb) before(k int) *place {
	if c.arrived > 0 {
		k = min(k, c.arrived-1)
	}
	return &c.places[k]
}

// at returns the place of theta.
func (w *bowl) at(theta vector) place {
	p := place{theta: theta, loss: w.loss(&theta)}
	p.foot, p.off = w.foot(&theta)
	return p
}

// proposal is what a partition would do at a place: the step sizes, the drop of the
// loss that they promise and the true one, and where they lead.
type proposal struct {
	summary *summary.Summary
	step    cubic.Step
	err     error
	next    place
	promise float64 // −φ(η)
	drop    float64 // f(θ) − f(θ − U Iᵀη)
}

// propose computes the step from a place in direction u.
func (c *climb) propose(p *proposal, solver *cubic.Solver, from *place, lambda float64) {
	if p.summary == nil || p.summary.Groups() != c.Groups() {
		p.summary = summary.New(c.Groups())
	}
	u := from.u[:]
	c.sums.Compute(p.summary, from.theta[:], u, &c.bowl.zero)
	var d, move vector
	for s, v := range p.summary.Order3 {
		d[s] = math.Cbrt(math.Abs(v))
	}
	p.err = solver.Solve(&p.step, p.summary.Gbar, p.summary.Hbar, d[:c.Groups()], lambda)
	p.promise = -p.step.Value
	c.part.Spread(move[:], p.step.Eta, u)
	theta := from.theta
	for k, m := range move {
		theta[k] -= m
	}
	p.next = c.bowl.at(theta)
	p.drop = from.loss - p.next.loss
}
