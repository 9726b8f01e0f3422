package optim

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// Law: with a summary every step on one batch the loss never rises, whatever
// λ_int it starts from, and Rosenbrock's valley is walked to its end.
func TestAdaptiveDescends(t *testing.T) {
	for _, lambda := range []float64{0, 1e-6, 1e6} {
		o := rosenbrock(0, 1)
		x := []float64{-1.2, 1}
		m := GroupedNewton{Lambda: lambda, Adaptive: new(Adaptive)}
		var f Frame
		last := math.Inf(1)
		for k := range 200 {
			if err := m.Step(&f, x, o); err != nil {
				t.Fatal(err)
			}
			if !(f.Loss <= last) {
				t.Fatalf("λ_int from %g, step %d: the loss rose from %g to %g", lambda, k, last, f.Loss)
			}
			last = f.Loss
		}
		if !(last <= 1e-12) {
			t.Errorf("λ_int from %g: L = %g at %v", lambda, last, x)
		}
	}
}

// A model that is right is trusted at once: on a quadratic the first step is
// Newton's and no λ_int grows.
func TestAdaptiveTrustsAQuadratic(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(12, 1)), 5, discrete(5))
	m := GroupedNewton{Adaptive: new(Adaptive)}
	x, g := []float64{1, 2, 3, 4, 5}, make([]float64, 5)
	var f Frame
	if err := m.Step(&f, x, o); err != nil {
		t.Fatal(err)
	}
	if o.grad(g, x); slices.ContainsFunc(g, func(v float64) bool { return !(math.Abs(v) <= 1e-10) }) {
		t.Errorf("gradient %v after one step", g)
	}
	if f.Lambda != 1 || !(math.Abs(f.Predicted/f.Actual-1) < 1e-10) {
		t.Errorf("λ_int %g, predicted %g, actual %g", f.Lambda, f.Predicted, f.Actual)
	}
}

// wall is a quadratic beyond whose |x| = 1 the loss is enormous, of which the
// derivatives inside know nothing.
func wall() *toy {
	o := quadratic([]float64{1}, []float64{3}, []int{0})
	inner := o.loss
	o.loss = func(x []float64) float64 {
		if math.Abs(x[0]) > 1 {
			return 1e6
		}
		return inner(x)
	}
	// Some curvature of third order, so that λ_int has a hold.
	o.third = func(_, u []float64) float64 { return u[0] * u[0] * u[0] }
	return o
}

// A step that does not keep its promise is refused, λ_int grows, and the one
// that is taken lowers the loss.
func TestAdaptiveRefuses(t *testing.T) {
	o := wall()
	x := []float64{0}
	m := GroupedNewton{Lambda: 1, Adaptive: new(Adaptive)}
	var f Frame
	if err := m.Step(&f, x, o); err != nil {
		t.Fatal(err)
	}
	if !(f.Lambda > 1) || !(f.Actual < 0) || !(x[0] > 0) || !(x[0] <= 1) {
		t.Errorf("λ_int = %g, the loss changed by %g, θ = %v", f.Lambda, f.Actual, x)
	}
	if o.summaries != 1 {
		t.Errorf("%d summaries for one step", o.summaries)
	}
	blocked := wall()
	blocked.loss = func(x []float64) float64 { return math.Abs(x[0]) }
	m, x = GroupedNewton{Adaptive: &Adaptive{Tries: 3}}, []float64{0}
	if err := m.Step(&f, x, blocked); err != nil || x[0] != 0 || !strings.Contains(f.Reason, "no step") || f.Eta[0] != 0 {
		t.Errorf("nothing lowers this loss: %v, θ = %v, %q, η = %v", err, x, f.Reason, f.Eta)
	}
}

// shifting is a bowl whose gradients turn hostile for some steps: noise that the
// summary does not see.
type shifting struct {
	*toy
	step, from, to int
	spoil          func(g []float64) float64
}

func (s *shifting) Gradient(dst, x []float64) float64 {
	s.step++
	loss := s.toy.Gradient(dst, x)
	if s.step > s.from && s.step <= s.to {
		return s.spoil(dst)
	}
	return loss
}

// A period that lost far more than was promised, or that ran into numbers that
// are not finite, is taken back: θ is at its start again, and λ_int is larger.
func TestAdaptiveTakesAPeriodBack(t *testing.T) {
	for name, spoil := range map[string]func(g []float64) float64{
		"uphill":     func(g []float64) float64 { g[0], g[1] = -1e3*g[0], -1e3*g[1]; return 1 },
		"not finite": func(g []float64) float64 { g[0] = math.NaN(); return math.NaN() },
	} {
		o := &shifting{toy: bowl(rand.New(rand.NewPCG(13, 1)), 2, discrete(2)), from: 2, to: 4, spoil: spoil}
		if name == "not finite" {
			o.to = 3 // one draw; the next is asked for at once
		}
		m := GroupedNewton{Rate: 0.1, Period: 4, Adaptive: new(Adaptive)}
		x := []float64{3, 2}
		start := slices.Clone(x)
		var f Frame
		highest := 0.0
		for k := 0; k < 5; k++ {
			before := slices.Clone(x)
			if err := m.Step(&f, x, o); err != nil {
				t.Fatalf("%s, step %d: %v", name, k, err)
			}
			highest = max(highest, o.toy.loss(before)-o.toy.loss(start))
			if strings.Contains(f.Reason, "taken back") {
				break
			}
		}
		if !strings.Contains(f.Reason, "taken back") || f.Lambda != 4 || !(o.toy.loss(x) < o.toy.loss(start)) {
			t.Errorf("%s: %q, λ_int = %g, L = %g at first and %g now", name, f.Reason, f.Lambda, o.toy.loss(start), o.toy.loss(x))
		}
		if name == "uphill" && highest == 0 {
			t.Error("nothing was lost on the way")
		}
	}
}

// Where the model has no minimum the old step sizes are halved until they help.
func TestAdaptiveWithoutMinimum(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(14, 1)), 2, discrete(2))
	m := GroupedNewton{Rate: 0.5, Adaptive: new(Adaptive)}
	x := []float64{1, 2}
	var f Frame
	if err := m.Step(&f, x, o); err != nil {
		t.Fatal(err)
	}
	old := slices.Clone(f.Newton)
	bent := saddle() // no third derivative: unbounded whatever λ_int is
	if err := m.Step(&f, x, bent); err != nil || f.Status.Solved() || f.Reason == "" {
		t.Fatalf("%v, %v, %q", err, f.Status, f.Reason)
	}
	for s, e := range f.Eta {
		if ratio := math.Log2(0.5 * old[s] / e); e != 0 && !(ratio >= 0 && ratio == math.Trunc(ratio)) {
			t.Errorf("η_%d = %g, before it was %g", s, e, 0.5*old[s])
		}
	}
	if !(f.Actual <= 0) {
		t.Errorf("the loss changed by %g", f.Actual)
	}
}

// With clipping a group that would go uphill is held at 0, and what is promised
// for the others is their own best.
func TestAdaptiveHoldsGroupsAtZero(t *testing.T) {
	// From θ = 0, g = −b = (−1, −0.1): along the momentum below ḡ_1 < 0.
	o := quadratic([]float64{2, 1.9, 1.9, 2}, []float64{1, 0.1}, discrete(2))
	m := GroupedNewton{Clipping: ClipAtUse, Adaptive: new(Adaptive)}
	x := []float64{0, 0}
	var f Frame
	if err := m.Step(&f, x, o); err != nil {
		t.Fatal(err)
	}
	// Unclipped η_1 would be H⁻¹b / −b·… < 0; alone η_0 = ḡ_0/H̄_00 = ½.
	if f.Newton[1] != 0 || !(math.Abs(f.Newton[0]-0.5) <= 1e-14) || f.Lambda != 1 {
		t.Errorf("η = %v, λ_int = %g, want [0.5 0], 1", f.Newton, f.Lambda)
	}
}

func TestAdaptiveAllocatesNothing(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(15, 1)), 8, []int{0, 0, 1, 1, 2, 2, 3, 3})
	x := []float64{1, 2, 3, 4, 5, 6, 7, 8}
	for name, m := range map[string]Method{
		"grouped Newton": &GroupedNewton{Rate: 0.1, Period: 2, Momentum: 0.5, Dampening: 0.5, Clipping: ClipAtUse, Adaptive: new(Adaptive)},
		"L-BFGS":         &LBFGS{},
	} {
		var f Frame
		step := func() {
			if err := m.Step(&f, x, o); err != nil {
				t.Fatal(err)
			}
		}
		for range 10 {
			step()
		}
		if n := testing.AllocsPerRun(25, step); n != 0 {
			t.Errorf("%s: %v allocations a step", name, n)
		}
	}
}
