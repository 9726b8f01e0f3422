package deep

import "math"

// share returns that of a side's mass at distances least and more; NaN where
// there is no matrix.
func (a *state) share(of side, least int) float64 {
	if r := a.reach(of); r != nil {
		return r.from(least)
	}
	return math.NaN()
}
