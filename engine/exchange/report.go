package exchange

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/summary"
	"github.com/cauchy-newton/playground/engine/tensor"
)

// SummaryReport is what `gn summary` writes: the names are those of schema
// hg/1.
type SummaryReport struct {
	Loss     Number          `json:"loss"`
	Gradient []tensor.Tensor `json:"gradient"`
	Cases    []CaseReport    `json:"cases"`
}

// CaseReport is the summary for one partition.
type CaseReport struct {
	Partition string         `json:"partition"`
	Groups    [][]string     `json:"groups"`
	Gbar      Numbers        `json:"g"`
	Hbar      Matrix         `json:"H"`
	Order3    Numbers        `json:"order3"`
	Nesterov  []StepReport   `json:"nesterov"`
	Origins   []OriginReport `json:"origins,omitempty"`
}

// StepReport is the cubic step for one λ_int.
type StepReport struct {
	Lambda Number `json:"damping_int"`
	Solution
}

// OriginReport is one part of H̄.
type OriginReport struct {
	Kind summary.Kind `json:"kind"`
	Name string       `json:"name"`
	Hbar Matrix       `json:"H"`
}

// SummaryOptions say what to compute. The zero value asks for every case of
// the file with the λ_int that the file lists for it.
type SummaryOptions struct {
	Partition string    // instead of the file's cases, as Point.Partition reads it
	Lambdas   []float64 // λ_int instead of the file's; a file that lists none means 1
	Origins   bool      // split H̄ by origin
}

// Summarise computes ḡ, H̄, D³ and the cubic steps.
func (p *Point) Summarise(o SummaryOptions) (*SummaryReport, error) {
	report := &SummaryReport{Loss: Number(p.Loss), Gradient: p.Tensors(p.Gradient), Cases: []CaseReport{}}
	cases, err := p.cases(o.Partition)
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		r, err := p.summarise(c, o)
		if err != nil {
			return nil, fmt.Errorf("%w (partition %s)", err, c.Partition)
		}
		report.Cases = append(report.Cases, r)
	}
	return report, nil
}

// cases returns every case of the file or, for a text, the one of that partition.
func (p *Point) cases(text string) ([]Case, error) {
	stored := p.network.stored()
	if text == "" && len(stored) > 0 {
		return stored, nil
	}
	for _, c := range stored {
		if c.Partition == text {
			return []Case{c}, nil
		}
	}
	part, err := p.Partition(text)
	if err != nil {
		return nil, err
	}
	return []Case{{Partition: cmp.Or(text, "canonical"), Groups: GroupNames(p.Graph.Params(), part)}}, nil
}

func (p *Point) summarise(c Case, o SummaryOptions) (r CaseReport, err error) {
	part, err := Groups(p.Graph.Params(), c.Groups)
	if err != nil {
		return r, err
	}
	s, sweep := summary.New(part.Len()), summary.NewSweep(p.sweep, part)
	if o.Origins {
		for _, origin := range sweep.Origins(s, p.Theta, p.Direction, p.Batch) {
			r.Origins = append(r.Origins, OriginReport{origin.Kind, origin.Name, square(origin.Hbar, part.Len())})
		}
	} else {
		sweep.Compute(s, p.Theta, p.Direction, p.Batch)
	}
	r.Partition, r.Groups, r.Nesterov = c.Partition, c.Groups, []StepReport{}
	r.Gbar, r.Hbar, r.Order3 = s.Gbar, square(s.Hbar, part.Len()), s.Order3
	for _, lambda := range p.lambdas(c, o.Lambdas) {
		problem := Problem{Hbar: r.Hbar, Gbar: r.Gbar, D: summary.Roots(nil, r.Order3), Lambda: Number(lambda)}
		r.Nesterov = append(r.Nesterov, StepReport{problem.Lambda, Report(problem.Solve())})
	}
	return r, nil
}

// lambdas returns the λ_int to solve for: those given, else those of the case,
// else those of the whole file, else 1.
func (p *Point) lambdas(c Case, given []float64) []float64 {
	if given != nil {
		return given
	}
	var list []float64
	for _, n := range c.Nesterov {
		list = append(list, float64(n.Lambda))
	}
	if list != nil {
		return list
	}
	for _, other := range p.network.Cases {
		for _, n := range other.Nesterov {
			if l := float64(n.Lambda); !slices.Contains(list, l) {
				list = append(list, l)
			}
		}
	}
	if list == nil {
		list = []float64{1}
	}
	return list
}

// TensorReport is what `gn tensor` writes: the full tensors by order, row-major.
type TensorReport struct {
	Dense map[int]Numbers `json:"dense"`
}

// Derivative returns the full tensor of one order over the groups of a
// partition, row-major.
func (p *Point) Derivative(order int, part *partition.Partition) ([]float64, error) {
	return summary.NewTaylor(p.sweep).Tensor(order, part, p.Theta, p.Direction, p.Batch)
}
