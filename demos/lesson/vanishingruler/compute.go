package vanishingruler

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/spectrum"
	"github.com/cauchy-newton/playground/engine/summary"
)

// way is the direction along which the loss is shown.
type way uint8

const (
	falling way = iota // the cubic model falls without bound
	caught             // the quadratic model does, the cubic term ends the fall
	stepped            // neither falls: the cubic step
)

// view is what compute finds: everything that is drawn.
type view struct {
	loss, activation, partition string
	lambda                      float64

	names  []string // of the groups
	places []int    // of their colours
	holds  [][]int  // their tensors
	owner  [4]int   // the group of each tensor

	value float64 // L(θ)
	gbar  []float64
	hbar  []float64
	d     []float64
	eigen []float64 // of H̄, rising

	status  cubic.Status
	eta     []float64
	promise float64 // φ(η)
	change  float64 // of the true loss by the step; NaN without one

	way   way
	v     []float64 // the direction, in step sizes
	slope float64   // ḡᵀv
	bend  float64   // vᵀH̄v
	held  float64   // ‖Dv‖
	turn  float64   // the t at which the cubic term ends the fall along v; +Inf: never
	ts    []float64
	truth []float64 // L(θ − t·U I v) − L(θ)
	plain []float64 // −tḡᵀv + ½t²vᵀH̄v
	ruled []float64 // with the cubic term
}

// compute turns the values into a view.
func (s *Scene) compute(values demos.Values) error {
	w := view{
		loss: values["loss"], activation: values["activation"], partition: values["partition"],
		lambda: values.Number("lambda"),
	}
	p, err := newTask(values)
	if err != nil {
		return err
	}
	w.label(p)
	theta := start(p, uint64(values.Count("seed")), values.Number("bias"))
	u := make([]float64, len(theta))
	p.Gradient(u, theta)
	sum := summary.New(p.Groups())
	p.Summarise(sum, theta, u)
	w.value, w.gbar, w.hbar = sum.Loss, sum.Gbar, sum.Hbar
	w.d = summary.Roots(w.d, sum.Order3)
	if err := w.solve(); err != nil {
		return err
	}

	spread, at := make([]float64, len(theta)), make([]float64, len(theta))
	loss := func(eta []float64, t float64) float64 {
		p.Spread(spread, eta, u)
		for i := range at {
			at[i] = theta[i] - t*spread[i]
		}
		return p.Loss(at) - w.value
	}
	w.change = math.NaN()
	if w.status.Solved() {
		w.change = loss(w.eta, 1)
	}
	w.sample(loss)
	s.view, s.part = w, values.Number("t")
	s.aim()
	return nil
}

// label names the groups by their tensors.
func (w *view) label(p *perceptron.Task) {
	w.places = demos.Paint(nil, p.Part.Roles())
	w.holds, w.names = make([][]int, p.Groups()), make([]string, p.Groups())
	for k, span := range p.Graph.Params().Spans {
		g := p.GroupOf(span.Offset)
		w.owner[k], w.holds[g] = g, append(w.holds[g], k)
		w.names[g] = strings.TrimSpace(w.names[g] + " " + tensors[k])
	}
	if len(w.names) == 1 {
		w.names[0] = "all"
	}
}

// solve finds the step, the eigenvalues of H̄ and the direction to look along.
func (w *view) solve() error {
	n := len(w.gbar)
	var solver cubic.Solver
	var step cubic.Step
	err := solver.Solve(&step, w.gbar, w.hbar, w.d, w.lambda)
	w.status, w.eta, w.promise = step.Status, step.Eta, step.Value
	if err == cubic.ErrNotFinite {
		return fmt.Errorf("vanishingruler: %w", err)
	}
	e, err := spectrum.Exact(func(dst, v []float64) {
		for i := range dst {
			dst[i] = 0
			for j := range v {
				dst[i] += w.hbar[i*n+j] * v[j]
			}
		}
	}, n)
	if err != nil {
		return fmt.Errorf("vanishingruler: %w", err)
	}
	w.eigen = e.Values

	w.v = make([]float64, n)
	switch {
	case cubic.Fall(w.v, w.gbar, w.hbar, w.d):
		w.way = falling
	case cubic.Fall(w.v, w.gbar, w.hbar, make([]float64, n)):
		w.way = caught
	default:
		w.way = stepped
		copy(w.v, w.eta)
	}
	w.slope = -cubic.Model(w.v, w.gbar, make([]float64, n*n), w.d, 0)
	w.bend = 2 * (cubic.Model(w.v, w.gbar, w.hbar, w.d, 0) + w.slope)
	for i, v := range w.v {
		w.held = math.Hypot(w.held, w.d[i]*v)
	}
	return nil
}

// points of the curves along v.
const points = 81

// sample computes the loss and the models along v: to where the quadratic model
// promises a drop of promised times the whole loss, which is impossible, and
// beyond the end of the fall by the cubic term, unless that is more than tooFar
// times as far.
func (w *view) sample(loss func(eta []float64, t float64) float64) {
	var solver cubic.Solver
	var step cubic.Step
	const promised, tooFar, beyond = 2.5, 8, 1.4
	far := 0.0
	// −t·slope + ½t²·bend = −promised·L
	if q := w.slope*w.slope - 2*promised*w.value*w.bend; q >= 0 && w.slope+math.Sqrt(q) > 0 {
		far = 2 * promised * w.value / (w.slope + math.Sqrt(q))
	}
	w.turn = math.Inf(1)
	if err := solver.Solve(&step, []float64{w.slope}, []float64{w.bend}, []float64{w.held}, w.lambda); err == nil {
		w.turn = step.Eta[0]
		if end := beyond * w.turn; far == 0 || end < tooFar*far {
			far = max(far, end)
		}
	}
	if far == 0 {
		far = 1
	}
	part := make([]float64, len(w.v))
	for i := range points {
		t := far * float64(i) / (points - 1)
		for k, v := range w.v {
			part[k] = t * v
		}
		w.ts = append(w.ts, t)
		w.truth = append(w.truth, loss(w.v, t))
		w.plain = append(w.plain, cubic.Model(part, w.gbar, w.hbar, w.d, 0))
		w.ruled = append(w.ruled, cubic.Model(part, w.gbar, w.hbar, w.d, w.lambda))
	}
}

// unruled returns the groups with D = 0.
func (w *view) unruled() (groups []int) {
	for s, d := range w.d {
		if d == 0 {
			groups = append(groups, s)
		}
	}
	return groups
}

// dead reports whether group s has no gradient: its row of H̄ and its D are then
// 0, too.
func (w *view) dead(s int) bool { return w.gbar[s] == 0 }

// origin says where the third derivative along a group comes from, or why there
// is none.
type origin uint8

const (
	none     origin = iota // the loss is a parabola along the group
	noSlope                // the group is dead
	fromLoss               // the loss itself has a third derivative
	fromBend               // the group moves the inside of a curved activation
	fromPair               // the group moves both factors of a product
)

// origin examines the functions between group s and the loss.
func (w *view) origin(s int) origin {
	inside := slices.Contains(w.holds[s], w1) || slices.Contains(w.holds[s], b1)
	switch {
	case w.dead(s):
		return noSlope
	case w.loss == crossed:
		return fromLoss
	case inside && slices.Contains(w.holds[s], w2):
		return fromPair
	case inside && op.Activation(w.activation).Curved && w.d[s] != 0:
		return fromBend // unless all samples are on the straight side of an ELU
	}
	return none
}
