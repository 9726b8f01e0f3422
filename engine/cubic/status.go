// Package cubic solves the anisotropic cubic step of the paper (§4.2,
// Appendix D) in every case that has a solution and names those that have none.
package cubic

// Status names how a cubic step was found, or why there is none.
type Status uint8

const (
	Unsolved      Status = iota // no step was asked for
	Interior                    // H̄ + ½λrD² is positive definite at the minimiser
	Boundary                    // the hard case: H̄ + ½λrD² is singular, a second minimiser exists
	Unregularised               // solved, but some D_s = 0: those groups take a plain Newton step given the others
	ZeroGradient                // ḡ = 0 and H̄ ⪰ 0: the minimiser is η = 0
	Unbounded                   // the model has no minimum
	NotFinite                   // ḡ, H̄, D or λ holds a NaN or an Inf
)
