package cubic

import "fmt"

// Model returns φ(η) = −ḡᵀη + ½ηᵀH̄η + (λ/6)‖Dη‖³ of any step; 0 for η = 0. For the
// minimiser Step.Value is more accurate: the terms of this sum may cancel. It panics when the lengths do
// not match.
func Model(eta, gbar, hbar, d []float64, lambda float64) (phi float64) {
	n := len(eta)
	if len(gbar) != n || len(hbar) != n*n || len(d) != n {
		panic(fmt.Sprintf("cubic: %d entries of η, %d of ḡ, %d of H̄, %d of D", n, len(gbar), len(hbar), len(d)))
	}
	var sum scaled
	for i, v := range eta {
		var row scaled
		for j, w := range eta {
			row = row.plus(scaledOf(hbar[i*n+j]).times(scaledOf(w)))
		}
		row.e--
		sum = sum.plus(scaledOf(v).times(row.plus(scaledOf(-gbar[i]))))
	}
	r := norm(d, eta)
	cube := scaledOf(lambda)
	cube.f /= 6
	for range 3 {
		cube = cube.times(r)
	}
	return sum.plus(cube).float()
}
