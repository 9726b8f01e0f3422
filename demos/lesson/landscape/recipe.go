package landscape

import (
	"math"

	"github.com/cauchy-newton/playground/demos/plot"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
)

// recipe defines a landscape.
type recipe struct {
	label   string
	window  plot.Window
	start   plot.XY
	swapped bool // y comes first in θ
	build   func() (*graph.Graph, graph.Batch)
}

// recipes are all landscapes by name.
var recipes = map[string]recipe{
	// ½ θᵀAθ with eigenvalues 1 and 12 along axes turned by 25°: a parabola in
	// every direction, so the models of order 2 and 3 are exact.
	"bowl": {
		label:  "bowl (quadratic)",
		window: plot.Window{Lo: plot.XY{X: -2.4, Y: -1.5}, Hi: plot.XY{X: 2.4, Y: 1.5}},
		start:  plot.XY{X: -1.7, Y: -0.4},
		build: func() (*graph.Graph, graph.Batch) {
			const turn, soft, stiff = 25 * math.Pi / 180, 1, 12
			s, c := math.Sincos(turn)
			b := plane()
			b.Then(op.Map(2, 2, []float64{c, s, -s, c})).Then(op.Square).Then(op.Map(1, 2, []float64{soft / 2., stiff / 2.}))
			return b.Close(op.Output), one()
		},
	},
	// Rosenbrock's valley with b = 5: curved, so no direction stays good for long.
	"valley": {
		label:   "valley (Rosenbrock)",
		window:  plot.Window{Lo: plot.XY{X: -1.8, Y: -0.75}, Hi: plot.XY{X: 1.8, Y: 1.9}},
		start:   plot.XY{X: -1.2, Y: 0.9},
		swapped: true,
		build: func() (*graph.Graph, graph.Batch) {
			g, err := model.Rosenbrock(1, 1, 1, 5)
			if err != nil {
				panic("landscape: " + err.Error())
			}
			return g, one()
		},
	},
	// ¼x⁴ − ½x² + ½y² + ⅛x: two minima and a saddle between them near (0.13, 0).
	"saddle": {
		label:  "saddle between two valleys",
		window: plot.Window{Lo: plot.XY{X: -1.9, Y: -1.2}, Hi: plot.XY{X: 1.9, Y: 1.2}},
		start:  plot.XY{X: 0.35, Y: 0.6},
		build: func() (*graph.Graph, graph.Batch) {
			b := plane()
			place := b.Mark()
			squares := b.Then(op.Square).Mark()
			b.Then(op.Square).Then(op.Map(1, 2, []float64{0.25, 0}))
			quartic := b.Mark()
			b.From(squares).Then(op.Map(1, 2, []float64{-0.5, 0.5})).Join(op.Sum{A: 1, B: 1}, quartic)
			even := b.Mark()
			b.From(place).Then(op.Map(1, 2, []float64{0.125, 0})).Join(op.Sum{A: 1, B: 1}, even)
			return b.Close(op.Output), one()
		},
	},
	// ¼(x⁴ + y⁴) − xy: valleys at ±(1, 1) and between them a pass at 0, along
	// neither axis. On the ridge y = −x the slope has no part down to either
	// valley, exactly, also in float64.
	"pass": {
		label:  "pass between two equal valleys",
		window: plot.Window{Lo: plot.XY{X: -1.8, Y: -1.5}, Hi: plot.XY{X: 1.8, Y: 1.5}},
		start:  plot.XY{X: 0.5, Y: -0.2},
		build: func() (*graph.Graph, graph.Batch) {
			b := plane()
			place := b.Mark()
			x := b.Then(op.Pick(2, 0)).Mark()
			b.From(place).Then(op.Pick(2, 1)).Join(op.Product, x).Then(op.Scale(-1))
			mixed := b.Mark()
			b.From(place).Then(op.Square).Then(op.Square).Then(op.Map(1, 2, []float64{0.25, 0.25}))
			return b.Join(op.Sum{A: 1, B: 1}, mixed).Close(op.Output), one()
		},
	},
	// The squared error of one unit tanh(wx + b) on five points: the smallest
	// network, with plateaus where it saturates.
	"neuron": {
		label:  "one unit, tanh(wx + b)",
		window: plot.Window{Lo: plot.XY{X: -3, Y: -3}, Hi: plot.XY{X: 5, Y: 3}},
		start:  plot.XY{X: -1, Y: 1.5},
		build: func() (*graph.Graph, graph.Batch) {
			b := graph.Build(1)
			b.With(op.Dense(1), "w", param.Weight, 0, []int{1, 1}, 1)
			b.With(op.Bias(), "b", param.Bias, 0, []int{1}, 0)
			b.Then(op.Tanh)
			return b.Close(op.SquaredError), graph.Batch{
				X: []float64{-2, -1, 0, 1, 2},
				Y: []float64{-0.9, -0.8, -0.2, 0.6, 0.9},
			}
		},
	},
}

// plane begins a graph whose current node is θ = (x, y) for every sample.
func plane() *graph.Builder {
	b := graph.Build(1)
	return b.Then(op.Zeros(b.Shape(), 2)).With(op.Bias(), "theta", param.Weight, 0, []int{2}, 1)
}

// one is a batch of one sample, which the function ignores.
func one() graph.Batch { return graph.Batch{X: []float64{0}, Y: []float64{0}} }
