package optim

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

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
// every block is an error. Reuse, Block and Rescale are options that make it cheaper or
// free of a rate.
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

	// Reuse keeps the inverse of A where A is of the network's inputs, which θ does not
	// move: A is then the plain mean of all minibatches so far, and is inverted anew when
	// it is the mean of twice as many or π has changed by a factor of 2. Until then the
	// layer's π is that of the inverse, so that the product of both dampings is γ.
	Reuse bool
	// Block, where it is not 0, leaves of A the diagonal blocks of at most so many inputs.
	Block int
	// Rescale takes the lengths of V and of the step before from the exact Fisher matrix
	// (see rescale) in place of Rate, Momentum and Clip.
	Rescale bool

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
	two     twoDirections

	restored []float64 // all factors from an archive, until the layers are known
}

// layer is the damped inverses of one block, and the block's own workspace.
type layer struct {
	a                []inverter // of the diagonal blocks of A
	cuts             []int      // their bounds
	g                inverter
	inverseA         []float64 // one block behind the other
	inverseG         []float64
	grad, half, step []float64 // ∇, G⁻¹∇ and V, Out×Width
	in, out          []float64 // columns of the last two, for one block of A

	kept []float64 // by Reuse: k of the last inverse of A, and π; else 0
}

var _ = enter(setting.KFAC, func() Trainable { return new(KFAC) })

// Fishers are the words of the setting fisher.
var Fishers = map[string]kfac.Fisher{"sampled": kfac.Sampled, "exact": kfac.Exact, "empirical": kfac.Empirical}

// Tune implements Trainable.
func (m *KFAC) Tune(_, to setting.Config, _ int) {
	if m.Block != to.FactorBlock {
		m.steps, m.updates, m.blocks = 0, 0, nil // their inverses have other blocks
	}
	if m.Rescale != to.Rescale {
		m.buffer = momentum{}
	}
	m.Reuse, m.Block, m.Rescale = to.Reuse, to.FactorBlock, to.Rescale
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
	if m.Rescale {
		return m.rescale(dst, theta, o)
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

// damping returns γ.
func (m *KFAC) damping() float64 { return max(cmp.Or(m.Damping, 0.03), 0) }

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
		most := b.Width()
		if m.Block > 0 {
			most = min(most, m.Block)
		}
		cuts := kfac.Cuts(b.Width(), most)
		m.layers[i] = layer{
			a: make([]inverter, len(cuts)-1), cuts: cuts, in: make([]float64, b.Out*most), out: make([]float64, b.Out*most),
			inverseG: make([]float64, b.Out*b.Out),
			grad:     make([]float64, n), half: make([]float64, n), step: make([]float64, n), kept: make([]float64, 2),
		}
		size := 0
		for k := range m.layers[i].a {
			size += square(cuts[k+1] - cuts[k])
		}
		m.layers[i].inverseA = make([]float64, size)
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
		if m.Reuse {
			f(m.layers[i].kept)
		}
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
		old := decay
		if m.fixed(i) {
			old = 1 - 1/float64(m.updates)
		}
		blend(m.mean[i].A, m.now[i].A, old)
		blend(m.mean[i].G, m.now[i].G, decay)
	}
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
	l.times(b.Out)
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
