package partitionmatrix

import (
	"math"
	"math/rand/v2"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
	"github.com/cauchy-newton/playground/engine/summary"
)

// network is the smallest one with something to group,
//
//	y(x) = v₁ tanh(w₁x + b₁) + v₂ tanh(w₂x + b₂),
//
// and its mean squared error on nine points of a sine wave.
type network struct {
	sweep *graph.Sweep
	batch graph.Batch
	taken map[grouping]*summary.Sweep // workspaces by grouping
}

func newNetwork() *network {
	b := graph.Build(1)
	b.With(op.Dense(2), "w", param.Weight, 0, []int{2, 1}, 1)
	b.With(op.Bias(), "b", param.Bias, 0, []int{2}, 0.7)
	b.Then(op.Tanh).With(op.Dense(1), "v", param.Weight, 1, []int{1, 2}, 1)
	n := &network{sweep: graph.NewSweep(b.Close(op.SquaredError)), taken: map[grouping]*summary.Sweep{}}
	for i := -4; i <= 4; i++ {
		x := float64(i) / 2
		n.batch.X, n.batch.Y = append(n.batch.X, x), append(n.batch.Y, 2*math.Sin(1.5*x))
	}
	return n
}

func (n *network) params() *param.Layout { return n.sweep.Graph().Params() }

// point is a place of ℝ⁶ and a direction there.
type point struct{ theta, u [P]float64 }

// directions are the values of the control "direction".
var directions = []demos.Option{
	{Value: "gradient", Label: "the gradient"},
	{Value: "ones", Label: "all ones: U H U is H itself"},
	{Value: "random", Label: "random numbers"},
}

// at draws θ and finds the direction.
func (n *network) at(direction string, seed uint64) (at point) {
	rng := rand.New(rand.NewPCG(seed, 0))
	n.params().Init(at.theta[:], rng)
	switch direction {
	case "gradient":
		n.sweep.Gradient(at.u[:], at.theta[:], &n.batch)
	case "ones":
		for p := range at.u {
			at.u[p] = 1
		}
	case "random":
		for p := range at.u {
			at.u[p] = rng.NormFloat64()
		}
	}
	return at
}

// most bounds the workspaces that are kept: there are 203 partitions of six.
const most = 16

// summarise returns ḡ, H̄ and the third derivatives for a grouping.
func (n *network) summarise(g grouping, at *point) *summary.Summary {
	w := n.taken[g]
	if w == nil {
		if len(n.taken) >= most {
			clear(n.taken)
		}
		w = summary.NewSweep(n.sweep, g.partition(n.params()))
		n.taken[g] = w
	}
	s := summary.New(g.size())
	w.Compute(s, at.theta[:], at.u[:], &n.batch)
	return s
}
