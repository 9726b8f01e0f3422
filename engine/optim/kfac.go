package optim

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/kfac"
	"github.com/cauchy-newton/playground/engine/setting"
)

// Kronecker is an Objective whose network has Kronecker factors.
type Kronecker interface {
	Layers
	// Factors writes the factors at θ on the minibatch that Gradient drew last.
	Factors(dst kfac.Factors, theta []float64, fisher kfac.Fisher, rng *rand.Rand)
}

// ErrFactors says that the objective's network has no Kronecker factors.
var ErrFactors = errors.New("optim: the method needs a network of dense layers and convolutions under a likelihood")

// KFAC is the method of Martens and Grosse (2015) with a block for each layer,
//
//	A ← εA + (1 − ε)A_batch,  G likewise,  ε = min(1 − 1/k, Decay);
//	V = (G + (√γ/π)I)⁻¹ ∇ (A + π√γ I)⁻¹,  π² = (tr A/dim A)/(tr G/dim G);
//	ν = min(1, √(Clip / Rate²⟨V, ∇⟩));
//	m ← Momentum·m + νV,   θ ← θ − Rate·m,
//
// where ∇ is a layer's gradient as a matrix with the bias for its last column,
// γ = Damping and k counts the refreshes. The bound of the step's KL divergence
// is that of Ba, Grosse and Martens (2017). A network with a parameter outside of
// every block is an error.
type KFAC struct {
	Rate          float64     // 0 means 0.01
	Momentum      float64     // 0 is none; 0.9 is usual
	Damping       float64     // γ; 0 means 0.03, negative is none
	Decay         float64     // largest ε; 0 means 0.95, negative is none
	Clip          float64     // κ; 0 means 0.001, negative is none
	FactorPeriod  int         // steps between refreshes of A and G; 0 means 10
	InversePeriod int         // steps between refreshes of the inverses; 0 means 20
	Fisher        kfac.Fisher // where the gradients of G come from; 0 samples targets from the model
	Seed          uint64      // of the sampled targets

	descent
	buffer  momentum
	pcg     rand.PCG
	rng     *rand.Rand
	blocks  []kfac.Block
	layers  []layer
	now     kfac.Factors // of the last minibatch
	mean    kfac.Factors // ε-averaged
	steps   int
	updates int // k

	restored []float64 // all factors from an archive, until the layers are known
}

// layer is the damped inverses of one block, and the block's own workspace.
type layer struct {
	a, g             inverter
	inverseA         []float64
	inverseG         []float64
	grad, half, step []float64 // ∇, G⁻¹∇ and V, Out×Width
}

// inverter is the workspace for inverses of one order.
type inverter struct {
	damped, inverse mat.SymDense
	factor          mat.Cholesky
}

var _ = enter(setting.KFAC, func() Trainable { return new(KFAC) })

// Fishers are the words of the setting fisher.
var Fishers = map[string]kfac.Fisher{"sampled": kfac.Sampled, "exact": kfac.Exact, "empirical": kfac.Empirical}

// Tune implements Trainable.
func (m *KFAC) Tune(_, to setting.Config, _ int) {
	m.Rate, m.Momentum, m.Seed = to.Rate, setting.OrNone(to.Momentum), to.Seed
	m.Damping, m.Clip, m.Fisher = to.FactorDamping, to.KLClip, Fishers[to.Fisher]
}

// Step draws one minibatch and moves θ. The objective must be a Kronecker. The
// errors are ErrFactors, ErrDiverged, and one that names a layer whose factors
// are singular, which Damping prevents.
func (m *KFAC) Step(dst *Frame, theta []float64, o Objective) error {
	rate := cmp.Or(m.Rate, 0.01)
	plain(dst, math.NaN(), rate)
	network, ok := o.(Kronecker)
	if !ok {
		return ErrFactors
	}
	if err := m.prepare(network); err != nil {
		return err
	}
	var err error
	if dst.Loss, err = m.observe(theta, o); err != nil {
		return err
	}
	if m.steps == 0 {
		m.pcg.Seed(m.Seed, 0)
	}
	if m.steps%cmp.Or(max(m.FactorPeriod, 0), 10) == 0 {
		network.Factors(m.now, theta, m.Fisher, m.rng)
		m.updates++
		m.average()
	}
	if m.steps%cmp.Or(max(m.InversePeriod, 0), 20) == 0 {
		if err := m.invert(); err != nil {
			return err
		}
	}
	m.steps++
	m.direction = grown(m.direction, len(theta))
	clear(m.direction)
	inner := 0.0
	for i := range m.layers {
		inner += m.precondition(i)
	}
	if clip := cmp.Or(m.Clip, 0.001); clip > 0 && rate*rate*inner > clip {
		scale := math.Sqrt(clip/inner) / rate
		for p := range m.direction {
			m.direction[p] *= scale
		}
	}
	for p, v := range m.buffer.push(m.direction, m.Momentum, 0) {
		m.move[p] = rate * v
	}
	return m.take(theta)
}

// prepare allocates for the layers of the network, at the first step.
func (m *KFAC) prepare(o Kronecker) error {
	if m.blocks != nil {
		return nil
	}
	blocks, err := o.Blocks()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFactors, err)
	}
	m.blocks, m.layers = blocks, make([]layer, len(blocks))
	m.now, m.mean = kfac.New(blocks), kfac.New(blocks)
	m.rng = rand.New(&m.pcg)
	for i, b := range blocks {
		n := b.Out * b.Width()
		m.layers[i] = layer{
			inverseA: make([]float64, b.Width()*b.Width()), inverseG: make([]float64, b.Out*b.Out),
			grad: make([]float64, n), half: make([]float64, n), step: make([]float64, n),
		}
	}
	m.restore()
	return nil
}

// each calls f with all averaged factors and inverses, in a fixed order.
func (m *KFAC) each(f func(x []float64)) {
	for i := range m.layers {
		f(m.mean[i].A)
		f(m.mean[i].G)
		f(m.layers[i].inverseA)
		f(m.layers[i].inverseG)
	}
}

// restore copies the factors from an archive. Those of another network are dropped,
// and the factors start anew.
func (m *KFAC) restore() {
	size, rest := 0, m.restored
	m.each(func(x []float64) { size += len(x) })
	m.restored = nil
	if size != len(rest) {
		m.steps, m.updates = 0, 0
		return
	}
	m.each(func(x []float64) { rest = rest[copy(x, rest):] })
}

// average takes the factors just computed into the running averages.
func (m *KFAC) average() {
	decay := min(1-1/float64(m.updates), max(cmp.Or(m.Decay, 0.95), 0))
	for i := range m.mean {
		blend(m.mean[i].A, m.now[i].A, decay)
		blend(m.mean[i].G, m.now[i].G, decay)
	}
}

// invert computes the damped inverses of all blocks.
func (m *KFAC) invert() error {
	root := math.Sqrt(max(cmp.Or(m.Damping, 0.03), 0))
	for i := range m.layers {
		b, l, f := &m.blocks[i], &m.layers[i], &m.mean[i]
		if !allFinite(f.A) || !allFinite(f.G) {
			return ErrDiverged
		}
		pi := balance(f.A, b.Width(), f.G, b.Out)
		if !l.a.invert(l.inverseA, f.A, b.Width(), pi*root) || !l.g.invert(l.inverseG, f.G, b.Out, root/pi) {
			return fmt.Errorf("optim: the Kronecker factors of %s are singular: the damping is too small", b.Name)
		}
	}
	return nil
}

// balance returns π, which divides the damping between the factors so that their
// product is nearest to A ⊗ G + γI; 1 where a factor is 0.
func balance(a []float64, n int, g []float64, m int) float64 {
	trace := func(x []float64, n int) (sum float64) {
		for i := range n {
			sum += x[i*n+i]
		}
		return sum / float64(n)
	}
	if p := math.Sqrt(trace(a, n) / trace(g, m)); p > 0 && finite(p) {
		return p
	}
	return 1
}

// invert writes (x + shift·I)⁻¹ to dst, n×n, by Cholesky's factor. It reports
// false for a matrix that is not positive definite.
func (w *inverter) invert(dst, x []float64, n int, shift float64) bool {
	if w.damped.IsEmpty() {
		w.damped.ReuseAsSym(n)
		w.inverse.ReuseAsSym(n)
	}
	for i := range n {
		for j := i; j < n; j++ {
			w.damped.SetSym(i, j, x[i*n+j])
		}
		w.damped.SetSym(i, i, x[i*n+i]+shift)
	}
	if !w.factor.Factorize(&w.damped) || w.factor.InverseTo(&w.inverse) != nil {
		return false
	}
	for i := range n {
		for j := range n {
			dst[i*n+j] = w.inverse.At(i, j)
		}
	}
	return allFinite(dst)
}

// precondition writes V of block i into the direction and returns ⟨V, ∇⟩.
func (m *KFAC) precondition(i int) float64 {
	b, l := &m.blocks[i], &m.layers[i]
	width := b.Width()
	for r := range b.Out {
		row := l.grad[r*width : (r+1)*width]
		copy(row, m.gradient[b.WeightAt+r*b.In:][:b.In])
		if width > b.In {
			row[b.In] = m.gradient[b.BiasAt+r]
		}
	}
	clear(l.half)
	kernel.Float64.MulNN(l.half, l.inverseG, l.grad, b.Out, width, b.Out)
	clear(l.step)
	kernel.Float64.MulNN(l.step, l.half, l.inverseA, b.Out, width, width)
	for r := range b.Out {
		row := l.step[r*width : (r+1)*width]
		copy(m.direction[b.WeightAt+r*b.In:][:b.In], row[:b.In])
		if width > b.In {
			m.direction[b.BiasAt+r] = row[b.In]
		}
	}
	return kernel.Dot(l.step, l.grad)
}

// Archive writes or reads the momentum, the running averages with their inverses, and
// the generator of the sampled targets.
func (m *KFAC) Archive(a *archive.Archive) {
	a.Section("k-fac")
	m.buffer.archive(a)
	a.Int(&m.steps)
	a.Int(&m.updates)
	a.Check(m.steps >= 0 && m.updates >= 0, "%d steps, %d refreshes", m.steps, m.updates)
	state, err := m.pcg.MarshalBinary()
	if err != nil {
		panic("optim: " + err.Error()) // PCG's never fails
	}
	a.Bytes(&state)
	factors := m.restored
	if factors == nil {
		m.each(func(x []float64) { factors = append(factors, x...) })
	}
	a.Floats(&factors)
	if a.Reading() && a.Err() == nil {
		if err := m.pcg.UnmarshalBinary(state); err != nil {
			a.Fail("%v", err)
			return
		}
		m.restored = factors
	}
}
