package cubic

import "fmt"

// Model returns φ(η) = −ḡᵀη + ½ηᵀH̄η + (λ/6)‖Dη‖³, what the model promises of
// any step; 0 for η = 0. The minimiser's own is Step.Value, without the loss of
// digits that the sum has when its terms cancel. It panics when the lengths do
// not match.
func Model(eta, gbar, hbar, d []float64, lambda float64) (phi float64) {
	n := len(eta)
	if len(gbar) != n || len(hbar) != n*n || len(d) != n {
		panic(fmt.Sprintf("cubic: %d entries of η, %d of ḡ, %d of H̄, %d of D", n, len(gbar), len(hbar), len(d)))
	}
	for i, v := range eta {
		row := 0.0
		for j, w := range eta {
			row += hbar[i*n+j] * w
		}
		phi += v * (row/2 - gbar[i])
	}
	if r := norm(d, eta).float(); r > 0 {
		phi += lambda / 6 * r * r * r
	}
	return phi
}
