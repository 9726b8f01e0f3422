package cubic

import "math"

// jacobi turns the symmetric n×n matrix a into Λ = QᵀaQ by cyclic rotations
// (Golub and Van Loan §8.5) and writes Q, eigenvectors in columns. It stops
// when every |a_pq|² ≤ 2⁻¹²⁰ |a_pp a_qq|: rotations in this order keep the small
// eigenvalues of a graded matrix, which D of very different sizes makes of
// D⁻¹H̄D⁻¹, and which a reduction to tridiagonal form loses.
func jacobi(a, q []twofold, n int) {
	clear(q)
	for i := range n {
		q[i*n+i] = whole(1)
	}
	const sweeps = 60 // a graded matrix of order 12 takes about 10
	for range sweeps {
		still := true
		for i := range n {
			for j := i + 1; j < n; j++ {
				off := a[i*n+j]
				if math.Abs(off.hi) <= 0x1p-60*math.Sqrt(math.Abs(a[i*n+i].hi))*math.Sqrt(math.Abs(a[j*n+j].hi)) {
					continue
				}
				still = false
				rotate(a, q, n, i, j)
			}
		}
		if still {
			return
		}
	}
}

// rotate makes a_ij zero.
func rotate(a, q []twofold, n, i, j int) {
	off := a[i*n+j]
	theta := a[j*n+j].sub(a[i*n+i]).div(off.times2(1))
	// tan = sgn θ/(|θ| + √(θ² + 1)), with 1/2θ where θ² would overflow.
	tan := whole(1).div(theta.times2(1))
	if math.Abs(theta.hi) < 0x1p100 {
		tan = whole(1).div(theta.abs().add(theta.mul(theta).add(whole(1)).sqrt()))
		if theta.hi < 0 {
			tan = tan.neg()
		}
	}
	cos := whole(1).div(tan.mul(tan).add(whole(1)).sqrt())
	sin := tan.mul(cos)
	a[i*n+i] = a[i*n+i].sub(tan.mul(off))
	a[j*n+j] = a[j*n+j].add(tan.mul(off))
	a[i*n+j], a[j*n+i] = twofold{}, twofold{}
	for k := range n {
		if k != i && k != j {
			x, y := a[k*n+i], a[k*n+j]
			u, v := cos.mul(x).sub(sin.mul(y)), sin.mul(x).add(cos.mul(y))
			a[k*n+i], a[i*n+k] = u, u
			a[k*n+j], a[j*n+k] = v, v
		}
		x, y := q[k*n+i], q[k*n+j]
		q[k*n+i], q[k*n+j] = cos.mul(x).sub(sin.mul(y)), sin.mul(x).add(cos.mul(y))
	}
}
