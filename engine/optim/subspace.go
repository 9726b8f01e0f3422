package optim

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack/lapack64"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/kernel"
	"github.com/cauchy-newton/playground/engine/kfac"
	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Layered is an Objective whose network is made of layers, for Subspace. It has two
// feeds of its own beside that of Gradient.
type Layered interface {
	Objective
	// Layers returns a sweep that computes the layers' factors, A split into blocks of
	// at most so many inputs; the error names a part of the network that has none.
	Layers(most int) (*kfac.Sweep, error)
	// LayerFactors draws the next minibatch of the feed of the factors and writes them
	// at θ. It is as large as Gradient's, but of so many samples at least.
	LayerFactors(dst kfac.Factors, theta []float64, least int, fisher kfac.Fisher, rng *rand.Rand)
	// GaussNewton draws so many samples of the feed of the sums and writes the loss, ḡ
	// and the Gauss–Newton part of H̄ along the directions (see summary.Sweep). It
	// draws fewer where there are fewer.
	GaussNewton(dst *summary.Summary, theta []float64, us [][]float64, samples int)
	// GaussNewtonLoss returns the loss at θ on the samples that GaussNewton drew last.
	GaussNewtonLoss(theta []float64) float64
	// GradientLoss returns the loss at θ on the minibatch that Gradient drew last.
	GradientLoss(theta []float64) float64
	// Lengths writes ‖u_s‖, the length of u in each group.
	Lengths(dst, u []float64)
}

// Subspace is a Gauss–Newton step in a small subspace, without a rate: two unit
// directions a group, and their lengths by measurement.
//
//	û¹_s = V_s/max(‖V_s‖, m_s)  of the gradient, whitened by Kronecker factors (see
//	                            whitening), with m_s the running mean of ‖V_s‖
//	û²_s = δ_s/‖δ_s‖            of the step before
//	ḡ_i = ⟨ℓ′, ż_i⟩,  B_ij = ⟨ℓ″ż_i, ż_j⟩  on samples of their own
//	X* ← (1 − a_k)X* + a_k X_k,  a_k = 2/(k + 1),  for ḡ and B
//	(B* + 0.3·diag B*) η = ḡ*,   s = γ Σ η_i û_i,   θ ← θ − s
//
// γ is the common length. It is corrected by what the steps were worth on those
// samples, a = ⟨ḡ, γη⟩ and b = 2(L(θ − s) − L(θ) + a): with A and C moving averages of
// a/γ and b/γ²,
//
//	γ ← min(clip(A/C, 0.02, 1), 2γ).
//
// A step that raises the loss there by too much is cut, and a minibatch whose loss
// rises as no sample can explain takes θ back to where it was good. docs/subspace.md
// derives it and says what each constant is for. B is the part "loss" of the paper's
// H̄, along two directions a group.
//
// The zero value is ready. The objective must be Layered, its loss not negative.
type Subspace struct {
	Seed   uint64      // of the sampled targets
	Fisher kfac.Fisher // where the gradients of G come from; 0 samples targets from the model

	descent
	white whitening
	pcg   rand.PCG
	rng   *rand.Rand

	steps  int
	stored []float64 // θ that a guard goes back to
	mean   float64   // of the minibatches' losses

	us     [][]float64 // V and δ, then û¹ and û²
	delta  []float64   // δ
	length []float64   // of a direction in each group
	usual  []float64   // the running mean of that of V
	scale  []float64
	fresh  summary.Summary
	sums   int       // k
	gbar   []float64 // ḡ*, of 2S
	b      []float64 // B*
	eta    []float64
	system system

	gamma        float64
	measured     int     // times
	slope, curve float64 // A, C
}

// The constants of the method; docs/subspace.md has the reason for each, and how much
// depends on it.
const (
	SubspaceDirections = 2   // a group
	SubspaceSamples    = 50  // of ḡ and B
	FactorSamples      = 200 // of Σ and G, at least
	SubspaceCuts       = 5   // of a step that is cut, before it is 0

	subspaceEvery  = 4    // steps between sums in the long run
	subspaceGrow   = 40   // steps after which one more may lie between two
	subspaceDamp   = 0.3  // of diag B*
	subspaceMemory = 2    // a_k = 2/(k + 1)
	lengthMemory   = 8    // of A and C: old share max(0.9, 1 − 8/(n + 8))
	lengthKeep     = 0.9  // the least old share
	lengthLeast    = 0.02 // γ
	lengthCut      = 4    // each time
	lossRise       = 0.3  // of the loss, above which a step is cut
	lossKeep       = 0.9  // the old share of the mean of the minibatches' losses
	usualKeep      = 0.9  // of that of ‖V_s‖
	guardRise      = 10   // times that mean, above which a minibatch is suspicious
	guardCause     = 3    // times the loss of the same minibatch at the stored θ: it is θ
	guardPeriod    = 10   // steps between two stored θ
)

// fisherStream keeps the sampled targets apart from the streams of a run's feeds.
const fisherStream = 1 << 32

var _ = enter(setting.Subspace, func() Trainable { return new(Subspace) })

// Tune implements Trainable.
func (m *Subspace) Tune(_, to setting.Config, _ int) {
	// The method has no option: Fisher is what suits the loss.
	usual := setting.Config{Method: to.Method, Loss: to.Loss}.Filled()
	m.Seed, m.Fisher = to.Seed, Fishers[usual.Fisher]
}

// Regroup drops the sums over the groups, which have changed.
func (m *Subspace) Regroup([]string) { m.gbar, m.sums = nil, 0 }

// Step draws one minibatch and moves θ. The errors are ErrFactors for an objective that
// is not Layered, and ErrDiverged where the start is not finite, or nothing near the
// stored θ is.
func (m *Subspace) Step(dst *Frame, theta []float64, o Objective) error {
	plain(dst, math.NaN(), 1)
	network, ok := o.(Layered)
	if !ok {
		return ErrFactors
	}
	if err := m.prepare(network, theta); err != nil {
		return err
	}
	if m.white.due(m.steps) || m.white.updates == 0 {
		m.white.refresh(network, theta, FactorSamples, m.Fisher, m.rng)
	}
	loss, err := m.observe(theta, network)
	dst.Loss = loss
	switch {
	case m.steps == 0 && err != nil:
		return err
	case m.steps == 0:
		m.mean, m.gamma = loss, 1
		copy(m.stored, theta)
	case err != nil || !(loss < guardRise*m.mean):
		// Is it the sample or θ? The same minibatch at the stored θ tells.
		if before := network.GradientLoss(m.stored); err != nil || !(loss <= guardCause*before) {
			return m.retreat(dst, theta, before)
		}
	}
	m.steps++
	m.mean = mix(m.mean, loss, lossKeep)
	if (m.steps-1)%guardPeriod == 0 {
		copy(m.stored, theta)
	}
	m.direct(network)
	fresh := m.steps <= 3 || (m.steps-1)%min(subspaceEvery, 1+(m.steps-1)/subspaceGrow) == 0
	if fresh {
		network.GaussNewton(&m.fresh, theta, m.us, SubspaceSamples)
		if !finite(m.fresh.Loss) || !allFinite(m.fresh.Gbar) || !allFinite(m.fresh.Hbar) {
			clear(m.delta)
			dst.Reason = "the sums are too large or not a number: θ stays"
			return nil
		}
		m.solve()
	}
	m.step(network, m.gamma)
	if fresh {
		m.measure(dst, theta, network)
	}
	dst.Rate = m.gamma
	if m.take(theta) != nil {
		clear(m.delta)
		dst.Reason = "the step would leave the range of numbers: θ stays"
		return nil
	}
	copy(m.delta, m.move)
	return nil
}

// prepare allocates at the first step, and where the numbers of parameters or groups
// are others than before.
func (m *Subspace) prepare(o Layered, theta []float64) error {
	if m.white.blocks == nil {
		sweep, err := o.Layers(SubspaceBlock)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrFactors, err)
		}
		m.white.prepare(sweep)
		m.rng = rand.New(&m.pcg)
		if m.steps == 0 {
			m.pcg.Seed(m.Seed, fisherStream)
		}
	}
	p, s := len(theta), o.Groups()
	if len(m.stored) != p || len(m.delta) != p {
		m.stored, m.delta, m.steps = make([]float64, p), make([]float64, p), 0
	}
	if len(m.us) != SubspaceDirections || len(m.us[0]) != p {
		m.us = [][]float64{make([]float64, p), make([]float64, p)}
	}
	if n := SubspaceDirections * s; len(m.gbar) != n || len(m.b) != n*n || len(m.eta) != n || len(m.usual) != s {
		m.gbar, m.b, m.eta, m.usual, m.sums = make([]float64, n), make([]float64, n*n), make([]float64, n), make([]float64, s), 0
	}
	if len(m.length) != s {
		m.length, m.scale = make([]float64, s), make([]float64, s)
		m.fresh = *summary.New(SubspaceDirections * s)
	}
	return nil
}

// retreat goes back to the stored θ, where the loss of the minibatch is before.
func (m *Subspace) retreat(dst *Frame, theta []float64, before float64) error {
	if !finite(before) {
		return ErrDiverged
	}
	m.steps++
	copy(theta, m.stored)
	clear(m.delta)
	m.gamma = max(m.gamma/lengthCut, lengthLeast)
	m.curve *= lengthCut
	m.mean = mix(m.mean, before, lossKeep)
	dst.Loss, dst.Rate = before, m.gamma
	dst.Reason = "the loss of the minibatch rose tenfold: back to where it was lower"
	return nil
}

// direct writes the directions: V and the step before, each group of length 1, or 0
// where there is none. V is shorter where it is shorter than usual: a minibatch that is
// all but solved says little about where to go, and must not move θ as far as others.
func (m *Subspace) direct(o Layered) {
	m.white.apply(m.us[0], m.gradient)
	copy(m.us[1], m.delta)
	for k, u := range m.us {
		if o.Lengths(m.length, u); !allFinite(m.length) {
			clear(u)
			clear(m.length)
		}
		for s, l := range m.length {
			if k == 0 {
				if m.usual[s] == 0 {
					m.usual[s] = l
				}
				m.usual[s] = mix(m.usual[s], l, usualKeep)
				l = max(l, m.usual[s])
			}
			m.scale[s] = 0
			if l >= lowest {
				m.scale[s] = 1 / l
			}
		}
		o.Spread(u, m.scale, u)
	}
}

// solve takes the fresh sums into the averages and solves for η. A direction without
// curvature so far has η = 0.
func (m *Subspace) solve() {
	m.sums++
	old := 1 - subspaceMemory/float64(m.sums-1+subspaceMemory)
	blend(m.gbar, m.fresh.Gbar, old)
	blend(m.b, m.fresh.Hbar, old)
	m.system.solve(m.eta, m.b, m.gbar, subspaceDamp)
}

// step writes γ Σ η_i û_i to move.
func (m *Subspace) step(o Layered, gamma float64) {
	s := len(m.length)
	clear(m.move)
	for k, u := range m.us {
		for i, e := range m.eta[k*s : (k+1)*s] {
			m.scale[i] = gamma * e
		}
		o.Spread(m.next, m.scale, u)
		kernel.Axpy(m.move, 1, m.next)
	}
}

// measure holds the loss behind the step against what ḡ promises, on the samples of the
// fresh sums, corrects γ, and cuts a step that raises the loss.
func (m *Subspace) measure(dst *Frame, theta []float64, o Layered) {
	gamma := m.gamma
	for try := 0; ; try++ {
		for p, v := range m.move {
			m.next[p] = theta[p] - v
		}
		change := o.GaussNewtonLoss(m.next) - m.fresh.Loss
		good := change < lossRise*max(m.fresh.Loss, m.mean) // false for NaN
		if try == 0 {
			a := gamma * kernel.Dot(m.fresh.Gbar, m.eta)
			b := 2 * (change + a)
			if !good {
				most := 100 * math.Abs(a)
				if b = max(b, 8*math.Abs(a)); !(b < most) {
					b = most + math.SmallestNonzeroFloat64
				}
			}
			m.measured++
			old := max(lengthKeep, 1-lengthMemory/(float64(m.measured)+lengthMemory))
			m.slope = mix(m.slope, a/gamma, old)
			m.curve = mix(m.curve, max(b, 0)/(gamma*gamma), old)
		}
		if good {
			break
		}
		dst.Reason = "the step raises the loss too much: it is cut"
		if try == SubspaceCuts {
			clear(m.move)
			break
		}
		gamma /= lengthCut
		m.step(o, gamma)
	}
	want := 1.0
	if m.curve > 0 {
		want = min(m.slope/m.curve, 1)
	}
	m.gamma = min(max(want, lengthLeast), 2*m.gamma)
}

// system solves (B + μ·diag B)x = g.
type system struct {
	a, x     []float64
	diagonal []float64 // 1/√B_ii, or 0
}

// solve writes the solution to x, scaled so that no unit matters: x_i = y_i/√B_ii with
// unit diagonal. Where B_ii is not positive x_i = 0, and all are 0 where B is no sum of
// squares.
func (s *system) solve(x, b, g []float64, mu float64) {
	n := len(x)
	s.a, s.x, s.diagonal = grown(s.a, n*n), grown(s.x, n), grown(s.diagonal, n)
	for i := range n {
		s.diagonal[i] = 0
		if d := b[i*n+i]; d >= lowest {
			s.diagonal[i] = 1 / math.Sqrt(d)
		}
	}
	for i := range n {
		for j := range n {
			s.a[i*n+j] = b[i*n+j] * s.diagonal[i] * s.diagonal[j]
		}
		s.a[i*n+i] = 1 + mu
		s.x[i] = g[i] * s.diagonal[i]
	}
	clear(x)
	t, ok := lapack64.Potrf(blas64.Symmetric{N: n, Stride: n, Data: s.a, Uplo: blas.Upper})
	if !ok {
		return
	}
	lapack64.Potrs(t, blas64.General{Rows: n, Cols: 1, Stride: 1, Data: s.x})
	if !allFinite(s.x) {
		return
	}
	for i := range n {
		x[i] = s.x[i] * s.diagonal[i]
	}
}

// Archive writes or reads the step before, the stored θ, the averages with the factors,
// the common length, and the generator of the sampled targets.
func (m *Subspace) Archive(a *archive.Archive) {
	a.Section("subspace")
	for _, n := range []*int{&m.steps, &m.sums, &m.measured} {
		a.Int(n)
		a.Check(*n >= 0, "a count of %d", *n)
	}
	for _, v := range []*float64{&m.mean, &m.gamma, &m.slope, &m.curve} {
		a.Float(v)
	}
	for _, v := range []*[]float64{&m.stored, &m.delta, &m.gbar, &m.b, &m.eta, &m.usual} {
		a.Floats(v)
	}
	state, err := m.pcg.MarshalBinary()
	if err != nil {
		panic("optim: " + err.Error()) // PCG's never fails
	}
	a.Bytes(&state)
	if a.Reading() && a.Err() == nil {
		if err := m.pcg.UnmarshalBinary(state); err != nil {
			a.Fail("%v", err)
			return
		}
	}
	m.white.archive(a)
}
