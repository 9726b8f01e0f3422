package param_test

import (
	"fmt"

	"github.com/cauchy-newton/playground/engine/param"
)

func ExampleLayout() {
	l := new(param.Layout)
	l.Add("w", param.Weight, 0, []int{2, 3}, param.FanIn(1, 3))
	l.Add("b", param.Bias, 0, []int{2}, 0)
	theta := make([]float64, l.Size())
	theta[7] = 5
	i, _ := l.Find("b")
	fmt.Println(l.Size(), l.Spans[i].Of(theta))
	// Output: 8 [0 5]
}
