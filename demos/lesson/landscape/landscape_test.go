package landscape

import (
	"math"
	"testing"

	"github.com/cauchy-newton/playground/engine/summary"
)

// The formulas that the recipes claim, at places of no symmetry.
var formulas = map[string]func(x, y float64) float64{
	"bowl": func(x, y float64) float64 {
		s, c := math.Sincos(25 * math.Pi / 180)
		u, v := c*x+s*y, -s*x+c*y
		return (u*u + 12*v*v) / 2
	},
	"valley": func(x, y float64) float64 { return (x-1)*(x-1) + 5*(x*x-y)*(x*x-y) },
	"saddle": func(x, y float64) float64 { return x*x*x*x/4 - x*x/2 + y*y/2 + x/8 },
	"pass":   func(x, y float64) float64 { return (x*x*x*x+y*y*y*y)/4 - x*y },
	"neuron": func(w, b float64) float64 {
		sum, ys := 0.0, []float64{-0.9, -0.8, -0.2, 0.6, 0.9}
		for i, x := range []float64{-2, -1, 0, 1, 2} {
			d := math.Tanh(w*x+b) - ys[i]
			sum += d * d
		}
		return sum / 5
	},
}

// gradient returns the value and the gradient at (x, y).
func gradient(l *Landscape, x, y float64) (value, gx, gy float64) {
	var theta, g [2]float64
	l.Theta(theta[:], x, y)
	value = l.Sweep.Gradient(g[:], theta[:], &l.Batch)
	gx, gy = l.Of(g[:])
	return value, gx, gy
}

// hessian returns the second derivatives at (x, y): with the direction of all
// ones and a group for each coordinate H̄ is the Hessian itself.
func hessian(l *Landscape, x, y float64) (xx, xy, yy float64) {
	var theta [2]float64
	l.Theta(theta[:], x, y)
	s := summary.New(2)
	l.Discrete.Compute(s, theta[:], []float64{1, 1}, &l.Batch)
	xx, yy = l.Of([]float64{s.Hbar[0], s.Hbar[3]})
	return xx, s.Hbar[1], yy
}

func near(a, b, tol float64) bool { return math.Abs(a-b) <= tol*(1+math.Abs(a)+math.Abs(b)) }

func TestLandscapesAreTheirFormulas(t *testing.T) {
	if len(formulas) != len(recipes) {
		t.Fatalf("%d formulas for %d landscapes", len(formulas), len(recipes))
	}
	for name, f := range formulas {
		l := New(name)
		scale := l.Value(0.7, -0.3) / f(0.7, -0.3) // a loss may count ½ of the square
		for _, p := range [][2]float64{{0.7, -0.3}, {-1.1, 0.4}, {0.2, 0.9}} {
			x, y := p[0], p[1]
			if got := l.Value(x, y); !near(got, f(x, y)*scale, 1e-13) {
				t.Errorf("%s(%g, %g) = %g, want %g", name, x, y, got, f(x, y))
			}
			const h = 1e-5
			value, gx, gy := gradient(l, x, y)
			if value != l.Value(x, y) {
				t.Errorf("%s: Gradient returns the value %g", name, value)
			}
			if want := (l.Value(x+h, y) - l.Value(x-h, y)) / (2 * h); !near(gx, want, 1e-8) {
				t.Errorf("%s: ∂x = %g, differences give %g", name, gx, want)
			}
			if want := (l.Value(x, y+h) - l.Value(x, y-h)) / (2 * h); !near(gy, want, 1e-8) {
				t.Errorf("%s: ∂y = %g, differences give %g", name, gy, want)
			}
			xx, xy, yy := hessian(l, x, y)
			_, ax, ay := gradient(l, x+h, y)
			_, bx, by := gradient(l, x-h, y)
			_, _, cy := gradient(l, x, y+h)
			_, _, dy := gradient(l, x, y-h)
			if !near(xx, (ax-bx)/(2*h), 1e-8) || !near(xy, (ay-by)/(2*h), 1e-8) || !near(yy, (cy-dy)/(2*h), 1e-8) {
				t.Errorf("%s: Hessian %g %g %g", name, xx, xy, yy)
			}
		}
	}
}
