package cubic

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestNoMinimiserIsNamed(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for name, c := range map[string]struct {
		g, h, d []float64
		lambda  float64
		status  Status
		err     error
	}{
		"no groups":                    {nil, nil, nil, 1, ZeroGradient, nil},
		"nothing at all":               {[]float64{0}, []float64{0}, []float64{0}, 1, ZeroGradient, nil},
		"slope without curvature":      {[]float64{1}, []float64{0}, []float64{0}, 1, Unbounded, ErrUnbounded},
		"negative λ":                   {[]float64{1}, []float64{1}, []float64{1}, -1, Unbounded, ErrUnbounded},
		"λ = 0, indefinite":            {[]float64{1, 1}, []float64{1, 2, 2, 1}, []float64{1, 1}, 0, Unbounded, ErrUnbounded},
		"λ = 0, positive definite":     {[]float64{1, 1}, []float64{2, 1, 1, 2}, []float64{1, 1}, 0, Interior, nil},
		"λ = 0, flat, ḡ in range":      {[]float64{1, 1}, []float64{1, 1, 1, 1}, []float64{1, 1}, 0, Boundary, nil},
		"λ = 0, flat, ḡ off range":     {[]float64{1, 2}, []float64{1, 1, 1, 1}, []float64{1, 1}, 0, Unbounded, ErrUnbounded},
		"flat and coupled":             {[]float64{0, 1}, []float64{0, 1, 1, 5}, []float64{0, 1}, 1, Unbounded, ErrUnbounded},
		"flat and alone":               {[]float64{0, 1}, []float64{0, 0, 0, 5}, []float64{0, 1}, 1, Unregularised, nil},
		"negative curvature, D = 0":    {[]float64{1, 1}, []float64{-1, 0, 0, 1}, []float64{0, 1}, 1, Unbounded, ErrUnbounded},
		"negative curvature, tiny D":   {[]float64{1, 1}, []float64{-1, 0, 0, 1}, []float64{1e-12, 1}, 1, Interior, nil},
		"no curvature, cubic term":     {[]float64{1, 1}, []float64{0, 0, 0, 0}, []float64{1, 2}, 1, Interior, nil},
		"zero gradient, flat":          {[]float64{0, 0}, []float64{1, 1, 1, 1}, []float64{1, 1}, 1, ZeroGradient, nil},
		"zero gradient, saddle":        {[]float64{0, 0}, []float64{1, 2, 2, 1}, []float64{1, 1}, 1, Boundary, nil},
		"zero gradient, saddle, D = 0": {[]float64{0, 0}, []float64{1, 2, 2, 1}, []float64{0, 1}, 1, Boundary, nil},
		"NaN":                          {[]float64{nan}, []float64{1}, []float64{1}, 1, NotFinite, ErrNotFinite},
		"Inf":                          {[]float64{1}, []float64{inf}, []float64{1}, 1, NotFinite, ErrNotFinite},
		"infinite λ":                   {[]float64{1}, []float64{1}, []float64{1}, inf, NotFinite, ErrNotFinite},
		"beyond float64":               {[]float64{1e300}, []float64{1e-300}, []float64{0}, 1, NotFinite, ErrNotFinite},
	} {
		var s Solver
		var step Step
		err := s.Solve(&step, c.g, c.h, c.d, c.lambda)
		if err != c.err || step.Status != c.status {
			t.Errorf("%s: %v, %v; want %v", name, step.Status, err, c.status)
		}
		if step.Status.Solved() != (err == nil) {
			t.Errorf("%s: Solved is %v with error %v", name, step.Status.Solved(), err)
		}
	}
}

// On a flat valley the shortest of the minimisers is taken.
func TestFlatGroupsShareTheStep(t *testing.T) {
	var s Solver
	var step Step
	if err := s.Solve(&step, []float64{2, 2, 1}, []float64{4, 4, 0, 4, 4, 0, 0, 0, 1}, []float64{0, 0, 1}, 1); err != nil {
		t.Fatal(err)
	}
	if step.Eta[0] != 0.25 || step.Eta[1] != 0.25 {
		t.Errorf("η = %v, want ¼ and ¼", step.Eta)
	}
}

// Of two minimisers the one positive at its largest entry of Dη.
func TestHardCaseTakesThePositiveSign(t *testing.T) {
	var s Solver
	var step Step
	if err := s.Solve(&step, []float64{0}, []float64{-3}, []float64{2}, 1); err != nil {
		t.Fatal(err)
	}
	// −3 + ½·|2η|·4 = 0
	if step.Eta[0] != 0.75 || step.AltEta[0] != -0.75 || step.R != 1.5 {
		t.Errorf("η = %v, other %v, r = %g", step.Eta, step.AltEta, step.R)
	}
}

func TestSolveAllocatesNothing(t *testing.T) {
	var s Solver
	var step Step
	var p Path
	g, h, d := positive(rand.New(rand.NewPCG(7, 8)), 8)
	d[3] = 0
	eta := make([]float64, 8)
	if n := testing.AllocsPerRun(10, func() { s.Solve(&step, g, h, d, 1) }); n != 0 {
		t.Errorf("Solve: %v allocations", n)
	}
	if n := testing.AllocsPerRun(10, func() { p.Fit(g, h, d); p.Eta(eta, 1); p.Secular(1, 1) }); n != 0 {
		t.Errorf("Path: %v allocations", n)
	}
}

func TestWrongLengthsPanic(t *testing.T) {
	for name, call := range map[string]func(){
		"Solve": func() { new(Solver).Solve(new(Step), []float64{1}, []float64{1, 2}, []float64{1}, 1) },
		"Fit":   func() { new(Path).Fit([]float64{1}, []float64{1}, nil) },
		"Eta":   func() { new(Path).Eta(make([]float64, 1), 1) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s took wrong lengths", name)
				}
			}()
			call()
		}()
	}
}

// Whatever the numbers, there is an answer, its status agrees with its error,
// and a solved step is finite and not above φ(0) = 0.
func FuzzSolve(f *testing.F) {
	seed := func(x ...float64) {
		var b []byte
		for _, v := range x {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		}
		f.Add(b)
	}
	seed()
	seed(1, 1, 1, 1)
	seed(1, math.NaN(), 1, 1)
	seed(1e-300, 1e300, 1e-300, 1e300)
	seed(0.1, 1e308, -1e308, 1e308, 1e308, -1e308, 5e-324, 1e-308, 1)
	seed(1, 0, 0, 1, 2, 2, 1, 0, 1)
	seed(5e-324, 5e-324, 5e-324, 5e-324)
	f.Fuzz(func(t *testing.T, raw []byte) {
		x := make([]float64, len(raw)/8)
		for i := range x {
			x[i] = math.Float64frombits(binary.LittleEndian.Uint64(raw[8*i:]))
		}
		if len(x) == 0 {
			return
		}
		n := 0
		for (n+1)*(n+1)+2*(n+1)+1 <= len(x) && n < 8 {
			n++
		}
		lambda, g, d, h := x[0], x[1:1+n], x[1+n:1+2*n], x[1+2*n:1+2*n+n*n]
		var s Solver
		var step Step
		err := s.Solve(&step, g, h, d, lambda)
		if step.Status == Unsolved || step.Status.Solved() != (err == nil) {
			t.Fatalf("%v with error %v", step.Status, err)
		}
		if err == nil && (!finite(step.Eta) || !(step.Value <= 0)) {
			t.Fatalf("λ = %g, ḡ = %g, H̄ = %g, D = %g: %v, η = %g, φ = %g", lambda, g, h, d, step.Status, step.Eta, step.Value)
		}
		if before := slices.Clone(step.Eta); s.Solve(&step, g, h, d, lambda) != err || !slices.Equal(before, step.Eta) {
			t.Fatal("a second call gives another step")
		}
		var p Path
		if p.Fit(g, h, d) == nil {
			p.Eta(make([]float64, n), lambda)
			p.Secular(1, lambda)
			p.Floor(lambda)
		}
	})
}
