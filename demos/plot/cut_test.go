package plot_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/plot"
)

// What Cut returns lies on the line and in the box; it is nothing only if no
// point of the line is in the box.
func TestCut(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	b := demos.Box{X: 10, Y: 20, W: 30, H: 40}
	in := b.Inset(-1e-9, -1e-9, -1e-9, -1e-9)
	for range 2000 {
		p := demos.Point{X: rng.Float64()*100 - 30, Y: rng.Float64()*100 - 10}
		q := demos.Point{X: rng.Float64()*100 - 30, Y: rng.Float64()*100 - 10}
		if rng.IntN(5) == 0 {
			q.X = p.X
		}
		from, to, ok := plot.Cut(p, q, b)
		if ok {
			for _, e := range []demos.Point{from, to} {
				if d := (q.X-p.X)*(e.Y-p.Y) - (q.Y-p.Y)*(e.X-p.X); !in.Holds(e) || !(math.Abs(d) <= 1e-8) {
					t.Fatalf("%v–%v is cut to %v–%v", p, q, from, to)
				}
			}
		}
		for k := range 101 {
			f := float64(k) / 100
			e := demos.Point{X: p.X + f*(q.X-p.X), Y: p.Y + f*(q.Y-p.Y)}
			if b.Holds(e) && !ok {
				t.Fatalf("%v–%v has %v in the box", p, q, e)
			}
		}
	}
	if _, _, ok := plot.Cut(demos.Point{X: math.NaN()}, demos.Point{}, b); ok {
		t.Error("a line from nowhere")
	}
}
