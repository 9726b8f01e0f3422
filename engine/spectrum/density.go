package spectrum

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/engine/kernel"
)

// Estimate is the distribution of the eigenvalues of an n×n matrix, as point
// masses, from several Lanczos runs (stochastic Lanczos quadrature; Ubaru, Chen
// and Saad 2017). Each probe's masses sum to 1; the estimate is their mean.
type Estimate struct {
	N                 int
	Smallest, Largest float64 // extreme Ritz values of all probes
	Values, Weights   []float64
	Trace             float64 // n times the mean of the distribution
	TraceError        float64 // standard error of Trace over the probes
	Exact             bool    // Values are all the eigenvalues
}

// Density estimates the distribution from the given number of random probes,
// each of steps products. The same seed gives the same bits.
func Density(a Product, n, probes, steps int, rng *rand.Rand) (*Estimate, error) {
	e := &Estimate{N: n, Smallest: math.Inf(1), Largest: math.Inf(-1)}
	var traces []float64
	for range probes {
		r, err := Lanczos(a, Random(n, rng), steps)
		if err != nil {
			return nil, err
		}
		trace := 0.0
		for k, v := range r.Values {
			e.Values, e.Weights = append(e.Values, v), append(e.Weights, r.Weights[k]/float64(probes))
			trace += float64(n) * v * r.Weights[k]
		}
		traces = append(traces, trace)
		e.Smallest, e.Largest = min(e.Smallest, r.Values[0]), max(e.Largest, r.Values[len(r.Values)-1])
	}
	for _, t := range traces {
		e.Trace += t / float64(probes)
	}
	for _, t := range traces {
		e.TraceError = math.Hypot(e.TraceError, t-e.Trace)
	}
	e.TraceError /= math.Sqrt(float64(max(probes-1, 1) * probes))
	return e, nil
}

// MaxExact bounds the size of a matrix that Exact builds: 2048² doubles are
// 32 MiB.
const MaxExact = 2048

// Exact builds the matrix by n products and returns all its eigenvalues. It
// panics for n over MaxExact.
func Exact(a Product, n int) (*Estimate, error) {
	if n > MaxExact {
		panic("spectrum: the matrix is too large to be built")
	}
	h := mat.NewSymDense(n, nil)
	v, col := make([]float64, n), make([]float64, n)
	for k := range n {
		v[k] = 1
		a(col, v)
		v[k] = 0
		if slices.ContainsFunc(col, func(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }) {
			return nil, ErrNotFinite
		}
		for j := range k + 1 {
			h.SetSym(j, k, col[j])
		}
	}
	values, err := Eigenvalues(h)
	if err != nil {
		return nil, err
	}
	weights := slices.Repeat([]float64{1 / float64(n)}, n)
	return &Estimate{N: n, Smallest: values[0], Largest: values[n-1], Values: values, Weights: weights,
		Trace: kernel.Dot(values, slices.Repeat([]float64{1}, n)), Exact: true}, nil
}

// Smooth returns the density at x: every mass is spread by a normal
// distribution of the given width.
func (e *Estimate) Smooth(x, width float64) (density float64) {
	for k, v := range e.Values {
		z := (x - v) / width
		density += e.Weights[k] * math.Exp(-z*z/2)
	}
	return density / (width * math.Sqrt(2*math.Pi))
}
