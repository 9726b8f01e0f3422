// Package summary computes what grouped Newton needs of a loss: its derivatives of
// order 1, 2 and 3 along a direction u that a partition cuts into S groups.
package summary

import "math"

// Summary holds the derivatives at e = 0 of
//
//	φ(e) = L(θ + Σ_s e_s u_s),
//
// where u_s is the direction u with every entry outside group s set to 0.
// A step subtracts: θ − Σ_s η_s u_s changes the loss by −ḡᵀη + ½ηᵀH̄η − ….
type Summary struct {
	Loss   float64   // L(θ), the mean over the batch
	Gbar   []float64 // ḡ_s = ∂φ/∂e_s, length S
	Hbar   []float64 // H̄_st = ∂²φ/∂e_s∂e_t, S×S row-major, exactly symmetric
	Order3 []float64 // ∂³φ/∂e_s³ with its sign, length S; D_s = |Order3_s|^{1/3}
}

// New returns a Summary for S groups.
func New(s int) *Summary {
	return &Summary{Gbar: make([]float64, s), Hbar: make([]float64, s*s), Order3: make([]float64, s)}
}

// Groups returns S.
func (s *Summary) Groups() int { return len(s.Gbar) }

// Root returns D_s = |∂³φ/∂e_s³|^{1/3}.
func Root(order3 float64) float64 { return math.Cbrt(math.Abs(order3)) }

// Roots appends D_s for every group to dst.
func Roots(dst, order3 []float64) []float64 {
	for _, third := range order3 {
		dst = append(dst, Root(third))
	}
	return dst
}

// Promise returns −ḡᵀη + ½ηᵀH̄η, the change of the loss that the model of order
// 2 predicts for the step θ − Σ_s η_s u_s.
func (s *Summary) Promise(eta []float64) (change float64) {
	n := len(eta)
	for i, e := range eta {
		row := 0.0
		for j, f := range eta {
			row += s.Hbar[i*n+j] * f
		}
		change += e * (row/2 - s.Gbar[i])
	}
	return change
}
