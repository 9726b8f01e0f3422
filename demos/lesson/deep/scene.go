// Package deep is the lesson on deep networks: how strongly groups interact
// that are many layers apart, at the start and later, and how much of it is left
// in the inverse of H̄.
package deep

import (
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson"
)

// Scene is the lesson.
type Scene struct {
	lesson.Base

	runs map[setup]*run
	now  shown

	picture picture
}

var (
	_ demos.Lesson = (*Scene)(nil)
	_ demos.Carded = (*Scene)(nil)
)

// shown is what the picture shows: a function of the values.
type shown struct {
	setup
	*run
	step       int
	side       side
	distance   int // of the pairs that are lit; 0: all
	begin, now *state
	cloth      []float64 // the matrix of the side, each group scaled to ±1; nil where there is none
	message    string    // what went wrong, and what helps
}

// mostRuns bounds the cached runs: all depths of one setting and some more.
const mostRuns = 12

// run returns the run of a setup with all states up to last.
func (s *Scene) run(k setup, last int) (*run, error) {
	r := s.runs[k]
	if r == nil {
		var err error
		if r, err = newRun(k); err != nil {
			return nil, err
		}
		if len(s.runs) >= mostRuns {
			clear(s.runs)
		}
		s.runs[k] = r
	}
	r.until(last)
	return r, nil
}

func (s *Scene) compute(v demos.Values) error {
	k := read(v)
	step := v.Count("step")
	r, err := s.run(k, step)
	if err != nil {
		return err
	}
	s.now = shown{setup: k, run: r, step: step, distance: min(v.Count("distance"), r.stages-1), begin: r.At(0), now: r.At(step)}
	if v["view"] == "inverse" {
		s.now.side = back
	}
	if m := s.now.now.matrix(s.now.side); m != nil {
		s.now.cloth = scaled(m, len(r.groups)) // H̄ is scaled already, its inverse by its own diagonal
	}
	s.now.message = s.now.complain()
	s.aim()
	return nil
}

// What glides: the share that the big number says, the curve over the distances, and the
// colours of the cloth.
const (
	atShare = iota
	atCurve
)

// aim sets where the picture glides to.
func (s *Scene) aim() {
	now := &s.now
	to := append(s.picture.to[:0], now.share())
	for d := range now.stages {
		v := math.NaN()
		if r := now.now.reach(now.side); r != nil {
			v = r.relative(d)
		}
		to = append(to, v)
	}
	for _, i := range now.order {
		for _, j := range now.order {
			v := 0.0
			if now.cloth != nil {
				v = max(-1, min(now.cloth[i*len(now.groups)+j], 1))
			}
			to = append(to, v)
		}
	}
	s.picture.to = to
	s.Glide.To(to...)
}

// share is what the big number says: of H̄ what lies half the network apart, of its
// inverse what lies outside the tridiagonal, in the mean of the last steps.
func (now *shown) share() float64 { return now.recent(now.side, now.least(), now.step) }

// least is the distance from which that counts.
func (now *shown) least() int {
	if now.side == back {
		return outside
	}
	return far(now.stages)
}

// complain says what is wrong and what helps; "" if nothing is.
func (now *shown) complain() string {
	switch {
	case now.step >= len(now.States): // a shorter run than the one shown before
		return "Go back, or take another seed: " + now.Broken
	case now.now.inverse == nil:
		return "Go a step on, or take another seed: " + now.now.noInverse
	}
	return ""
}

// New returns the lesson with its defaults.
func New() *Scene {
	s := &Scene{runs: map[setup]*run{}}
	s.Open(controls(), s.compute)
	return s
}

// Which of the two matrices a part shows.
type side uint8

const (
	forth side = iota // H̄
	back              // H̄⁻¹
)

var signs = [...]string{"H̄", "H̄⁻¹"}

// matrix returns the scaled matrix of a side; nil where there is none.
func (a *state) matrix(of side) []float64 {
	if of == back {
		return a.inverse
	}
	return a.k
}

// reach returns that of a side; nil where there is none.
func (a *state) reach(of side) *reach {
	switch {
	case of == forth:
		return &a.forth
	case a.inverse == nil:
		return nil
	}
	return &a.back
}
