package plot_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/cauchy-newton/playground/demos/plot"
)

var unit = plot.Window{Lo: plot.XY{X: -2, Y: -1}, Hi: plot.XY{X: 2, Y: 3}}

// Every point of a contour lies on its level: of the field to rounding, of the
// function to the grid's accuracy, h²/8·|f”|.
func TestContoursLieOnTheirLevels(t *testing.T) {
	f := func(x, y float64) float64 { return math.Sin(2*x)*math.Cos(y) + 0.3*x*y }
	var field plot.Field
	field.Sample(81, 61, unit, f)
	var k plot.Contours
	k.Trace(&field, plot.RingLevels(nil, field.Values, 11))
	h := 4.0 / 60
	points := 0
	for i, level := range k.Levels {
		for _, line := range k.Lines(i) {
			for _, q := range line {
				points++
				if v := field.At(q); !(math.Abs(v-level) <= 1e-12) {
					t.Fatalf("the field at %+v is %g, the level %g", q, v, level)
				}
				if v := f(q.X, q.Y); !(math.Abs(v-level) <= h*h/8*4) {
					t.Fatalf("the function at %+v is %g, the level %g", q, v, level)
				}
			}
		}
	}
	if len(k.Levels) != 11 || points < 1000 {
		t.Errorf("%d levels with %d points", len(k.Levels), points)
	}
}

// Every cell edge with its ends on different sides of the level is crossed
// once, whatever the values; a line ends at the border or where it began.
func TestContoursAreWhole(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		var field plot.Field
		field.Sample(9, 7, unit, func(x, y float64) float64 { return float64(rng.IntN(5)) - 2 })
		level := []float64{0.3, -1.5, 0, -1}[rng.IntN(4)] // the last two lie on corners
		var k plot.Contours
		k.Trace(&field, []float64{level})
		want := 0
		for j := range field.H {
			for i := range field.W {
				v := field.Values[j*field.W+i]
				if i+1 < field.W && (v >= level) != (field.Values[j*field.W+i+1] >= level) {
					want++
				}
				if j+1 < field.H && (v >= level) != (field.Values[(j+1)*field.W+i] >= level) {
					want++
				}
			}
		}
		got := 0
		for _, line := range k.Lines(0) {
			first, last := line[0], line[len(line)-1]
			if got += len(line); first == last {
				got--
				continue
			}
			for _, end := range []plot.XY{first, last} {
				if border := math.Min(math.Min(end.X-unit.Lo.X, unit.Hi.X-end.X), math.Min(end.Y-unit.Lo.Y, unit.Hi.Y-end.Y)); !(border <= 1e-12) {
					t.Errorf("a line ends at %+v", end)
				}
			}
		}
		// On a corner the ends of an open line may meet, and look closed.
		if got != want && level != math.Trunc(level) || got > want {
			t.Errorf("%d crossings, want %d", got, want)
		}
	}
}

// In a cell with a saddle the line follows the bilinear function: the middle
// of each piece is on the same side as the function says.
func TestContoursAtSaddles(t *testing.T) {
	for _, c := range []struct {
		corners [4]float64 // lower left, lower right, upper left, upper right
		high    bool       // the middle is above the level 0
	}{
		{[4]float64{1, -2, -2, 1}, false}, {[4]float64{2, -1, -1, 2}, true},
		{[4]float64{-2, 1, 1, -2}, false}, {[4]float64{-1, 2, 2, -1}, true},
		{[4]float64{1, -1, -1, 1}, true}, // on the level counts as above
	} {
		field := plot.Field{W: 2, H: 2, Window: plot.Window{Hi: plot.XY{X: 1, Y: 1}}, Values: c.corners[:]}
		var k plot.Contours
		k.Trace(&field, []float64{0})
		if len(k.Lines(0)) != 2 {
			t.Fatalf("%v: %d lines", c.corners, len(k.Lines(0)))
		}
		for _, line := range k.Lines(0) {
			// Each line cuts off one corner; it must be one on the other side
			// than the middle.
			m := plot.XY{X: (line[0].X + line[1].X) / 2, Y: (line[0].Y + line[1].Y) / 2}
			i, j := int(math.Round(m.X)), int(math.Round(m.Y))
			if cut := c.corners[2*j+i]; (cut >= 0) == c.high {
				t.Errorf("%v: the corner of value %g is cut off", c.corners, cut)
			}
		}
	}
}

// Where a function has no value there is no line, and a Version that stays
// means that nothing is done again.
func TestContoursGapsAndVersions(t *testing.T) {
	var field plot.Field
	field.Sample(41, 41, unit, func(x, y float64) float64 {
		if x > 0.5 {
			return math.NaN()
		}
		if y > 2.5 {
			return math.Inf(1)
		}
		return x*x + y*y
	})
	var k plot.Contours
	k.Trace(&field, []float64{0.5, 1, 2, math.NaN()})
	for i := range k.Levels {
		for _, line := range k.Lines(i) {
			for _, q := range line {
				if !(q.X <= 0.5+1e-9 && q.Y <= 2.5) {
					t.Fatalf("a line runs through %+v", q)
				}
			}
		}
	}
	levels := append([]float64(nil), k.Levels[:3]...)
	k.Trace(&field, levels)
	before := &k.Lines(0)[0][0]
	if k.Trace(&field, levels); &k.Lines(0)[0][0] != before {
		t.Error("the same field is traced again")
	}
	field.Version++
	if k.Trace(&field, levels); &k.Lines(0)[0][0] == before {
		t.Error("a changed field is not traced again")
	}
	k.Trace(&plot.Field{W: 3, H: 3}, levels) // values are missing
	if len(k.Lines(1)) != 0 {
		t.Error("a field without values has lines")
	}
}

// Levels rise, lie strictly between the smallest and the largest value, and
// those of a round bowl are rings of equal distance.
func TestLevels(t *testing.T) {
	var bowl plot.Field
	bowl.Sample(201, 201, plot.Window{Lo: plot.XY{X: -1, Y: -1}, Hi: plot.XY{X: 1, Y: 1}}, func(x, y float64) float64 {
		if r := x*x + y*y; r <= 1 {
			return r
		}
		return math.NaN()
	})
	rings := plot.RingLevels(nil, bowl.Values, 8)
	for k, v := range rings {
		if want := (float64(k) + 1) / 8.5; !(math.Abs(math.Sqrt(v)-want) <= 0.01) {
			t.Errorf("ring %d has radius %g, want %g", k, math.Sqrt(v), want)
		}
	}
	for name, make := range map[string]func(dst, values []float64, n int) []float64{"ring": plot.RingLevels, "log": plot.LogLevels} {
		for _, values := range [][]float64{bowl.Values, {5, 5, 5}, {math.NaN()}, nil, {1}, {1, 2}, {0, 1e-9, 1e9, math.Inf(1)}} {
			levels := make([]float64{-7}, values, 10)
			if levels[0] != -7 {
				t.Fatal("what was in dst is gone")
			}
			for i, v := range levels[1:] {
				if i > 0 && v <= levels[i] || !(v > 0) || !(v < 1e9) {
					t.Errorf("%s levels of %d values: %v", name, len(values), levels)
				}
			}
		}
		if n := len(make(nil, bowl.Values, 10)); n != 10 {
			t.Errorf("%d %s levels", n, name)
		}
	}
}

func BenchmarkTrace(b *testing.B) {
	l := newLandscape()
	levels := append([]float64(nil), l.contours.Levels...)
	b.ReportAllocs()
	for b.Loop() {
		l.field.Version++
		l.contours.Trace(&l.field, levels)
	}
}
