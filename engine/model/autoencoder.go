package model

import (
	"errors"
	"fmt"
	"slices"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
)

// Autoencoder returns the perceptron that goes down the widths to the code and
// up again, with binary cross-entropy on logits, so that the inputs, between 0
// and 1, are their own targets. The code and the output are linear; the layers
// are named layers_enc.0, …, layers_dec.0, ….
func Autoencoder(widths []int, activation string) (*graph.Graph, error) {
	f := op.Activation(activation)
	switch {
	case len(widths) < 2 || len(widths) > MaxLayers/2:
		return nil, errors.New("model: an autoencoder needs an input, a code and at most 128 widths")
	case f == nil:
		return nil, fmt.Errorf("model: %w", op.NoActivation(activation))
	}
	// The limits are those of the perceptron with the same layers.
	up := slices.Clone(widths)
	slices.Reverse(up)
	if _, err := MLP(Shape{Widths: append(slices.Clone(widths), up[1:]...), Activation: activation, Loss: "binary-cross-entropy"}); err != nil {
		return nil, err
	}
	s := &stack{Builder: graph.Build(widths[0]), gain: gainOf(f)}
	s.half("enc", widths[1:], f)
	s.half("dec", up[1:], f)
	return s.Close(op.BinaryCrossEntropy), nil
}

// half appends the layers of the encoder or decoder; the last is linear.
func (s *stack) half(part string, widths []int, f *op.Pointwise) {
	for l, out := range widths {
		if l > 0 {
			s.Then(f)
		}
		s.dense(fmt.Sprintf("layers_%s.%d", part, l), out)
	}
}
