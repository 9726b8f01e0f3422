// Package model builds the networks of the paper as graphs.
package model

import (
	"errors"
	"fmt"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
)

// Shape describes a multilayer perceptron.
type Shape struct {
	Widths     []int  // input, hidden layers, output
	Activation string // of the hidden layers: tanh, sigmoid, relu, elu, softplus, identity
	Loss       string // cross-entropy or squared-error
}

// Limits of a multilayer perceptron: beyond them θ alone fills the memory of a
// browser tab (64 Mi doubles are 512 MiB).
const (
	MaxLayers = 256
	MaxParams = 64 << 20
)

// MLP returns the perceptron a ← f(a Wᵀ + b), with the output layer left
// linear. The weights of layer l are named "layers.l.weight" and drawn from
// N(0, gain/fan_in), with gain 2 for ReLU and ELU and 1 otherwise; the biases
// are "layers.l.bias" and start at 0.
func MLP(s Shape) (*graph.Graph, error) {
	f, h := op.Activation(s.Activation), op.Loss(s.Loss)
	switch {
	case len(s.Widths) < 2:
		return nil, errors.New("model: a perceptron needs an input and an output width")
	case len(s.Widths)-1 > MaxLayers:
		return nil, fmt.Errorf("model: %d layers are more than %d", len(s.Widths)-1, MaxLayers)
	case f == nil:
		return nil, fmt.Errorf("model: no activation is named %q", s.Activation)
	case h == nil:
		return nil, fmt.Errorf("model: no loss is named %q", s.Loss)
	}
	total := 0
	for l, w := range s.Widths {
		if w < 1 || w > MaxParams {
			return nil, fmt.Errorf("model: layer width %d is not between 1 and %d", w, MaxParams)
		}
		if l > 0 {
			if (s.Widths[l-1] + 1) > (MaxParams-total)/w {
				return nil, fmt.Errorf("model: layers %v have more than %d parameters", s.Widths, MaxParams)
			}
			total += (s.Widths[l-1] + 1) * w
		}
	}
	gain := 1.0
	if f == op.ReLU || f == op.ELU {
		gain = 2
	}
	b := graph.Build(s.Widths[0])
	for l, out := range s.Widths[1:] {
		if l > 0 {
			b.Then(f)
		}
		Affine(b, fmt.Sprintf("layers.%d", l), l, out, gain)
	}
	return b.Close(h), nil
}

// Affine appends a dense layer with bias: parameters name.weight of shape
// out×in, drawn from N(0, gain/in), and name.bias, starting at 0.
func Affine(b *graph.Builder, name string, layer, out int, gain float64) {
	in := b.Width()
	b.With(op.Dense(out), name+".weight", param.Weight, layer, []int{out, in}, param.FanIn(gain, in))
	b.With(op.Bias(), name+".bias", param.Bias, layer, []int{out}, 0)
}
