package summary

import (
	"cmp"
	"slices"
	"time"
)

// stopwatch keeps the durations of a repeated piece of work.
type stopwatch []time.Duration

func (w *stopwatch) time(work func()) {
	start := time.Now()
	work()
	*w = append(*w, time.Since(start))
}

// milliseconds returns the median.
func (w stopwatch) milliseconds() float64 { return median(w).Seconds() * 1e3 }

// per returns the median of the quotients with the turns of another.
func (w stopwatch) per(other stopwatch) float64 {
	var quotients []float64
	for i := range w {
		quotients = append(quotients, w[i].Seconds()/other[i].Seconds())
	}
	return median(quotients)
}

func median[T cmp.Ordered](values []T) T {
	return slices.Sorted(slices.Values(values))[len(values)/2]
}
