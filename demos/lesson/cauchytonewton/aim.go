package cauchytonewton

import (
	"fmt"

	"github.com/cauchy-newton/playground/demos/plot"
)

// The numbers of the picture that move, by their places in the Glide. Links,
// reaches and cells are one for each parameter, the first two of these in pairs.
const (
	atRing  = 0 // the start in the plane, two numbers
	atStep  = 2 // steps taken
	atCount = 3 // steps to the minimum
	atDrop  = 4 // the promised part of all there is
	atDrops = 5 // the promise itself
	atLink  = 6 // where its link begins, from the place where the step begins
	atReach = atLink + 2*dimension
	atCell  = atReach + 2*dimension // its cell in the bar
	atWay   = atCell + dimension    // the way behind the step, in pairs
	targets = atWay + 2*ahead
)

// ahead is how many steps behind the present one are drawn at rest, less and less.
const ahead = 16

// aim sets where the numbers move.
func (s *Scene) aim() {
	var to [targets]float64
	start := s.own.places[0].foot
	to[atRing], to[atRing+1] = start.X, start.Y
	to[atStep] = float64(s.step)
	if to[atCount] = float64(s.own.arrived); s.own.arrived < 0 {
		to[atCount] = most
	}
	if all := s.from().loss; s.next.err == nil && all > 0 {
		to[atDrop], to[atDrops] = min(max(s.next.promise/all, 0), 1), s.next.promise
	}
	cut := s.own.pieces
	order := cut.order()
	end := plot.XY{}
	for _, p := range order {
		reach := s.reach(p)
		to[atLink+2*p], to[atLink+2*p+1] = end.X, end.Y
		to[atReach+2*p], to[atReach+2*p+1] = reach.X, reach.Y
		end.X, end.Y = end.X+reach.X, end.Y+reach.Y
	}
	for i := range ahead { // from the end of the step
		q := s.own.places[min(s.before()+i+2, s.own.last())].foot
		to[atWay+2*i], to[atWay+2*i+1] = q.X, q.Y
	}
	plot.Places(to[atCell:atCell:targets], order[:], cut[:])
	s.Glide.To(to[:]...)
}

// reach returns the shadow of what the step does to parameter p.
func (s *Scene) reach(p int) plot.XY {
	if s.next.err != nil {
		return plot.XY{}
	}
	by := -s.next.step.Eta[s.own.pieces[p]] * s.from().u[p]
	return plot.XY{X: by * s.bowl.axes.At(0, p), Y: by * s.bowl.axes.At(dimension-1, p)}
}

// numbersOf are the numbers of pieces in words.
var numbersOf = [dimension]string{"one piece", "two pieces", "three pieces", "four pieces", "five pieces", "six pieces"}

// leads are what stands before the promised drop, the longest form first.
var leads = []string{"this step promises a drop of ", "promises ", ""}

// phrase fills what the picture says in words and does not move.
func (s *Scene) phrase() {
	p, c := &s.picture, s.own
	if s.across, s.up = "gentle", plot.Short(s.bowl.kappa)+" × steeper"; s.bowl.kappa == 1 {
		s.across, s.up = "one axis", "another, as steep"
	}
	s.touched = false
	for _, control := range s.Controls() {
		s.touched = s.touched || (control.Name == "x" || control.Name == "y") && s.v[control.Name] != control.Default
	}
	what := "the direction"
	if s.v["direction"] == "gradient" {
		what = "the gradient"
	}
	p.hand.bar.Cuts.Caption = what + ", in " + numbersOf[c.pieces.count()-1]
	p.hand.bar.Cuts.Values = append(p.hand.bar.Cuts.Values[:0], s.next.step.Eta...)
	if p.counter.Below = ""; c.pieces != ladder[0] {
		p.counter.Below = "with " + numbersOf[0] + ": " + s.climb(0).count()
	}
	p.gauge.Leads = leads
	promise, all := plot.Three(s.next.promise), plot.Three(s.from().loss)
	p.gauge.Left = p.gauge.Left[:0]
	for _, lead := range leads {
		p.gauge.Left = append(p.gauge.Left, lead+promise)
	}
	p.gauge.Right = append(p.gauge.Right[:0], "all there is: "+all, "of "+all)
	if c.reason != "" && s.step == c.last() || s.next.err != nil {
		reason := c.reason
		if s.next.err != nil {
			reason = s.next.err.Error()
			p.hand.bar.Cuts.Values = p.hand.bar.Cuts.Values[:0]
		}
		p.gauge.Leads = nil
		p.gauge.Left = append(p.gauge.Left[:0], fmt.Sprintf("there is no step: %s", reason), "there is no step")
	}
}
