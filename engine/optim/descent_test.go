package optim

import (
	"errors"
	"math"
	"testing"
)

func TestSGD(t *testing.T) {
	o := quadratic([]float64{2}, []float64{0}, []int{0})
	var f Frame
	for _, c := range []struct {
		m    SGD
		want []float64 // θ after each step from θ = 1; g = 2θ
	}{
		{SGD{}, []float64{0.8, 0.64}},
		{SGD{Rate: 0.25}, []float64{0.5, 0.25}},
		{SGD{Rate: 0.25, Momentum: 0.5}, []float64{0.5, 0}},                        // m = 2, 1 + 1
		{SGD{Rate: 0.25, Momentum: 0.5, Dampening: 0.5}, []float64{0.5, 0.125}},    // m = 2, 1 + ½
		{SGD{Rate: 0.25, Momentum: 0.5, Nesterov: true}, []float64{0.25, -0.0625}}, // u = 2 + 1; ½ + ½·(1 + ½)
	} {
		x := []float64{1}
		for k, want := range c.want {
			if err := c.m.Step(&f, x, o); err != nil {
				t.Fatal(err)
			}
			if !(math.Abs(x[0]-want) <= 1e-15) {
				t.Errorf("%+v step %d: θ = %g, want %g", c.m, k, x[0], want)
			}
		}
		if f.Summary != nil || !math.IsNaN(f.Predicted) || !math.IsNaN(f.Actual) {
			t.Errorf("SGD promises: %+v", f)
		}
	}
}

// Against the formula written out, t = 1, 2; and the first step is Rate·sgn g.
func TestAdam(t *testing.T) {
	o := quadratic([]float64{2}, []float64{0}, []int{0})
	x := []float64{3}
	m := Adam{Rate: 0.5}
	var f Frame
	if err := m.Step(&f, x, o); err != nil {
		t.Fatal(err)
	}
	if want := 3 - 0.5*6/(6+1e-8); !(math.Abs(x[0]-want) <= 1e-15) {
		t.Errorf("θ = %v after one step, want %v", x[0], want)
	}
	g1, g2 := 6.0, 2*x[0]
	first := (0.9*0.1*g1 + 0.1*g2) / (1 - 0.81)
	second := (0.999*0.001*g1*g1 + 0.001*g2*g2) / (1 - 0.999*0.999)
	want := x[0] - 0.5*first/(math.Sqrt(second)+1e-8)
	if m.Step(&f, x, o); !(math.Abs(x[0]-want) <= 1e-13) {
		t.Errorf("θ = %v after two steps, want %v", x[0], want)
	}
}

// A loss or a gradient that is not finite is an error, and θ stays.
func TestDivergence(t *testing.T) {
	for name, spoil := range map[string]func(o *toy){
		"loss":     func(o *toy) { o.loss = func([]float64) float64 { return math.Inf(1) } },
		"gradient": func(o *toy) { o.grad = func(dst, _ []float64) { dst[0] = math.NaN() } },
	} {
		for method, build := range Methods {
			m := build()
			o := quadratic([]float64{2}, []float64{0}, []int{0})
			spoil(o)
			var f Frame
			x := []float64{1}
			err := m.Step(&f, x, o)
			if x[0] != 1 || !errors.Is(err, ErrDiverged) && !errors.Is(err, ErrFactors) { // the toy has no layers
				t.Errorf("%s, %s: %v, θ = %v", method, name, err, x)
			}
		}
	}
}

// A step that would leave the range of float64 is not made.
func TestStepBeyondFloat64(t *testing.T) {
	const big = 1e308
	o := quadratic([]float64{0}, []float64{-1}, []int{0}) // g = 1 everywhere
	o.hess = func(_, _, _ []float64) float64 { return 1 }
	for method, m := range map[string]Method{
		"SGD":            &SGD{Rate: big},
		"Adam":           &Adam{Rate: big},
		"grouped Newton": &GroupedNewton{Rate: big},
	} {
		var f Frame
		x := []float64{-big}
		if err := m.Step(&f, x, o); !errors.Is(err, ErrDiverged) || x[0] != -big {
			t.Errorf("%s: %v, θ = %v", method, err, x)
		}
	}
}
