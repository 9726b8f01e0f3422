package cubic

import (
	"hash/fnv"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
)

// perClass is the number of random problems of each class, a quarter of it in short
// tests; CUBIC_PROBLEMS in the environment makes it larger for a long look.
const perClass = 40

func each(t *testing.T, check func(t *testing.T, class string, i int, m model)) {
	t.Helper()
	eachOf(t, classes, perClass, check)
}

func eachOf(t *testing.T, classes map[string]func(*rand.Rand, int) model, count int, check func(t *testing.T, class string, i int, m model)) {
	t.Helper()
	if testing.Short() {
		count = (count + 3) / 4
	}
	if v, err := strconv.Atoi(os.Getenv("CUBIC_PROBLEMS")); err == nil {
		count = v
	}
	for _, class := range slices.Sorted(maps.Keys(classes)) {
		make := classes[class]
		t.Run(class, func(t *testing.T) {
			seed := fnv.New64()
			seed.Write([]byte(class))
			rng := rand.New(rand.NewPCG(seed.Sum64(), 1))
			for i := range count {
				check(t, class, i, make(rng, 1+rng.IntN(12)))
			}
		})
	}
}

// The minimiser is certified by 400-bit arithmetic: it is stationary, and
// H̄ + ½λrD² is positive semidefinite there. Where there is none, the block of
// the unregularised groups is not.
func TestStepIsTheMinimiser(t *testing.T) {
	kinds := map[string]map[bool]int{} // by class: how many are bounded, and not
	each(t, func(t *testing.T, class string, i int, m model) {
		if kinds[class] == nil {
			kinds[class] = map[bool]int{}
		}
		kinds[class][certify(t, i, m)]++
	})
	if t.Failed() {
		return
	}
	for _, class := range slices.Sorted(maps.Keys(kinds)) {
		t.Logf("| %s | %d of %[2]d | %d of %[3]d |", class, kinds[class][true], kinds[class][false])
	}
}

// So it is for any λ, and where the critical eigenvalue is a multiple one.
func TestStepIsTheMinimiserAtTheEdges(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	each(t, func(t *testing.T, class string, i int, m model) {
		m.lambda = power(rng, -12, 12)
		certify(t, i, m)
	})
	for i, m := range []model{
		{[]float64{0, 0, 0}, []float64{-1, 0, 0, 0, -1, 0, 0, 0, -1}, []float64{1, 1, 1}, 1},
		{[]float64{1, 0, 0}, []float64{-1, 0, 0, 0, -1, 0, 0, 0, -1}, []float64{1, 1, 1}, 1},
		{[]float64{0, 0, 0.1}, []float64{-1, 0, 0, 0, -1, 0, 0, 0, 5}, []float64{1, 1, 1}, 1},
		{[]float64{0, 1e-9, 0.1}, []float64{-1, 0, 0, 0, -1, 0, 0, 0, 5}, []float64{1, 1, 1}, 1},
		{[]float64{0, 1e-25, 0.1}, []float64{-1, 0, 0, 0, -1, 0, 0, 0, 5}, []float64{1, 1, 1}, 1},
		{[]float64{3, 0, 0}, []float64{2, 0, 0, 0, -1, 0, 0, 0, -1}, []float64{0, 2, 2}, 1},
		{[]float64{1, 2}, []float64{0, 0, 0, 0}, []float64{1, 1e-8}, 3},
	} {
		certify(t, i, m)
	}
}

// certify checks the step of one problem and returns whether it is bounded.
func certify(t *testing.T, i int, m model) bool {
	t.Helper()
	var s Solver
	var step Step
	err := s.Solve(&step, m.g, m.h, m.d, m.lambda)
	zero := func(k int) bool { return m.d[k] == 0 }
	if bounded := semidefinite(m, exact(0), 0, zero); !bounded || err != nil {
		if bounded || err != ErrUnbounded || step.Status != Unbounded || !math.IsInf(step.Value, -1) {
			t.Errorf("%d: bounded %v, but %v, %v", i, bounded, err, step.Status)
		}
		return bounded
	}
	for _, eta := range [][]float64{step.Eta, step.AltEta} {
		if eta == nil {
			continue
		}
		if e := residual(m, eta); !(e <= 1e-14) {
			t.Errorf("%d (%v): residual %.1e", i, step.Status, e)
		}
		if !semidefinite(m, length(m, eta), 1e-14, func(int) bool { return true }) {
			t.Errorf("%d (%v): H̄ + ½λrD² is indefinite", i, step.Status)
		}
		if v := phi(m, eta); !(math.Abs(v-step.Value) <= 1e-11*math.Abs(v)) {
			t.Errorf("%d (%v): φ = %g, Value %g", i, step.Status, v, step.Value)
		}
	}
	if r := number(length(m, step.Eta)); !(math.Abs(step.R-r) <= 1e-14*r) {
		t.Errorf("%d (%v): ‖Dη‖ = %g, R %g", i, step.Status, r, step.R)
	}
	return true
}

// A hard case has two minimisers, and both are reported.
func TestHardCaseIsNamed(t *testing.T) {
	var s Solver
	var step Step
	each(t, func(t *testing.T, class string, i int, m model) {
		if class != "indef_zero_g" && class != "hard_exact" {
			return
		}
		if err := s.Solve(&step, m.g, m.h, m.d, m.lambda); err != nil {
			t.Fatal(err)
		}
		if step.Status != Boundary && len(m.g) > 1 {
			t.Errorf("%d: %v", i, step.Status)
		}
		if step.Status == Boundary && slices.Equal(step.Eta, step.AltEta) {
			t.Errorf("%d: one minimiser twice: %v", i, step.Eta)
		}
	})
}

// ḡ → Aḡ, H̄ → AH̄A, D → AD gives η → A⁻¹η: bit for bit when A is made of powers
// of two, to rounding otherwise.
func TestStepIsInvariant(t *testing.T) {
	var s Solver
	var step, scaled Step
	rng := rand.New(rand.NewPCG(3, 4))
	each(t, func(t *testing.T, class string, i int, m model) {
		err := s.Solve(&step, m.g, m.h, m.d, m.lambda)
		n := len(m.g)
		a := make([]float64, n)
		for k := range a {
			a[k] = math.Ldexp(1, rng.IntN(41)-20)
		}
		if other := s.Solve(&scaled, rescale(m, a).g, rescale(m, a).h, rescale(m, a).d, m.lambda); other != err || scaled.Status != step.Status {
			t.Fatalf("%d: %v became %v", i, step.Status, scaled.Status)
		}
		if err != nil {
			return
		}
		for k := range a {
			if m.d[k] != 0 && !slices.Contains(m.d, 0) && a[k]*scaled.Eta[k] != step.Eta[k] {
				t.Errorf("%d: η_%d = %g became %g", i, k, step.Eta[k], a[k]*scaled.Eta[k])
			}
		}
		if !unique(class) {
			return
		}
		for k := range a {
			a[k] = power(rng, -3, 3) * float64(1-2*rng.IntN(2))
		}
		r := rescale(m, a)
		if err := s.Solve(&scaled, r.g, r.h, r.d, r.lambda); err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		for k := range a {
			scaled.Eta[k] *= a[k]
		}
		if e := far(scaled.Eta, step.Eta, m.d); !(e <= 1e-8) {
			t.Errorf("%d: off by %.1e in other units", i, e)
		}
	})
}

// No point near the minimiser is lower, and none far away.
func TestNoStepIsLower(t *testing.T) {
	var s Solver
	var step Step
	rng := rand.New(rand.NewPCG(5, 6))
	each(t, func(t *testing.T, class string, i int, m model) {
		if s.Solve(&step, m.g, m.h, m.d, m.lambda) != nil {
			return
		}
		other := slices.Clone(step.Eta)
		for range 5 {
			reach := power(rng, -6, 3)
			for k := range other {
				other[k] = step.Eta[k] + reach*rng.NormFloat64()*(math.Abs(step.Eta[k])+1e-3)
			}
			if v := phi(m, other); !(v >= step.Value-1e-11*math.Abs(step.Value)) {
				t.Errorf("%d (%v): φ = %g at %v, below %g", i, step.Status, v, other, step.Value)
			}
		}
	})
}
