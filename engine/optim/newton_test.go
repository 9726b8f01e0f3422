package optim

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/engine/cubic"
)

// The trivial partition gives Cauchy's step, η = gᵀg/gᵀHg.
func TestTrivialPartitionIsCauchy(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(1, 1)), 5, make([]int, 5))
	x, g := []float64{1, -2, 3, 0, 1}, make([]float64, 5)
	var m GroupedNewton
	var f Frame
	for range 4 {
		o.grad(g, x)
		gg := 0.0
		for _, v := range g {
			gg += v * v
		}
		want := gg / o.hess(x, g, g)
		if err := m.Step(&f, x, o); err != nil {
			t.Fatal(err)
		}
		if !(math.Abs(f.Eta[0]-want) <= 1e-14*want) || f.Status != cubic.Interior {
			t.Errorf("η = %v (%v), want %v", f.Eta[0], f.Status, want)
		}
	}
}

// The discrete partition gives Newton's step: a quadratic is solved at once.
func TestDiscretePartitionIsNewton(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(2, 1)), 6, discrete(6))
	x, g := []float64{1, -2, 3, 0.5, 1, 7}, make([]float64, 6)
	var m GroupedNewton
	var f Frame
	if err := m.Step(&f, x, o); err != nil {
		t.Fatal(err)
	}
	o.grad(g, x)
	for p, v := range g {
		if !(math.Abs(v) <= 1e-11) {
			t.Errorf("∂L/∂θ_%d = %g after one step", p, v)
		}
	}
}

// On a quadratic the promise is kept, whatever the partition.
func TestPromiseIsKeptOnAQuadratic(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(3, 1)), 6, []int{0, 1, 2, 0, 1, 1})
	x := []float64{1, -2, 3, 0.5, 1, 7}
	m := GroupedNewton{Rate: 0.4, Period: 2, Momentum: 0.5, Averaging: 0.3, Clipping: ClipAtUse}
	var f Frame
	for k := range 6 {
		if err := m.Step(&f, x, o); err != nil {
			t.Fatal(err)
		}
		if f.Fresh != (k%2 == 0) {
			t.Errorf("step %d: fresh %v", k, f.Fresh)
		}
		if f.Fresh && !(math.Abs(f.Predicted-f.Actual) <= 1e-10*math.Abs(f.Actual)) {
			t.Errorf("step %d: promised %g, came %g", k, f.Predicted, f.Actual)
		}
		if !f.Fresh && !(math.IsNaN(f.Predicted) && math.IsNaN(f.Actual)) {
			t.Errorf("step %d: a promise without a summary: %g, %g", k, f.Predicted, f.Actual)
		}
	}
	if o.summaries != 3 {
		t.Errorf("%d summaries in 6 steps of period 2", o.summaries)
	}
}

// The cubic step walks Rosenbrock's valley to its end.
func TestCubicStepSolvesRosenbrock(t *testing.T) {
	o := rosenbrock(0, 1)
	x := []float64{-1.2, 1}
	m := GroupedNewton{Lambda: 1}
	var f Frame
	for range 200 {
		if err := m.Step(&f, x, o); err != nil {
			t.Fatal(err)
		}
	}
	if !(o.loss(x) <= 1e-12) {
		t.Errorf("L = %g at %v", o.loss(x), x)
	}
}

// A layer in other units: θ → αθ + β per group maps the trajectory.
func TestTrajectoryIsInvariant(t *testing.T) {
	o := rosenbrock(0, 1)
	alpha, beta := []float64{1e3, -1e-2}, []float64{5, -3}
	back := func(z []float64) []float64 {
		return []float64{(z[0] - beta[0]) / alpha[0], (z[1] - beta[1]) / alpha[1]}
	}
	shrink := func(u []float64) []float64 { return []float64{u[0] / alpha[0], u[1] / alpha[1]} }
	other := &toy{
		group: o.group,
		loss:  func(z []float64) float64 { return o.loss(back(z)) },
		grad: func(dst, z []float64) {
			o.grad(dst, back(z))
			dst[0], dst[1] = dst[0]/alpha[0], dst[1]/alpha[1]
		},
		hess:  func(z, u, v []float64) float64 { return o.hess(back(z), shrink(u), shrink(v)) },
		third: func(z, u []float64) float64 { return o.third(back(z), shrink(u)) },
	}
	x := []float64{-1.2, 1}
	z := []float64{alpha[0]*x[0] + beta[0], alpha[1]*x[1] + beta[1]}
	m := GroupedNewton{Lambda: 1, Momentum: 0.3, Dampening: 0.1, Averaging: 0.2}
	n := m
	var f Frame
	for k := range 10 {
		if err := m.Step(&f, x, o); err != nil {
			t.Fatal(err)
		}
		if err := n.Step(&f, z, other); err != nil {
			t.Fatal(err)
		}
		for p, v := range back(z) {
			if !(math.Abs(v-x[p]) <= 1e-9*math.Abs(x[p])) {
				t.Errorf("step %d: θ_%d = %g, mapped back %g", k, p, x[p], v)
			}
		}
	}
}

// saddle has no minimum and no third derivative.
func saddle() *toy {
	return quadratic([]float64{1, 0, 0, -1}, []float64{1, 1}, discrete(2))
}

func TestFailureKeepsStepSizes(t *testing.T) {
	good := bowl(rand.New(rand.NewPCG(4, 1)), 2, discrete(2))
	m := GroupedNewton{Lambda: 1, Averaging: 0.5, Names: []string{"w", "b"}}
	var f Frame
	x := []float64{1, 2}
	if err := m.Step(&f, x, good); err != nil {
		t.Fatal(err)
	}
	before := slices.Clone(f.Eta)
	if f.Reason != "" || f.Status != cubic.Unregularised {
		t.Errorf("a good step is %v: %q", f.Status, f.Reason)
	}
	if err := m.Step(&f, x, saddle()); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(f.Eta, before) || f.Status != cubic.Unbounded {
		t.Errorf("after a failure η = %v (%v), before %v", f.Eta, f.Status, before)
	}
	if !strings.Contains(f.Reason, "D = 0 in every group") || !strings.Contains(f.Reason, "stay as they were") {
		t.Errorf("reason: %q", f.Reason)
	}
	m.Lambda = 0
	if m.Step(&f, x, saddle()); !strings.Contains(f.Reason, "no cubic term") {
		t.Errorf("reason: %q", f.Reason)
	}
	if err := m.Step(&f, x, good); err != nil || f.Reason != "" {
		t.Errorf("the reason outlives the failure: %q", f.Reason)
	}
}

func TestFailureNamesTheGroups(t *testing.T) {
	// The second group is linear beside x³: D = 0 there only.
	o := saddle()
	o.third = func(_, u []float64) float64 { return u[0] * u[0] * u[0] }
	m := GroupedNewton{Lambda: 1, Names: []string{"layer 1 weight", "layer 2 bias"}}
	var f Frame
	x := []float64{2, 3}
	if err := m.Step(&f, x, o); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(f.Reason, "D = 0 in layer 2 bias, so") || !strings.Contains(f.Reason, "no step size yet") {
		t.Errorf("reason: %q", f.Reason)
	}
	if !slices.Equal(x, []float64{2, 3}) {
		t.Errorf("θ moved to %v without a step size", x)
	}
}

func TestFailureCountsAsZeroOnRequest(t *testing.T) {
	good := bowl(rand.New(rand.NewPCG(4, 1)), 2, discrete(2))
	m := GroupedNewton{Lambda: 1, Averaging: 0.75, ZeroOnFailure: true}
	var f Frame
	x := []float64{1, 2}
	if err := m.Step(&f, x, good); err != nil {
		t.Fatal(err)
	}
	before := slices.Clone(f.Eta)
	if err := m.Step(&f, x, saddle()); err != nil {
		t.Fatal(err)
	}
	for s, v := range before {
		if f.Eta[s] != 0.75*v {
			t.Errorf("η_%d = %g after %g", s, f.Eta[s], v)
		}
	}
}

func TestSummaryThatIsNotFinite(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(4, 1)), 2, discrete(2))
	m := GroupedNewton{SummaryAveraging: 0.5}
	var f Frame
	x := []float64{1, 2}
	if err := m.Step(&f, x, o); err != nil {
		t.Fatal(err)
	}
	third := o.third
	o.third = func(_, _ []float64) float64 { return math.NaN() }
	if err := m.Step(&f, x, o); err != nil || f.Status != cubic.NotFinite || f.Reason == "" {
		t.Errorf("%v, %v, %q", err, f.Status, f.Reason)
	}
	o.third = third
	if err := m.Step(&f, x, o); err != nil || f.Status != cubic.Interior {
		t.Errorf("the average remembers a NaN: %v, %v", err, f.Status)
	}
}

// Order A averages the raw step sizes, order B the clipped ones. With
// single parameters and the minimum at 0, η_p = θ_p/g_p.
func TestOrdersOfClipping(t *testing.T) {
	o := quadratic([]float64{2, 1, 1, 2}, []float64{0, 0}, discrete(2))
	for clip, want := range map[Clipping]struct{ used, averaged [2]float64 }{
		NoClipping: {[2]float64{-1, -1.0 / 3}, [2]float64{-1, -1.0 / 3}},
		ClipAtUse:  {[2]float64{0, 0}, [2]float64{-1, -1.0 / 3}},
		ClipFirst:  {[2]float64{0, 1.0 / 6}, [2]float64{0, 1.0 / 6}},
	} {
		m := GroupedNewton{Averaging: 0.5, Clipping: clip}
		var f Frame
		// g = (−1, −5), then (3, 3): η_0 = −1, then ⅓.
		for k, x := range [][]float64{{1, -3}, {1, 1}} {
			if err := m.Step(&f, x, o); err != nil {
				t.Fatal(err)
			}
			if !(math.Abs(f.Eta[0]-want.used[k]) <= 1e-15 && math.Abs(f.Averaged[0]-want.averaged[k]) <= 1e-15) {
				t.Errorf("clipping %d, step %d: η = %g of the average %g, want %g of %g", clip, k, f.Eta[0], f.Averaged[0], want.used[k], want.averaged[k])
			}
		}
	}
}

func TestRidgeAndDiagonal(t *testing.T) {
	// u = g = −b at x = 0: H̄_ij = g_i A_ij g_j, ḡ_i = g_i².
	o := quadratic([]float64{2, 1, 1, 3}, []float64{1, 2}, discrete(2))
	for _, c := range []struct {
		m    GroupedNewton
		want []float64
	}{
		{GroupedNewton{Diagonal: true}, []float64{1.0 / 2, 4.0 / 12}},
		{GroupedNewton{Diagonal: true, Ridge: 2}, []float64{1.0 / 4, 4.0 / 14}},
		// [[2+1, 2], [2, 12+1]]⁻¹[1, 4]
		{GroupedNewton{Ridge: 1}, []float64{(13.0 - 8) / 35, (12.0 - 2) / 35}},
	} {
		var f Frame
		if err := c.m.Step(&f, []float64{0, 0}, o); err != nil {
			t.Fatal(err)
		}
		for s, v := range c.want {
			if !(math.Abs(f.Newton[s]-v) <= 1e-15) {
				t.Errorf("ridge %g, diagonal %v: η = %v, want %v", c.m.Ridge, c.m.Diagonal, f.Newton, c.want)
			}
		}
		if f.Summary.Hbar[1] != 2 {
			t.Errorf("the frame shows H̄ = %v, not the summary's", f.Summary.Hbar)
		}
	}
}

func TestAveragesOverSummaries(t *testing.T) {
	one := quadratic([]float64{2}, []float64{1}, []int{0})
	two := quadratic([]float64{4}, []float64{3}, []int{0})
	one.third = func(_, u []float64) float64 { return 8 * u[0] * u[0] * u[0] }
	two.third = func(_, u []float64) float64 { return -27 * math.Abs(u[0]*u[0]*u[0]) }
	m := GroupedNewton{SummaryAveraging: 0.25, DAveraging: 0.5, Rate: 1e-300}
	var f Frame
	x := []float64{0}
	m.Step(&f, x, one) // g = −1: ḡ = 1, H̄ = 2, D³ = −8
	if f.D[0] != 2 || f.Summary.Order3[0] != -8 {
		t.Errorf("first: D = %v, D³ = %v", f.D, f.Summary.Order3)
	}
	m.Step(&f, x, two) // g = −3: ḡ = 9, H̄ = 36, D³ = −729
	third := 0.25*-8 + 0.75*-729
	if s := f.Summary; s.Gbar[0] != 0.25+0.75*9 || s.Hbar[0] != 0.5+0.75*36 || s.Order3[0] != third {
		t.Errorf("second: %+v", *s)
	}
	if want := 0.5*2 + 0.5*math.Cbrt(-third); !(math.Abs(f.D[0]-want) <= 1e-14) {
		t.Errorf("D = %v, want %v", f.D[0], want)
	}
}

// The mean of the last two summaries, of the one there is at first.
func TestWindowOfSummaries(t *testing.T) {
	m := GroupedNewton{Window: 2, Rate: 1e-300}
	var f Frame
	x := []float64{0}
	// At θ = 0 with g = −b: ḡ = b², H̄ = 2b².
	for k, c := range []struct{ b, gbar float64 }{{1, 1}, {3, 5}, {5, 17}, {1, 13}} {
		if err := m.Step(&f, x, quadratic([]float64{2}, []float64{c.b}, []int{0})); err != nil {
			t.Fatal(err)
		}
		if s := f.Summary; s.Gbar[0] != c.gbar || s.Hbar[0] != 2*c.gbar {
			t.Errorf("step %d: ḡ = %g, H̄ = %g, want %g", k, s.Gbar[0], s.Hbar[0], c.gbar)
		}
	}
	m.Window = 1
	if m.Step(&f, x, quadratic([]float64{2}, []float64{2}, []int{0})); f.Summary.Gbar[0] != 4 {
		t.Errorf("without a window ḡ = %g", f.Summary.Gbar[0])
	}
}

// Every option counts from the next step on; a new λ_1 scales the present step
// sizes.
func TestOptionsMayChange(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(5, 1)), 4, []int{0, 0, 1, 1})
	x := []float64{1, 2, 3, 4}
	m := GroupedNewton{Rate: 0.25, Period: 100}
	var f Frame
	m.Step(&f, x, o)
	before := slices.Clone(f.Eta)
	m.Rate = 0.125
	m.Step(&f, x, o)
	if f.Eta[0] != before[0]/2 || f.Eta[1] != before[1]/2 || f.Fresh || f.Rate != 0.125 {
		t.Errorf("λ_1 halved: η = %v after %v", f.Eta, before)
	}
	m.Period = 2
	if m.Step(&f, x, o); !f.Fresh {
		t.Error("a shorter period does not count")
	}
	o.group = discrete(4)
	if m.Step(&f, x, o); !f.Fresh || len(f.Eta) != 4 {
		t.Errorf("another partition: fresh %v, η = %v", f.Fresh, f.Eta)
	}
	m.Adam = &Adam{}
	m.Period = 1
	if err := m.Step(&f, x, o); err != nil || m.direction[0] == m.buffer.m[0] {
		t.Errorf("Adam's direction does not count: %v", err)
	}
	m.Regroup(nil)
	m.Period = 100
	if m.Step(&f, x, o); !f.Fresh {
		t.Error("no summary after Regroup")
	}
}

func TestPlateauLowersLambda(t *testing.T) {
	o := quadratic([]float64{1}, []float64{0}, []int{0})
	m := GroupedNewton{Rate: 1e-300, Lambda: 8, Plateau: &Plateau{}, PlateauPeriod: 2, PlateauTarget: TargetLambda}
	var f Frame
	x := []float64{1}
	var seen []float64
	for range 7 {
		m.Step(&f, x, o)
		seen = append(seen, f.Lambda)
	}
	if !slices.Equal(seen, []float64{8, 8, 8, 8, 4, 4, 2}) {
		t.Errorf("λ_int = %v", seen)
	}
}

func TestStepsAllocateNothing(t *testing.T) {
	o := bowl(rand.New(rand.NewPCG(6, 1)), 8, []int{0, 0, 1, 1, 2, 2, 3, 3})
	x := []float64{1, 2, 3, 4, 5, 6, 7, 8}
	for name, m := range map[string]Method{
		"grouped Newton":        Paper(),
		"guards":                guarded(),
		"grouped Newton always": &GroupedNewton{Lambda: 1, Adam: &Adam{}, SummaryAveraging: 0.5, Window: 1},
		"SGD":                   &SGD{Rate: 1e-3, Momentum: 0.5, Nesterov: true},
		"Adam":                  &Adam{},
	} {
		var f Frame
		if n := testing.AllocsPerRun(25, func() {
			if err := m.Step(&f, x, measured{o}); err != nil {
				t.Fatal(err)
			}
		}); n != 0 {
			t.Errorf("%s: %v allocations a step", name, n)
		}
	}
}

// Law: where L = e^−θ every step is the same, √3 − 1: with x = ηL the model is
// L(−x + ½x² + ⅙x³). D³ = L⁴ leaves the doubles at a loss of 1e-81, H̄ = L³ at
// 1e-103.
func TestTheCubicTermHoldsBelowTheDoublesOfD3(t *testing.T) {
	f := &toy{
		group: []int{0},
		loss:  func(x []float64) float64 { return math.Exp(-x[0]) },
		grad:  func(dst, x []float64) { dst[0] = -math.Exp(-x[0]) },
		hess:  func(x, u, v []float64) float64 { return math.Exp(-x[0]) * u[0] * v[0] },
		third: func(x, u []float64) float64 { return -math.Exp(-x[0]) * u[0] * u[0] * u[0] },
	}
	m := &GroupedNewton{Lambda: 1}
	theta := []float64{0}
	for step := 0; theta[0] < 230; step++ {
		before := theta[0]
		var frame Frame
		if err := m.Step(&frame, theta, f); err != nil {
			t.Fatal(err)
		}
		if moved := theta[0] - before; math.Abs(moved-(math.Sqrt(3)-1)) > 1e-13*max(1, before) {
			t.Fatalf("step %d moves θ from %v by %v (%v, D = %v)", step, before, moved, frame.Status, frame.D)
		}
	}
}
