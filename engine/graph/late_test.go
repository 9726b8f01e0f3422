package graph_test

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/model"
)

// A gradient large enough to be added by all members at once is the same bits on
// any number of processors, whether chunks are fewer than members or more, and
// whatever stood where it is written.
func TestLateSums(t *testing.T) {
	g, err := model.MLP(model.Shape{Widths: []int{400, 400, 10}, Activation: "tanh", Loss: "cross-entropy"})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(9, 0))
	theta := make([]float64, g.Params().Size())
	if len(theta) < 128<<10 {
		t.Fatalf("%d parameters are added by one member", len(theta))
	}
	g.Params().Init(theta, rng)
	for _, samples := range []int{31, 32, 100, 400} {
		batch := &graph.Batch{X: make([]float64, samples*400), Labels: make([]int, samples)}
		for i := range batch.X {
			batch.X[i] = rng.Float64()
		}
		for i := range batch.Labels {
			batch.Labels[i] = rng.IntN(10)
		}
		var want []float64
		for _, processors := range []int{1, 2, 3, 8} {
			before := runtime.GOMAXPROCS(processors)
			grad := make([]float64, len(theta))
			s := graph.NewSweep(g)
			for range 3 { // the second time with what the first has left
				for i := range grad {
					grad[i] = math.NaN()
				}
				s.Gradient(grad, theta, batch)
			}
			runtime.GOMAXPROCS(before)
			if want == nil {
				want = grad
			}
			for i, v := range want {
				if math.Float64bits(v) != math.Float64bits(grad[i]) {
					t.Fatalf("%d samples, %d processors: entry %d is %v, with one %v", samples, processors, i, grad[i], v)
				}
			}
		}
	}
}
