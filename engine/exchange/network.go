// Package exchange reads and writes the JSON files in which other programs hand
// us a network, a cubic problem or a training, and in which golden numbers are
// kept. The four schemas are described in docs/exchange.md:
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
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/tensor"
)

// MaxFile bounds how much of a file is read: 256 MiB of text hold some ten
// million numbers.
const MaxFile = 256 << 20

// Target is what the outputs are compared with: class indices if Dtype is
// int64, values otherwise.
type Target struct {
	tensor.Tensor
	Dtype string `json:"dtype"`
}

// Case is one partition of a network's parameters with the numbers that belong
// to it.
type Case struct {
	Partition string      `json:"partition"`
	Groups    [][]string  `json:"groups"`
	Gbar      Numbers     `json:"g"`
	Hbar      Matrix      `json:"H"`
	Order3    Numbers     `json:"order3"`
	D         Numbers     `json:"D"` // |order3|^{1/3}
	Nesterov  []Reference `json:"nesterov"`
}

// Dense is a full tensor of derivatives of one order.
type Dense struct {
	Order int       `json:"order"`
	Shape []int     `json:"shape"`
	Data  []float64 `json:"data"`
}

// Raw holds the different entries of a symmetric tensor of one order d: those
// of each sorted index of length d−1, with the last axis from its last entry on.
type Raw struct {
	Order   int `json:"order"`
	Entries []struct {
		Index  []int     `json:"idx"`
		Values []float64 `json:"values"`
	} `json:"entries"`
}

// Network is a file of schema hg/1: a network, a batch, a direction, and what
// another program computed for them. A file of schema diffn/1 has one
// partition, Groups, and full tensors instead of cases.
type Network struct {
	Schema    string          `json:"schema"`
	Name      string          `json:"name"`
	Ops       []Step          `json:"ops"`
	Loss      string          `json:"loss"` // nll, mse, bce, none
	Params    []tensor.Tensor `json:"params"`
	Input     tensor.Tensor   `json:"input"`
	Target    Target          `json:"target"`
	Direction []tensor.Tensor `json:"direction"`
	Output    tensor.Tensor   `json:"output"`
	LossValue *float64        `json:"loss_value"`
	Gradient  []tensor.Tensor `json:"gradient"`
	Cases     []Case          `json:"cases"`
	Groups    [][]string      `json:"groups"`
	Dense     []Dense         `json:"dense"`
	Raw       []Raw           `json:"raw_diff_n"`
}

// ReadNetwork decodes a file of schema hg/1 or diffn/1.
func ReadNetwork(r io.Reader) (*Network, error) {
	n := new(Network)
	if err := decode(r, n); err != nil {
		return nil, err
	}
	if n.Schema != "hg/1" && n.Schema != "diffn/1" {
		return nil, fmt.Errorf("exchange: schema %q, want hg/1 or diffn/1", n.Schema)
	}
	return n, nil
}

func decode(r io.Reader, v any) error {
	limited := &io.LimitedReader{R: r, N: MaxFile + 1}
	err := json.NewDecoder(limited).Decode(v)
	switch {
	case limited.N == 0:
		return fmt.Errorf("exchange: the file is longer than %d bytes", MaxFile)
	case err != nil:
		return fmt.Errorf("exchange: %w", err)
	}
	return nil
}

// Flatten lays named tensors out like θ. Every span must be there, once.
func Flatten(l *param.Layout, tensors []tensor.Tensor) ([]float64, error) {
	if len(tensors) != len(l.Spans) {
		return nil, fmt.Errorf("exchange: %d tensors for %d parameters", len(tensors), len(l.Spans))
	}
	theta := make([]float64, l.Size())
	for i := range l.Spans {
		s := &l.Spans[i]
		if err := has(tensors, s.Name, s.Shape); err != nil {
			return nil, fmt.Errorf("exchange: %w", err)
		}
		t := &tensors[slices.IndexFunc(tensors, func(t tensor.Tensor) bool { return t.Name == s.Name })]
		if err := t.Check(); err != nil {
			return nil, fmt.Errorf("exchange: %w", err)
		}
		copy(s.Of(theta), t.Data)
	}
	return theta, nil
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
		for _, v := range target.Data {
			if v != float64(int(v)) {
				return nil, fmt.Errorf("exchange: target %v is no class", v)
			}
			b.Labels = append(b.Labels, int(v))
		}
	case !slices.Contains([]string{"", "float64", "int64"}, target.Dtype): // older files leave it out
		return nil, fmt.Errorf("exchange: target of type %.40q, which is none of int64, float64", target.Dtype)
	default:
		b.Y = target.Data
	}
	if err := g.Check(b); err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	return b, nil
}
