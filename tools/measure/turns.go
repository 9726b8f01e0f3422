package measure

import (
	"fmt"
	"slices"
	"time"
)

// Figure is a result of the engine in the page, as wasm/bench prints it in JSON.
type Figure struct {
	Name, Unit string
	Value      float64
}

// Series are times of one piece of work, in milliseconds.
type Series []float64

// Median returns the middle one, the mean of the middle two of an even number,
// and 0 of none.
func (s Series) Median() float64 {
	if len(s) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// Middle writes the median, of none a dash.
func (s Series) Middle() string {
	if len(s) == 0 {
		return "–"
	}
	return fmt.Sprintf("%.3g", s.Median())
}

// Range writes the least and the largest, as " (0.88–0.95)".
func (s Series) Range() string { return fmt.Sprintf(" (%.3g–%.3g)", s.Least(), slices.Max(s)) }

// String writes the median with the range, as "0.92 (0.88–0.95)".
func (s Series) String() string {
	if len(s) == 0 {
		return s.Middle()
	}
	return s.Middle() + s.Range()
}

// Least returns the shortest time: whatever else runs on a machine only adds to
// it. Of none it is 0.
func (s Series) Least() float64 {
	if len(s) == 0 {
		return 0
	}
	return slices.Min(s)
}

// Per returns the quotients s_i/t_i of what was measured in the same turn.
func (s Series) Per(t Series) Series {
	q := make(Series, min(len(s), len(t)))
	for i := range q {
		q[i] = s[i] / t[i]
	}
	return q
}

// leastRounds is how many rounds Turns makes however slow the work is: a
// median of fewer is a single time.
const leastRounds = 3

// Turns does each piece of work once to warm up, then one after the other in
// rounds until the time is over, three rounds at least, and returns the times of
// each. What slows a machine down for a while affects all of them alike.
func Turns(budget time.Duration, works ...func()) []Series {
	var begin time.Time
	return inTurns(0, wall, works, func(rounds int) bool {
		if rounds == 0 {
			begin = time.Now()
		}
		return rounds < leastRounds || time.Since(begin) < budget
	})
}

// Rounds is Turns for a number of rounds, in each of which a piece of work is
// repeated for a while, once at least. The times are those of the clock.
func Rounds(rounds int, sample time.Duration, clock func() time.Duration, works ...func()) []Series {
	return inTurns(sample, clock, works, func(done int) bool { return done < rounds })
}

func inTurns(sample time.Duration, clock func() time.Duration, works []func(), another func(rounds int) bool) []Series {
	for _, work := range works {
		work()
	}
	times := make([]Series, len(works))
	for rounds := 0; another(rounds); rounds++ {
		for i, work := range works {
			times[i] = append(times[i], sampleBy(clock, sample, work))
		}
	}
	return times
}

// Sample does a piece of work again and again until the time is over, once at
// least, and returns the milliseconds that it took each time.
func Sample(budget time.Duration, work func()) float64 { return sampleBy(wall, budget, work) }

func sampleBy(clock func() time.Duration, budget time.Duration, work func()) float64 {
	begin := clock()
	for turns := 1; ; turns++ {
		work()
		if spent := clock() - begin; spent >= budget {
			return spent.Seconds() * 1e3 / float64(turns)
		}
	}
}

var start = time.Now()

// wall is the elapsed time.
func wall() time.Duration { return time.Since(start) }
