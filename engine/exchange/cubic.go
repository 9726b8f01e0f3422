package exchange

import (
	"fmt"
	"io"
	"math"

	"github.com/cauchy-newton/playground/engine/cubic"
)

// MaxGroups bounds the groups of one cubic problem: its H̄ then has sixteen
// million entries, and the solver's work grows with the cube.
const MaxGroups = 4096

// Cubic is a file of schema nesterov/1: cubic problems, and what is known of
// their minimisers.
type Cubic struct {
	Schema string    `json:"schema"`
	Name   string    `json:"name,omitempty"`
	Class  string    `json:"class,omitempty"`
	Cases  []Problem `json:"cases,omitzero"`
}

// Problem asks for the minimiser of −ḡᵀη + ½ηᵀH̄η + (λ/6)‖Dη‖³.
type Problem struct {
	Size   int        `json:"S,omitempty"` // may be left out
	Hbar   Matrix     `json:"H,omitzero"`
	Gbar   Numbers    `json:"g,omitzero"`
	D      Numbers    `json:"D,omitzero"`
	Lambda Number     `json:"damping_int"`
	Ref    *Reference `json:"ref,omitzero"`
	True   *Minimum   `json:"true,omitzero"`
}

// Reference is what another program found for one λ_int.
type Reference struct {
	Lambda Number   `json:"damping_int"`
	Found  *bool    `json:"found,omitzero"` // left out: where there is an Eta
	Eta    Numbers  `json:"lrs,omitzero" null:"absent"`
	True   *Minimum `json:"true,omitzero"`

	_ struct{} `passed:"r x0 x1 computation H_pd D_sing fx0_positive error rel_suboptimality"` // how it was found
}

// Minimum is the global minimiser, computed with many digits.
type Minimum struct {
	Exists *bool   `json:"exists,omitzero"` // false: the model is unbounded below, and the rest is missing; left out: true
	Unique bool    `json:"unique"`
	R      *Number `json:"r,omitzero" null:"absent"` // ‖Dη‖
	Eta    Numbers `json:"lrs,omitzero" null:"absent"`
	Alt    Numbers `json:"lrs_alt,omitzero" null:"absent"` // a second minimiser of the same value, to rounding
	Value  *Number `json:"value,omitzero" null:"absent"`

	_ struct{} `passed:"hard_case value_alt reason residual min_eig_DinvHDinv rel_component_along_min_eigvec"` // what else is known
}

// Solution is our answer to a Problem. Without a minimiser everything but the
// status is null.
type Solution struct {
	Status string  `json:"status"` // of package cubic, "interior"
	R      *Number `json:"r"`
	Eta    Numbers `json:"lrs"`
	Value  *Number `json:"value"`
}

// ReadCubic decodes a file of schema nesterov/1.
func ReadCubic(r io.Reader) (*Cubic, error) { return decode[Cubic](r, schemaCubic) }

// Check returns an error unless ḡ, H̄ and D are of one size. A reader calls it.
func (p *Problem) Check() error {
	s := len(p.Gbar)
	if s < 1 || s > MaxGroups || p.Size != 0 && p.Size != s {
		return fmt.Errorf("%d entries of g, with S = %d: want 1 to %d", s, p.Size, MaxGroups)
	}
	if _, ok := p.Hbar.flat(s); !ok {
		return fmt.Errorf("H is no %d×%d matrix, as g with %[1]d entries asks for", s, s)
	}
	if len(p.D) != s {
		return fmt.Errorf("%d entries of D, %d of g", len(p.D), s)
	}
	return nil
}

// Solve returns the minimiser, or what keeps it from existing. The problem
// must be one that a reader has checked.
func (p *Problem) Solve() *cubic.Step {
	flat, _ := p.Hbar.flat(len(p.Gbar))
	var solver cubic.Solver
	step := new(cubic.Step)
	_ = solver.Solve(step, p.Gbar, flat, p.D, float64(p.Lambda)) // the error repeats step.Status
	return step
}

// Report returns the form in which a step goes into a file.
func Report(step *cubic.Step) Solution {
	s := Solution{Status: step.Status.String()}
	if step.Status.Solved() {
		r, value := Number(step.R), Number(step.Value)
		s.R, s.Eta, s.Value = &r, step.Eta, &value
	}
	return s
}

// value returns the model's change φ(η) for a step that another program found,
// and the sum of its terms' absolute values, which scales the rounding errors.
func (p *Problem) value(eta []float64) (phi, size float64) {
	linear, quadratic, r := 0.0, 0.0, 0.0
	for i, e := range eta {
		linear += p.Gbar[i] * e
		for j, f := range eta {
			quadratic += e * p.Hbar[i][j] * f / 2
		}
		r = math.Hypot(r, p.D[i]*e)
	}
	third := float64(p.Lambda) / 6 * r * r * r
	return -linear + quadratic + third, math.Abs(linear) + math.Abs(quadratic) + math.Abs(third)
}
