package graph_test

import (
	"math"
	"testing"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
)

// The terms of the slopes are those of the formula written out, each by its
// absolute value: of Rosenbrock's function, whose terms cancel on its floor, and of
// a product with a factor.
func TestTermsAreThoseOfTheFormula(t *testing.T) {
	const a, b = 1.5, -7
	valley, err := model.Rosenbrock(1, 1, a, b)
	if err != nil {
		t.Fatal(err)
	}
	build := graph.Build(1)
	place := build.Then(op.Zeros(build.Shape(), 2)).With(op.Bias(), "theta", param.Weight, 0, []int{2}, 1).Mark()
	x := build.Then(op.Pick(2, 0)).Mark()
	product := build.From(place).Then(op.Pick(2, 1)).Join(op.Product, x).Then(op.Scale(-3)).Close(op.Output)
	for _, c := range []struct {
		name  string
		graph *graph.Graph
		want  func(x, y float64) [2]float64 // by the entries of θ, for sizes ≥ 0
	}{
		// (o − a)² + b(o² − e)², θ = (e, o): by e −2b(o² − e), by o 2(o − a) + 4bo(o² − e).
		{"valley", valley, func(e, o float64) [2]float64 { return [2]float64{14 * (o*o + e), 2*(o+a) + 28*o*(o*o+e)} }},
		{"product", product, func(x, y float64) [2]float64 { return [2]float64{3 * y, 3 * x} }},
	} {
		terms, err := graph.NewTerms(c.graph)
		if err != nil {
			t.Fatal(err)
		}
		got := make([]float64, 2)
		n := terms.Sum(got, []float64{0.49, 0.7}, &graph.Batch{X: []float64{-1}})
		for p, want := range c.want(0.49, 0.7) {
			if !(math.Abs(got[p]-want) <= 1e-14*want) || n < 2 || n > 100 {
				t.Errorf("%s: entry %d is %g, want %g; %d roundings", c.name, p, got[p], want, n)
			}
		}
	}
}

// What is no polynomial is refused by name.
func TestTermsOfNoPolynomial(t *testing.T) {
	for _, shape := range []model.Shape{
		{Widths: []int{2, 3, 1}, Activation: "tanh", Loss: "squared-error"},
		{Widths: []int{2, 3, 1}, Activation: "identity", Loss: "squared-error"},
	} {
		g, err := model.MLP(shape)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := graph.NewTerms(g); err == nil {
			t.Errorf("%+v is no polynomial", shape)
		}
	}
}
