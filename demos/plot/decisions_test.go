package plot_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// decisions is a softmax of linear functions over a plane, with data.
func decisions(classes int) (*plot.Plane, *plot.Decisions) {
	plane := &plot.Plane{View: plot.Window{Lo: plot.XY{X: -2, Y: -2}, Hi: plot.XY{X: 2, Y: 2}}}
	plane.X.Label, plane.Y.Label, plane.Bare = "x₁", "x₂", true
	d := &plot.Decisions{}
	direction := func(k int) (x, y float64) {
		y, x = math.Sincos(2*math.Pi*float64(k)/float64(classes) + 0.4)
		return x, y
	}
	const w, h = 60, 50
	p := make([]float64, 0, w*h*classes)
	for j := range h {
		for i := range w {
			sum, at := 0.0, len(p)
			for k := range classes {
				x, y := direction(k)
				v := math.Exp(3 * (x*(4*float64(i)/(w-1)-2) + y*(4*float64(j)/(h-1)-2)))
				p, sum = append(p, v), sum+v
			}
			for k := range classes {
				p[at+k] /= sum
			}
		}
	}
	d.Set(w, h, plane.View, classes, p)
	rng := rand.New(rand.NewPCG(7, 8))
	for i := range 60 {
		x, y := direction(i % classes)
		d.Points = append(d.Points, plot.XY{X: 1.1*x + 0.4*rng.NormFloat64(), Y: 1.1*y + 0.4*rng.NormFloat64()})
		d.Classes = append(d.Classes, i%classes)
	}
	return plane, d
}

// The pixel at a point has the tint of the class that At names there, and more
// of it where it is surer; where a probability is missing nothing is painted.
func TestDecisions(t *testing.T) {
	for classes := 2; classes <= 4; classes++ {
		plane, d := decisions(classes)
		c := &demos.Recorder{Width: 400, Height: 300}
		plane.Place(c, demos.Box{W: 400, H: 300})
		d.Draw(c, &plane.Axes, &demos.Light)
		b := c.Images[0].Bitmap
		for j := range b.H {
			for i := range b.W {
				q := plot.XY{X: -2 + 4*float64(i)/float64(b.W-1), Y: -2 + 4*float64(j)/float64(b.H-1)}
				class, p, ok := d.At(q)
				pix := b.Pix[4*((b.H-1-j)*b.W+i):]
				ink := plot.ClassInk(&demos.Light, class)
				back := demos.Light.Back
				away := math.Abs(float64(back.R)-float64(pix[0])-0.34*(float64(back.R)-float64(ink.R))) +
					math.Abs(float64(back.B)-float64(pix[2])-0.34*(float64(back.B)-float64(ink.B)))
				if !ok || !(p >= 1/float64(classes)-1e-9) || !(away <= 2+180*(1-p)) {
					t.Fatalf("%d classes at %+v: class %d with %g, pixel %v", classes, q, class, p, pix[:4])
				}
			}
		}
		if len(c.Paths) != 2*classes {
			t.Errorf("%d classes: %d paths", classes, len(c.Paths))
		}
		v := b.Version
		if d.Draw(c, &plane.Axes, &demos.Light); b.Version != v {
			t.Error("painted again without need")
		}
	}
	d := &plot.Decisions{}
	for _, bad := range []struct{ w, h, classes, n int }{{2, 2, 5, 20}, {2, 2, 2, 7}, {1, 2, 2, 4}, {2, 2, 1, 4}, {-1, -2, 2, 4}} {
		if d.Set(bad.w, bad.h, plot.Window{}, bad.classes, make([]float64, bad.n)) {
			t.Errorf("%+v is taken", bad)
		}
	}
	if _, _, ok := d.At(plot.XY{}); ok {
		t.Error("nothing is known, and something said")
	}
	one := plot.Window{Hi: plot.XY{X: 1, Y: 1}}
	d.Set(2, 2, one, 2, []float64{math.NaN(), 1, 0, 0, 0.5, 0.5, 1, 0})
	plane := &plot.Plane{View: one}
	c := &demos.Recorder{Width: 100, Height: 100}
	plane.Place(c, demos.Box{W: 100, H: 100})
	d.Draw(c, &plane.Axes, &demos.Dark)
	pix := c.Images[0].Bitmap.Pix
	if pix[4*2+3] != 0 || pix[4*3+3] != 0 || pix[3] != 255 || pix[7] != 255 {
		t.Errorf("%v", pix)
	}
}

func TestPictureDecisions(t *testing.T) {
	for classes, name := range map[int]string{2: "two", 4: "four"} {
		plane, d := decisions(classes)
		look(t, "decisions-"+name, square, func(c demos.Canvas, theme *demos.Theme, box demos.Box) {
			plane.Place(c, box)
			d.Draw(c, &plane.Axes, theme)
			plane.Draw(c, theme)
		})
	}
}

func BenchmarkDecisions(b *testing.B) {
	plane, d := decisions(3)
	probabilities := make([]float64, 60*50*3)
	for i := range probabilities {
		probabilities[i] = 1.0 / 3
	}
	frames(b, 800, 600, func(c demos.Canvas, theme *demos.Theme, box demos.Box) {
		d.Set(60, 50, plane.View, 3, probabilities) // a new field every time
		plane.Place(c, box)
		d.Draw(c, &plane.Axes, theme)
		plane.Draw(c, theme)
	})
}
