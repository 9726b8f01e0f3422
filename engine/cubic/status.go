package cubic

import (
	"errors"
	"fmt"
)

// Status names how a cubic step was found, or why there is none.
type Status uint8

const (
	Unsolved      Status = iota // no step has been computed
	Interior                    // H̄ + ½λrD² is positive definite at the minimiser
	Boundary                    // the hard case: H̄ + ½λrD² is singular to rounding, a second minimiser exists
	Unregularised               // solved, but some D_s = 0: those groups take a plain Newton step given the others
	ZeroGradient                // ḡ = 0 and H̄ ⪰ 0: the minimiser is η = 0
	Unbounded                   // the model has no minimum
	NotFinite                   // ḡ, H̄, D or λ holds a NaN or an Inf, or an entry of η, r or φ is not 0 and no float64 of full precision
)

var names = [...]string{
	Unsolved:      "unsolved",
	Interior:      "interior",
	Boundary:      "boundary",
	Unregularised: "unregularised",
	ZeroGradient:  "zero gradient",
	Unbounded:     "unbounded",
	NotFinite:     "not finite",
}

// String returns the status in words, "interior" for Interior.
func (s Status) String() string {
	if int(s) < len(names) {
		return names[s]
	}
	return fmt.Sprintf("cubic.Status(%d)", uint8(s))
}

// Solved reports whether the step carries a minimiser.
func (s Status) Solved() bool {
	return s == Interior || s == Boundary || s == Unregularised || s == ZeroGradient
}

var (
	// ErrUnbounded says that φ has no minimum.
	ErrUnbounded = errors.New("cubic: the model is unbounded below")
	// ErrNotFinite says that the input holds a NaN or an Inf, or that the
	// minimiser cannot be written in float64 of full precision.
	ErrNotFinite = errors.New("cubic: not finite")
	// ErrSpread says that the model's numbers differ by too many orders of
	// magnitude for a Path; Solver may have its steps.
	ErrSpread = errors.New("cubic: the numbers differ by too many orders of magnitude for the path")
)
