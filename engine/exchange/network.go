// Package exchange reads and writes the JSON files that hold a network, a cubic
// problem or a training of another program, and the golden numbers of tests. The four schemas are described in docs/exchange.md:
//
//   - [Network], hg/1 and diffn/1: a network with parameters, data and direction;
//     its [Point] gives the summaries of every partition;
//   - [Cubic], nesterov/1: cubic problems;
//   - [Trajectory], trajectory/1: a recorded training, to be run again by its
//     [Replay].
//
// [Verify] reads any of them and compares what is stored with what is computed.
package exchange

import (
	"fmt"
	"io"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/tensor"
)

// Target is what the outputs are compared with: class indices if Dtype is
// int64, values otherwise.
type Target struct {
	tensor.Tensor
	Dtype string `json:"dtype,omitempty"`
}

// Check returns an error for a type of no such name, and for a wrong tensor. A
// reader calls it.
func (t *Target) Check() error {
	switch t.Dtype {
	case "", "int64", "float64":
		return t.Tensor.Check()
	}
	return fmt.Errorf("dtype %q is none of int64, float64", t.Dtype)
}

// Case is one partition of a network's parameters with the numbers that belong
// to it.
type Case struct {
	Partition string      `json:"partition"`
	Groups    [][]string  `json:"groups,omitzero"`
	Gbar      Numbers     `json:"g,omitzero"`
	Hbar      Matrix      `json:"H,omitzero"`
	Order3    Numbers     `json:"order3,omitzero"`
	D         Numbers     `json:"D,omitzero"` // |order3|^{1/3}
	Nesterov  []Reference `json:"nesterov,omitzero"`
}

// Dense is a full tensor of derivatives of one order.
type Dense struct {
	Order int `json:"order"`
	tensor.Tensor
}

// Raw holds the different entries of a symmetric tensor of one order d: those
// of each sorted index of length d−1, with the last axis from its last entry on.
type Raw struct {
	Order   int `json:"order"`
	Entries []struct {
		Index  []int   `json:"idx,omitzero"`
		Values Numbers `json:"values,omitzero"`
	} `json:"entries,omitzero"`
}

// Network is a file of schema hg/1: a network, a batch, a direction, and what
// another program computed for them. A file of schema diffn/1 has one
// partition, Groups, and full tensors instead of cases.
type Network struct {
	Schema    string          `json:"schema"`
	Name      string          `json:"name,omitempty"`
	Ops       []Step          `json:"ops,omitzero"`
	Loss      string          `json:"loss"` // nll, mse, bce, none
	Params    []tensor.Tensor `json:"params,omitzero"`
	Input     tensor.Tensor   `json:"input,omitzero"`
	Target    Target          `json:"target,omitzero"`
	Direction []tensor.Tensor `json:"direction,omitzero"`
	Output    tensor.Tensor   `json:"output,omitzero"`
	LossValue *Number         `json:"loss_value,omitzero"`
	Gradient  []tensor.Tensor `json:"gradient,omitzero"`
	Cases     []Case          `json:"cases,omitzero"`
	Groups    [][]string      `json:"groups,omitzero"`
	Dense     []Dense         `json:"dense,omitzero"`
	Raw       []Raw           `json:"raw_diff_n,omitzero"`

	_ struct{} `passed:"arch seed direction_kind"` // how the file was made
}

// ReadNetwork decodes a file of schema hg/1 or diffn/1.
func ReadNetwork(r io.Reader) (*Network, error) {
	return decode[Network](r, schemaNetwork, schemaTensors)
}

// Flatten lays named tensors out like θ. Every span must be there, once.
func Flatten(l *param.Layout, tensors []tensor.Tensor) ([]float64, error) {
	if len(tensors) != len(l.Spans) {
		return nil, fmt.Errorf("exchange: %d tensors for %d parameters", len(tensors), len(l.Spans))
	}
	theta := make([]float64, l.Size())
	for i := range l.Spans {
		s := &l.Spans[i]
		t, err := named(tensors, s.Name, s.Shape)
		if err == nil {
			err = t.Check()
		}
		if err != nil {
			return nil, fmt.Errorf("exchange: %w", err)
		}
		copy(s.Of(theta), t.Data)
	}
	return theta, nil
}

// values is Flatten for tensors to compute with: every entry is a finite number.
func values(l *param.Layout, field string, tensors []tensor.Tensor) ([]float64, error) {
	x, err := Flatten(l, tensors)
	if err != nil {
		return nil, fmt.Errorf("%w (%s)", err, field)
	}
	for i, t := range tensors {
		for k, v := range t.Data {
			if !finite(v) {
				return nil, fmt.Errorf("exchange: %s[%d].data[%d]: entry %d of %q is %v: nothing can be computed with it", field, i, k, k, t.Name, v)
			}
		}
	}
	return x, nil
}

// Batch returns the input and target as a batch for g.
func (n *Network) Batch(g *graph.Graph) (*graph.Batch, error) {
	return batch(g, &n.Input, &n.Target)
}

func batch(g *graph.Graph, input *tensor.Tensor, target *Target) (*graph.Batch, error) {
	b := &graph.Batch{X: input.Data}
	if err := target.Check(); err != nil && !g.Head().Free {
		return nil, fmt.Errorf("exchange: target: %w", err)
	}
	switch {
	case g.Head().Free:
	case g.Head().Classes:
		if target.Dtype != "int64" {
			return nil, fmt.Errorf("exchange: target of type %q, want int64 classes", target.Dtype)
		}
		for i, v := range target.Data {
			if v != float64(int(v)) {
				return nil, fmt.Errorf("exchange: target.data[%d]: %v is no class", i, v)
			}
			b.Labels = append(b.Labels, int(v))
		}
	default:
		b.Y = target.Data
	}
	if err := g.Check(b); err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	return b, nil
}
