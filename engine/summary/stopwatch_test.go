package summary

import (
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
func (w stopwatch) milliseconds() float64 {
	slices.Sort(w)
	return w[len(w)/2].Seconds() * 1e3
}
