package exchange

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/floats"

	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/summary"
	"github.com/cauchy-newton/playground/engine/tensor"
)

// ErrNothingStored says that a file holds no numbers to compare with.
var ErrNothingStored = errors.New("exchange: the file holds no numbers to compare with")

// Verify reads a file of any schema, computes what it holds, and compares what
// it stores.
func Verify(r io.Reader) (*Verdict, error) {
	text, schema, err := load(r, MaxFile)
	if err != nil {
		return nil, err
	}
	v := &Verdict{Schema: schema}
	switch schema {
	case schemaNetwork, schemaTensors:
		err = verify(text, v.network)
	case schemaCubic:
		err = verify(text, v.cubic)
	case schemaTrajectory:
		err = verify(text, v.trajectory)
	default:
		return nil, fmt.Errorf("exchange: schema %q is none of %s", schema, strings.Join(schemas, ", "))
	}
	if err == nil && len(v.Checks) == 0 {
		err = ErrNothingStored
	}
	return v, err
}

func verify[T any](text []byte, compare func(*T) error) error {
	file, err := parse[T](text)
	if err != nil {
		return err
	}
	return compare(file)
}

// Tolerances: those of numbers that two programs computed in double precision
// by different sums.
const (
	tolerance    = 1e-10 // of derivatives
	toleranceBCE = 1e-9  // PyTorch's binary cross-entropy has an epsilon of 1e-12 inside
	toleranceEta = 1e-6  // of step sizes: they inherit the condition of H̄ + ½λrD²
	tolerancePhi = 1e-9  // of the value at the cubic minimum
)

// negligible is the share of the largest step size below which another one is
// compared with that share of the largest.
const negligible = 1e-8

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
	v.lists("", "output", "", p.Output(), n.Output.Data, 0, tol)
	v.number("", "loss_value", "", p.Loss, n.LossValue, tol)
	if err := v.params("gradient", p.Graph.Params(), p.Gradient, n.Gradient, tol); err != nil {
		return err
	}
	if n.Schema == schemaNetwork && len(n.Cases) == 0 {
		v.stores("cases", false)
	}
	for _, c := range n.Cases {
		part, err := Groups(p.Graph.Params(), c.Groups)
		if err != nil {
			return fmt.Errorf("%w (partition %s)", err, c.Partition)
		}
		s := summary.New(part.Len())
		summary.NewSweep(p.sweep, part).Compute(s, p.Theta, p.Direction, p.Batch)
		v.summary("cases[].", c.Partition+" ", s, c.Gbar, c.Hbar, c.Order3, tol)
		if v.stores("cases[].D", c.D != nil) {
			cubes := make([]float64, len(c.D))
			for i, d := range c.D {
				cubes[i] = d * d * d
			}
			sizes := make([]float64, len(s.Order3))
			for i, third := range s.Order3 {
				sizes[i] = math.Abs(third)
			}
			v.list(c.Partition+" D", sizes, cubes, cancelled*floats.Norm(s.Hbar, math.Inf(1)), 3*tol)
		}
		if err := v.steps(&c, s); err != nil {
			return err
		}
	}
	return v.tensors(n, p, tol)
}

// summary compares ḡ, H̄ and D³, as far as they are stored. The fields stand in
// objects of the given path.
func (v *Verdict) summary(path, at string, s *summary.Summary, gbar Numbers, hbar Matrix, order3 Numbers, tol float64) {
	v.lists(path, "g", at, s.Gbar, gbar, 0, tol)
	if v.stores(path+"H", hbar != nil) {
		flat, _ := hbar.flat(s.Groups()) // of another size: no list, which is no match
		v.list(at+"H", s.Hbar, flat, 0, tol)
	}
	v.lists(path, "order3", at, s.Order3, order3, cancelled*floats.Norm(s.Hbar, math.Inf(1)), tol)
}

// steps holds the solver against the cubic steps of a case, on the stored ḡ,
// H̄ and D, or on ours where the file has none.
func (v *Verdict) steps(c *Case, s *summary.Summary) error {
	p := Problem{Hbar: c.Hbar, Gbar: c.Gbar, D: c.D}
	if p.Gbar == nil {
		p.Gbar = s.Gbar
	}
	if p.Hbar == nil {
		p.Hbar = square(s.Hbar, s.Groups())
	}
	if p.D == nil {
		p.D = summary.Roots(nil, s.Order3)
		if c.Order3 != nil {
			p.D = summary.Roots(nil, c.Order3)
		}
	}
	for i := range c.Nesterov {
		r := &c.Nesterov[i]
		p.Lambda = r.Lambda
		if err := p.Check(); err != nil || len(p.Gbar) != s.Groups() {
			return fmt.Errorf("exchange: partition %s: ḡ, H̄ and D³ of %d groups do not belong together", c.Partition, s.Groups())
		}
		v.step("cases[].nesterov[].", "cases[].nesterov[].", fmt.Sprintf("%s nesterov[%d] ", c.Partition, i), &p, r, r.True)
	}
	return nil
}

func (v *Verdict) cubic(c *Cubic) error {
	for i := range c.Cases {
		p := &c.Cases[i]
		v.step("cases[].", "cases[].ref.", fmt.Sprintf("case %d ", i), p, p.Ref, p.True)
	}
	return nil
}

// step compares our minimiser with the true one and, where that is not known,
// with what another program found, which we must not be above. The fields of
// the two stand in objects of the given paths.
func (v *Verdict) step(path, found, at string, p *Problem, ref *Reference, truth *Minimum) {
	theirs := ref != nil && ref.Eta != nil && (ref.Found == nil || *ref.Found)
	if truth == nil {
		v.stores(path+"true", false)
		if theirs {
			v.stores(found+"lrs", true)
			v.bound(at, p, p.Solve(), ref.Eta)
		}
		return
	}
	step := p.Solve()
	path += "true."
	exists := truth.Exists == nil || *truth.Exists
	switch stored := v.stores(path+"exists", truth.Exists != nil); {
	case !exists:
		v.add(at+"unbounded", contradiction(step.Status == cubic.Unbounded), 0)
		return
	case !step.Status.Solved():
		v.add(at+step.Status.String(), math.Inf(1), 0)
		return
	case stored:
		v.add(at+"exists", 0, 0)
	}
	v.number(path, "value", at, step.Value, truth.Value, tolerancePhi)
	if v.stores(path+"r", truth.R != nil) {
		v.list(at+"r", []float64{step.R}, []float64{float64(*truth.R)}, negligible*floats.Norm(p.D, math.Inf(1))*floats.Norm(step.Eta, math.Inf(1)), toleranceEta)
	}
	switch {
	case !v.stores(path+"lrs", truth.Eta != nil):
	case truth.Unique || truth.Alt != nil:
		v.add(at+"lrs", math.Min(entrywise(step.Eta, truth.Eta), entrywise(step.Eta, truth.Alt)), toleranceEta)
	case len(truth.Eta) != len(p.Gbar):
		v.add(at+"lrs", math.Inf(1), 0)
	default: // one of several, of the same value
		theirs, size := p.value(truth.Eta)
		v.add(at+"lrs", math.Abs(step.Value-theirs)/math.Max(size, math.SmallestNonzeroFloat64), tolerancePhi)
	}
}

// bound measures how far our value is above that of an η that another program found.
func (v *Verdict) bound(at string, p *Problem, step *cubic.Step, eta []float64) {
	if len(eta) != len(p.Gbar) {
		v.add(at+"lrs", math.Inf(1), 0)
		return
	}
	if step.Status == cubic.Unbounded { // only a group without cubic term leaves room for it
		v.add(at+"unbounded", contradiction(slices.Contains(p.D, 0) || p.Lambda <= 0), 0)
		return
	}
	theirs, size := p.value(eta)
	v.add(at+"value", math.Max(step.Value-theirs, 0)/math.Max(size, math.SmallestNonzeroFloat64), tolerancePhi)
}

func (v *Verdict) tensors(n *Network, p *Point, tol float64) error {
	part, err := p.Partition("")
	if err != nil {
		return err
	}
	if n.Schema == schemaTensors || n.Dense != nil {
		v.stores("dense", len(n.Dense) > 0)
	}
	if n.Schema == schemaTensors || n.Raw != nil {
		v.stores("raw_diff_n", len(n.Raw) > 0)
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

// trajectory runs a recorded training again. The tolerance is 1e-13 of the start,
// grown by as much as the recording's own perturbation, and at least 1e-9.
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
	steps := t.Length(r.StepsEpoch)
	switch stored := t.AfterOne != nil || t.Final != nil || t.FinalLoss != nil; {
	case len(t.Steps) == 0 && !stored:
		return nil
	case steps < 1:
		return errors.New("exchange: neither steps nor epochs tell how long the training is")
	}
	for k := range steps {
		if err := m.Step(&f, r.Theta, r); err != nil {
			return fmt.Errorf("exchange: step %d: %w", k, err)
		}
		if k < len(t.Steps) {
			v.recorded(fmt.Sprintf("step %d ", k), &f, &t.Steps[k], tol)
		}
		if k == 0 {
			if err := v.params("params_after_step_1", r.Graph.Params(), r.Theta, t.AfterOne, tol); err != nil {
				return err
			}
		}
	}
	if err := v.params("params_final", r.Graph.Params(), r.Theta, t.Final, tol); err != nil {
		return err
	}
	v.number("", "final_loss_full", "", r.Loss(r.Theta), t.FinalLoss, tol)
	return nil
}

// params compares a vector laid out like θ with the tensors of a field, where the
// file has them.
func (v *Verdict) params(field string, l *param.Layout, ours []float64, stored []tensor.Tensor, tol float64) error {
	if !v.stores(field, stored != nil) {
		return nil
	}
	theirs, err := Flatten(l, stored)
	if err != nil {
		return fmt.Errorf("%w (%s)", err, field)
	}
	v.list(field, ours, theirs, 0, tol)
	return nil
}

// recorded compares one step. The step sizes inherit the condition of
// H̄ + ½λrD².
func (v *Verdict) recorded(at string, f *optim.Frame, s *Recorded, tol float64) {
	const path = "steps[]."
	v.number(path, "loss_before", at, f.Loss, s.LossBefore, tol)
	v.lists(path, "lr", at, f.Eta, s.Eta, 0, 1e3*tol)
	v.number(path, "damping", at, f.Rate, s.Damping, 1e-14)
	v.number(path, "damping_int", at, f.Lambda, s.DampingInt, 1e-14)
	if v.stores("steps[].hg_update", s.Fresh != nil) {
		v.add(at+"hg_update", contradiction(f.Fresh == *s.Fresh), 0)
	}
	if !f.Fresh || s.Fresh != nil && !*s.Fresh {
		return
	}
	if f.Summary != nil {
		v.summary("steps[].", at, f.Summary, s.Gbar, s.Hbar, s.Order3, 10*tol)
	} else if s.Gbar != nil || s.Hbar != nil || s.Order3 != nil { // the replay had no finite one yet
		v.add(at+"summary", math.Inf(1), 0)
	}
	found := s.Found == nil || *s.Found
	if v.stores("steps[].found", s.Found != nil) {
		v.add(at+"found", contradiction(!found || f.Status.Solved()), 0)
	}
	if found && v.stores("steps[].eta_raw", s.Newton != nil) {
		v.list(at+"eta_raw", f.Newton, s.Newton, 0, 1e3*tol)
	}
}
