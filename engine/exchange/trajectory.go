package exchange

import (
	"fmt"
	"io"
	"math"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
	"github.com/cauchy-newton/playground/engine/tensor"
)

// Trajectory is a file of schema trajectory/1: a perceptron, its data, a
// method's hyperparameters, and every step of a training recorded by another
// program. Batches are rows in order, without shuffling.
type Trajectory struct {
	Schema string `json:"schema"`
	Name   string `json:"name,omitempty"`
	Arch   struct {
		Layers     []int  `json:"layers,omitzero"`
		Activation string `json:"activation"`

		_ struct{} `passed:"family classification scaling sigma_w sigma_b"` // that it is such a perceptron
	} `json:"arch"`
	Loss         string          `json:"loss"`
	Groups       [][]string      `json:"groups,omitzero"`
	Input        tensor.Tensor   `json:"input,omitzero"`
	Target       Target          `json:"target,omitzero"`
	BatchSize    int             `json:"batch_size"`
	SummaryBatch int             `json:"hg_batch_size"`
	Epochs       int             `json:"epochs"`
	Hyper        Hyper           `json:"hyper"`
	Updater      Updater         `json:"updater"`
	Scheduler    *Scheduler      `json:"scheduler" null:"absent"`
	Initial      []tensor.Tensor `json:"params_init,omitzero"`
	AfterOne     []tensor.Tensor `json:"params_after_step_1,omitzero"`
	Steps        []Recorded      `json:"steps,omitzero"`
	Final        []tensor.Tensor `json:"params_final,omitzero"`
	FinalLoss    *Number         `json:"final_loss_full,omitzero"`
	Sensitivity  struct {
		Perturbation float64 `json:"perturbation"`               // relative, of the initial parameters
		Change       float64 `json:"final_param_max_abs_change"` // that it caused in the final ones

		_ struct{} `passed:"meaning"`
	} `json:"sensitivity"`

	_ struct{} `passed:"seed epochs_log"` // how the data were made; what follows from the steps
}

// Hyper are the hyperparameters of a recorded grouped Newton.
type Hyper struct {
	Damping      float64 `json:"damping"`           // λ_1
	DampingInt   float64 `json:"damping_int"`       // λ_int
	Average      float64 `json:"mom_lrs"`           // ρ
	Period       int     `json:"period_hg"`         // τ
	Clip         bool    `json:"remove_negative"`   // at 0
	MaintainTrue bool    `json:"maintain_true_lrs"` // average first, clip after
	MovingMean   float64 `json:"movavg"`            // of ḡ, H̄, D³ before the solver

	_ struct{} `passed:"sigma_b"` // of the initial parameters
}

// Updater is what proposes the direction of a recorded training.
type Updater struct {
	Kind      string     `json:"kind"` // SGD, Adam
	Momentum  float64    `json:"momentum"`
	Dampening float64    `json:"dampening"`
	Betas     [2]float64 `json:"betas"`
	Eps       float64    `json:"eps"`

	_ struct{} `passed:"lr"` // what proposes u takes no step of its own
}

// Scheduler is a recorded plateau schedule, read at the end of each epoch.
type Scheduler struct {
	Factor    float64 `json:"factor"` // above 1: what it applies to grows
	Patience  int     `json:"patience"`
	Threshold float64 `json:"threshold"`
	ApplyTo   string  `json:"apply_to"` // damping, also where it is left out, or damping_int
}

// targets are the words of Scheduler.ApplyTo.
var targets = map[string]optim.Target{"": optim.TargetRate, "damping": optim.TargetRate, "damping_int": optim.TargetLambda}

// Recorded is one step of a trajectory.
type Recorded struct {
	LossBefore *Number `json:"loss_before,omitzero"`
	Fresh      *bool   `json:"hg_update,omitzero"`
	Eta        Numbers `json:"lr,omitzero"` // used at this step, λ_1 included
	Damping    *Number `json:"damping,omitzero"`
	DampingInt *Number `json:"damping_int,omitzero"`
	Gbar       Numbers `json:"g,omitzero"`
	Hbar       Matrix  `json:"H,omitzero"`
	Order3     Numbers `json:"order3,omitzero"`
	Found      *bool   `json:"found,omitzero"`
	Newton     Numbers `json:"eta_raw,omitzero" null:"absent"` // null or zeros where none was found

	_ struct{} `passed:"step epoch batch_start eta_ema"` // what follows from the others
}

// ReadTrajectory decodes a file of schema trajectory/1.
func ReadTrajectory(r io.Reader) (*Trajectory, error) { return decode[Trajectory](r, schemaTrajectory) }

// Method returns the method with the options that the recording program used:
// a summary without a minimiser contributes η = 0, step sizes are clipped
// before they are averaged unless the true ones were maintained, and the
// plateau schedule reads the mean loss of an epoch of the given steps.
func (t *Trajectory) Method(stepsEpoch int) (*optim.GroupedNewton, error) {
	m := &optim.GroupedNewton{
		Rate: t.Hyper.Damping, Lambda: t.Hyper.DampingInt, Period: t.Hyper.Period,
		Momentum: t.Updater.Momentum, Dampening: t.Updater.Dampening,
		Averaging: t.Hyper.Average, SummaryAveraging: t.Hyper.MovingMean,
		ZeroOnFailure: true,
	}
	switch t.Updater.Kind {
	case "SGD":
	case "Adam":
		m.Adam = &optim.Adam{Beta1: t.Updater.Betas[0], Beta2: t.Updater.Betas[1], Epsilon: t.Updater.Eps}
	default:
		return nil, fmt.Errorf("exchange: no updater is named %.40q: there are SGD, Adam", t.Updater.Kind)
	}
	switch {
	case t.Hyper.Clip && t.Hyper.MaintainTrue:
		m.Clipping = optim.ClipAtUse
	case t.Hyper.Clip:
		m.Clipping = optim.ClipFirst
	}
	if s := t.Scheduler; s != nil {
		m.Plateau = &optim.Plateau{Factor: s.Factor, Patience: s.Patience, Threshold: s.Threshold}
		m.PlateauPeriod = stepsEpoch
		target, ok := targets[s.ApplyTo]
		if !ok {
			return nil, fmt.Errorf("exchange: a schedule applies to %.40q, which is none of damping, damping_int", s.ApplyTo)
		}
		if !(s.Factor > 0) || math.IsInf(s.Factor, 0) {
			return nil, fmt.Errorf("exchange: scheduler: factor %g, want a number above 0", s.Factor)
		}
		m.PlateauTarget = target
	}
	return m, t.check()
}

// check refuses hyperparameters that no training can have had. One that is left out
// is 0.
func (t *Trajectory) check() error {
	share := func(v float64) bool { return v >= 0 && v < 1 }
	h, u := &t.Hyper, &t.Updater
	for _, f := range []struct {
		path  string
		value float64
		right bool
		want  string
	}{
		{"hyper.damping", h.Damping, h.Damping > 0, "a number above 0"},
		{"hyper.damping_int", h.DampingInt, h.DampingInt >= 0, "a number from 0 up"},
		{"hyper.mom_lrs", h.Average, share(h.Average), "a number from 0 to below 1"},
		{"hyper.period_hg", float64(h.Period), h.Period >= 1, "a whole number from 1 up"},
		{"hyper.movavg", h.MovingMean, share(h.MovingMean), "a number from 0 to below 1"},
		{"updater.momentum", u.Momentum, share(u.Momentum), "a number from 0 to below 1"},
		{"updater.dampening", u.Dampening, u.Dampening >= 0 && u.Dampening <= 1, "a number from 0 to 1"},
		{"updater.betas[0]", u.Betas[0], share(u.Betas[0]), "a number from 0 to below 1"},
		{"updater.betas[1]", u.Betas[1], share(u.Betas[1]), "a number from 0 to below 1"},
		{"updater.eps", u.Eps, u.Eps >= 0, "a number from 0 up"},
	} {
		if !f.right {
			return fmt.Errorf("exchange: %s: %g, want %s", f.path, f.value, f.want)
		}
	}
	if s := t.Scheduler; s != nil && s.Patience < 0 {
		return fmt.Errorf("exchange: scheduler.patience: %d, want a whole number from 0 up", s.Patience)
	}
	return nil
}

// Replay is a recorded training that can be run again: its start and its loss.
type Replay struct {
	Theta      []float64
	Graph      *graph.Graph
	Partition  *partition.Partition
	All        *graph.Batch // every row
	StepsEpoch int          // batches in an epoch

	sweep     *graph.Sweep
	summary   *summary.Sweep
	gradients rowsInOrder
	summaries rowsInOrder
}

var _ optim.Objective = (*Replay)(nil)

// Replay builds the network at its recorded start.
func (t *Trajectory) Replay() (*Replay, error) {
	loss, ok := map[string]string{"nll": "cross-entropy", "mse": "squared-error"}[t.Loss]
	if !ok {
		return nil, fmt.Errorf("exchange: loss: %q is none of nll, mse", t.Loss)
	}
	g, err := model.MLP(model.Shape{Widths: t.Arch.Layers, Activation: t.Arch.Activation, Loss: loss})
	if err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	r := &Replay{Graph: g, sweep: graph.NewSweep(g)}
	if r.Theta, err = values(g.Params(), "params_init", t.Initial); err != nil {
		return nil, err
	}
	if r.Partition, err = Groups(g.Params(), t.Groups); err != nil {
		return nil, err
	}
	if err := t.Input.Check(); err != nil {
		return nil, fmt.Errorf("exchange: input: %w", err)
	}
	if r.All, err = batch(g, &t.Input, &t.Target); err != nil {
		return nil, err
	}
	if t.BatchSize < 1 || t.SummaryBatch < 1 {
		return nil, fmt.Errorf("exchange: batch_size %d, hg_batch_size %d: a batch has at least one row", t.BatchSize, t.SummaryBatch)
	}
	rows := r.All.Samples(g.InWidth())
	size := min(t.BatchSize, rows) // a batch larger than the data is all of it
	r.StepsEpoch = (rows + size - 1) / size
	r.summary = summary.NewSweep(r.sweep, r.Partition)
	r.gradients = rowsInOrder{g: g, all: r.All, size: size}
	r.summaries = rowsInOrder{g: g, all: r.All, size: min(t.SummaryBatch, rows)}
	return r, nil
}

// Gradient implements optim.Objective.
func (r *Replay) Gradient(dst, theta []float64) float64 {
	return r.sweep.Gradient(dst, theta, r.gradients.next())
}

// Summarise implements optim.Objective.
func (r *Replay) Summarise(dst *summary.Summary, theta, u []float64) {
	r.summary.Compute(dst, theta, u, r.summaries.next())
}

// SummaryLoss implements optim.Objective.
func (r *Replay) SummaryLoss(theta []float64) float64 {
	return r.sweep.Loss(theta, &r.summaries.now)
}

// Loss returns the loss over all rows.
func (r *Replay) Loss(theta []float64) float64 { return r.sweep.Loss(theta, r.All) }

// Spread implements optim.Objective.
func (r *Replay) Spread(dst, eta, u []float64) { r.Partition.Spread(dst, eta, u) }

// Len implements optim.Objective.
func (r *Replay) Len() int { return len(r.Theta) }

// Groups implements optim.Objective.
func (r *Replay) Groups() int { return r.Partition.Len() }

// rowsInOrder hands out batches of consecutive rows, the last of an epoch
// shorter, and starts again.
type rowsInOrder struct {
	g    *graph.Graph
	all  *graph.Batch
	size int
	at   int
	now  graph.Batch
}

func (s *rowsInOrder) next() *graph.Batch {
	in, out := s.g.InWidth(), s.g.OutWidth()
	rows := s.all.Samples(in)
	lo := s.at
	hi := min(lo+s.size, rows)
	s.at = hi % rows
	s.now = graph.Batch{X: s.all.X[lo*in : hi*in]}
	if s.g.Head().Classes {
		s.now.Labels = s.all.Labels[lo:hi]
	} else {
		s.now.Y = s.all.Y[lo*out : hi*out]
	}
	return &s.now
}
