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
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/partition"
	"github.com/cauchy-newton/playground/engine/tensor"
)

// MaxFile bounds how much of a file is read: 256 MiB of text hold some ten
// million numbers.
const MaxFile = 256 << 20

// Step is one op of a network, applied in order to the input.
type Step struct {
	Op       string  `json:"op"` // flatten, scale, linear, act, log_softmax
	Name     string  `json:"name,omitempty"`
	In       int     `json:"in,omitempty"`
	Out      int     `json:"out,omitempty"`
	Fn       string  `json:"fn,omitempty"`
	DivideBy float64 `json:"divide_by,omitempty"`
}

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

// Network is a file of schema hg/1: a network, a batch, a direction, and what
// another program computed for them.
type Network struct {
	Schema    string          `json:"schema"`
	Name      string          `json:"name"`
	Ops       []Step          `json:"ops"`
	Loss      string          `json:"loss"` // nll, mse
	Params    []tensor.Tensor `json:"params"`
	Input     tensor.Tensor   `json:"input"`
	Target    Target          `json:"target"`
	Direction []tensor.Tensor `json:"direction"`
	Output    tensor.Tensor   `json:"output"`
	LossValue float64         `json:"loss_value"`
	Gradient  []tensor.Tensor `json:"gradient"`
	Cases     []Case          `json:"cases"`
}

// ReadNetwork decodes a file of schema hg/1.
func ReadNetwork(r io.Reader) (*Network, error) {
	n := new(Network)
	if err := decode(r, n); err != nil {
		return nil, err
	}
	if n.Schema != "hg/1" {
		return nil, fmt.Errorf("exchange: schema %q, want hg/1", n.Schema)
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

// Graph builds the network that the ops describe.
func (n *Network) Graph() (*graph.Graph, error) { return chain(n.Ops, n.Loss, &n.Input, n.Params) }

// MaxWidth bounds a row's width, so that a few bytes of a hostile file cannot
// ask for more memory than the file's own parameters need.
const MaxWidth = 1 << 20

// chain builds a graph from ops. The parameters must be those that the ops
// name, with their shapes; θ follows the order of the ops.
func chain(ops []Step, loss string, input *tensor.Tensor, params []tensor.Tensor) (*graph.Graph, error) {
	if err := input.Check(); err != nil {
		return nil, fmt.Errorf("exchange: input: %w", err)
	}
	if len(input.Shape) < 1 || input.Shape[0] < 1 {
		return nil, fmt.Errorf("exchange: input of shape %v has no samples", input.Shape)
	}
	width := len(input.Data) / input.Shape[0]
	if width < 1 || width > MaxWidth {
		return nil, fmt.Errorf("exchange: samples of width %d", width)
	}
	b := graph.Build(width)
	layer, logged := 0, false
	for i, s := range ops {
		if logged {
			return nil, fmt.Errorf("exchange: op %d: %s behind log_softmax", i, s.Op)
		}
		switch s.Op {
		case "flatten":
		case "scale":
			if s.DivideBy == 0 {
				return nil, fmt.Errorf("exchange: op %d: scale divides by 0", i)
			}
			b.Then(op.Scale(1 / s.DivideBy))
		case "linear":
			if s.In != b.Width() || s.Out < 1 || s.Out > MaxWidth {
				return nil, fmt.Errorf("exchange: op %d: linear %q takes %d and gives %d, behind a width of %d", i, s.Name, s.In, s.Out, b.Width())
			}
			weight, bias := []int{s.Out, s.In}, []int{s.Out}
			if err := has(params, s.Name+".weight", weight); err != nil {
				return nil, err
			}
			if err := has(params, s.Name+".bias", bias); err != nil {
				return nil, err
			}
			if slices.ContainsFunc(ops[:i], func(o Step) bool { return o.Op == s.Op && o.Name == s.Name }) {
				return nil, fmt.Errorf("exchange: op %d: a second layer is named %q", i, s.Name)
			}
			b.With(op.Dense(s.Out), s.Name+".weight", param.Weight, layer, weight, 0)
			b.With(op.Bias(), s.Name+".bias", param.Bias, layer, bias, 0)
			layer++
		case "act":
			f := op.Activation(s.Fn)
			if f == nil {
				return nil, fmt.Errorf("exchange: op %d: no activation is named %q", i, s.Fn)
			}
			b.Then(f)
		case "log_softmax":
			logged = true
		default:
			return nil, fmt.Errorf("exchange: op %d: %q is not supported", i, s.Op)
		}
	}
	if layer == 0 || 2*layer != len(params) {
		return nil, fmt.Errorf("exchange: %d parameter tensors for %d linear layers", len(params), layer)
	}
	switch {
	case loss == "nll" && logged:
		return b.Close(op.CrossEntropy), nil
	case loss == "mse" && !logged:
		return b.Close(op.SquaredError), nil
	}
	return nil, fmt.Errorf("exchange: loss %q is not supported behind these ops", loss)
}

func has(params []tensor.Tensor, name string, shape []int) error {
	for i := range params {
		if params[i].Name == name {
			if !slices.Equal(params[i].Shape, shape) {
				return fmt.Errorf("exchange: %q has shape %v, its layer asks for %v", name, params[i].Shape, shape)
			}
			return nil
		}
	}
	return fmt.Errorf("exchange: no parameter tensor is named %q", name)
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
			return nil, err
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
	if g.Head().Classes {
		if target.Dtype != "int64" {
			return nil, fmt.Errorf("exchange: target of type %q, want int64 classes", target.Dtype)
		}
		for _, v := range target.Data {
			if v != float64(int(v)) {
				return nil, fmt.Errorf("exchange: target %v is no class", v)
			}
			b.Labels = append(b.Labels, int(v))
		}
	} else {
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
