package tensor

import (
	"fmt"
	"math"
	"testing"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		shape []int
		n     int
		ok    bool
	}{
		{nil, 1, true}, {[]int{2, 3}, 6, true}, {[]int{0, 5}, 0, true},
		{[]int{2, 3}, 5, false}, {[]int{-1, -6}, 6, false},
		{[]int{1 << 40, 1 << 40}, 0, false}, {[]int{math.MaxInt, 2}, 0, false},
	} {
		tensor := Tensor{Shape: c.shape, Data: make([]float64, c.n)}
		if err := tensor.Check(); (err == nil) != c.ok {
			t.Errorf("shape %v with %d entries: %v", c.shape, c.n, err)
		}
	}
}

func ExampleTensor_Check() {
	t := Tensor{Name: "w", Shape: []int{2, 3}, Data: make([]float64, 5)}
	fmt.Println(t.Check())
	// Output: tensor: "w" has 5 entries, its shape [2 3] asks for 6
}
