package plot

import (
	"math"
	"testing"

	"github.com/cauchy-newton/playground/demos"
)

// A scale of signed values is odd, rises, and reaches ±1 at ±Top.
func TestSigned(t *testing.T) {
	values := []float64{3, -1e-5, 200, math.NaN(), -40, 0, math.Inf(1), 2e-3}
	for _, log := range []bool{false, true} {
		s := FitSigned(values, log)
		if s.Top != 200 || s.At(200) != 1 || s.At(0) != 0 {
			t.Errorf("log %t: %+v, At(200) = %g", log, s, s.At(200))
		}
		before := -1.1
		for _, v := range []float64{-200, -3, -1e-4, 0, 1e-5, 0.1, 60} {
			if s.At(-v) != -s.At(v) || !(s.At(v) > before) {
				t.Errorf("log %t: At(%g) = %g after %g", log, v, s.At(v), before)
			}
			before = s.At(v)
		}
	}
	// Entries six orders of magnitude below the largest still have a colour.
	if s := FitSigned([]float64{200, 1e-4, 3e-4}, true); !(s.At(1e-4) >= 0.03) {
		t.Errorf("a small entry is at %g", s.At(1e-4))
	}
	for _, none := range [][]float64{nil, {0, 0}, {math.NaN()}} {
		if s := FitSigned(none, true); s.Top != 1 || !(s.Knee > 0) {
			t.Errorf("of %v: %+v", none, s)
		}
	}
}

// Blue is negative and red positive, more so the larger, in both themes; zero
// is neutral.
func TestDiverging(t *testing.T) {
	for _, theme := range []*demos.Theme{&demos.Light, &demos.Dark} {
		r := Diverging(theme)
		zero := r.At(0)
		if spread := max(zero.R, zero.G, zero.B) - min(zero.R, zero.G, zero.B); spread > 12 {
			t.Errorf("zero is %v", zero)
		}
		for _, v := range []float64{0.3, 0.7, 1} {
			if p, n := r.At(v), r.At(-v); p.R <= p.B || n.B <= n.R {
				t.Errorf("±%g is %v and %v", v, p, n)
			}
		}
		if r.At(1) != r.At(7) || r.At(-1) != r.At(math.Inf(-1)) {
			t.Error("values beyond the scale do not end at its colours")
		}
	}
}

// The cell below a point is the cell that holds it, and the bitmap has its
// colour there.
func TestHeatMap(t *testing.T) {
	var m HeatMap
	m.Set(3, 3, []float64{5, -2, 0, -2, 1, 0, 0, 0, -5}, false)
	m.Split = 2
	m.Area = demos.Box{X: 10, Y: 20, W: 90, H: 90}
	c := &demos.Recorder{Width: 200, Height: 200}
	m.Draw(c, &demos.Light)
	if c.Calls != 3 || len(c.Images) != 1 {
		t.Fatalf("%d draw calls, %d images", c.Calls, len(c.Images))
	}
	b := c.Images[0].Bitmap
	for i := range 3 {
		for j := range 3 {
			gi, gj, ok := m.Under(m.Cell(i, j).Middle())
			if !ok || gi != i || gj != j {
				t.Errorf("below the middle of (%d, %d) is (%d, %d)", i, j, gi, gj)
			}
			want := Diverging(&demos.Light).At(m.Values[3*i+j] / 5)
			p := b.Pix[4*(3*i+j):]
			if (demos.Color{R: p[0], G: p[1], B: p[2], A: p[3]}) != want {
				t.Errorf("(%d, %d) has colour %v, want %v", i, j, p[:4], want)
			}
		}
	}
	if _, _, ok := m.Under(demos.Point{X: 9, Y: 50}); ok {
		t.Error("something lies left of the matrix")
	}
	version := b.Version
	if m.Draw(c, &demos.Light); b.Version != version {
		t.Error("the bitmap is written again without need")
	}
	if m.Draw(c, &demos.Dark); b.Version == version {
		t.Error("the bitmap is that of the other theme")
	}
}
