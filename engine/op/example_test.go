package op_test

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/op"
)

func ExamplePointwise() {
	y := op.Sigmoid.Value(0)
	d1, d2, d3 := op.Sigmoid.Slopes(0, y)
	fmt.Println(y, d1, d2, d3)
	// Output: 0.5 0.25 0 -0.125
}
