package model

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/graph"
)

// Parameters, names and order are those of the paper's perceptron.
func TestMLP(t *testing.T) {
	g, err := MLP(Shape{Widths: []int{784, 32, 16, 10}, Activation: "tanh", Loss: "cross-entropy"})
	if err != nil {
		t.Fatal(err)
	}
	if p := g.Params().Size(); p != 785*32+33*16+17*10 {
		t.Errorf("%d parameters", p)
	}
	var names []string
	for _, s := range g.Params().Spans {
		names = append(names, s.Name)
	}
	want := "layers.0.weight layers.0.bias layers.1.weight layers.1.bias layers.2.weight layers.2.bias"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("tensors %s", got)
	}
}

// The initial weights have variance gain/fan_in, the biases are 0, and the
// same seed gives the same bits.
func TestInit(t *testing.T) {
	for activation, gain := range map[string]float64{"tanh": 1, "relu": 2, "elu": 2} {
		g, err := MLP(Shape{Widths: []int{400, 300, 10}, Activation: activation, Loss: "squared-error"})
		if err != nil {
			t.Fatal(err)
		}
		l := g.Params()
		theta, again := make([]float64, l.Size()), make([]float64, l.Size())
		l.Init(theta, rand.New(rand.NewPCG(1, 0)))
		l.Init(again, rand.New(rand.NewPCG(1, 0)))
		sum := 0.0
		w := l.Spans[0].Of(theta)
		for i, v := range w {
			sum += v * v
			if v != again[i] {
				t.Fatal("same seed, other bits")
			}
		}
		// 120,000 squares: the relative error of their mean is √(2/120000) = 0.4 %.
		if got := sum / float64(len(w)) * 400 / gain; !(math.Abs(got-1) <= 0.02) {
			t.Errorf("%s: variance is %v of gain/fan_in", activation, got)
		}
		for _, v := range l.Spans[1].Of(theta) {
			if v != 0 {
				t.Errorf("a bias starts at %v", v)
			}
		}
	}
}

func TestBadShape(t *testing.T) {
	cases := []struct {
		s    Shape
		want string
	}{
		{Shape{}, "input and an output"},
		{Shape{Widths: []int{3}, Activation: "tanh", Loss: "squared-error"}, "input and an output"},
		{Shape{Widths: []int{3, 0}, Activation: "tanh", Loss: "squared-error"}, "width 0"},
		{Shape{Widths: []int{3, -1, 2}, Activation: "tanh", Loss: "squared-error"}, "width -1"},
		{Shape{Widths: []int{3, 2}, Activation: "swish", Loss: "squared-error"}, `activation is named "swish"`},
		{Shape{Widths: []int{3, 2}, Activation: "tanh", Loss: "hinge"}, `loss is named "hinge"`},
		{Shape{Widths: []int{1 << 20, 1 << 20}, Activation: "tanh", Loss: "squared-error"}, "more than 67108864 parameters"},
		{Shape{Widths: []int{math.MaxInt, math.MaxInt}, Activation: "tanh", Loss: "squared-error"}, "is not between"},
		{Shape{Widths: make([]int, 300), Activation: "tanh", Loss: "squared-error"}, "299 layers"},
	}
	for _, c := range cases {
		if _, err := MLP(c.s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40v: error %v, want %q", c.s, err, c.want)
		}
	}
}

// In the NTK parameterisation the network starts as the same function, with
// weights √fan_in times as large.
func TestNTK(t *testing.T) {
	s := Shape{Widths: []int{6, 9, 4}, Activation: "tanh", Loss: "squared-error"}
	plain, err := MLP(s)
	if err != nil {
		t.Fatal(err)
	}
	s.NTK = true
	ntk, err := MLP(s)
	if err != nil {
		t.Fatal(err)
	}
	n := plain.Params().Size()
	theta, tilde := make([]float64, n), make([]float64, n)
	plain.Params().Init(theta, rand.New(rand.NewPCG(2, 0)))
	ntk.Params().Init(tilde, rand.New(rand.NewPCG(2, 0)))
	for i, root := range []float64{math.Sqrt(6), 1, 3, 1} {
		a, b := plain.Params().Spans[i].Of(theta), ntk.Params().Spans[i].Of(tilde)
		for k := range a {
			if !(math.Abs(a[k]*root-b[k]) <= 1e-15*(1+math.Abs(b[k]))) {
				t.Fatalf("tensor %d: %v and %v", i, a[k], b[k])
			}
		}
	}
	b := &graph.Batch{X: []float64{1, -2, 3, 0.5, 0, -1}, Y: []float64{1, 2, 3, 4}}
	if p, q := graph.NewSweep(plain).Loss(theta, b), graph.NewSweep(ntk).Loss(tilde, b); !(math.Abs(p-q) <= 1e-14*p) {
		t.Errorf("loss %v and %v", p, q)
	}
}
