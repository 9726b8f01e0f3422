package model

import (
	"fmt"
	"math"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
)

// MaxRosenbrock bounds the number of pairs: each is a dozen nodes of the graph
// in the layout by pairs.
const MaxRosenbrock = 1000

// Rosenbrock returns the test function of 2d parameters
//
//	f = Σ_i (xodd_i − a)² + b (xodd_i² − xeven_i)²
//
// with the tensors xeven and xodd of length d. Its minimum is 0 at xodd = a,
// xeven = a². It does not depend on the samples, of the given width.
func Rosenbrock(width, d int, a, b float64) (*graph.Graph, error) {
	if err := checkRosenbrock(width, d, a, b); err != nil {
		return nil, err
	}
	g := graph.Build(width)
	even := g.Then(op.Zeros(g.Shape(), d)).With(op.Bias(), "xeven", param.Weight, 0, []int{d}, 1).Mark()
	g.From(graph.Input)
	odd := g.Then(op.Zeros(g.Shape(), d)).With(op.Bias(), "xodd", param.Weight, 1, []int{d}, 1).Mark()
	valley(g, even, odd, a, b)
	return g.Close(op.Output), nil
}

// RosenbrockPairs is Rosenbrock with one tensor a pair: mod000, mod001, … each
// hold (xeven_i, xodd_i).
func RosenbrockPairs(width, d int, a, b float64) (*graph.Graph, error) {
	if err := checkRosenbrock(width, d, a, b); err != nil {
		return nil, err
	}
	g := graph.Build(width)
	sum := graph.None
	for i := range d {
		g.From(graph.Input)
		pair := g.Then(op.Zeros(g.Shape(), 2)).With(op.Bias(), fmt.Sprintf("mod%03d", i), param.Weight, i, []int{2}, 1).Mark()
		even := g.Then(op.Pick(2, 0)).Mark()
		odd := g.From(pair).Then(op.Pick(2, 1)).Mark()
		valley(g, even, odd, a, b)
		if sum != graph.None {
			g.Join(op.Sum{A: 1, B: 1}, sum)
		}
		sum = g.Mark()
	}
	return g.Close(op.Output), nil
}

// valley appends (o − a)² + b (o² − e)².
func valley(g *graph.Builder, even, odd int, a, b float64) {
	off := g.From(odd).Then(op.Shift(-a)).Then(op.Square).Mark()
	g.From(odd).Then(op.Square).Join(op.Sum{A: 1, B: -1}, even).Then(op.Square).Join(op.Sum{A: b, B: 1}, off)
}

func checkRosenbrock(width, d int, a, b float64) error {
	if width < 1 || d < 1 || d > MaxRosenbrock || math.IsNaN(a+b) || math.IsInf(a+b, 0) {
		return fmt.Errorf("model: no Rosenbrock function of %d pairs with a = %v, b = %v on samples of width %d", d, a, b, width)
	}
	return nil
}
