package model

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/op"
)

var mnist, cifar = op.Image{Channels: 1, Height: 28, Width: 28}, op.Image{Channels: 3, Height: 32, Width: 32}

// The networks have the numbers of parameters that their papers' layers have.
func TestSizes(t *testing.T) {
	lenet := func(m op.Image) (*graph.Graph, error) { return LeNet(m, 10, "tanh") }
	for _, c := range []struct {
		name  string
		build func() (*graph.Graph, error)
		want  int
	}{
		{"LeNet-5 on 32×32", func() (*graph.Graph, error) { return lenet(op.Image{Channels: 1, Height: 32, Width: 32}) }, 61706},
		{"LeNet-5 on 28×28", func() (*graph.Graph, error) { return lenet(mnist) }, 61706},
		{"LeNet-5 on CIFAR", func() (*graph.Graph, error) { return lenet(cifar) }, 62006},
		{"VGG-11'", func() (*graph.Graph, error) { return VGG11(cifar, 10, 64, "elu") }, 9225610},
		{"autoencoder", func() (*graph.Graph, error) { return Autoencoder([]int{8, 6, 3}, "tanh") }, 9*6 + 7*3 + 4*6 + 7*8},
		{"Rosenbrock", func() (*graph.Graph, error) { return Rosenbrock(1, 4, 1, 100) }, 8},
		{"Rosenbrock by pairs", func() (*graph.Graph, error) { return RosenbrockPairs(1, 4, 1, 100) }, 8},
	} {
		g, err := c.build()
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if n := g.Params().Size(); n != c.want {
			t.Errorf("%s: %d parameters, want %d", c.name, n, c.want)
		}
	}
}

// Convolutions train: the gradient of LeNet is the difference of losses along
// a random direction.
func TestLeNetGradient(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 0))
	g, err := LeNet(op.Image{Channels: 2, Height: 12, Width: 13}, 3, "elu")
	if err != nil {
		t.Fatal(err)
	}
	n := g.Params().Size()
	theta, v, grad := make([]float64, n), make([]float64, n), make([]float64, n)
	g.Params().Init(theta, rng)
	b := &graph.Batch{Labels: []int{0, 2, 1}}
	for range 3 * 2 * 12 * 13 {
		b.X = append(b.X, rng.NormFloat64())
	}
	s := graph.NewSweep(g)
	s.Gradient(grad, theta, b)
	slope := 0.0
	for k := range v {
		v[k] = rng.NormFloat64()
		slope += grad[k] * v[k]
	}
	at := func(e float64) float64 {
		moved := make([]float64, n)
		for k := range moved {
			moved[k] = theta[k] + e*v[k]
		}
		return s.Loss(moved, b)
	}
	const e = 1e-6
	if d := (at(e) - at(-e)) / (2 * e); !(math.Abs(d-slope) <= 1e-6*(1+math.Abs(slope))) {
		t.Errorf("slope %v, differences say %v", slope, d)
	}
}

// At its minimum Rosenbrock's function and gradient are 0, in both layouts.
func TestRosenbrockMinimum(t *testing.T) {
	for _, build := range []func(int, int, float64, float64) (*graph.Graph, error){Rosenbrock, RosenbrockPairs} {
		g, err := build(1, 3, 1.5, 100)
		if err != nil {
			t.Fatal(err)
		}
		theta, grad := make([]float64, 6), make([]float64, 6)
		for i := range g.Params().Spans {
			s := &g.Params().Spans[i]
			for k, part := 0, s.Of(theta); k < len(part); k++ {
				part[k] = 1.5
				if s.Name == "xeven" || strings.HasPrefix(s.Name, "mod") && k == 0 {
					part[k] = 2.25
				}
			}
		}
		loss := graph.NewSweep(g).Gradient(grad, theta, &graph.Batch{X: []float64{0}})
		for _, v := range append(grad, loss) {
			if v != 0 {
				t.Errorf("loss %v, gradient %v at the minimum", loss, grad)
				break
			}
		}
	}
}

func TestBadModels(t *testing.T) {
	for name, build := range map[string]func() (*graph.Graph, error){
		"image":       func() (*graph.Graph, error) { return LeNet(op.Image{}, 10, "tanh") },
		"small image": func() (*graph.Graph, error) { return LeNet(op.Image{Channels: 1, Height: 9, Width: 9}, 10, "tanh") },
		"huge image": func() (*graph.Graph, error) {
			return LeNet(op.Image{Channels: 1 << 40, Height: 1 << 40, Width: 1 << 40}, 10, "tanh")
		},
		"activation":  func() (*graph.Graph, error) { return VGG11(cifar, 10, 64, "swish") },
		"classes":     func() (*graph.Graph, error) { return VGG11(cifar, 0, 64, "elu") },
		"code":        func() (*graph.Graph, error) { return Autoencoder([]int{4}, "tanh") },
		"width":       func() (*graph.Graph, error) { return Autoencoder([]int{4, -1}, "tanh") },
		"pairs":       func() (*graph.Graph, error) { return Rosenbrock(1, 0, 1, 1) },
		"coefficient": func() (*graph.Graph, error) { return RosenbrockPairs(1, 2, math.Inf(1), 1) },
	} {
		if _, err := build(); err == nil || !strings.HasPrefix(err.Error(), "model: ") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
