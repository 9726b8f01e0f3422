// Package exchange reads networks with parameters, data and direction from
// JSON files (schema hg/1) and recorded trainings (schema trajectory/1), the
// form in which other programs hand us a network and in which golden numbers
// are kept.
package exchange

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/partition"
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
	Gbar      []float64   `json:"g"`
	Hbar      [][]float64 `json:"H"`
	Order3    []float64   `json:"order3"`
}

// Dense is a full tensor of derivatives of one order.
type Dense struct {
	Order int       `json:"order"`
	Shape []int     `json:"shape"`
	Data  []float64 `json:"data"`
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
	LossValue float64         `json:"loss_value"`
	Gradient  []tensor.Tensor `json:"gradient"`
	Cases     []Case          `json:"cases"`
	Groups    [][]string      `json:"groups"`
	Dense     []Dense         `json:"dense"`
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
	if err := target.Check(); err != nil {
		return nil, fmt.Errorf("exchange: target: %w", err)
	}
	b := &graph.Batch{X: input.Data}
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
	default:
		b.Y = target.Data
	}
	if err := g.Check(b); err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	return b, nil
}

// Groups turns lists of names into a partition. A name is a tensor's, or one
// entry of it by its row-major index: "layers.0.weight[7]".
func Groups(l *param.Layout, groups [][]string) (*partition.Partition, error) {
	var out []partition.Group
	for _, names := range groups {
		g := partition.Group{Name: strings.Join(names, "+")}
		for _, name := range names {
			r, err := locate(l, name)
			if err != nil {
				return nil, err
			}
			g.Ranges = append(g.Ranges, r)
		}
		slices.SortFunc(g.Ranges, func(a, b partition.Range) int { return a.Lo - b.Lo })
		out = append(out, g)
	}
	return partition.New(l, out)
}

func locate(l *param.Layout, name string) (partition.Range, error) {
	if i, ok := l.Find(name); ok {
		s := &l.Spans[i]
		return partition.Range{Lo: s.Offset, Hi: s.Offset + s.Len}, nil
	}
	base, rest, ok := strings.Cut(name, "[")
	i, found := l.Find(base)
	k, err := strconv.Atoi(strings.TrimSuffix(rest, "]"))
	if !ok || !found || err != nil || k < 0 || k >= l.Spans[i].Len {
		return partition.Range{}, fmt.Errorf("exchange: no parameter is named %q", name)
	}
	return partition.Range{Lo: l.Spans[i].Offset + k, Hi: l.Spans[i].Offset + k + 1}, nil
}
