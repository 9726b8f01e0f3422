package measure

import (
	"slices"
	"time"
)

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
// each. What slows a machine down for a while meets all of them alike.
func Turns(budget time.Duration, works ...func()) []Series {
	for _, work := range works {
		work()
	}
	times := make([]Series, len(works))
	for begin, rounds := time.Now(), 0; rounds < leastRounds || time.Since(begin) < budget; rounds++ {
		for i, work := range works {
			times[i] = append(times[i], Sample(0, work))
		}
	}
	return times
}

// Sample does a piece of work again and again until the time is over, once at
// least, and returns the milliseconds that it took each time.
func Sample(budget time.Duration, work func()) float64 {
	begin := time.Now()
	for turns := 1; ; turns++ {
		work()
		if spent := time.Since(begin); spent >= budget {
			return spent.Seconds() * 1e3 / float64(turns)
		}
	}
}
