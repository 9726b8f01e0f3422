// Package changeofunits is the lesson on a change of units: the parameters of a
// layer are written in other units, every method runs in both, and only the steps
// of grouped Newton stay the same.
package changeofunits

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
	"github.com/cauchy-newton/playground/demos/plot"
)

// Scene is the lesson.
type Scene struct {
	lesson.Base

	key     string // the values that the runs were made for
	bench   *bench
	pairs   [both]*pair
	rival   method
	show    string
	step    int
	view    plot.Window // what the picture shows at least
	message string

	picture picture
}

var (
	_ demos.Lesson = (*Scene)(nil)
	_ demos.Carded = (*Scene)(nil)
)

// New returns the lesson with its defaults.
func New() *Scene {
	s := &Scene{}
	s.Open(controls(), s.compute)
	return s
}

// startPoint is the start in the plane of the picture.
func (s *Scene) startPoint() plot.XY {
	return plot.XY{X: s.bench.start[s.bench.across], Y: s.bench.start[s.bench.up]}
}

// colour is that of a method: neither is one of the groups'.
func (s *Scene) colour(k int) demos.Color {
	if k == ours {
		return s.Theme.Text
	}
	return s.Theme.Group(rivalPlace)
}

// rivalPlace is a colour that no tensor of two layers has.
const rivalPlace = 6

// What glides: the steps that are drawn; how far the rings are along their way; whether
// the rival is seen; the logarithm of α; and the rings of both methods.
const (
	atStep = iota
	atThread
	atRival
	atAlpha
	atRing
	glides = atRing + 2*both*(maxSteps+1)
)

// aim sets where the picture glides to.
func (s *Scene) aim(alpha float64) {
	var to [glides]float64
	to[atStep], to[atAlpha] = float64(s.step), math.Log10(alpha)
	if s.show != "line" {
		to[atThread] = 1
	}
	if s.show == "both" {
		to[atRival] = 1
	}
	for k, p := range s.pairs {
		last := s.startPoint()
		for i := range maxSteps + 1 {
			if i < len(p.there.places) {
				theta := p.there.places[i]
				if q := (plot.XY{X: theta[s.bench.across], Y: theta[s.bench.up]}); plot.Finite(q.X) && plot.Finite(q.Y) {
					last = q
				}
			}
			at := atRing + 2*(k*(maxSteps+1)+i)
			to[at], to[at+1] = last.X, last.Y
		}
	}
	s.Glide.To(to[:]...)
}

// mark returns where a ring of method k is after so many steps, which need not be whole.
func (s *Scene) mark(k int, after float64) plot.XY {
	i := min(int(after), maxSteps)
	at := func(i int) plot.XY {
		n := atRing + 2*(k*(maxSteps+1)+min(i, maxSteps))
		return plot.XY{X: s.Glide.At(n), Y: s.Glide.At(n + 1)}
	}
	a, b, f := at(i), at(i+1), after-float64(i)
	return plot.XY{X: a.X + f*(b.X-a.X), Y: a.Y + f*(b.Y-a.Y)}
}
