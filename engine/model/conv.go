package model

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
)

// LeNet returns LeNet-5 (LeCun et al. 1998) with max-pooling: convolutions 5×5
// with 6 and 16 channels, each followed by pooling, and dense layers of 120, 84
// and the number of classes. Images of 28×28 are padded by 2 in the first layer,
// so that they meet the same network as images of 32×32.
func LeNet(m op.Image, classes int, activation string) (*graph.Graph, error) {
	s, f, err := images(m, activation)
	if err != nil {
		return nil, err
	}
	first := op.Window{Size: 5, Stride: 1}
	if m.Height < 32 || m.Width < 32 {
		first.Pad = 2
	}
	if m.Height+2*first.Pad < 16 || m.Width+2*first.Pad < 16 || classes < 1 {
		return nil, fmt.Errorf("model: no LeNet for images of %d×%d and %d classes: it wants at least 12×12 and 1 class", m.Height, m.Width, classes)
	}
	s.conv("conv1", 6, first).Then(f)
	s.halve().conv("conv2", 16, op.Window{Size: 5, Stride: 1}).Then(f)
	s.halve().flatten()
	s.dense("fc1", 120).Then(f)
	s.dense("fc2", 84).Then(f)
	s.dense("fc3", classes)
	return s.Close(op.CrossEntropy), nil
}

// VGG11 returns the paper's VGG-11': the convolutions of VGG-11 (Simonyan and
// Zisserman 2014), 3×3 with padding 1, and one dense layer. width is the number
// of channels of the first convolution, 64 in the paper; the others are 2, 4, 4,
// 8, 8, 8 and 8 times as many. Images must be at least 32×32.
func VGG11(m op.Image, classes, width int, activation string) (*graph.Graph, error) {
	s, f, err := images(m, activation)
	if err != nil {
		return nil, err
	}
	if m.Height < 32 || m.Width < 32 || classes < 1 || width < 1 || width > 1024 {
		return nil, fmt.Errorf("model: no VGG-11 of width %d for images of %d×%d and %d classes: it wants at least 32×32 and 1 class", width, m.Height, m.Width, classes)
	}
	for i, step := range []struct {
		times int
		pool  bool
	}{{1, true}, {2, true}, {4, false}, {4, true}, {8, false}, {8, true}, {8, false}, {8, true}} {
		s.conv(fmt.Sprintf("conv%d", i+1), step.times*width, op.Window{Size: 3, Stride: 1, Pad: 1}).Then(f)
		if step.pool {
			s.halve()
		}
	}
	s.flatten().dense("fc", classes)
	return s.Close(op.CrossEntropy), nil
}
