package onestep

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// tolerance is how near to ḡ/H̄ the learner has to come, relative.
const tolerance = 0.02

// Check judges whether η is Cauchy's within two per cent.
func (s *Scene) Check(demos.Values) demos.Verdict {
	now := &s.now
	if math.IsNaN(now.best) {
		return demos.Verdict{Words: "Here H̄ ≤ 0: the loss curves downwards along the gradient, so no parabola has a minimum and Cauchy’s rule gives no step. Start somewhere else."}
	}
	off := now.eta/now.best - 1
	if math.Abs(off) <= tolerance {
		return demos.Verdict{Right: true, Words: fmt.Sprintf(
			"Right: ḡ/H̄ = %s, and there the parabola has its minimum. It promised a drop of %s; the loss fell by %s, so ρ = %s. No other step size along −g was promised more.",
			plot.Format(now.best), plot.Format(now.promised()), plot.Format(now.loss-now.reached), plot.Format(now.ratio()))}
	}
	size := "short"
	if off > 0 {
		size = "long"
	}
	return demos.Verdict{Words: fmt.Sprintf(
		"Not yet: your step is too %s. The figures below the picture have ḡ = %s and H̄ = %s; the minimum of −ḡη + ½H̄η² is where its slope −ḡ + H̄η is zero.",
		size, plot.Format(now.gbar), plot.Format(now.hbar))}
}
