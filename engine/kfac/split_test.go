package kfac

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/model"
	"github.com/cauchy-newton/playground/engine/op"
	"github.com/cauchy-newton/playground/engine/param"
)

// Law: the fewest ranges that are short enough, about equal, and all of [0, n).
func TestCuts(t *testing.T) {
	for n := range 200 {
		for _, most := range []int{1, 3, 64} {
			cuts := Cuts(n, most)
			short, long := n, 0
			for k := range len(cuts) - 1 {
				short, long = min(short, cuts[k+1]-cuts[k]), max(long, cuts[k+1]-cuts[k])
			}
			if cuts[0] != 0 || cuts[len(cuts)-1] != n || long > most || long > short+1 && n > 0 || (len(cuts)-2)*most >= n && n > 0 {
				t.Fatalf("%d in ranges of %d at most: %v", n, most, cuts)
			}
		}
	}
}

// lenet is a small network of convolutions with a batch.
func lenet(t *testing.T, rng *rand.Rand) (*graph.Graph, []float64, *graph.Batch) {
	g, err := model.LeNet(op.Image{Channels: 1, Height: 12, Width: 13}, 3, "tanh")
	if err != nil {
		t.Fatal(err)
	}
	theta, b := make([]float64, g.Params().Size()), &graph.Batch{}
	g.Params().Init(theta, rng)
	for range 40 {
		for range g.InWidth() {
			b.X = append(b.X, rng.NormFloat64())
		}
		b.Labels = append(b.Labels, rng.IntN(3))
	}
	return g, theta, b
}

// Law: split factors are the diagonal blocks and the mean of the whole ones, of
// positions in the place of samples, with the same G; and only the first layers' inputs
// are fixed.
func TestSplitFactorsArePartsOfTheWhole(t *testing.T) {
	g, theta, b := perceptron(t, "cross-entropy", 77)
	c, weights, images := lenet(t, rand.New(rand.NewPCG(5, 0)))
	for _, p := range []struct {
		g     *graph.Graph
		theta []float64
		b     *graph.Batch
	}{{g, theta, b}, {c, weights, images}} {
		for _, most := range []int{1, 3, 1000} {
			s, err := NewSplitSweep(graph.NewSweep(p.g), most)
			if err != nil {
				t.Fatal(err)
			}
			got, want := s.New(), factors(t, p.g, p.theta, p.b, Sampled, 4)
			s.Compute(got, p.theta, p.b, Sampled, rand.New(rand.NewPCG(4, 0)))
			for i, block := range s.Blocks() {
				if block.Fixed != (i == 0) {
					t.Errorf("%s: fixed %v", block.Name, block.Fixed)
				}
				if !slices.Equal(got[i].G, want[i].G) {
					t.Errorf("%s: another G", block.Name)
				}
				var parts []float64
				cuts, w := Cuts(block.In, most), block.Width()
				for k := range len(cuts) - 1 {
					for r := cuts[k]; r < cuts[k+1]; r++ {
						parts = append(parts, want[i].A[r*w+cuts[k]:r*w+cuts[k+1]]...)
					}
				}
				for r := range block.In {
					parts = append(parts, want[i].A[r*w+block.In])
				}
				for k := range parts {
					parts[k] /= float64(block.Rows)
				}
				if len(parts) != len(got[i].A) || !(apart(got[i].A, parts) <= 1e-12) {
					t.Errorf("%s in blocks of %d: %d numbers, %d wanted", block.Name, most, len(got[i].A), len(parts))
				}
			}
			if n := testing.AllocsPerRun(4, func() { s.Compute(got, p.theta, p.b, Exact, nil) }); n != 0 {
				t.Errorf("%v allocations", n)
			}
		}
	}
}

// Without a bias there is no mean, and a bias on its own has no inputs.
func TestSplitWithoutBias(t *testing.T) {
	g := graph.Build(2).With(op.Dense(3), "w", param.Weight, 0, []int{3, 2}, 1).Then(op.Tanh).
		With(op.Bias(), "b", param.Bias, 1, []int{3}, 1).Close(op.SquaredError)
	s, err := NewSplitSweep(graph.NewSweep(g), 64)
	if err != nil {
		t.Fatal(err)
	}
	f := s.New()
	s.Compute(f, make([]float64, g.Params().Size()), &graph.Batch{X: []float64{1, 2}, Y: []float64{0, 0, 0}}, Exact, nil)
	if !slices.Equal(f[0].A, []float64{1, 2, 2, 4}) || len(f[1].A) != 0 || len(f[1].G) != 9 {
		t.Errorf("%+v", f)
	}
}

// A sweep of split factors costs a forward and a backward pass, and for a wide layer a
// part of what whole factors cost.
func TestSplitCost(t *testing.T) {
	g, err := model.MLP(model.Shape{Widths: []int{640, 10, 10}, Activation: "tanh", Loss: "cross-entropy"})
	if err != nil {
		t.Fatal(err)
	}
	whole, _ := NewSweep(graph.NewSweep(g))
	split, _ := NewSplitSweep(graph.NewSweep(g), 64)
	forward, _ := g.Cost()
	back := 100. + 10 + 10 + 10 // the last layer and its bias, the activation and its bias
	if got, want := split.Cost(Sampled), forward+back+(64*640+640+100)+(10*10+10+100); got != want {
		t.Errorf("%v, want %v", got, want)
	}
	if got, want := split.Cost(Exact)-split.Cost(Sampled), 9*(back+200); got != want {
		t.Errorf("nine more passes cost %v, want %v", got, want)
	}
	if got, want := whole.Cost(Sampled)-split.Cost(Sampled), 641.*641-64*640-640+11*11-110; got != want {
		t.Errorf("whole factors cost %v more, want %v", got, want)
	}
}
