package plot

import "slices"

// Sampled appends sample points from lo to hi for a curve with poles: n evenly
// spaced ones, and more that approach each pole from both sides.
func Sampled(dst []float64, lo, hi float64, n int, poles ...float64) []float64 {
	first := len(dst)
	for k := range n {
		dst = append(dst, lo+(hi-lo)*float64(k)/float64(max(1, n-1)))
	}
	for _, p := range poles {
		for d := (hi - lo) / float64(max(1, n)) / 2; d > 1e-6*(hi-lo); d /= 1.6 {
			for _, x := range [...]float64{p - d, p + d} {
				if x > lo && x < hi {
					dst = append(dst, x)
				}
			}
		}
	}
	slices.Sort(dst[first:])
	return dst
}
