package cubic

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// At the ends of the doubles a case is what it is among ordinary numbers.
func TestCasesAtTheEnds(t *testing.T) {
	// Cassini: F₇₇F₇₅ − F₇₆² = 1 and F₇₈F₇₆ − F₇₇² = −1, one part in 10³¹ of each term.
	const f76, f77, f78 = 3416454622906707, 5527939700884757, 8944394323791464
	for name, c := range map[string]struct {
		g, h, d []float64
		lambda  float64
		status  Status
		eta     []float64 // if not nil, to 1e-15
	}{
		"determinant −1":                                 {[]float64{1, 1}, []float64{f78, f77, f77, f76}, []float64{0, 0}, 1, Unbounded, nil},
		"determinant +1":                                 {[]float64{1, 1}, []float64{f77, f76, f76, f77 - f76}, []float64{0, 0}, 1, Unregularised, []float64{f77 - 2*f76, f77 - f76}},
		"determinant 0":                                  {[]float64{2, 4}, []float64{1, 2, 2, 4}, []float64{0, 0}, 0, Boundary, nil},
		"determinant 0, off range":                       {[]float64{2, 4 + 0x1p-50}, []float64{1, 2, 2, 4}, []float64{0, 0}, 0, Unbounded, nil},
		"nearly flat, tiny D":                            {[]float64{1, 1}, []float64{1, 1, 1, 1}, []float64{1e-150, 0}, 1, Unregularised, nil},
		"two minima become one":                          {[]float64{0, 2}, []float64{-1, 0, 0, 1}, []float64{1, 1}, 2, Boundary, []float64{0, 1}},
		"λ = 0, an η of 0":                               {[]float64{2, 1}, []float64{2, 1, 1, 2}, []float64{3, 1}, 0, Interior, []float64{1, 0}},
		"a slope of 1e-200 to the left":                  {[]float64{-1e-200, 1}, []float64{-1, 0, 0, 2}, []float64{1, 1}, 1, Boundary, []float64{-math.Sqrt(4 - 1./9), 1. / 3}},
		"a slope of 1e-200 askew":                        {[]float64{1, -1, -1e-200}, []float64{-1, -1, -1, -1, -1, -1, -1, -1, -1}, []float64{1, 1, 1}, 1, Boundary, nil},
		"λ that does not matter":                         {[]float64{1}, []float64{2}, []float64{1}, 5e-324, Interior, []float64{0.5}},
		"D that does not matter":                         {[]float64{1, 1}, []float64{2, 0, 0, 4}, []float64{5e-324, 1e-200}, 1, Interior, []float64{0.5, 0.25}},
		"coupling that does not matter":                  {[]float64{1, 1}, []float64{2, 5e-324, 5e-324, 4}, []float64{0, 1e-200}, 1, Unregularised, []float64{0.5, 0.25}},
		"curvature of a free group far below the others": {[]float64{1e-100, 1}, []float64{2e-100, 0, 0, 4}, []float64{0, 1e-300}, 1, Unregularised, []float64{0.5, 0.25}},
		"η too large":                                    {[]float64{1}, []float64{-1e200}, []float64{1e-200}, 1, NotFinite, nil},
		"η subnormal":                                    {[]float64{1e-310}, []float64{1}, []float64{1}, 1, NotFinite, nil},
		"φ underflows":                                   {[]float64{1e-200}, []float64{1}, []float64{1}, 1, NotFinite, nil},
		"r underflows":                                   {[]float64{1}, []float64{1}, []float64{5e-324}, 1, NotFinite, nil},
		"one η of 1e-400":                                {[]float64{1, 1e-300}, []float64{1, 0, 0, 1e100}, []float64{1, 1}, 1, NotFinite, nil},
		"an η of 0":                                      {[]float64{1, 0}, []float64{1, 0, 0, 1e-300}, []float64{1, 1}, 5e-324, Interior, []float64{1, 0}},
		"saddle, far off":                                {[]float64{0, 0}, []float64{0, 1e200, 1e200, 0}, []float64{0, 0}, 1, Unbounded, nil},
		"zero, semidefinite at both ends":                {[]float64{0, 0}, []float64{1e300, 0, 0, 1e-300}, []float64{1, 1}, 1, ZeroGradient, nil},
	} {
		var s Solver
		var step Step
		err := s.Solve(&step, c.g, c.h, c.d, c.lambda)
		if step.Status != c.status || (err == nil) != c.status.Solved() || (err == ErrUnbounded) != (c.status == Unbounded) {
			t.Errorf("%s: %v, %v, want %v", name, step.Status, err, c.status)
		}
		if c.eta != nil && !(entrywise(step.Eta, c.eta) <= 1e-15) {
			t.Errorf("%s: η = %v, want %v", name, step.Eta, c.eta)
		}
		if r := number(length(model{d: c.d}, step.Eta)); step.Status.Solved() && !(math.Abs(step.R-r) <= 1e-15*r) {
			t.Errorf("%s: r = %g, want %g", name, step.R, r)
		}
		if name == "a slope of 1e-200 askew" && !(step.Eta[2] < 0 && step.AltEta[2] > 0) {
			t.Errorf("%s: η = %v and %v, want the one down the slope first", name, step.Eta, step.AltEta)
		}
	}
}

// The path is that of the solver at the ends, too, or says that it is none.
func TestPathMeetsSolverAtTheEnds(t *testing.T) {
	var s Solver
	var p Path
	var step Step
	right := 0
	eachOf(t, ends, perClass/8, func(t *testing.T, class string, i int, m model) {
		fit := p.Fit(m.g, m.h, m.d)
		if fit == ErrNotFinite {
			t.Errorf("%d: %v", i, fit)
		}
		eta := make([]float64, len(m.g))
		for _, factor := range []float64{1e-3, 1, 1e3} {
			err := s.Solve(&step, m.g, m.h, m.d, m.lambda*factor)
			if (fit == ErrUnbounded) != (err == ErrUnbounded) {
				t.Errorf("%d: Fit says %v, Solve %v", i, fit, err)
			}
			r, status := p.Eta(eta, m.lambda*factor)
			if fit != nil && status.Solved() {
				t.Errorf("%d: %v, though Fit says %v", i, status, fit)
			}
			if !status.Solved() || err != nil {
				continue
			}
			right++
			e := far(eta, step.Eta, m.d)
			if step.AltEta != nil {
				e = min(e, far(eta, step.AltEta, m.d))
			}
			if !(e <= 1e-5 && math.Abs(r-step.R) <= 1e-5*step.R) {
				t.Errorf("%d (%v): off by %.1e, r = %g and %g: %v", i, status, e, r, step.R, m)
			}
		}
	})
	if right < 50 && !(testing.Short() && right >= 25) {
		t.Errorf("only %d points to compare", right)
	}
}

// λ itself may be at an end.
func TestPathOfOneGroupAtTheEnds(t *testing.T) {
	var p Path
	if err := p.Fit([]float64{1}, []float64{1}, []float64{1}); err != nil {
		t.Fatal(err)
	}
	eta := []float64{0}
	for _, lambda := range []float64{1e-250, 1e200, 1e250} {
		want := math.Sqrt(2) / math.Sqrt(lambda)
		if lambda < 1 {
			want = 1
		}
		if r, status := p.Eta(eta, lambda); status != Interior || !(math.Abs(eta[0]-want) <= 1e-14*want && r == eta[0]) {
			t.Errorf("λ = %g: %v, η = %v, r = %g, want %g", lambda, status, eta, r, want)
		}
	}
	for lambda, want := range map[float64]Status{5e-324: NotFinite, math.Inf(1): NotFinite, -1: Unbounded, 0: Interior} {
		if _, status := p.Eta(eta, lambda); status != want {
			t.Errorf("λ = %g: %v, want %v", lambda, status, want)
		}
	}
	if _, status := p.Eta(eta, math.NaN()); status != NotFinite {
		t.Errorf("λ NaN: %v", status)
	}
	if p.At(eta, 1e300, 1e300) || !math.IsNaN(p.Secular(1e300, 1e300)) {
		t.Error("an η where ½λr overflows")
	}
	if err := p.Fit([]float64{1}, []float64{-1e-100}, []float64{1}); err != nil {
		t.Fatal(err)
	}
	if floor := p.Floor(1e-300); !(math.Abs(floor-2e200) <= 1e186) {
		t.Errorf("r_min = %g, want 2e200", floor)
	}
}

// Law: in other units of η the model has the same value, and what would overflow
// on the way only does not.
func TestModelInOtherUnits(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	for range 200 {
		m := one(rng, 1+rng.IntN(5))
		n, a := len(m.g), rng.IntN(801)-400
		eta, other := make([]float64, n), make([]float64, n)
		r := model{make([]float64, n), make([]float64, n*n), make([]float64, n), m.lambda}
		for i := range n {
			eta[i] = rng.NormFloat64()
			other[i], r.g[i], r.d[i] = math.Ldexp(eta[i], a), math.Ldexp(m.g[i], -a), math.Ldexp(m.d[i], -a)
			for j := range n {
				r.h[i*n+j] = math.Ldexp(m.h[i*n+j], -2*a)
			}
		}
		want := Model(eta, m.g, m.h, m.d, m.lambda)
		if got := Model(other, r.g, r.h, r.d, r.lambda); got != want {
			t.Errorf("φ = %g for steps of 2^%d, %g before", got, a, want)
		}
	}
	// H̄η overflows, φ does not.
	h := []float64{0, 1e200, 1e200, 0}
	if got := Model([]float64{1e-200, 1e200}, []float64{0, 0}, h, []float64{0, 0}, 1); !(math.Abs(got-1e200) <= 1e186) {
		t.Errorf("φ = %g, want 1e200", got)
	}
}

// An inverse that no float64 holds is an error, one that only its way would
// overflow is not.
func TestInverseAtTheEnds(t *testing.T) {
	dst := make([]float64, 4)
	if err := Inverse(dst, []float64{1e-200, 1e20, 1e20, 1e280}, 2); err != nil || !(math.Abs(dst[0]*1e-200-1/(1-1e-40)) <= 1e-14) {
		t.Errorf("%v, %v", dst, err)
	}
	if err := Inverse(dst[:1], []float64{5e-324}, 1); !errors.Is(err, ErrRange) {
		t.Errorf("1/5e-324 is %v, %v", dst[0], err)
	}
	if err := Inverse(dst[:1], []float64{1.7e308}, 1); !errors.Is(err, ErrRange) {
		t.Errorf("1/1.7e308 is %v, %v", dst[0], err)
	}
}

// Law: there is a fall exactly where the solver finds no step, at the ends, too,
// and it falls by many digits' word.
func TestFallAtTheEnds(t *testing.T) {
	falls := 0
	eachOf(t, ends, perClass/2, func(t *testing.T, class string, i int, m model) {
		var s Solver
		v := make([]float64, len(m.g))
		if m.lambda == 0 { // then D holds nothing back
			m.d = make([]float64, len(m.d))
		}
		err := s.Solve(new(Step), m.g, m.h, m.d, m.lambda)
		found := Fall(v, m.g, m.h, m.d)
		if found != (err == ErrUnbounded) && !bends(m) {
			t.Errorf("%d: Solve says %v, Fall %v %v: %v", i, err, found, v, m)
		}
		if !found {
			return
		}
		falls++
		f := fall{hbar: m.h}
		f.reduce(wideOf(1, uint(512+digits(m.g, m.h, m.d, 1))), m.g, m.h, m.d, 1)
		slope, curvature, _ := f.along(f.of(v))
		if slope.sign() < 0 || curvature.sign() >= 0 {
			t.Errorf("%d: slope %g, curvature %g along %v: %v", i, slope.head(), curvature.head(), v, m)
		}
	})
	if falls < 5 && !(testing.Short() && falls >= 2) {
		t.Errorf("only %d fall", falls)
	}
	v := make([]float64, 3)
	if h := []float64{0, 1e30, 0, 1e30, 0, 0, 0, 0, 1}; !Fall(v, []float64{0, 0, 0}, h, []float64{0, 0, 0}) || !(v[0]*v[1] < 0) || v[2] != 0 {
		t.Errorf("v = %v", v)
	}
}

// bends reports whether a fall may leave the range of float64: its entries go with
// the roots of the curvatures.
func bends(m model) bool {
	lo, hi := math.Inf(1), 0.0
	for i, d := range m.d {
		if h := math.Abs(m.h[i*len(m.d)+i]); d == 0 && h != 0 {
			lo, hi = min(lo, h), max(hi, h)
		}
	}
	return hi > 1e290 || lo < 1e-290
}
