package graph_test

import (
	"testing"

	"github.com/cauchy-newton/playground/engine/model"
)

// A gradient takes the product of a layer three times, but for the first, whose
// input has no adjoint: twice.
func TestCost(t *testing.T) {
	g, err := model.MLP(model.Shape{Widths: []int{784, 32, 16, 10}, Activation: "tanh", Loss: "cross-entropy"})
	if err != nil {
		t.Fatal(err)
	}
	loss, gradient := g.Cost()
	matrices := 784.*32 + 32*16 + 16*10
	// Beside the matrices: a bias of every unit and a tanh of every hidden one.
	if want := matrices + 58 + 48; loss != want {
		t.Errorf("the loss takes %g products, want %g", loss, want)
	}
	if want := 2*784.*32 + 3*(32*16+16*10) + 3*58 + 2*48; gradient != want {
		t.Errorf("the gradient takes %g products, want %g", gradient, want)
	}
}
