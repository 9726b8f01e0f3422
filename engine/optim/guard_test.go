package optim

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/summary"
)

// measured is a toy that measures directions.
type measured struct{ *toy }

func (m measured) Lengths(dst, u []float64) {
	for s := range m.Groups() {
		dst[s] = 0
		for p, v := range u {
			if m.group[p] == s {
				dst[s] = math.Hypot(dst[s], v)
			}
		}
	}
}

// guarded is grouped Newton with all guards.
func guarded() *GroupedNewton {
	return &GroupedNewton{
		Rate: 0.9, Lambda: 1, Period: 4, Momentum: 0.5, Dampening: 0.5, SummaryAveraging: 0.3, Clipping: ClipAtUse,
		Guards: Guards{Bound: 10, Reach: 1, Trial: 0.1},
	}
}

// inUnits is the objective c·L(z/α): another unit of the loss, and another one of each
// group of parameters.
func inUnits(o *toy, c float64, alpha []float64) *toy {
	back := func(z []float64) []float64 {
		x := make([]float64, len(z))
		for p, v := range z {
			x[p] = v / alpha[o.group[p]]
		}
		return x
	}
	return &toy{
		group: o.group,
		loss:  func(z []float64) float64 { return c * o.loss(back(z)) },
		grad: func(dst, z []float64) {
			o.grad(dst, back(z))
			for p := range dst {
				dst[p] *= c / alpha[o.group[p]]
			}
		},
		hess:  func(z, u, v []float64) float64 { return c * o.hess(back(z), back(u), back(v)) },
		third: func(z, u []float64) float64 { return c * o.third(back(z), back(u)) },
	}
}

// Law: with guards, too, another unit of the loss and of every group maps the
// trajectory, also where the guards change it.
func TestGuardsAreInvariant(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 1))
	raised, halved, held, alpha := 0, 0, 0, []float64{1e3, -1e-2}
	for run := range 40 {
		o := rosenbrock(0, 1)
		x := []float64{2 * rng.NormFloat64(), 2 * rng.NormFloat64()}
		z := []float64{alpha[0] * x[0], alpha[1] * x[1]}
		m, n := guarded(), guarded()
		if run%2 == 0 { // the trial has more to do without the bound
			m.Bound, n.Bound = 0, 0
		}
		var f, g Frame
		for k := range 12 {
			if err := m.Step(&f, x, measured{o}); err != nil {
				t.Fatal(err)
			}
			if err := n.Step(&g, z, measured{inUnits(o, 1e-6, alpha)}); err != nil {
				t.Fatal(err)
			}
			for p := range x {
				if d := math.Abs(z[p]/alpha[p] - x[p]); !(d <= 1e-7*max(1, math.Abs(x[p]))) {
					t.Fatalf("step %d: θ is %v, in other units %v", k, x, z)
				}
			}
			if m.raised != n.raised || m.halved != n.halved {
				t.Fatalf("step %d: raised %v and %v, halved %d and %d times", k, m.raised, n.raised, m.halved, n.halved)
			}
			if f.Fresh && m.raised {
				raised++
			}
			if f.Fresh && m.halved > 0 {
				halved++
			}
			for s, e := range f.Eta {
				if e > 0 && e < 0.9*math.Max(m.raw[s], 0)*(1-1e-12) {
					held++
				}
			}
		}
	}
	if raised == 0 || halved == 0 || held == 0 {
		t.Errorf("the guards raised %d times, halved %d, held %d", raised, halved, held)
	}
}

// Law: along one group a bounded step promises at most L√(2/κ) by the slope where the
// loss curves upwards, and by the curvature never more than L; where the bound is kept
// without, nothing changes.
func TestNoGroupIsPromisedMoreThanTheLoss(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 1))
	changed, kept := 0, 0
	for range 2000 {
		loss := math.Exp(6 * rng.NormFloat64())
		g, h, third := math.Exp(6*rng.NormFloat64()), math.Exp(6*rng.NormFloat64()), math.Exp(12*rng.NormFloat64())
		if rng.IntN(2) == 0 {
			h = -h
		}
		o := &toy{
			group: []int{0},
			loss:  func([]float64) float64 { return loss },
			grad:  func(dst, _ []float64) { dst[0] = 1 },
			hess:  func(_, u, v []float64) float64 { return h / (g * g) * u[0] * v[0] },
			third: func(_, u []float64) float64 { return third * u[0] * u[0] * u[0] },
		}
		o.grad = func(dst, _ []float64) { dst[0] = g }
		slope := g * g // ḡ along u = g
		m, bare := &GroupedNewton{Lambda: 1, Guards: Guards{Bound: 10}}, &GroupedNewton{Lambda: 1}
		var f, plain Frame
		if err := m.Step(&f, []float64{0}, o); err != nil || f.Status == cubic.NotFinite {
			t.Fatal(err, f.Status)
		}
		if err := bare.Step(&plain, []float64{0}, o); err != nil {
			t.Fatal(err)
		}
		eta := f.Newton[0]
		if !m.raised {
			kept++
			if eta != plain.Newton[0] {
				t.Errorf("an unbounded step is %g, with the bound %g", plain.Newton[0], eta)
			}
			continue
		}
		changed++
		if h > 0 && slope*eta > loss*math.Sqrt(2./10)*(1+1e-12) {
			t.Errorf("L %g, ḡ %g, H̄ %g: promised %g L by the slope", loss, slope, h, slope*eta/loss)
		}
		if math.Abs(h)*eta*eta/2 > loss {
			t.Errorf("L %g, ḡ %g, H̄ %g: promised %g L by the curvature", loss, slope, h, math.Abs(h)*eta*eta/2/loss)
		}
	}
	if changed < 200 || kept < 200 {
		t.Errorf("%d steps were bounded, %d not", changed, kept)
	}
}

// The floor of D is that of the formula, also where the powers leave the doubles.
func TestFloorOfD(t *testing.T) {
	pow := func(x float64, n int) *big.Float {
		p := big.NewFloat(1).SetPrec(300)
		for range n {
			p.Mul(p, big.NewFloat(x))
		}
		return p
	}
	for _, c := range []struct{ g, h, loss float64 }{
		{2, 3, 5}, {2, -3, 5}, {1e-150, 1e-300, 1e-300}, {1e150, 1e-3, 1e200}, {0, 1e300, 1e-300}, {1e-200, 0, 1e-100}, {3, 0, 1e-60},
	} {
		got := floor(10, c.g, c.h, c.loss)
		// D⁶ = κ² max(|h|³/L, g⁶/L⁴)
		curved := new(big.Float).Quo(pow(math.Abs(c.h), 3), pow(c.loss, 1))
		steep := new(big.Float).Quo(pow(c.g, 6), pow(c.loss, 4))
		if curved.Cmp(steep) < 0 {
			curved = steep
		}
		want := curved.Mul(curved, big.NewFloat(100))
		ratio, _ := new(big.Float).Quo(pow(got, 6), want).Float64()
		if !(math.Abs(ratio-1) <= 1e-14) {
			t.Errorf("g %g, H̄ %g, L %g: D⁶ is %v of the formula's", c.g, c.h, c.loss, ratio)
		}
	}
	for _, c := range [][3]float64{{1, 1, 0}, {0, 0, 0}, {1e300, 1, 1e-300}, {math.Inf(1), 1, 1}, {1, math.NaN(), 1}} {
		if d := floor(10, c[0], c[1], c[2]); d != 0 {
			t.Errorf("floor(%v) = %g", c, d)
		}
	}
}

// Between two summaries no group moves farther than it was measured for.
func TestReach(t *testing.T) {
	// Along a slope that grows with every step, the direction does.
	o := &toy{
		group: []int{0, 1},
		loss:  func(x []float64) float64 { return 1 - x[0] },
		grad:  func(dst, x []float64) { dst[0], dst[1] = -1-0.6*x[0], -1 },
		hess:  func(_, u, v []float64) float64 { return u[0]*v[0] + u[1]*v[1] },
		third: func(x, u []float64) float64 { return 0 },
	}
	for _, reach := range []float64{1, 1.5, 0} {
		m := &GroupedNewton{Rate: 0.5, Period: 6, Guards: Guards{Reach: reach}}
		x, first, beyond := []float64{1, 0}, [2]float64{}, 0.0
		for range 18 {
			before := [2]float64{x[0], x[1]}
			var f Frame
			if err := m.Step(&f, x, measured{o}); err != nil {
				t.Fatal(err)
			}
			for p := range x {
				moved := math.Abs(x[p] - before[p])
				if f.Fresh {
					first[p] = moved
				}
				beyond = max(beyond, moved/first[p])
			}
		}
		if reach > 0 && !(math.Abs(beyond-reach) <= 1e-12*reach) || reach == 0 && beyond < 2 {
			t.Errorf("reach %g: a group moved %g times as far", reach, beyond)
		}
	}
}

// A trial halves the step sizes until the loss keeps within its bound; where no step
// does, θ stays.
func TestTrial(t *testing.T) {
	wall := func(at float64) *toy { // a slope that promises much, and a wall behind it
		return &toy{
			group: []int{0},
			loss:  func(x []float64) float64 { return 1 - 0.01*x[0] + 100*math.Max(0, x[0]-at) },
			grad:  func(dst, _ []float64) { dst[0] = -0.01 },
			hess:  func(_, u, v []float64) float64 { return 0.001 * u[0] * v[0] },
			third: func(_, _ []float64) float64 { return 0 },
		}
	}
	for _, c := range []struct {
		at     float64
		halved int
		stays  bool
	}{{20, 0, false}, {3, 2, false}, {0.0095, 10, false}, {0, 10, true}} {
		m := &GroupedNewton{Guards: Guards{Trial: 0.1}}
		x := []float64{0}
		var f Frame
		o := wall(c.at)
		if err := m.Step(&f, x, o); err != nil {
			t.Fatal(err)
		}
		before := o.loss([]float64{0})
		if m.halved != c.halved || (x[0] == 0) != c.stays || o.loss(x) > 1.1*before || f.Actual != o.loss(x)-before {
			t.Errorf("wall at %g: halved %d times, θ %g, loss %g from %g, actual %g", c.at, m.halved, x[0], o.loss(x), before, f.Actual)
		}
		if c.stays != strings.Contains(f.Reason, "θ stays") {
			t.Errorf("wall at %g: %q", c.at, f.Reason)
		}
	}
}

// Averages of summaries forget at the rate that is set.
func TestSummariesAreAveraged(t *testing.T) {
	o := quadratic([]float64{2}, []float64{0}, []int{0})
	m := &GroupedNewton{Rate: 1e-3, SummaryAveraging: 0.25}
	x := []float64{8.0}
	want := summary.Summary{}
	for k := range 5 {
		g := 2 * x[0]
		now := g * g
		if k == 0 {
			want.Gbar = []float64{now}
		} else {
			want.Gbar[0] = 0.25*want.Gbar[0] + 0.75*now
		}
		var f Frame
		if err := m.Step(&f, x, o); err != nil {
			t.Fatal(err)
		}
		if math.Abs(f.Summary.Gbar[0]-want.Gbar[0]) > 1e-13*want.Gbar[0] {
			t.Errorf("step %d: mean of ḡ %g, want %g", k, f.Summary.Gbar[0], want.Gbar[0])
		}
	}
}
