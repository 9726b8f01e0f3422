package op

import (
	"math"

	"github.com/cauchy-newton/playground/engine/kernel"
)

// Targets are what a head compares the rows of an output with: a class for
// each row, or a row of values. The other field is nil.
type Targets struct {
	Labels []int
	Values []float64
}

// Head turns outputs into the loss of each row: ℓ(z, target). weight is what a
// row counts for in the mean over the whole batch, usually 1/N. The curvature
// rules read the state that Loss left.
type Head struct {
	name string
	// Classes: the targets are class labels. Free: there are no targets.
	Classes, Free bool
	// Range bounds the values of the targets; the zero value is no bound.
	Range [2]float64
	// State is how many numbers of state a row of the given width keeps.
	State func(width int) int
	// Loss returns weight·Σ ℓ over the rows and writes λ = weight·∂ℓ/∂z, and the state.
	Loss func(lambda, state, z []float64, t Targets, d Dims, weight float64) float64
	// Centre subtracts from every row of x, in place, the part that changes no loss.
	// Curve and Third need a centred x.
	Centre func(x, state []float64, d Dims)
	// Curve writes y = weight·ℓ″x, row by row.
	Curve func(y, x, state []float64, d Dims, weight float64)
	// Third returns weight·Σ ℓ‴[x, x, x] over the rows.
	Third func(x, state []float64, d Dims, weight float64) float64
	// Taylor adds the coefficients of the loss of one row to y, given those of its
	// outputs: z[c] holds the coefficients of output c.
	Taylor func(y []float64, z [][]float64, class int, values []float64)
}

// Name returns the head's name.
func (h *Head) Name() string { return h.name }

// Out is one number a row, its loss.
func (h *Head) Out(in Shape) Shape { return Shape{in.Rows, 1} }

// CrossEntropy is the negative logarithm of the softmax probability of the
// row's class t, with m the largest output, of class a:
//
//	ℓ = (m − z_t) + log(1 + Σ_{c≠a} exp(z_c − m))
//
// Its second and third derivatives are the covariance and the third cumulant
// under the softmax probabilities p. When p_a is almost 1, 1 − p_a and the deviations
// from the mean are far below the rounding of 1. So nothing is subtracted from 1:
// 1 − p_t is the sum of the other probabilities, and tangents are relative to that of
// class a. Results that cannot be negative are exact to a few units in the last
// place, signed sums to a few of their absolute terms, as long as p is a normal number. The state is p of all rows, then a of all.
var CrossEntropy = &Head{
	name:    "cross-entropy",
	Classes: true,
	State:   func(width int) int { return width + 1 },
	Loss: func(lambda, state, z []float64, t Targets, d Dims, weight float64) float64 {
		n, total := d.In, 0.0
		probs, tops := state[:len(z)], state[len(z):]
		for r := range d.Rows {
			zr, p := z[r*n:(r+1)*n], probs[r*n:(r+1)*n]
			top := largest(zr)
			for c, v := range zr {
				p[c] = v - zr[top]
			}
			tops[r] = float64(top)
			total -= p[t.Labels[r]]
		}
		kernel.Exp.Values(probs, probs)
		for r := range d.Rows {
			p, l := probs[r*n:(r+1)*n], lambda[r*n:(r+1)*n]
			top, label := int(tops[r]), t.Labels[r]
			rest := sumOthers(p, top)
			sum, others := 1+rest, rest
			if label != top {
				others = sum - p[label] // at least half of the sum: nothing cancels
			}
			for c := range p {
				p[c] /= sum
				l[c] = weight * p[c]
			}
			l[label] = -weight * (others / sum)
			total += math.Log1p(rest)
		}
		return weight * total
	},
	// The mean under p is subtracted.
	Centre: func(x, state []float64, d Dims) {
		n, tops := d.In, state[len(x):]
		for r := range d.Rows {
			xr, p := x[r*n:(r+1)*n], state[r*n:(r+1)*n]
			origin, mean := xr[int(tops[r])], 0.0
			for c, v := range xr {
				xr[c] = v - origin
				mean += p[c] * xr[c]
			}
			for c := range xr {
				xr[c] -= mean
			}
		}
	},
	Curve: func(y, x, state []float64, d Dims, weight float64) {
		for i, v := range x {
			y[i] = weight * state[i] * v
		}
	},
	Third: func(x, state []float64, d Dims, weight float64) float64 {
		total := 0.0
		for i, v := range x {
			total += state[i] * v * v * v
		}
		return weight * total
	},
	Taylor: func(y []float64, z [][]float64, class int, _ []float64) {
		n, top := len(y), 0
		for c := range z {
			if z[c][0] > z[top][0] {
				top = c
			}
		}
		sum, e, x := make([]float64, n), make([]float64, n), make([]float64, n)
		for c, zc := range z {
			if c == top {
				continue
			}
			for k := range x {
				x[k] = zc[k] - z[top][k]
			}
			exponential(e, x)
			for k, v := range e {
				sum[k] += v
			}
		}
		logarithm1p(e, sum)
		for k, v := range e {
			y[k] += v + (z[top][k] - z[class][k])
		}
	},
}

// largest returns the place of the largest entry, the first of equal ones.
func largest(x []float64) (place int) {
	for i, v := range x {
		if v > x[place] {
			place = i
		}
	}
	return place
}

// sumOthers returns Σ_{i≠place} x_i.
func sumOthers(x []float64, place int) (sum float64) {
	for _, v := range x[:place] {
		sum += v
	}
	for _, v := range x[place+1:] {
		sum += v
	}
	return sum
}

// SquaredError is the mean over a row's entries of (z − target)². With weight
// 1/N the batch's loss is the mean over all entries.
var SquaredError = &Head{
	name:   "squared-error",
	State:  func(int) int { return 0 },
	Centre: uncentred,
	Loss: func(lambda, _, z []float64, t Targets, d Dims, weight float64) float64 {
		per := weight / float64(d.In)
		total := 0.0
		for i, v := range z {
			e := v - t.Values[i]
			lambda[i] = 2 * per * e
			total += e * e
		}
		return per * total
	},
	Curve: func(y, x, _ []float64, d Dims, weight float64) {
		per := 2 * weight / float64(d.In)
		for i, v := range x {
			y[i] = per * v
		}
	},
	Third: cubeless,
	Taylor: func(y []float64, z [][]float64, _ int, values []float64) {
		e := make([]float64, len(y))
		for c, zc := range z {
			copy(e, zc)
			e[0] -= values[c]
			for k := range y {
				y[k] += convolve(e, e, k) / float64(len(z))
			}
		}
	},
}

// BinaryCrossEntropy is, for logits z and targets t between 0 and 1, the mean
// over a row's entries of log(1 + eᶻ) − tz: the negative log-likelihood of
// independent bits with probability σ(z). The state is σ(z) of all entries,
// then σ(−z) of all.
var BinaryCrossEntropy = &Head{
	name:   "binary-cross-entropy",
	Range:  [2]float64{0, 1}, // probabilities: beyond them the loss has no lower bound
	State:  func(width int) int { return 2 * width },
	Centre: uncentred,
	Loss: func(lambda, state, z []float64, t Targets, d Dims, weight float64) float64 {
		per := weight / float64(d.In)
		n := len(z)
		s, c := state[:n], state[n:2*n]
		for i, v := range z {
			lambda[i], c[i] = -math.Abs(v), -v
		}
		kernel.Softplus.Values(lambda[:n], lambda[:n])
		kernel.Sigmoid.Values(s, z)
		kernel.Sigmoid.Values(c, c)
		total := 0.0
		for i, v := range z {
			// With l = log(1 + e^−|z|), (1−t)·softplus(z) + t·softplus(−z) cancels nothing.
			target := t.Values[i]
			total += lambda[i] + (1-target)*max(v, 0) + target*max(-v, 0)
			lambda[i] = per * ((1-target)*s[i] - target*c[i])
		}
		return per * total
	},
	Curve: func(y, x, state []float64, d Dims, weight float64) {
		per := weight / float64(d.In)
		n := len(x)
		s, c := state[:n], state[n:2*n]
		for i, v := range x {
			y[i] = per * s[i] * c[i] * v
		}
	},
	Third: func(x, state []float64, d Dims, weight float64) float64 {
		total := 0.0
		n := len(x)
		s, c := state[:n], state[n:2*n]
		for i, v := range x {
			total += s[i] * c[i] * (c[i] - s[i]) * v * v * v
		}
		return weight / float64(d.In) * total
	},
	Taylor: func(y []float64, z [][]float64, _ int, values []float64) {
		s, x := make([]float64, len(y)), make([]float64, len(y))
		for c, zc := range z {
			// With a = |z_0|, softplus(z) is softplus(−a) and, for z_0 > 0, z more.
			linear, sign := -values[c], 1.0
			if zc[0] > 0 {
				linear, sign = 1-values[c], -1
			}
			for k, v := range zc {
				x[k] = sign * v
			}
			Softplus.Taylor(s, x)
			for k, v := range zc {
				y[k] += (s[k] + linear*v) / float64(len(z))
			}
		}
	},
}

// LogLikelihood is −z_t for rows z of log-probabilities, which the network outputs.
var LogLikelihood = &Head{
	name:    "log-likelihood",
	Classes: true,
	State:   func(int) int { return 0 },
	Centre:  uncentred,
	Loss: func(lambda, _, z []float64, t Targets, d Dims, weight float64) float64 {
		clear(lambda[:len(z)])
		total := 0.0
		for r := range d.Rows {
			k := r*d.In + t.Labels[r]
			total -= z[k]
			lambda[k] = -weight
		}
		return weight * total
	},
	Curve: flat,
	Third: cubeless,
	Taylor: func(y []float64, z [][]float64, class int, _ []float64) {
		for k := range y {
			y[k] -= z[class][k]
		}
	},
}

// Output is the sum of a row's entries: the graph is the loss itself. It needs
// no targets.
var Output = &Head{
	name:   "output",
	Free:   true,
	State:  func(int) int { return 0 },
	Centre: uncentred,
	Loss: func(lambda, _, z []float64, _ Targets, d Dims, weight float64) float64 {
		total := 0.0
		for i, v := range z {
			total += v
			lambda[i] = weight
		}
		return weight * total
	},
	Curve: flat,
	Third: cubeless,
	Taylor: func(y []float64, z [][]float64, _ int, _ []float64) {
		for _, zc := range z {
			for k := range y {
				y[k] += zc[k]
			}
		}
	},
}

func uncentred(_, _ []float64, _ Dims) {}

// flat and cubeless are the second and third order of a linear head.
func flat(y, _, _ []float64, _ Dims, _ float64)          { clear(y) }
func cubeless(_, _ []float64, _ Dims, _ float64) float64 { return 0 }

// Heads returns every head.
func Heads() []*Head {
	return []*Head{CrossEntropy, SquaredError, BinaryCrossEntropy, LogLikelihood, Output}
}

// Loss returns the head of that name, or nil.
func Loss(name string) *Head {
	for _, h := range Heads() {
		if h.name == name {
			return h
		}
	}
	return nil
}
