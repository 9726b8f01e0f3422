package optim

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/cubic"
)

// separable is the logistic loss of four samples that a plane through 0 divides:
// a convex loss without a minimum, whose slopes and curvatures fall together until
// doubles end. Every derivative is right to a few units in the last place.
func separable(group ...int) *toy {
	samples := [][2]float64{{1, 0.5}, {0.7, 1}, {-0.2, 1.5}, {2, -0.1}}
	margin := func(a [2]float64, x []float64) float64 { return a[0]*x[0] + a[1]*x[1] }
	mean := func(term func(a [2]float64) float64) (sum float64) {
		for _, a := range samples {
			sum += term(a)
		}
		return sum / float64(len(samples))
	}
	p := func(z float64) float64 { return math.Exp(-z) / (1 + math.Exp(-z)) }
	return &toy{
		group: group,
		loss: func(x []float64) float64 {
			return mean(func(a [2]float64) float64 { return math.Log1p(math.Exp(-margin(a, x))) })
		},
		grad: func(dst, x []float64) {
			for i := range dst {
				dst[i] = mean(func(a [2]float64) float64 { return -p(margin(a, x)) * a[i] })
			}
		},
		hess: func(x, u, v []float64) float64 {
			return mean(func(a [2]float64) float64 { z := margin(a, x); return p(z) * p(-z) * margin(a, u) * margin(a, v) })
		},
		third: func(x, u []float64) float64 {
			return mean(func(a [2]float64) float64 {
				z := margin(a, x)
				return p(z) * p(-z) * (2*p(z) - 1) * math.Pow(margin(a, u), 3)
			})
		},
	}
}

// A convex loss that falls for ever does not "fall for ever" by a model whose H̄
// is 0 because it is below the smallest double: the method has arrived and says
// so, whatever its options. It is then at a loss that no step size changes much.
func TestArrivesBelowTheSmallestDouble(t *testing.T) {
	for name, make := range map[string]func() *GroupedNewton{
		"bare":  func() *GroupedNewton { return &GroupedNewton{} },
		"cubic": func() *GroupedNewton { return &GroupedNewton{Lambda: 1} },
		"momentum": func() *GroupedNewton {
			return &GroupedNewton{Lambda: 1, Momentum: 0.9, Dampening: 0.9, Period: 10, Averaging: 0.5, Clipping: ClipFirst}
		},
		"diagonal": func() *GroupedNewton { return &GroupedNewton{Diagonal: true, Rate: 0.5} },
		"window":   func() *GroupedNewton { return &GroupedNewton{Window: 3} },
		"adaptive": func() *GroupedNewton { return &GroupedNewton{Adaptive: &Adaptive{}, Clipping: ClipAtUse} },
		"zero":     func() *GroupedNewton { return &GroupedNewton{ZeroOnFailure: true} },
	} {
		for _, group := range [][]int{{0, 0}, {0, 1}} {
			name := fmt.Sprint(name, group)
			o, m, x := separable(group...), make(), []float64{0.1, -0.2}
			var f Frame
			for step := 0; f.Arrived == "" && step < 20000; step++ {
				if err := m.Step(&f, x, o); err != nil || f.Reason != "" {
					t.Fatalf("%s, step %d: %v, %q, loss %g, H̄ %g", name, step, err, f.Reason, f.Loss, f.Summary.Hbar)
				}
			}
			if f.Arrived == "" || f.Status != cubic.ZeroGradient || len(f.Idle) != o.Groups() || !(f.Loss < 1e-90) {
				t.Errorf("%s: arrived %q (%v), groups %v, loss %g, H̄ %g", name, f.Arrived, f.Status, f.Idle, f.Loss, f.Summary.Hbar)
			}
		}
	}
}

// A loss that is a straight line falls for ever, and so does one that curves
// downwards, as long as doubles can tell it from one that has arrived.
func TestALineFallsForEver(t *testing.T) {
	for _, slope := range []float64{1, 1e-10, 1e-70} {
		for _, h := range []float64{0, -slope * slope} {
			o := quadratic([]float64{h}, []float64{slope}, []int{0})
			var m GroupedNewton
			var f Frame
			if err := m.Step(&f, []float64{-0.5}, o); err != nil {
				t.Fatal(err)
			}
			if f.Status != cubic.Unbounded || !strings.Contains(f.Reason, "for ever") || f.Arrived != "" {
				t.Errorf("slope %g, curvature %g: %v, %q, arrived %q", slope, h, f.Status, f.Reason, f.Arrived)
			}
		}
	}
}

// A group that has arrived leaves the others to their step.
func TestOneGroupArrives(t *testing.T) {
	o := quadratic([]float64{1, 0, 0, 1e-30}, []float64{0, 0}, []int{0, 1})
	for _, m := range []*GroupedNewton{{}, {Lambda: 1}, {Adaptive: &Adaptive{}, Clipping: ClipAtUse}} {
		x := []float64{1, 1e-120}
		var f Frame
		if err := m.Step(&f, x, o); err != nil {
			t.Fatal(err)
		}
		if f.Reason != "" || f.Arrived != "" || !slices.Equal(f.Idle, []int{1}) || f.Eta[0] != 1 || f.Eta[1] != 0 || x[1] != 1e-120 {
			t.Errorf("%q, arrived %q, idle %v, η %v, θ %v", f.Reason, f.Arrived, f.Idle, f.Eta, x)
		}
	}
}

// scaledToy is a quadratic that tells the sums of absolute terms.
type scaledToy struct {
	*toy
	a, b []float64
}

func (o scaledToy) Terms(dst, size []float64) int {
	n := len(o.b)
	for i := range n {
		dst[i] = math.Abs(o.b[i])
		for j := range n {
			dst[i] += math.Abs(o.a[i*n+j]) * size[j]
		}
	}
	return n + 1
}

// Law: after its own step on a quadratic the slope of a group of one parameter is
// 0, so it sits out the next one, with and without a cubic term and in Adam's
// direction, and takes part again when the others have moved. What rounding has
// left of the slope makes no difference.
func TestAGroupOfOneSitsOut(t *testing.T) {
	a := []float64{3, 1, 0.3, 1, 2, -0.7, 0.3, -0.7, 1.1}
	b := []float64{0.1, -0.3, 0.7}
	o := scaledToy{quadratic(a, b, []int{0, 0, 1}), a, b}
	for _, m := range []*GroupedNewton{{}, {Lambda: 1}, {Adaptive: &Adaptive{}}} {
		x := []float64{0.9, -0.4, 1.3}
		var f Frame
		for step := range 12 {
			if err := m.Step(&f, x, o); err != nil {
				t.Fatal(err)
			}
			want := []int{}
			if step%2 == 1 {
				want = []int{1}
			}
			if got := append([]int{}, f.Idle...); !slices.Equal(got, want) || len(want) == 1 && f.Eta[1] != 0 {
				t.Errorf("step %d: groups %v are idle, want %v; η %v", step, got, want, f.Eta)
			}
			if !(math.Abs(f.Eta[1]) < 10) {
				t.Errorf("step %d: rounding is stretched by %v", step, f.Eta)
			}
		}
	}
}
