// Package spectrum estimates the eigenvalues of a symmetric matrix that is known only
// by its products with vectors, such as the full Hessian of a network.
package spectrum

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/engine/kernel"
)

// Product writes Av to dst; both have length n.
type Product func(dst, v []float64)

// ErrNotFinite says that a product held a NaN or an Inf.
var ErrNotFinite = errors.New("spectrum: the product is not finite")

// Ritz are the Ritz values of A in a Krylov space, ascending, with the weight
// that each has in the starting vector: Σ w_k f(θ_k) is the Gauss quadrature of
// qᵀf(A)q for the normalised starting vector q.
type Ritz struct {
	Values  []float64
	Weights []float64
	Errors  []float64 // ‖Ay − θy‖ of each Ritz pair: an eigenvalue lies within
}

// Lanczos runs at most steps steps from the starting vector q of length n, with
// full reorthogonalisation, so that no eigenvalue appears twice. It costs one
// product a step and stores steps+1 vectors. It ends early in an invariant
// subspace, where the Ritz values are eigenvalues.
func Lanczos(a Product, q []float64, steps int) (Ritz, error) {
	n := len(q)
	steps = min(steps, n)
	if steps < 1 {
		return Ritz{}, nil
	}
	basis := [][]float64{unit(q)}
	if basis[0] == nil {
		return Ritz{}, errors.New("spectrum: the starting vector is zero or not finite")
	}
	var diagonal, beside []float64
	scale, exponent := 0.0, 0
	for k := 0; ; k++ {
		w := make([]float64, n)
		a(w, basis[k])
		if k == 0 {
			_, exponent = math.Frexp(max(slices.Max(w), -slices.Min(w)))
		}
		for i, v := range w { // scaled to about 1, so that no square overflows
			w[i] = math.Ldexp(v, -exponent)
		}
		alpha := kernel.Dot(w, basis[k])
		for range 2 { // twice is enough (Kahan and Parlett)
			for _, v := range basis {
				kernel.Axpy(w, -kernel.Dot(w, v), v)
			}
		}
		beta := math.Sqrt(kernel.Dot(w, w))
		if math.IsNaN(alpha+beta) || math.IsInf(alpha+beta, 0) {
			return Ritz{}, ErrNotFinite
		}
		diagonal, beside = append(diagonal, alpha), append(beside, beta)
		scale = max(scale, math.Abs(alpha), beta)
		// Below this β is rounding: the space is invariant.
		if k+1 == steps || beta <= 1e-14*scale*math.Sqrt(float64(n)) {
			break
		}
		for i := range w {
			w[i] /= beta
		}
		basis = append(basis, w)
	}
	r := ritz(diagonal, beside)
	for k := range r.Values {
		r.Values[k], r.Errors[k] = math.Ldexp(r.Values[k], exponent), math.Ldexp(r.Errors[k], exponent)
	}
	return r, nil
}

// ritz solves the tridiagonal eigenproblem.
func ritz(diagonal, beside []float64) Ritz {
	m := len(diagonal)
	t := mat.NewSymDense(m, nil)
	for i, v := range diagonal {
		t.SetSym(i, i, v)
		if i > 0 {
			t.SetSym(i-1, i, beside[i-1])
		}
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(t, true) {
		panic("spectrum: a finite tridiagonal matrix without eigenvalues")
	}
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	r := Ritz{Values: eigen.Values(nil), Weights: make([]float64, m), Errors: make([]float64, m)}
	for k := range m {
		first := vectors.At(0, k)
		r.Weights[k] = first * first
		r.Errors[k] = math.Abs(beside[m-1] * vectors.At(m-1, k))
	}
	return r
}

func unit(q []float64) []float64 {
	norm := math.Sqrt(kernel.Dot(q, q))
	if norm == 0 || math.IsNaN(norm) || math.IsInf(norm, 0) {
		return nil
	}
	u := make([]float64, len(q))
	for i, v := range q {
		u[i] = v / norm
	}
	return u
}

// Random returns a vector of independent normal entries.
func Random(n int, rng *rand.Rand) []float64 {
	q := make([]float64, n)
	for i := range q {
		q[i] = rng.NormFloat64()
	}
	return q
}
