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

// ellipses are level sets around the origin of those half heights, stretch times as wide.
func ellipses(stretch float64, heights []float64) (rings [][][]plot.XY) {
	for _, h := range heights {
		rings = append(rings, [][]plot.XY{ellipse(stretch*h, h)})
	}
	return rings
}

// ellipse is a closed line around the origin with the inside on its left.
func ellipse(a, b float64) (line []plot.XY) {
	const n = 200
	for k := range n + 1 {
		sin, cos := math.Sincos(2 * math.Pi * float64(k%n) / n)
		line = append(line, plot.XY{X: a * cos, Y: b * sin})
	}
	return line
}

// Level sets are filled where the ground is low, hills left out; the deepest water is in
// the valleys.
func TestLandOfAValley(t *testing.T) {
	// A ring-shaped valley around a hill, and of each level its outer and its inner line.
	at := func(x, y float64) float64 { r := math.Hypot(x, y); return (r - 1) * (r - 1) }
	levels := []float64{0.8, 0.2, 0.05}
	var rings [][][]plot.XY
	for _, l := range levels {
		r := math.Sqrt(l)
		inner := ellipse(1-r, 1-r)
		slices.Reverse(inner)
		rings = append(rings, [][]plot.XY{ellipse(1+r, 1+r), inner})
	}
	c := demotest.Canvas(demotest.Size{W: 400, H: 400})
	c.Clear(demos.Light.Back)
	land := plot.Land{Anchor: plot.XY{X: 0.5, Y: 0.5}, Span: plot.XY{X: 4, Y: 4}}
	land.Place(c, demos.Box{W: 400, H: 400})
	land.Rings(rings)
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
		if slices.ContainsFunc(levels, func(l float64) bool { return math.Abs(v-l) < 0.035 }) {
			continue // on a line
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
		t.Errorf("places by depth: %v", seen)
	}
}

// A bowl's level sets are ellipses of the given half axes, in equal units, around the
// anchor.
func TestLandOfABowl(t *testing.T) {
	c := demotest.Recorder(demotest.Desktop)
	land := plot.Land{Anchor: plot.XY{X: 0.755, Y: 0.5}, Span: plot.XY{X: 1.7, Y: 0.96}}
	land.Place(c, demos.Box{W: 1040, H: 450})
	if p := land.At(plot.XY{}); math.Abs(p.X-0.755*1040) > 1e-9 || math.Abs(p.Y-225) > 1e-9 {
		t.Errorf("the middle is at %v", p)
	}
	if a, b := land.At(plot.XY{X: 1}), land.At(plot.XY{Y: 1}); math.Abs(a.X-0.755*1040-land.Unit()) > 1e-9 || math.Abs(225-b.Y-land.Unit()) > 1e-9 {
		t.Errorf("units: %v %v", a, b)
	}
	land.Rings(ellipses(3, []float64{0.3, 0.2}))
	land.Draw(c, &demos.Dark)
	var fills []demos.RecordedPath
	for _, p := range c.Paths {
		if p.Width == 0 {
			fills = append(fills, p)
		}
	}
	if len(fills) != 2 || math.Abs(fills[1].Box.W-1.2*land.Unit()) > 0.3 || math.Abs(fills[1].Box.H-0.4*land.Unit()) > 0.3 {
		t.Errorf("fills: %+v", fills)
	}
	if c.Calls != 4 {
		t.Errorf("%d draw calls for two levels", c.Calls)
	}
}

// Words over land can be read: ink at the bottom of twelve levels, soft ink on four.
func TestWordsOverLandCanBeRead(t *testing.T) {
	for _, th := range []*demos.Theme{&demos.Light, &demos.Dark} {
		part := 0.085
		if th.Dark {
			part = 0.075
		}
		for levels, ink := range map[float64]demos.Color{12: th.Text, 4: th.Soft} {
			ground := demos.Mix(th.Water, th.Back, math.Pow(1-part, levels))
			if r := demos.Contrast(ink, ground); !(r >= 4.5) {
				t.Errorf("dark %t: %v over %g levels has a contrast of %.2f", th.Dark, ink, levels, r)
			}
		}
	}
}

// The land fades from one shade to the next through a grain of both, so that no band is
// seen: over a level set along the whole side, on both sides, no column is of one colour,
// and the columns' means only ever rise. At the very edge there is only the page.
func TestFadesHaveNoBands(t *testing.T) {
	for _, th := range []*demos.Theme{&demos.Light, &demos.Dark} {
		c := demotest.Canvas(demotest.Size{W: 600, H: 200})
		c.Clear(th.Back)
		land := plot.Land{Anchor: plot.XY{X: 0.5, Y: 0.5}, Span: plot.XY{X: 1, Y: 1}, Fade: plot.Sides{Left: 0.4, Right: 0.4}}
		land.Place(c, demos.Box{W: 600, H: 200})
		land.Rings(ellipses(1, []float64{90, 80, 70})) // over all of it
		land.Draw(c, th)
		scale := c.Pixels().Rect.Dx() / 600
		column := func(x int) (mean float64, shades map[uint8]int) {
			shades = map[uint8]int{}
			for y := range 200 * scale {
				v := c.Pixels().RGBAAt(x*scale, y).R
				shades[v]++
				mean += float64(v) / float64(200*scale)
			}
			return mean, shades
		}
		water, _ := column(300)
		for side, at := range map[string]func(i int) int{"left": func(i int) int { return i }, "right": func(i int) int { return 599 - i }} {
			if mean, _ := column(at(0)); math.Abs(mean-float64(th.Back.R)) > 1e-9 {
				t.Errorf("%s: its edge is %v, the page %v", side, mean, th.Back.R)
			}
			last, mixed := float64(th.Back.R), 0
			for i := 20; i < 220; i += 10 {
				mean, shades := column(at(i))
				if (mean-last)*(water-float64(th.Back.R)) < -0.3*math.Abs(water-float64(th.Back.R)) {
					t.Errorf("%s: %v after %v", side, mean, last)
				}
				if last = mean; len(shades) > 1 {
					mixed++
				}
			}
			if mixed < 15 {
				t.Errorf("dark %t, %s: %d of 20 columns are of more than one colour", th.Dark, side, mixed)
			}
		}
	}
}
