package optim

import (
	"cmp"
	"math"

	"github.com/cauchy-newton/playground/engine/archive"
	"github.com/cauchy-newton/playground/engine/setting"
)

// scheduleFree holds the three points of the methods of Defazio and others (2024, "The
// road less scheduled"): x, which is the θ of the run, z, which makes the steps, and y
// between them, where the gradient is taken,
//
//	y = (1 − β)z + βx,   z ← z − γ_t d(y),   x ← (1 − c)x + c z,   c = w_t/Σ_{s≤t} w_s,
//	γ_t = Rate·min(1, t/Warmup),   w_t = (max_{s≤t} γ_s)²,   t = 1, 2, ….
//
// Everything that judges a run, test loss, checkpoints and files among it, sees x; only
// the loss of a minibatch is that at y.
type scheduleFree struct {
	descent
	z, y    []float64
	t       int
	largest float64 // γ
	weights float64 // Σ w
}

// begin sets z at the first step and y at each, and returns the share of the warm-up.
func (s *scheduleFree) begin(theta []float64, beta float64, warmup int) (share float64) {
	if len(s.z) != len(theta) {
		s.z, s.t, s.largest, s.weights = append([]float64(nil), theta...), 0, 0, 0
	}
	s.y = grown(s.y, len(theta))
	for p, x := range theta {
		s.y[p] = beta*x + (1-beta)*s.z[p]
	}
	if s.t++; s.t < warmup {
		return float64(s.t) / float64(warmup)
	}
	return 1
}

// end moves x towards z, after z has made a step with the rate γ.
func (s *scheduleFree) end(theta []float64, gamma float64) error {
	s.largest = max(s.largest, gamma)
	weight := s.largest * s.largest
	s.weights += weight
	c := 1.0
	if s.weights > 0 { // it underflows for rates below 1e-162
		c = weight / s.weights
	}
	for p, x := range theta {
		s.move[p] = c * (x - s.z[p])
	}
	return s.take(theta)
}

func (s *scheduleFree) archive(a *archive.Archive) {
	a.Floats(&s.z)
	a.Int(&s.t)
	a.Float(&s.largest)
	a.Float(&s.weights)
	a.Check(s.t >= 0, "%d steps", s.t)
}

// ScheduleFreeSGD is stochastic gradient descent that needs no schedule, and no number
// of steps, because it returns an average of its points (Defazio and others 2024,
// Algorithm 1):
//
//	y = (1 − β)z + βx,   z ← z − γ_t(g(y) + Decay·y),   x ← (1 − c)x + c z,
//
// with γ_t and c as in scheduleFree: c = 1/t without a warm-up. θ is x. β = 0 is
// gradient descent whose points are averaged (Polyak and Ruppert).
type ScheduleFreeSGD struct {
	Rate     float64 // 0 means 1
	Momentum float64 // β: the share of the average in the point of the gradient
	Warmup   int     // steps of a linear warm-up
	Decay    float64 // λ of a penalty ½λ‖y‖²

	scheduleFree
}

var _ = enter(setting.ScheduleFreeSGD, func() Trainable { return new(ScheduleFreeSGD) })

// Tune implements Trainable.
func (s *ScheduleFreeSGD) Tune(_, to setting.Config, _ int) {
	s.Rate, s.Momentum, s.Warmup, s.Decay = to.Rate, setting.OrNone(to.Momentum), to.Warmup, setting.OrNone(to.WeightDecay)
}

// Step draws one minibatch and moves θ. The loss is that at y. The error is
// ErrDiverged.
func (s *ScheduleFreeSGD) Step(dst *Frame, theta []float64, o Objective) error {
	rate := cmp.Or(s.Rate, 1) * s.begin(theta, s.Momentum, s.Warmup)
	loss, err := s.observe(s.y, o)
	plain(dst, loss, rate)
	if err != nil {
		return err
	}
	for p, g := range s.gradient {
		s.z[p] -= rate * (g + s.Decay*s.y[p])
	}
	return s.end(theta, rate)
}

// Archive writes or reads z and the weights of the average.
func (s *ScheduleFreeSGD) Archive(a *archive.Archive) {
	a.Section("schedule-free sgd")
	s.archive(a)
}

// ScheduleFreeAdamW is AdamW that needs no schedule (Defazio and others 2024, Algorithm
// 2): Adam without its average of gradients, in whose place stands that of the points,
//
//	v ← β₂v + (1 − β₂)g(y)²,   γ_t = Rate·min(1, t/Warmup)·√(1 − β₂ᵗ),
//	z ← z − γ_t(g/(√v + ε) + Decay·y),   y, x and c as in ScheduleFreeSGD.
//
// The authors' program has since moved √(1 − β₂ᵗ) from γ_t under v, where it does not
// touch the weights of the average; this is the paper's.
type ScheduleFreeAdamW struct {
	Rate     float64 // 0 means 0.0025
	Momentum float64 // β₁: the share of the average in the point of the gradient
	Beta2    float64 // 0 means 0.999
	Epsilon  float64 // 0 means 1e-8
	Warmup   int     // steps of a linear warm-up
	Decay    float64

	scheduleFree
	v  []float64
	b2 float64 // β₂ᵗ
}

var _ = enter(setting.ScheduleFreeAdamW, func() Trainable { return new(ScheduleFreeAdamW) })

// Tune implements Trainable.
func (s *ScheduleFreeAdamW) Tune(_, to setting.Config, _ int) {
	s.Rate, s.Momentum, s.Warmup, s.Decay = to.Rate, setting.OrNone(to.Momentum), to.Warmup, setting.OrNone(to.WeightDecay)
}

// Step draws one minibatch and moves θ. The loss is that at y. The error is
// ErrDiverged.
func (s *ScheduleFreeAdamW) Step(dst *Frame, theta []float64, o Objective) error {
	beta2, epsilon := cmp.Or(s.Beta2, 0.999), cmp.Or(s.Epsilon, 1e-8)
	if len(s.v) != len(theta) {
		s.v, s.b2 = make([]float64, len(theta)), 1
	}
	s.b2 *= beta2
	rate := cmp.Or(s.Rate, 0.0025) * s.begin(theta, s.Momentum, s.Warmup) * math.Sqrt(1-s.b2)
	loss, err := s.observe(s.y, o)
	plain(dst, loss, rate)
	if err != nil {
		return err
	}
	for p, g := range s.gradient {
		s.v[p] = beta2*s.v[p] + (1-beta2)*g*g
		s.z[p] -= rate * (g/(math.Sqrt(s.v[p])+epsilon) + s.Decay*s.y[p])
	}
	return s.end(theta, rate)
}

// Archive writes or reads z, v and the weights of the average.
func (s *ScheduleFreeAdamW) Archive(a *archive.Archive) {
	a.Section("schedule-free adamw")
	s.archive(a)
	a.Vector(&s.v, len(s.z), false)
	a.Float(&s.b2)
}
