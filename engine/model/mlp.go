// Package model builds the networks of the paper as graphs.
package model

import (
	"errors"
	"fmt"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
)

// Shape describes a multilayer perceptron.
type Shape struct {
	Widths     []int  // input, hidden layers, output
	Activation string // of the hidden layers: a name of package activation
	Loss       string // cross-entropy, squared-error, binary-cross-entropy

	// NTK divides the input of every layer by √fan_in instead of its initial
	// weights, which then have the variance of the gain alone: the neural
	// tangent parameterisation (Jacot et al. 2018). The network starts the same.
	NTK bool
}

// Limits of a multilayer perceptron: larger ones fill the memory of a browser tab with
// θ alone (64 Mi doubles are 512 MiB).
const (
	MaxLayers = 256
	MaxParams = 64 << 20
)

// MLP returns the perceptron a ← f(a Wᵀ + b), with the output layer left
// linear. The weights of layer l are named "layers.l.weight" and drawn from
// N(0, gain/fan_in) with the gain of the activation's row; the biases
// are "layers.l.bias" and start at 0.
func MLP(s Shape) (*graph.Graph, error) {
	f, h := op.Activation(s.Activation), op.Loss(s.Loss)
	switch {
	case len(s.Widths) < 2:
		return nil, errors.New("model: a perceptron needs an input and an output width")
	case len(s.Widths)-1 > MaxLayers:
		return nil, fmt.Errorf("model: %d layers are more than %d", len(s.Widths)-1, MaxLayers)
	case f == nil:
		return nil, fmt.Errorf("model: %w", op.NoActivation(s.Activation))
	case h == nil:
		return nil, fmt.Errorf("model: %w", op.NoLoss(s.Loss))
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
	b := &stack{Builder: graph.Build(s.Widths[0]), gain: gainOf(f), ntk: s.NTK}
	for l, out := range s.Widths[1:] {
		if l > 0 {
			b.Then(f)
		}
		b.dense(fmt.Sprintf("layers.%d", l), out)
	}
	return b.Close(h), nil
}
