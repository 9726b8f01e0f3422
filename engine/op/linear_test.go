package op

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A bias is y_rj + w_j and its adjoint Σ_r λ_rj, for rows narrower and wider
// than the strip, and for more of them than it holds.
func TestBiasByStrips(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 0))
	for _, d := range []Dims{{Rows: 1, Out: 1}, {Rows: 1, Out: 7}, {Rows: 2, Out: 3}, {Rows: 2000, Out: 1}, {Rows: 513, Out: 6},
		{Rows: 170, Out: 3}, {Rows: 171, Out: 3}, {Rows: 3, Out: strip / 2}, {Rows: 3, Out: strip/2 + 1},
		{Rows: 4, Out: strip}, {Rows: 4, Out: strip + 5}} {
		draw := func(n int) []float64 {
			x := make([]float64, n)
			for i := range x {
				x[i] = rng.NormFloat64()
			}
			return x
		}
		y, w, dy, dw := draw(d.Rows*d.Out), draw(d.Out), draw(d.Rows*d.Out), draw(d.Out)
		wantY, wantW := append([]float64(nil), y...), append([]float64(nil), dw...)
		for i := range y {
			wantY[i] += w[i%d.Out]
			wantW[i%d.Out] += dy[i]
		}
		Bias().Param(y, w, d)
		Bias().ParamAdjoint(dw, dy, d)
		for i := range y {
			if y[i] != wantY[i] {
				t.Fatalf("%+v: y[%d] = %v, want %v", d, i, y[i], wantY[i])
			}
		}
		for j := range dw {
			if !(math.Abs(dw[j]-wantW[j]) <= 1e-12*float64(d.Rows)) {
				t.Fatalf("%+v: dw[%d] = %v, want %v", d, j, dw[j], wantW[j])
			}
		}
	}
}

// MaxPool takes the largest entry of a window, of equal ones the first, and
// NaN wherever there is one; the padding is never taken.
func TestMaxPoolChooses(t *testing.T) {
	nan := math.NaN()
	m := Image{Channels: 2, Height: 2, Width: 2}
	for _, c := range []struct {
		x    []float64 // positions × channels
		want []int32
	}{
		{[]float64{1, 8, 4, 7, 2, 6, 3, 5}, []int32{2, 1}},
		{[]float64{3, -1, 3, -1, 3, -1, 3, -1}, []int32{0, 1}},
		{[]float64{1, nan, nan, 2, 3, 4, 0, 5}, []int32{2, 1}},
		{[]float64{-math.MaxFloat64, math.Inf(-1), math.Inf(-1), 0, -1, 0, -2, 0}, []int32{4, 3}},
	} {
		got := make([]int32, 2)
		MaxPool(m, Window{Size: 2, Stride: 2}).Choose(got, c.x)
		if got[0] != c.want[0] || got[1] != c.want[1] {
			t.Errorf("of %v it takes %v, want %v", c.x, got, c.want)
		}
	}
	padded := MaxPool(Image{1, 1, 1}, Window{Size: 3, Stride: 1, Pad: 1})
	got := []int32{7}
	padded.Choose(got, []float64{-5})
	if got[0] != 0 {
		t.Errorf("in the padding it takes %d", got[0])
	}
}
