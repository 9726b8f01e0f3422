// Package cubic solves the anisotropic cubic step of the paper (§4.2,
// Appendix D) in every case that has a solution and reports those that have none:
//
//	minimise  φ(η) = −ḡᵀη + ½ηᵀH̄η + (λ/6)‖Dη‖³,   D = Diag(D_1 … D_S) ≥ 0.
//
// A stationary point has (H̄ + ½λrD²)η = ḡ with r = ‖Dη‖; the minimiser is the
// one of largest r, where H̄ + ½λrD² ⪰ 0.
//
// [Solver] finds one step, accurately; [Path] follows λ ↦ η*(λ) and the secular
// curve for a picture, from one eigendecomposition.
//
// Groups with D_s = 0 are eliminated by a Schur complement. Only an exact zero
// counts as zero: the problem is first brought to D_s ∈ [½, 1) by powers of two,
// which changes no bit of the answer. The factorisations then run in twofold
// precision (about 32 digits), because a group with D_s = 1e-8 beside one with
// 1e8, or a gradient with 1e-9 of itself along the critical direction, uses up
// the 16 digits of a float64.
//
// No step is returned without a certificate: a bound of its error, entry by entry,
// below a rounding of float64, and that H̄ + ½λrD² is positive definite there. Where
// twofold numbers give none, as for D_s = 1e-25 beside 1 or λ = 1e250, Solver
// solves again in math/big with as many bits as needed. So the input may hold any
// finite float64, subnormal ones included; where a nonzero entry of the answer
// cannot be a float64 of full precision, the status is NotFinite.
//
// Certified are η, to one rounding in every entry, and r and φ, to a few. Along flat
// directions of groups with D_s = 0 the certificate says that η is a minimiser, not
// that it is the shortest one.
package cubic
