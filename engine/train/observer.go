package train

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/setting"
	"github.com/cauchy-newton/playground/engine/summary"
)

// observer analyses a rival's steps as grouped Newton would: it computes the summary
// along the rival's own direction u, in which its step is θ − rate·u with the one
// step size rate for every group, and the step sizes that the cubic step would take. It draws its minibatches from the summary sampler, which the rivals
// do not use, so they take the same path whether they are observed or not.
type observer struct {
	period       int
	rate, lambda float64
	count        int // steps seen

	u       []float64
	summary *summary.Summary
	d, eta  []float64
	solver  cubic.Solver
	step    cubic.Step
	reason  string
}

// newObserver returns an observer for P parameters in S groups.
func newObserver(parameters, groups int) *observer {
	return &observer{
		u:       make([]float64, parameters),
		summary: summary.New(groups),
		d:       make([]float64, groups),
		eta:     make([]float64, groups),
	}
}

// set takes over the settings.
func (w *observer) set(c Config) {
	w.period, w.rate, w.lambda = c.Period, c.Rate, setting.OrNone(c.Lambda)
}

// watch completes the frame of a step from before to after.
func (w *observer) watch(f *optim.Frame, before, after []float64, o *objective) {
	f.Fresh = w.count%w.period == 0
	w.count++
	f.Predicted, f.Actual = math.NaN(), math.NaN()
	if f.Fresh {
		w.look(before, after, o)
		f.Predicted = w.predicted()
		f.Actual = o.SummaryLoss(after) - w.summary.Loss
	}
	for s := range w.eta {
		w.eta[s] = w.rate
	}
	f.Summary, f.D, f.Newton, f.Eta = w.summary, w.d, w.step.Eta, w.eta
	f.R, f.Status, f.Reason = w.step.R, w.step.Status, w.reason
	f.Rate, f.Lambda = w.rate, w.lambda
}

// look computes the summary of a step and the step sizes of grouped Newton.
func (w *observer) look(before, after []float64, o *objective) {
	for p := range w.u {
		w.u[p] = (before[p] - after[p]) / w.rate
	}
	o.Summarise(w.summary, before, w.u)
	w.d = summary.Roots(w.d[:0], w.summary.Order3)
	w.reason = ""
	arrived := 0
	for s := range w.d {
		if optim.Arrived(w.summary, s) {
			arrived++
		}
	}
	switch err := w.solver.Solve(&w.step, w.summary.Gbar, w.summary.Hbar, w.d, w.lambda); {
	case err == nil:
	case arrived == len(w.d):
		w.step.Status = cubic.ZeroGradient // to double precision
	default:
		w.reason = fmt.Sprintf("grouped Newton would find no step here: %s", w.step.Status)
	}
}

// predicted returns −ḡᵀη + ½ηᵀH̄η for η = rate in every group.
func (w *observer) predicted() float64 {
	first, second := 0.0, 0.0
	for _, g := range w.summary.Gbar {
		first += g
	}
	for _, h := range w.summary.Hbar {
		second += h
	}
	return w.rate * (0.5*w.rate*second - first)
}
