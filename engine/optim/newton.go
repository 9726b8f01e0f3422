package optim

import (
	"cmp"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Clipping says where negative step sizes are set to 0.
type Clipping uint8

const (
	NoClipping Clipping = iota // a negative step size climbs
	ClipAtUse                  // order A: average the raw step sizes, use max(η, 0)
	ClipFirst                  // order B: clip each new step size, then average
)

// Target is the hyperparameter that a Plateau changes.
type Target uint8

const (
	TargetRate   Target = iota // λ_1, and the present step sizes with it
	TargetLambda               // λ_int, from the next summary on
)

// GroupedNewton is Algorithm 1 of the paper: one step size per group, from a
// Newton step of the loss along the groups with an anisotropic cubic term,
//
//	u = m or Adam's direction;
//	every Period steps: η ← Averaging·η + (1 − Averaging)·argmin −ḡᵀη + ½ηᵀH̄η + (Lambda/6)‖Dη‖³
//	θ ← θ − Rate·Σ_s η_s u_s.
//
// The zero value is the bare method: a full step along the gradient, a summary
// every step, no cubic term, no averages, no clipping. Paper returns the
// paper's options.
//
// Where the model has no minimum the paper leaves open what to do; here the
// present step sizes are kept and Frame.Reason says why.
type GroupedNewton struct {
	Rate   float64 // λ_1, the damping; 0 means 1
	Lambda float64 // λ_int of the cubic term; 0 or less is none
	Period int     // τ, steps between summaries; 0 means 1. Recommended: B_hg/B

	Momentum  float64 // μ; 0 is the gradient itself. Recommended: 1 − 1/τ
	Dampening float64 // μ_damp; the paper takes it equal to μ
	Adam      *Adam   // if not nil, its direction takes the place of m (its Rate is not used)

	Averaging float64  // ρ of the step sizes over summaries
	Clipping  Clipping // of negative step sizes

	Window           int     // the solver gets the mean of this many last summaries, of all while there are fewer; 0 means 1
	SummaryAveraging float64 // share of the old in the moving average of ḡ, H̄ and the third derivatives; where the objective is Measured, of those along u_s of length 1
	DAveraging       float64 // share of the old in the moving average of D
	Ridge            float64 // added to the diagonal of H̄ before the solver
	Diagonal         bool    // the solver sees only the diagonal of H̄

	// ZeroOnFailure makes a summary without a minimiser contribute η = 0 to the
	// average, as the paper's authors' program does.
	ZeroOnFailure bool

	Guards

	Adaptive *Adaptive // if not nil, λ_int moves by itself and Lambda is where it starts

	Plateau       *Plateau // if not nil, fed with the mean loss of every PlateauPeriod steps
	PlateauPeriod int      // τ_sch; 0 means 1
	PlateauTarget Target

	Names []string // of the groups, for Frame.Reason

	descent
	buffer momentum
	taken  int // steps since the last summary, that step included
	choice

	fresh, mean summary.Summary // the last summary; what the averages make of it
	window      window
	large       []float64 // u scaled to about 1, where D³ of u itself would underflow
	roots       []float64 // D of the last summary
	d           []float64 // D as the solver gets it
	raised      bool      // a guard has raised it
	halved      int       // how often a trial has halved the step sizes
	tried       bool      // a guard has tried the step sizes of the last summary
	change      float64   // of the summary minibatch's loss that it found
	lengths     []float64 // of u in each group at the last summary; nil where they are not needed
	longer      []float64 // and now
	hbar        []float64 // H̄ as the solver gets it
	averaged    bool      // mean and d hold values
	solver      cubic.Solver
	step        cubic.Step
	reason      string
	raw         []float64 // averaged step sizes, before λ_1 and the clip at use
	eta         []float64 // step sizes in use
	sized       bool      // raw holds step sizes
	losses      float64   // sum since the plateau's last step
	counted     int
}

var _ = enter(setting.GroupedNewton, func() Trainable { return new(GroupedNewton) })

// The words of the settings plateauTarget, and direction: whether Adam gives it.
var (
	Targets    = map[string]Target{"rate": TargetRate, "lambda": TargetLambda}
	Directions = map[string]bool{"momentum": false, "adam": true}
)

// Progress is the relative decrease of the loss that counts as an improvement: 1e-4,
// as in the paper's runs.
const Progress = 1e-4

// Tune implements Trainable.
func (m *GroupedNewton) Tune(from, to setting.Config, samples int) {
	m.Adaptive = m.Adaptive.tuned(from, to)
	if to.Rate != from.Rate {
		m.Rate = to.Rate
	}
	if to.Lambda != from.Lambda {
		m.Lambda = setting.OrNone(to.Lambda)
	}
	m.Period = to.Period
	m.Momentum, m.Dampening = setting.OrNone(to.Momentum), setting.OrNone(to.Dampening)
	if m.Adam = kept(m.Adam, Directions[to.Direction]); m.Adam != nil {
		m.Adam.Tune(from, to, samples)
	}
	m.Averaging, m.Window = setting.OrNone(to.Average), to.Window
	m.Clipping = ClipAtUse
	switch {
	case to.Signed:
		m.Clipping = NoClipping
	case to.ClipFirst:
		m.Clipping = ClipFirst
	}
	m.SummaryAveraging = setting.OrNone(to.SummaryAverage)
	m.Guards = Guards{setting.OrNone(to.Bound), setting.OrNone(to.Reach), setting.OrNone(to.Trial)}
	m.Ridge, m.Diagonal = to.Ridge, to.Diagonal
	if m.Plateau = kept(m.Plateau, to.PlateauFactor != 0); m.Plateau != nil {
		m.Plateau.Factor, m.Plateau.Patience, m.Plateau.Threshold = to.PlateauFactor, to.Patience, Progress
	}
	m.PlateauPeriod, m.PlateauTarget = to.PlateauEvery, Targets[to.PlateauTarget]
	if to.PlateauEvery == 0 {
		m.PlateauPeriod = (samples + to.Batch - 1) / to.Batch
	}
}

// kept returns a part of a method: nil if it is not wanted, a new one if there is none.
func kept[T any](part *T, wanted bool) *T {
	switch {
	case !wanted:
		return nil
	case part == nil:
		return new(T)
	}
	return part
}

// Paper returns the options of the paper's experiments for summaries on τ = 10
// times the minibatch (B = 100, B_hg = 1000).
func Paper() *GroupedNewton {
	return &GroupedNewton{
		Rate: 0.1, Lambda: 1, Period: 10,
		Momentum: 0.9, Dampening: 0.9,
		Averaging: 0.5, Clipping: ClipFirst,
	}
}

// Regroup forgets the step sizes and the averages over summaries, as is needed
// when the partition changes: the next step computes a summary. The direction
// is kept. The names are those of the groups, for Frame.Reason.
func (m *GroupedNewton) Regroup(names []string) {
	m.Names = names
	m.restart()
}

// restart is Regroup for groups of the same names.
func (m *GroupedNewton) restart() {
	m.taken, m.averaged, m.sized, m.reason = 0, false, false, ""
	m.idle, m.arrived = m.idle[:0], ""
	m.step, m.window = cubic.Step{}, window{}
	if m.Adaptive != nil {
		m.Adaptive.promise = 0
	}
}

// Direction implements Directed.
func (m *GroupedNewton) Direction() []float64 {
	if m.Adam != nil {
		return m.direction
	}
	return m.buffer.m
}

// Step draws one minibatch, every Period steps also one summary minibatch, and
// moves θ. The error is ErrDiverged. A model without a minimum is no error:
// dst.Status and dst.Reason name it.
func (m *GroupedNewton) Step(dst *Frame, theta []float64, o Objective) error {
	plain(dst, 0, cmp.Or(m.Rate, 1))
	m.resize(o.Groups())
	fresh := m.taken == 0 || m.taken >= max(m.Period, 1)
	back := false
	if m.Adaptive != nil {
		m.Adaptive.begin(m.Lambda)
		back = fresh && m.judge(theta, o)
	}
	var err error
	dst.Loss, err = m.observe(theta, o)
	if (err != nil || m.ruined(dst.Loss, 10)) && m.retreat(theta) {
		fresh, back = true, true
		dst.Loss, err = m.observe(theta, o)
	}
	if err != nil {
		return err
	}
	m.clean(theta, o)
	u := m.point()
	if fresh {
		dst.Fresh, m.taken = true, 0
		m.measure(u, o)
		m.summarise(theta, u, o)
		m.solve(theta, u, o, m.lambda())
		m.tryOut(theta, u, o, dst.Rate)
		if back && m.reason == "" {
			m.reason = "the last period raised the loss: it was taken back, and λ_int grew"
		}
	}
	m.stay(u, dst.Loss)
	dst.Lambda = m.lambda()
	m.taken++
	m.use(dst.Rate)
	if !dst.Fresh {
		m.hold(u, o)
	}
	o.Spread(m.move, m.eta, u)
	m.enlarge(theta)
	if err := m.take(theta); err != nil && !m.retreat(theta) {
		return err
	}
	m.report(dst)
	if dst.Fresh {
		dst.Predicted = m.fresh.Promise(m.eta)
		if dst.Actual = m.change; !m.tried {
			dst.Actual = o.SummaryLoss(theta) - m.fresh.Loss
		}
	}
	m.schedule(dst)
	return nil
}

// lambda returns λ_int.
func (m *GroupedNewton) lambda() float64 {
	if m.Adaptive != nil {
		return m.Adaptive.lambda
	}
	return max(m.Lambda, 0)
}

// point returns the direction u for the gradient just drawn.
func (m *GroupedNewton) point() []float64 {
	if m.Adam == nil {
		return m.buffer.push(m.gradient, m.Momentum, m.Dampening)
	}
	m.direction = grown(m.direction, len(m.gradient))
	m.Adam.Direct(m.direction, m.gradient)
	return m.direction
}

// resize makes room for s groups and starts over when their number changed.
func (m *GroupedNewton) resize(s int) {
	if len(m.raw) == s && m.fresh.Groups() == s {
		return
	}
	m.restart()
	m.fresh, m.mean = *summary.New(s), *summary.New(s)
	m.d, m.hbar = make([]float64, s), make([]float64, s*s)
	m.raw, m.eta = make([]float64, s), make([]float64, s)
}

// use turns the averaged step sizes into those in use.
func (m *GroupedNewton) use(rate float64) {
	for s, v := range m.raw {
		if m.Clipping != NoClipping {
			v = max(v, 0)
		}
		m.eta[s] = rate * v
	}
}

// solve makes step sizes of the summary just drawn at θ in direction u.
func (m *GroupedNewton) solve(theta, u []float64, o Objective, lambda float64) {
	m.reason, m.idle, m.arrived, m.raised, m.tried, m.halved = "", m.idle[:0], "", false, false, 0
	if !allFinite(m.fresh.Gbar) || !allFinite(m.fresh.Hbar) || !allFinite(m.fresh.Order3) {
		m.step.Status = cubic.NotFinite
		m.fail(lambda)
		return
	}
	m.average()
	copy(m.hbar, m.mean.Hbar)
	s := len(m.raw)
	for i := range m.hbar {
		if i%(s+1) == 0 {
			m.hbar[i] += m.Ridge
		} else if m.Diagonal {
			m.hbar[i] = 0
		}
	}
	m.choose()
	if m.Adaptive != nil {
		m.try(theta, u, o)
		return
	}
	if m.minimise(lambda) != nil {
		m.fail(lambda)
		return
	}
	m.contribute()
}

// contribute adds the step sizes of the cubic step to the average.
func (m *GroupedNewton) contribute() {
	old := m.Averaging
	if !m.sized {
		old = 0
	}
	for s, v := range m.step.Eta {
		if m.Clipping == ClipFirst {
			v = max(v, 0)
		}
		m.raw[s] = mix(m.raw[s], v, old)
	}
	m.sized = true
}

// fail keeps the step sizes, or adds zeros to their average.
func (m *GroupedNewton) fail(lambda float64) {
	m.reason = m.explain(lambda)
	m.step.Eta = grown(m.step.Eta, len(m.raw))
	clear(m.step.Eta)
	m.step.R = 0
	if m.ZeroOnFailure {
		m.contribute()
	} else if !m.sized {
		clear(m.raw)
	}
}

// report fills in what the last summary and its cubic step were.
func (m *GroupedNewton) report(dst *Frame) {
	dst.Averaged, dst.Eta = m.raw, m.eta
	if m.averaged {
		dst.Summary, dst.D = &m.mean, m.d
	}
	dst.Newton, dst.R, dst.Status, dst.Reason = m.step.Eta, m.step.R, m.step.Status, m.reason
	dst.Idle, dst.Arrived = m.idle, m.arrived
}

// schedule passes mean losses to the plateau.
func (m *GroupedNewton) schedule(dst *Frame) {
	if m.Plateau == nil {
		return
	}
	m.losses += dst.Loss
	if m.counted++; m.counted < m.PlateauPeriod {
		return
	}
	mean := m.losses / float64(m.counted)
	m.losses, m.counted = 0, 0
	switch {
	case m.PlateauTarget == TargetRate:
		m.Rate = m.Plateau.Step(dst.Rate, mean)
	case m.Adaptive != nil:
		m.Adaptive.lambda = m.Plateau.Step(m.Adaptive.lambda, mean)
	default:
		m.Lambda = m.Plateau.Step(m.Lambda, mean)
	}
}
