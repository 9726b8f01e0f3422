package exchange_test

import (
	"fmt"
	"strings"

	"github.com/cauchy-newton/playground/engine/exchange"
)

// L = (w + b − 1)² at w = 2, b = 1.
const file = `{"schema": "hg/1", "loss": "mse", "ops": [{"op": "linear", "name": "l", "in": 1, "out": 1}],
	"params": [{"name": "l.weight", "shape": [1, 1], "data": [2]}, {"name": "l.bias", "shape": [1], "data": [1]}],
	"input": {"shape": [1, 1], "data": [1]}, "target": {"shape": [1, 1], "data": [1], "dtype": "float64"},
	"loss_value": 4}`

// The summary of a network in a file, along its gradient.
func ExamplePoint_Summarise() {
	network, err := exchange.ReadNetwork(strings.NewReader(file))
	if err != nil {
		fmt.Println(err)
		return
	}
	point, err := network.Point()
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := point.Summarise(exchange.SummaryOptions{Partition: "wb"})
	if err != nil {
		fmt.Println(err)
		return
	}
	c := report.Cases[0]
	fmt.Println(c.Groups, c.Gbar, c.Hbar, c.Nesterov[0].Eta)
	// Output: [[l.weight] [l.bias]] [16 16] [[32 32] [32 32]] [0.25 0.25]
}

// A file beside what is computed from it.
func ExampleVerify() {
	v, err := exchange.Verify(strings.NewReader(file))
	fmt.Println(v.Pass(), v.Worst().What, err)
	// Output: true loss_value <nil>
}
