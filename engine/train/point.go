package train

import "math"

// Point returns a fingerprint of the parameters: a number from 1 to 2⁵³ − 1, which
// every reader of JSON holds exactly. Two runs that differ have different ones.
func (r *Run) Point() int {
	h := uint64(len(r.theta))
	for _, v := range r.theta {
		h ^= math.Float64bits(v)
		h *= 0x9E3779B97F4A7C15 // 2⁶⁴ over the golden ratio: odd, so no two words collapse
		h ^= h >> 32
	}
	return max(1, int(h>>11))
}
