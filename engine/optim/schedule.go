package optim

import (
	"math"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Schedule multiplies a learning rate by a share of 1 that depends on the step
// t = 0, 1, …: a linear warm-up, then half a cosine down to 0 (Loshchilov and Hutter
// 2017, SGDR, without restarts),
//
//	(t + 1)/Warmup                                for t < Warmup,
//	½(1 + cos(π(t − Warmup)/(Cosine − Warmup)))   for Warmup ≤ t < Cosine,
//	0                                             for Cosine ≤ t.
//
// A schedule that is changed during a run begins there. The zero value is 1 always.
type Schedule struct {
	Warmup int // steps; 0 is none
	Cosine int // steps from the first one until the rate is 0; 0 is never

	t int
}

// tune takes the settings of a Config, and begins anew where they have changed.
func (s *Schedule) tune(c setting.Config) {
	if s.Warmup != c.Warmup || s.Cosine != c.Cosine {
		*s = Schedule{Warmup: c.Warmup, Cosine: c.Cosine}
	}
}

// next returns the share of the present step, and goes on to the next one.
func (s *Schedule) next() float64 {
	share := s.share()
	if s.on() {
		s.t++
	}
	return share
}

func (s *Schedule) on() bool { return s.Warmup > 0 || s.Cosine > 0 }

func (s *Schedule) share() float64 {
	switch {
	case s.Cosine > 0 && s.t >= s.Cosine:
		return 0
	case s.t < s.Warmup:
		return float64(s.t+1) / float64(s.Warmup)
	case s.Cosine > 0:
		return (1 + math.Cos(math.Pi*float64(s.t-s.Warmup)/float64(s.Cosine-s.Warmup))) / 2
	}
	return 1
}

// plain is the function plain for a rate with this share, 0 of which is the end.
func (s *Schedule) plain(dst *Frame, loss, rate float64) {
	plain(dst, loss, rate)
	if rate == 0 {
		dst.Arrived = "the cosine schedule is over and the rate is 0"
	}
}

// archive writes or reads t. A method without a schedule has nothing to remember.
func (s *Schedule) archive(a *archive.Archive) {
	if s.on() {
		a.Int(&s.t)
		a.Check(s.t >= 0, "step %d of a schedule", s.t)
	}
}
