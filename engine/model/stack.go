package model

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/engine/activation"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
)

// stack grows a network layer by layer, with the weights drawn from
// N(0, gain/fan_in) and the biases starting at 0.
type stack struct {
	*graph.Builder
	gain  float64
	ntk   bool
	count int      // layers so far
	image op.Image // the present image, where there is one
}

// gainOf returns the gain of an activation.
func gainOf(f *op.Pointwise) float64 {
	row, _ := activation.Of(f.Name())
	return row.Gain
}

// dense appends a dense layer: name.weight of shape out×in, and name.bias.
func (s *stack) dense(name string, out int) *stack {
	in := s.Width()
	return s.affine(name, out, []int{out, in}, in)
}

// conv appends a convolution over the present image: name.weight of shape
// out×channels×size×size, and name.bias.
func (s *stack) conv(name string, out int, w op.Window) *stack {
	over, _ := w.Over(s.image, out)
	shape := []int{out, s.image.Channels, w.Size, w.Size}
	s.Then(op.Columns(s.image, w))
	s.image = over
	return s.affine(name, out, shape, shape[1]*shape[2]*shape[3])
}

func (s *stack) affine(name string, out int, shape []int, fanIn int) *stack {
	std := param.FanIn(s.gain, fanIn)
	if s.ntk {
		s.Then(op.Scale(1 / math.Sqrt(float64(fanIn))))
		std = math.Sqrt(s.gain)
	}
	s.With(op.Dense(out), name+".weight", param.Weight, s.count, shape, std)
	s.With(op.Bias(), name+".bias", param.Bias, s.count, []int{out}, 0)
	s.count++
	return s
}

// halve appends max-pooling over windows of 2×2.
func (s *stack) halve() *stack {
	w := op.Window{Size: 2, Stride: 2}
	over, _ := w.Over(s.image, s.image.Channels)
	s.Then(op.MaxPool(s.image, w))
	s.image = over
	return s
}

// flatten turns the present image into a row.
func (s *stack) flatten() *stack {
	s.Then(op.Flatten(s.image))
	s.image = op.Image{}
	return s
}

// images starts a network on images that come channel by channel.
func images(m op.Image, activation string) (*stack, *op.Pointwise, error) {
	f := op.Activation(activation)
	if f == nil {
		return nil, nil, fmt.Errorf("model: %w", op.NoActivation(activation))
	}
	const most = 1 << 20 // numbers in an image, as in an exchanged one
	if m.Channels < 1 || m.Height < 1 || m.Width < 1 || m.Height > most || m.Width > most || m.Channels > most/(m.Height*m.Width) {
		return nil, nil, fmt.Errorf("model: no network for images %+v", m)
	}
	s := &stack{Builder: graph.Build(m.Shape().Size()), gain: gainOf(f), image: m}
	s.Then(op.Reorder(m))
	return s, f, nil
}
