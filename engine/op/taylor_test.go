package op

import (
	"math"
	"testing"
)

// The coefficients of f(x₀ + t) are f, f′, f″/2, f‴/6, and the next ones are
// differences of those: c_k(x₀ + e) has the slope (k+1)·c_{k+1}(x₀).
func TestTaylor(t *testing.T) {
	for _, f := range append(Activations(), Shift(0.3)) {
		for _, x0 := range []float64{-1.3, -0.2, 0.4, 2} {
			coefficients := func(x0 float64) []float64 {
				x, y := make([]float64, 8), make([]float64, 8)
				x[0], x[1] = x0, 1
				f.Taylor(y, x)
				return y
			}
			c, y := coefficients(x0), f.Value(x0)
			d1, d2, d3 := f.Slopes(x0, y)
			agree(t, f.Name(), c[:4], []float64{y, d1, d2 / 2, d3 / 6}, 1e-14)
			slope := central(func(e float64) []float64 { return coefficients(x0 + e) })
			for k := range 7 {
				if want := slope[k] / float64(k+1); !(math.Abs(c[k+1]-want) <= 1e-8*(1+math.Abs(want))) {
					t.Errorf("%s at %v: coefficient %d is %v, differences say %v", f.Name(), x0, k+1, c[k+1], want)
				}
			}
		}
	}
}
