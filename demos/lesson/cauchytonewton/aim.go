package cauchytonewton

import "github.com/cauchy-newton/playground/demos/plot"

// The numbers of the picture that move, by their places in the Glide. The last three
// are pairs, one for each parameter.
const (
	atRing  = 0 // the start in the plane, two numbers
	atStep  = 2 // steps taken
	atCount = 3 // steps to the minimum
	atDrop  = 4 // the promised part of all there is
	atLink  = 5 // where its link begins, from the place where the step begins
	atReach = atLink + 2*dimension
	atCell  = atReach + 2*dimension // its cell: how many cells and how many cuts lie before it
	targets = atCell + 2*dimension
)

// aim sets where the numbers move.
func (s *Scene) aim() {
	var to [targets]float64
	start := s.own.places[0].foot
	to[atRing], to[atRing+1] = start.X, start.Y
	to[atStep] = float64(s.step)
	to[atCount] = float64(max(s.own.arrived, 0))
	if all := s.from().loss; s.next.err == nil && all > 0 {
		to[atDrop] = min(max(s.next.promise/all, 0), 1)
	}
	cut := s.own.pieces
	cuts := float64(dimension-cut.count()) / 2 // the bar is in the middle
	var end plot.XY
	order := cut.order()
	for i, p := range order {
		if i > 0 && cut[p] != cut[order[i-1]] {
			cuts++
		}
		reach := s.reach(p)
		for k, v := range [...]float64{end.X, end.Y, reach.X, reach.Y, float64(i), cuts} {
			to[atLink+k/2*2*dimension+2*p+k%2] = v
		}
		end.X, end.Y = end.X+reach.X, end.Y+reach.Y
	}
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
