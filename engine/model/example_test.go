package model_test

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/model"
)

func ExampleMLP() {
	g, err := model.MLP(model.Shape{Widths: []int{2, 3, 1}, Activation: "tanh", Loss: "squared-error"})
	fmt.Println(g.Params().Size(), err)
	for _, s := range g.Params().Spans {
		fmt.Println(s.Name, s.Shape, s.Role)
	}
	// Output:
	// 13 <nil>
	// layers.0.weight [3 2] weight
	// layers.0.bias [3] bias
	// layers.1.weight [1 3] weight
	// layers.1.bias [1] bias
}
