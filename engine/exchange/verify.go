package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/summary"
)

// Check is one quantity of a file beside ours.
type Check struct {
	What      string
	Error     float64 // relative; +Inf where the two contradict each other
	Tolerance float64
}

// Pass tells whether the error is within the tolerance.
func (c *Check) Pass() bool { return c.Error <= c.Tolerance }

// Verdict is what comparing a file with our own numbers gave.
type Verdict struct {
	Schema string
	Checks []Check
}

// Worst returns a check that failed or, if all passed, the one with the
// largest error.
func (v *Verdict) Worst() (worst Check) {
	for _, c := range v.Checks {
		if worst.What == "" || worst.Pass() && !c.Pass() || worst.Pass() == c.Pass() && c.Error > worst.Error {
			worst = c
		}
	}
	return worst
}

// Pass tells whether every check passed.
func (v *Verdict) Pass() bool {
	worst := v.Worst()
	return worst.Pass()
}

func (v *Verdict) add(what string, err, tolerance float64) {
	if math.IsNaN(err) {
		err = math.Inf(1)
	}
	v.Checks = append(v.Checks, Check{what, err, tolerance})
}

// list compares two lists by the largest entry, with floor as the smallest
// scale that counts.
func (v *Verdict) list(what string, got, want []float64, floor, tolerance float64) {
	v.add(what, maxNorm(got, want, floor), tolerance)
}

// maxNorm returns max|x − y| / max(max|y|, floor).
func maxNorm(x, y []float64, floor float64) float64 {
	if len(x) != len(y) {
		return math.Inf(1)
	}
	scale, worst := floor, 0.0
	for i := range y {
		if d := math.Abs(x[i] - y[i]); !(d <= worst) { // lets a NaN through
			worst = d
		}
		scale = math.Max(scale, math.Abs(y[i]))
	}
	if worst == 0 {
		return 0
	}
	return worst / scale
}

// ErrNothingStored says that a file holds no numbers to compare with.
var ErrNothingStored = errors.New("exchange: the file holds no numbers to compare with")

// Verify reads a file of any schema, computes what it holds, and compares.
func Verify(r io.Reader) (*Verdict, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	var head struct {
		Schema string `json:"schema"`
	}
	if err := decode(bytes.NewReader(text), &head); err != nil {
		return nil, err
	}
	v := &Verdict{Schema: head.Schema}
	switch head.Schema {
	case "hg/1", "diffn/1":
		var n *Network
		if n, err = ReadNetwork(bytes.NewReader(text)); err == nil {
			err = v.network(n)
		}
	case "nesterov/1":
		var c *Cubic
		if c, err = ReadCubic(bytes.NewReader(text)); err == nil {
			err = v.cubic(c)
		}
	case "trajectory/1":
		var t *Trajectory
		if t, err = ReadTrajectory(bytes.NewReader(text)); err == nil {
			err = v.trajectory(t)
		}
	default:
		return nil, fmt.Errorf("exchange: schema %q is none of hg/1, diffn/1, nesterov/1, trajectory/1", head.Schema)
	}
	if err == nil && len(v.Checks) == 0 {
		err = ErrNothingStored
	}
	return v, err
}

// Tolerances: those of numbers that two programs computed in double precision
// by different sums.
const (
	tolerance    = 1e-10 // of derivatives
	toleranceBCE = 1e-9  // PyTorch's binary cross-entropy has an epsilon of 1e-12 inside
	toleranceEta = 1e-6  // of step sizes: they inherit the condition of H̄ + ½λrD²
	tolerancePhi = 1e-9  // of the value at the cubic minimum
)

// cancelled is the share of H̄'s largest entry below which a third derivative
// is a rounding error: 1e-5, times the tolerance of 1e-10, leaves an absolute
// difference of 1e-15.
const cancelled = 1e-5

func (v *Verdict) network(n *Network) error {
	p, err := n.Point()
	if err != nil {
		return err
	}
	tol := tolerance
	if n.Loss == "bce" {
		tol = toleranceBCE
	}
	if n.Output.Data != nil {
		v.list("output", p.Output(), n.Output.Data, 0, tol)
	}
	if n.LossValue != nil {
		v.list("loss_value", []float64{p.Loss}, []float64{*n.LossValue}, 0, tol)
	}
	if n.Gradient != nil {
		gradient, err := Flatten(p.Graph.Params(), n.Gradient)
		if err != nil {
			return fmt.Errorf("%w (gradient)", err)
		}
		v.list("gradient", p.Gradient, gradient, 0, tol)
	}
	for _, c := range n.stored() {
		part, err := Groups(p.Graph.Params(), c.Groups)
		if err != nil {
			return fmt.Errorf("%w (partition %s)", err, c.Partition)
		}
		s := summary.New(part.Len())
		summary.NewSweep(p.sweep, part).Compute(s, p.Theta, p.Direction, p.Batch)
		v.summary(c.Partition+" ", s, c.Gbar, c.Hbar, c.Order3, tol)
		if err := v.steps(&c, part.Len()); err != nil {
			return err
		}
	}
	return v.tensors(n, p, tol)
}

// summary compares ḡ, H̄ and D³, as far as they are stored.
func (v *Verdict) summary(at string, s *summary.Summary, gbar Numbers, hbar Matrix, order3 Numbers, tol float64) {
	size := 0.0
	for _, h := range s.Hbar {
		size = math.Max(size, math.Abs(h))
	}
	if gbar != nil {
		v.list(at+"g", s.Gbar, gbar, 0, tol)
	}
	if hbar != nil {
		flat, _ := hbar.flat(s.Groups()) // of another size: no list, which is no match
		v.list(at+"H", s.Hbar, flat, 0, tol)
	}
	if order3 != nil {
		v.list(at+"order3", s.Order3, order3, cancelled*size, tol)
	}
}

// steps holds the solver against the cubic steps of a case, on the stored ḡ,
// H̄ and D.
func (v *Verdict) steps(c *Case, s int) error {
	for i := range c.Nesterov {
		r := &c.Nesterov[i]
		p := Problem{Hbar: c.Hbar, Gbar: c.Gbar, D: c.D, Lambda: r.Lambda}
		if p.D == nil {
			p.D = Roots(c.Order3)
		}
		if err := p.check(); err != nil || len(c.Gbar) != s {
			return fmt.Errorf("exchange: partition %s: ḡ, H̄ and D³ of %d groups do not belong together", c.Partition, s)
		}
		v.step(fmt.Sprintf("%s nesterov[%d] ", c.Partition, i), &p, r, r.True)
	}
	return nil
}

func (v *Verdict) cubic(c *Cubic) error {
	for i := range c.Cases {
		p := &c.Cases[i]
		v.step(fmt.Sprintf("case %d ", i), p, p.Ref, p.True)
	}
	return nil
}

// step compares our minimiser with the true one or, where that is not known,
// with what another program found, which we must not be above.
func (v *Verdict) step(at string, p *Problem, ref *Reference, truth *Minimum) {
	step := p.Solve()
	switch {
	case truth != nil && !truth.Exists:
		v.add(at+"unbounded", contradiction(step.Status == cubic.Unbounded), 0)
	case truth != nil:
		if !step.Status.Solved() {
			v.add(at+step.Status.String(), math.Inf(1), 0)
			return
		}
		v.add(at+"exists", 0, 0)
		if truth.Value != nil {
			v.list(at+"value", []float64{step.Value}, []float64{float64(*truth.Value)}, 0, tolerancePhi)
		}
		if truth.Eta != nil && (truth.Unique || truth.Alt != nil) {
			v.add(at+"lrs", math.Min(entrywise(step.Eta, truth.Eta), entrywise(step.Eta, truth.Alt)), toleranceEta)
		}
	case ref != nil && ref.Found && len(ref.Eta) == len(p.Gbar):
		if step.Status == cubic.Unbounded { // only a group without cubic term leaves room for it
			free := false
			for _, d := range p.D {
				free = free || d == 0
			}
			v.add(at+"unbounded", contradiction(free || p.Lambda <= 0), 0)
			return
		}
		theirs, size := p.value(ref.Eta)
		v.add(at+"value", math.Max(step.Value-theirs, 0)/math.Max(size, math.SmallestNonzeroFloat64), tolerancePhi)
	}
}

// contradiction is the error of a statement that is right or wrong.
func contradiction(right bool) float64 {
	if right {
		return 0
	}
	return math.Inf(1)
}

// entrywise returns max_s |x_s − y_s| / |y_s|; an entry below 1e-8 of the
// largest counts as that.
func entrywise(x, y []float64) (worst float64) {
	if len(x) != len(y) {
		return math.Inf(1)
	}
	largest := 0.0
	for _, b := range y {
		largest = math.Max(largest, math.Abs(b))
	}
	for i, b := range y {
		if x[i] != b {
			worst = math.Max(worst, math.Abs(x[i]-b)/math.Max(math.Abs(b), 1e-8*largest))
		}
	}
	return worst
}

func (v *Verdict) tensors(n *Network, p *Point, tol float64) error {
	part, err := p.Partition("")
	if err != nil {
		return err
	}
	for _, d := range n.Dense {
		ours, err := p.Derivative(d.Order, part)
		if err != nil {
			return err
		}
		v.list(fmt.Sprintf("dense %d", d.Order), ours, d.Data, 0, tol)
	}
	for _, r := range n.Raw {
		ours, err := p.Derivative(r.Order, part)
		if err != nil {
			return err
		}
		var got, want []float64
		for _, e := range r.Entries {
			want = append(want, e.Values...)
			got = append(got, tail(ours, part.Len(), r.Order, e.Index)...)
		}
		v.list(fmt.Sprintf("raw_diff_n %d", r.Order), got, want, 0, tol)
	}
	return nil
}

// tail returns the entries T[index…, k] of a tensor with s entries an axis, for
// k from the index's last entry on; nil for an index that is none.
func tail(t []float64, s, order int, index []int) []float64 {
	if len(index) != order-1 {
		return nil
	}
	row, first := 0, 0
	for _, i := range index {
		if i < 0 || i >= s {
			return nil
		}
		row, first = row*s+i, i
	}
	return t[row*s+first : (row+1)*s]
}

// trajectory runs a recorded training again. What rounding amounts to grows
// with the steps as the recording's own perturbation did, 1e-13 of the start
// at first; below 1e-9 nothing is asked of the parameters.
func (v *Verdict) trajectory(t *Trajectory) error {
	r, err := t.Replay()
	if err != nil {
		return err
	}
	m, err := t.Method(r.StepsEpoch)
	if err != nil {
		return err
	}
	tol := 1e-9
	if s := t.Sensitivity; s.Perturbation > 0 {
		tol = math.Max(tol, 1e-13*s.Change/s.Perturbation)
	}
	var f optim.Frame
	for k := range t.Steps {
		if err := m.Step(&f, r.Theta, r); err != nil {
			return fmt.Errorf("exchange: step %d: %w", k, err)
		}
		v.recorded(fmt.Sprintf("step %d ", k), &f, &t.Steps[k], tol)
		if k == 0 && t.AfterOne != nil {
			after, err := Flatten(r.Graph.Params(), t.AfterOne)
			if err != nil {
				return fmt.Errorf("%w (params_after_step_1)", err)
			}
			v.list("params_after_step_1", r.Theta, after, 0, tol)
		}
	}
	if t.Final == nil {
		return nil
	}
	final, err := Flatten(r.Graph.Params(), t.Final)
	if err != nil {
		return fmt.Errorf("%w (params_final)", err)
	}
	v.list("params_final", r.Theta, final, 0, tol)
	v.list("final_loss_full", []float64{r.Loss(r.Theta)}, []float64{t.FinalLoss}, 0, tol)
	return nil
}

// recorded compares one step. The step sizes inherit the condition of
// H̄ + ½λrD².
func (v *Verdict) recorded(at string, f *optim.Frame, s *Recorded, tol float64) {
	v.list(at+"loss_before", []float64{f.Loss}, []float64{s.LossBefore}, 0, tol)
	v.list(at+"lr", f.Eta, s.Eta, 0, 1e3*tol)
	v.list(at+"damping", []float64{f.Rate, f.Lambda}, []float64{s.Damping, s.DampingInt}, 0, 1e-14)
	v.add(at+"hg_update", contradiction(f.Fresh == s.Fresh), 0)
	if !f.Fresh || !s.Fresh {
		return
	}
	v.summary(at, f.Summary, s.Gbar, s.Hbar, s.Order3, 10*tol)
	if s.Found {
		v.add(at+"found", contradiction(f.Status.Solved()), 0)
		v.list(at+"eta_raw", f.Newton, s.Newton, 0, 1e3*tol)
	}
}
