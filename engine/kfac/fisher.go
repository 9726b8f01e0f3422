package kfac

import (
	"math"
	"math/rand/v2"

	"github.com/cauchy-newton/playground/engine/op"
)

// Fisher is where the gradients of G come from.
type Fisher uint8

const (
	// Sampled draws one target a sample from the network's own prediction: the
	// usual choice, an unbiased estimate of the Fisher matrix for one backward pass.
	Sampled Fisher = iota
	// Exact takes the expectation over the prediction in closed form, for one
	// backward pass an output: the choice for a squared error, and for few classes.
	Exact
	// Empirical takes the targets of the data.
	Empirical
)

// predict makes gradients dz = ∂ℓ/∂z of one row from a head's prediction. E[dz dzᵀ]
// is ℓ″ for both: a squared error is the logarithm of a Gaussian of
// variance d/2 for rows of d entries, a cross-entropy that of the softmax.
type predict struct {
	// draw writes one random dz. p are the probabilities of the row, where the
	// head has some.
	draw func(dz, z, p []float64, rng *rand.Rand)
	// root writes column c of a matrix R with RRᵀ = ℓ″.
	root func(dz, z, p []float64, c int)
}

var predictions = map[*op.Head]predict{
	op.CrossEntropy: {
		draw: func(dz, _, p []float64, rng *rand.Rand) {
			at, rest := len(p)-1, rng.Float64()
			for c, v := range p {
				if rest < v {
					at = c
					break
				}
				rest -= v
			}
			copy(dz, p)
			dz[at] = lessOne(p, at)
		},
		root: func(dz, _, p []float64, c int) {
			s := math.Sqrt(p[c])
			for i, v := range p {
				dz[i] = s * v
			}
			dz[c] = s * lessOne(p, c)
		},
	},
	op.SquaredError: {
		draw: func(dz, _, _ []float64, rng *rand.Rand) {
			s := math.Sqrt(2 / float64(len(dz)))
			for i := range dz {
				dz[i] = s * rng.NormFloat64()
			}
		},
		root: func(dz, _, _ []float64, c int) {
			clear(dz)
			dz[c] = math.Sqrt(2 / float64(len(dz)))
		},
	},
	// Each entry of a row is a bit; the loss is the mean of their −log p, so a
	// gradient of the likelihood is divided by √d, not d, to give ℓ″.
	op.BinaryCrossEntropy: {
		draw: func(dz, z, _ []float64, rng *rand.Rand) {
			s := 1 / math.Sqrt(float64(len(dz)))
			for i, v := range z {
				p := op.Sigmoid.Value(v)
				dz[i] = s * p
				if rng.Float64() < p {
					dz[i] = -s * op.Sigmoid.Value(-v)
				}
			}
		},
		root: func(dz, z, _ []float64, c int) {
			clear(dz)
			dz[c] = math.Sqrt(op.Sigmoid.Value(z[c]) * op.Sigmoid.Value(-z[c]) / float64(len(dz)))
		},
	},
}

// lessOne returns p_at − 1 for probabilities p as minus the sum of the others, without
// cancellation.
func lessOne(p []float64, at int) (sum float64) {
	for i, v := range p {
		if i != at {
			sum -= v
		}
	}
	return sum
}
