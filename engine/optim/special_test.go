package optim

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// Cauchy's step is gᵀg/gᵀHg along the gradient, and θ follows by its formula.
func TestCauchy(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(21, 1)), 5, make([]int, 5))
	x := []float64{1, -2, 3, 0, 1}
	want, g := slices.Clone(x), make([]float64, 5)
	m := Cauchy{Rate: 0.5}
	var f Frame
	for k := range 5 {
		o.grad(g, want)
		gg := 0.0
		for _, v := range g {
			gg += v * v
		}
		eta := gg / o.hess(want, g, g)
		for p, v := range g {
			want[p] -= 0.5 * eta * v
		}
		if err := m.Step(&f, x, o); err != nil {
			t.Fatal(err)
		}
		for p := range x {
			if !(math.Abs(x[p]-want[p]) <= 1e-13) {
				t.Fatalf("step %d: θ = %v, want %v", k, x, want)
			}
		}
	}
}

// Law: the gradient after Cauchy's whole step stands at right angles to the one
// before, for any quadratic.
func TestCauchyTurnsARightAngle(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(22, 1)), 6, make([]int, 6))
	x, before, after := []float64{1, 1, 1, 1, 1, 1}, make([]float64, 6), make([]float64, 6)
	var m Cauchy
	var f Frame
	o.grad(before, x)
	if err := m.Step(&f, x, o); err != nil {
		t.Fatal(err)
	}
	o.grad(after, x)
	inner, size := 0.0, 0.0
	for p := range after {
		inner += before[p] * after[p]
		size += before[p] * before[p]
	}
	if !(math.Abs(inner) <= 1e-12*size) {
		t.Errorf("⟨g, g'⟩ = %g of ⟨g, g⟩ = %g", inner, size)
	}
}

// Newton's step away from a quadratic, against a dense solve: damped, with a
// ridge in the units of u = g.
func TestNewton(t *testing.T) {
	o := rosenbrock(0, 1)
	for _, rate := range []float64{1, 0.25} {
		x, g := []float64{-1.2, 1}, make([]float64, 2)
		o.grad(g, x)
		h := mat.NewDense(2, 2, nil)
		for i := range 2 {
			for j := range 2 {
				u, v := make([]float64, 2), make([]float64, 2)
				u[i], v[j] = 1, 1
				h.Set(i, j, o.hess(x, u, v))
			}
		}
		var step mat.VecDense
		if err := step.SolveVec(h, mat.NewVecDense(2, g)); err != nil {
			t.Fatal(err)
		}
		want := []float64{x[0] - rate*step.AtVec(0), x[1] - rate*step.AtVec(1)}
		m := Newton{Rate: rate}
		var f Frame
		if err := m.Step(&f, x, o); err != nil {
			t.Fatal(err)
		}
		for p := range x {
			if !(math.Abs(x[p]-want[p]) <= 1e-12) {
				t.Errorf("rate %g: θ = %v, want %v", rate, x, want)
			}
		}
	}
}

// The cubic term lets Newton's method begin where H is indefinite.
func TestNewtonFromASaddle(t *testing.T) {
	// ¼(x² − 1)² + ½y², a double well, near its saddle (0, 0).
	o := &toy{
		group: discrete(2),
		loss:  func(x []float64) float64 { return math.Pow(x[0]*x[0]-1, 2)/4 + x[1]*x[1]/2 },
		grad:  func(dst, x []float64) { dst[0], dst[1] = x[0]*(x[0]*x[0]-1), x[1] },
		hess:  func(x, u, v []float64) float64 { return (3*x[0]*x[0]-1)*u[0]*v[0] + u[1]*v[1] },
		third: func(x, u []float64) float64 { return 6 * x[0] * u[0] * u[0] * u[0] },
	}
	var f Frame
	x := []float64{0.1, 1}
	plain := new(Newton)
	if err := plain.Step(&f, x, o); err != nil || f.Status.Solved() || x[0] != 0.1 {
		t.Errorf("without a cubic term: %v, %v, θ = %v", err, f.Status, x)
	}
	m := Newton{Lambda: 1, Adaptive: new(Adaptive)}
	for range 60 {
		if err := m.Step(&f, x, o); err != nil {
			t.Fatal(err)
		}
	}
	if !(math.Abs(x[0]-1) <= 1e-8 && math.Abs(x[1]) <= 1e-8) {
		t.Errorf("θ = %v, want the well at (1, 0)", x)
	}
}

// A partition that is not the method's own is refused in words.
func TestSpecialCasesWantTheirPartition(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(23, 1)), 3, []int{0, 0, 1})
	x := []float64{1, 2, 3}
	var f Frame
	if err := new(Cauchy).Step(&f, x, o); err == nil || !strings.Contains(err.Error(), "2 groups") {
		t.Errorf("Cauchy: %v", err)
	}
	if err := new(Newton).Step(&f, x, o); err == nil || !strings.Contains(err.Error(), "3 parameters") {
		t.Errorf("Newton: %v", err)
	}
	if !slices.Equal(x, []float64{1, 2, 3}) {
		t.Errorf("θ moved to %v", x)
	}
}

// Grouped Newton along Adam's direction: ḡ and H̄ are those along the u of
// Adam's formula.
func TestAdamsDirection(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(24, 1)), 4, []int{0, 0, 1, 1})
	m := GroupedNewton{Adam: &Adam{Beta1: 0.8}, Lambda: 1}
	x, g, u := []float64{1, 2, 3, 4}, make([]float64, 4), make([]float64, 4)
	first, second := make([]float64, 4), make([]float64, 4)
	var f Frame
	for k := 1; k <= 4; k++ {
		o.grad(g, x)
		for p, v := range g {
			first[p] = 0.8*first[p] + 0.2*v
			second[p] = 0.999*second[p] + 0.001*v*v
			u[p] = first[p] / (1 - math.Pow(0.8, float64(k))) / (math.Sqrt(second[p]/(1-math.Pow(0.999, float64(k)))) + 1e-8)
		}
		left, right := []float64{u[0], u[1], 0, 0}, []float64{0, 0, u[2], u[3]}
		at := slices.Clone(x)
		if err := m.Step(&f, x, o); err != nil {
			t.Fatal(err)
		}
		want := []float64{o.hess(at, left, left), o.hess(at, left, right), o.hess(at, right, left), o.hess(at, right, right)}
		for i, v := range f.Summary.Hbar {
			if !(math.Abs(v-want[i]) <= 1e-12*math.Abs(want[0])) {
				t.Errorf("step %d: H̄ = %v, want %v", k, f.Summary.Hbar, want)
			}
		}
		for p, v := range u {
			if d := at[p] - f.Eta[p/2]*v; !(math.Abs(x[p]-d) <= 1e-12) {
				t.Errorf("step %d: θ_%d = %v, want %v", k, p, x[p], d)
			}
		}
	}
}
