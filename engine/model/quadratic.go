package model

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
)

// MaxQuadratic bounds the dimension of a quadratic, whose rotation is a full
// matrix.
const MaxQuadratic = 2048

// Quadratic returns f(θ) = ½ θᵀ Q Λ Qᵀ θ with the given eigenvalues Λ of either
// sign and a random rotation Q, on samples of width 1 that do not matter. θ is
// the single tensor "theta". Without rng Q is the identity.
func Quadratic(eigenvalues []float64, rng *rand.Rand) (*graph.Graph, error) {
	n := len(eigenvalues)
	if n < 1 || n > MaxQuadratic {
		return nil, fmt.Errorf("model: no quadratic of dimension %d", n)
	}
	half := make([]float64, n*n)
	for i, v := range eigenvalues {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("model: eigenvalue %d of a quadratic is %v", i, v)
		}
		half[i*n+i] = v / 2
	}
	b := graph.Build(1)
	b.Then(op.Zeros(b.Shape(), n)).With(op.Bias(), "theta", param.Weight, 0, []int{n}, 1)
	if rng != nil {
		b.Then(op.Map(n, n, rotation(n, rng)))
	}
	return b.Then(op.Square).Then(op.Map(n, n, half)).Close(op.Output), nil
}

// rotation returns a random orthogonal matrix: the rows are normal vectors,
// made orthogonal one after the other (modified Gram–Schmidt, twice).
func rotation(n int, rng *rand.Rand) []float64 {
	q := make([]float64, n*n)
	for i := range n {
		row := q[i*n : (i+1)*n]
		for j := range row {
			row[j] = rng.NormFloat64()
		}
		for range 2 {
			for k := range i {
				project(row, q[k*n:(k+1)*n])
			}
		}
		norm := 0.0
		for _, v := range row {
			norm += v * v
		}
		for j := range row {
			row[j] /= math.Sqrt(norm)
		}
	}
	return q
}

// project takes the part along the unit vector u out of x.
func project(x, u []float64) {
	s := 0.0
	for j, v := range u {
		s += x[j] * v
	}
	for j, v := range u {
		x[j] -= s * v
	}
}
