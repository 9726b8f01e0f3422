package optim

import (
	"cmp"
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/kfac"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Layers is an Objective that knows the layers of its network.
type Layers interface {
	Objective
	// Blocks returns the layers; the error names a part of the network that is none.
	Blocks() ([]kfac.Block, error)
}

// Muon makes the step of a matrix orthogonal (Jordan and others 2024, "Muon: an
// optimizer for hidden layers in neural networks"). For the weights of each layer but
// the last, Out×In with the filters of a convolution as rows,
//
//	M ← μM + (1 − μ)G,   X = NS((1 − μ)G + μM),
//	W ← W − Rate·(√max(1, Out/In)·X + Decay·W),
//
// with Schedule in Rate and NS(X) about UVᵀ of X = USVᵀ by five times Newton and Schulz,
//
//	X ← X/‖X‖_F,   X ← aX + (bXXᵀ + c(XXᵀ)²)X,   a, b, c = 3.4445, −4.7750, 2.0315,
//
// which takes the singular values of 1/200 and more to 0.68 … 1.14. The last layer's
// weights and the biases take steps of AdamW with AdamRate, β₁ = 0.9, β₂ = 0.95,
// ε = 1e-10, as the authors do. A multiple of the loss gives the same steps up to ε.
type Muon struct {
	Rate     float64 // 0 means 0.02
	Momentum float64 // μ; 0 is none, 0.95 is usual
	AdamRate float64 // 0 means 0.003
	Decay    float64
	Schedule Schedule

	descent
	m      []float64 // M, and of no use elsewhere
	adam   Adam
	blocks []kfac.Block // whose matrices become orthogonal
	others []int        // parameters outside of them
	g, u   []float64    // gradient and direction there
	ortho  orthogonaliser
}

var _ = enter(setting.Muon, func() Trainable { return new(Muon) })

// Tune implements Trainable.
func (m *Muon) Tune(_, to setting.Config, _ int) {
	m.Rate, m.Momentum, m.AdamRate, m.Decay = to.Rate, setting.OrNone(to.Momentum), to.AdamRate, setting.OrNone(to.WeightDecay)
	m.Schedule.tune(to)
}

// Step draws one minibatch and moves θ. The errors are ErrFactors for an objective that
// is not Layers, and ErrDiverged.
func (m *Muon) Step(dst *Frame, theta []float64, o Objective) error {
	share := m.Schedule.next()
	rate, adamRate := share*cmp.Or(m.Rate, 0.02), share*cmp.Or(m.AdamRate, 0.003)
	m.Schedule.plain(dst, math.NaN(), rate)
	network, ok := o.(Layers)
	if !ok {
		return ErrFactors
	}
	if err := m.prepare(network, len(theta)); err != nil {
		return err
	}
	var err error
	if dst.Loss, err = m.observe(theta, o); err != nil {
		return err
	}
	for i, p := range m.others {
		m.g[i] = m.gradient[p]
	}
	m.adam.Beta2, m.adam.Epsilon = 0.95, 1e-10
	m.adam.Direct(m.u, m.g)
	for i, p := range m.others {
		m.move[p] = adamRate * (m.u[i] + m.Decay*theta[p])
	}
	m.m = grown(m.m, len(theta))
	for i := range m.blocks {
		b := &m.blocks[i]
		lo, hi := b.WeightAt, b.WeightAt+b.Out*b.In
		x, past := m.move[lo:hi], m.m[lo:hi]
		for p, g := range m.gradient[lo:hi] {
			past[p] = m.Momentum*past[p] + (1-m.Momentum)*g
			x[p] = (1-m.Momentum)*g + m.Momentum*past[p]
		}
		m.ortho.apply(x, b.Out, b.In)
		scale := math.Sqrt(max(1, float64(b.Out)/float64(b.In)))
		for p, w := range theta[lo:hi] {
			x[p] = rate * (scale*x[p] + m.Decay*w)
		}
	}
	return m.take(theta)
}

// prepare finds the matrices, at the first step.
func (m *Muon) prepare(o Layers, parameters int) error {
	if m.others != nil {
		return nil
	}
	blocks, err := o.Blocks()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFactors, err)
	}
	last := -1
	for i := range blocks {
		if blocks[i].Weight != graph.None {
			last = i
		}
	}
	at := 0
	m.blocks, m.others = nil, []int{}
	for i := range blocks {
		b := &blocks[i]
		if b.Weight == graph.None || i == last {
			continue
		}
		m.blocks = append(m.blocks, *b)
		for ; at < b.WeightAt; at++ {
			m.others = append(m.others, at)
		}
		at += b.Out * b.In
	}
	for ; at < parameters; at++ {
		m.others = append(m.others, at)
	}
	m.g, m.u = make([]float64, len(m.others)), make([]float64, len(m.others))
	return nil
}

// Archive writes or reads M, Adam's state and the place in the schedule.
func (m *Muon) Archive(a *archive.Archive) {
	a.Section("muon")
	a.Floats(&m.m)
	m.adam.Archive(a)
	m.Schedule.archive(a)
}

// orthogonaliser is the workspace of Newton and Schulz's iteration.
type orthogonaliser struct{ a, b, next []float64 }

// apply overwrites x, rows×cols and row-major, with NS(x); 0 stays 0.
func (w *orthogonaliser) apply(x []float64, rows, cols int) {
	largest, sum := 0.0, 0.0
	for _, v := range x {
		largest = max(largest, math.Abs(v))
	}
	if largest == 0 {
		return
	}
	for i := range x {
		x[i] /= largest // so that no square leaves the doubles
		sum += x[i] * x[i]
	}
	norm := math.Sqrt(sum)
	for i := range x {
		x[i] /= norm
	}
	n := min(rows, cols)
	w.a, w.b, w.next = sized(w.a, n*n), sized(w.b, n*n), sized(w.next, len(x))
	for range 5 {
		clear(w.a)
		if rows <= cols {
			kernel.Float64.MulNT(w.a, x, x, n, n, cols)
		} else {
			kernel.Float64.MulTN(w.a, x, x, n, n, rows)
		}
		clear(w.b)
		kernel.Float64.MulNN(w.b, w.a, w.a, n, n, n)
		for i, v := range w.a {
			w.b[i] = 2.0315*w.b[i] - 4.7750*v
		}
		for i, v := range x {
			w.next[i] = 3.4445 * v
		}
		if rows <= cols {
			kernel.Float64.MulNN(w.next, w.b, x, rows, cols, rows)
		} else {
			kernel.Float64.MulNN(w.next, x, w.b, rows, cols, cols)
		}
		copy(x, w.next)
	}
}

// sized returns a slice of length n in the memory of x where that is enough.
func sized(x []float64, n int) []float64 {
	if cap(x) >= n {
		return x[:n]
	}
	return make([]float64, n)
}
