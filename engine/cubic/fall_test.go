package cubic

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Law: there is a fall exactly where the solver finds no step, and the model
// then falls along it without an end.
func TestFallIsTheSolversReason(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	var s Solver
	var step Step
	falls := 0
	for range 600 {
		n := 1 + rng.IntN(5)
		g, h, d, v := make([]float64, n), make([]float64, n*n), make([]float64, n), make([]float64, n)
		for i := range n {
			unit := math.Pow(10, 3*rng.NormFloat64())
			g[i] = rng.NormFloat64() * unit
			for j := range i + 1 {
				h[i*n+j] = rng.NormFloat64()
				if i == j {
					h[i*n+j] += 1.5
				}
				h[j*n+i] = h[i*n+j]
			}
			if rng.IntN(3) == 0 {
				d[i] = rng.Float64()
			}
		}
		err := s.Solve(&step, g, h, d, 1)
		found := Fall(v, g, h, d)
		if found != (err == ErrUnbounded) {
			t.Fatalf("Solve says %v, Fall %v: g %v, H %v, D %v", err, found, g, h, d)
		}
		if !found {
			continue
		}
		falls++
		near, far := make([]float64, n), make([]float64, n)
		slope := 0.0
		for i := range n {
			if slope += g[i] * v[i]; d[i] != 0 && v[i] != 0 {
				t.Errorf("the fall moves group %d, which has a ruler", i)
			}
			near[i], far[i] = 1e6*v[i], 1e8*v[i]
		}
		if !(slope >= 0) {
			t.Errorf("the fall begins with a climb: slope %g", slope)
		}
		if a, b := Model(near, g, h, d, 1), Model(far, g, h, d, 1); !(b < 10*a && a < 0) {
			t.Errorf("φ = %g, then %g", a, b)
		}
	}
	if falls < 100 || falls > 500 {
		t.Errorf("%d of 600 fall", falls)
	}
}

// Flat directions: with a slope they are a fall, without one they are not.
func TestFallAlongAFlatDirection(t *testing.T) {
	v := make([]float64, 2)
	flat := []float64{1, 1, 1, 1}
	if !Fall(v, []float64{1, 0}, flat, []float64{0, 0}) || v[0] != 1 || v[1] != -1 {
		t.Errorf("v = %v", v)
	}
	if Fall(v, []float64{1, 1}, flat, []float64{0, 0}) || v[0] != 0 {
		t.Errorf("a slope that the curvature holds: v = %v", v)
	}
	if Fall(v, []float64{0, 0}, []float64{0, 0, 0, 1}, []float64{0, 0}) {
		t.Errorf("no slope at all: v = %v", v)
	}
	if Fall(v, []float64{math.NaN(), 0}, flat, []float64{0, 0}) {
		t.Errorf("a NaN: v = %v", v)
	}
}

// Two groups that are flat together to rounding hide nothing: the lowest direction
// of all is told.
func TestFallIsTheLowestBesideAFlatPair(t *testing.T) {
	gbar := []float64{0x1.b35d24374912dp-07, 0x1.6c44956b4bff4p-09, 0x1.1f8f5bad882p-06, 0x1.3b24875a73759p-09}
	hbar := []float64{
		0x1.e0504956a4854p-11, 0x1.c2df593ced798p-16, 0x1.049aa3941a888p-10, 0x1.8611576fae7d4p-16,
		0x1.c2df593ced798p-16, 0x1.c8680a1f7ce7ep-11, -0x1.953415fd0137ap-12, 0x1.8adafa361262dp-11,
		0x1.049aa3941a888p-10, -0x1.953415fd0137ap-12, 0x1.e50f66f03fe34p-08, -0x1.ad946d0b209e4p-13,
		0x1.8611576fae7d4p-16, 0x1.8adafa361262dp-11, -0x1.ad946d0b209e4p-13, 0x1.559aea21e1a03p-11,
	}
	v := make([]float64, 4)
	if !Fall(v, gbar, hbar, make([]float64, 4)) {
		t.Fatal("nothing falls")
	}
	curvature, size := 0.0, 0.0
	for i, x := range v {
		for j, y := range v {
			curvature += x * y * hbar[i*4+j]
			size += math.Abs(x * y * hbar[i*4+j])
		}
	}
	if !(curvature < -1e-4*size) {
		t.Errorf("along %v the curvature is %g of terms of %g", v, curvature, size)
	}
}
