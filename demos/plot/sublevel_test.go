package plot_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/plot"
)

// The level sets of a function on a grid are filled where it is low, hills left out, up
// to the edge of its window; the deepest water is in the valleys.
func TestSublevels(t *testing.T) {
	var f plot.Field
	// A ring-shaped valley around a hill.
	at := func(x, y float64) float64 { r := math.Hypot(x, y); return (r - 1) * (r - 1) }
	f.Sample(81, 81, plot.Window{Lo: plot.XY{X: -2, Y: -2}, Hi: plot.XY{X: 2, Y: 2}}, at)
	f.Values[5*81+5] = math.NaN()
	levels := []float64{0.05, 0.8, 0.2}
	c := demotest.Canvas(demotest.Size{W: 400, H: 400})
	c.Clear(demos.Light.Back)
	land := plot.Land{Anchor: plot.XY{X: 0.5, Y: 0.5}, Span: plot.XY{X: 4, Y: 4}}
	land.Place(c, demos.Box{W: 400, H: 400})
	land.Rings(plot.Sublevels(&f, levels))
	land.Draw(c, &demos.Light)
	scale := float64(c.Pixels().Rect.Dx()) / 400
	rng := rand.New(rand.NewPCG(1, 2))
	seen := [4]int{}
	for range 2000 {
		q := plot.XY{X: 4*rng.Float64() - 2, Y: 4*rng.Float64() - 2}
		v, deep := at(q.X, q.Y), 0
		for _, l := range levels {
			if v < l {
				deep++
			}
		}
		if slices.ContainsFunc(levels, func(l float64) bool { return math.Abs(v-l) < 0.035 }) || math.Hypot(q.X+1.75, q.Y+1.75) < 0.2 {
			continue // on a line, or beside the missing value
		}
		p := land.At(q)
		ground := math.Pow(1-0.085, float64(deep))
		want := demos.Mix(demos.Light.Water, demos.Light.Back, ground)
		got := c.Pixels().RGBAAt(int(p.X*scale), int(p.Y*scale))
		if d := math.Abs(float64(got.R) - float64(want.R)); d > 1 {
			t.Fatalf("at %v, below %d levels, is %v, want %v", q, deep, got, want)
		}
		seen[deep]++
	}
	if slices.Min(seen[:]) < 20 {
		t.Errorf("of the depths only %v were seen", seen)
	}
	if plot.Sublevels(&plot.Field{}, levels) != nil || plot.Sublevels(&f, nil) != nil {
		t.Error("a land of nothing")
	}
}
