package method

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/engine/cubic"
	"github.com/cauchy-newton/playground/engine/graph"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/summary"
)

// cases are settings that take every branch of the algorithm.
var cases = map[string]demos.Values{
	"opening":                       {},
	"every iteration, no momentum":  {"period": "1", "momentum": "0", "dampening": "0", "average": "0"},
	"order B":                       {"order": "clip-first", "lambda": "1"},
	"order A":                       {"order": "average-first", "lambda": "1", "average": "0.8"},
	"no clip":                       {"order": "signed", "period": "3"},
	"long period, strong momentum":  {"period": "5", "momentum": "0.9", "dampening": "0.9", "rate": "0.3"},
	"no cubic term: unbounded":      {"cubic": "false", "period": "2", "seed": "1"},
	"no cubic term, order B":        {"cubic": "false", "order": "clip-first", "period": "2"},
	"squared error: D of 0":         {"loss": "squared-error", "lambda": "1", "momentum": "0.3", "dampening": "0"},
	"ReLU: all D of 0":              {"activation": "relu", "loss": "squared-error", "period": "2"},
	"one group":                     {"partition": "trivial", "lambda": "0.1"},
	"deep, per layer, single draws": {"partition": "per-layer", "hidden": "3,3,3", "batch": "1", "summaryBatch": "1"},
}

// steps is how far the laws look.
const steps = 14

// fresh is a run by the settings without the debugger: the engine's method on
// minibatches drawn in the same way.
type fresh struct {
	*recorder
	method *optim.GroupedNewton
	theta  []float64
	frame  optim.Frame
}

func bare(t *testing.T, v demos.Values) *fresh {
	t.Helper()
	p, err := perceptron.New(perceptron.Chosen(v, samples))
	if err != nil {
		t.Fatal(err)
	}
	return &fresh{
		recorder: newRecorder(p, v.Count("batch"), v.Count("summaryBatch"), uint64(v.Count("seed"))),
		method:   algorithm(v, p.Part.Names()), theta: p.Start(),
	}
}

func (f *fresh) step() error {
	f.now = &iteration{}
	return f.method.Step(&f.frame, f.theta, f)
}

// The claim: behind the last micro-step θ is, bit for bit, that of the engine's
// grouped Newton driven on the same minibatches.
func TestTheLastMicroStepIsTheEnginesStep(t *testing.T) {
	unbounded := 0
	for name, v := range cases {
		s := New()
		if err := s.Set(v); err != nil {
			t.Fatal(name, err)
		}
		other := bare(t, s.State())
		for k := range steps {
			if err := s.Set(demos.Values{"step": fmt.Sprint(k), "micro": "11"}); err != nil {
				t.Fatal(name, err)
			}
			if other.step() != nil {
				break // diverged, and so did the debugger's
			}
			if !same(s.now.theta(), other.theta) {
				t.Fatalf("%s, iteration %d: θ differs from the engine's", name, k)
			}
			if s.now.call.reason != "" {
				unbounded++
			}
		}
	}
	if unbounded == 0 {
		t.Error("no case had a model without a minimum")
	}
}

// The micro-steps follow from each other: doing what each says, with the
// engine's parts, to what the one before shows gives what it shows, to the bit.
func TestMicroStepsFollowFromEachOther(t *testing.T) {
	negative, failed := 0, 0
	for name, v := range cases {
		s := New()
		if err := s.Set(v); err != nil {
			t.Fatal(name, err)
		}
		v = s.State()
		var solver cubic.Solver
		for k := range steps {
			if err := s.Set(demos.Values{"step": fmt.Sprint(k)}); err != nil {
				t.Fatal(name, err)
			}
			now := &s.now
			if now.t != k {
				break // the run ended
			}
			wrong := func(what string) { t.Errorf("%s, iteration %d: %s does not follow", name, k, what) }
			r, c := s.run, now.call
			g := make([]float64, len(now.before))
			r.derivative(g, now.before, now.batch)
			if !same(g, now.g) {
				wrong("the gradient")
			}
			u := slices.Clone(now.g)
			if k > 0 {
				for p := range u {
					u[p] = v.Number("momentum")*now.m[p] + (1-v.Number("dampening"))*now.g[p]
				}
			}
			if !same(u, now.u) {
				wrong("the direction")
			}
			if now.fresh != (k%v.Count("period") == 0) || now.fresh != (c.t == k) {
				wrong("the period")
			}
			if now.fresh {
				var batch graph.Batch
				r.recorder.Pick(&batch, c.batch)
				sum := summary.New(len(now.groups))
				summary.NewSweep(r.recorder.Sweep(), r.recorder.Part).Compute(sum, now.before, now.u, &batch)
				if !same(sum.Gbar, c.Gbar) || !same(sum.Hbar, c.Hbar) || !same(sum.Order3, c.Order3) {
					wrong("the summary")
				}
				d := make([]float64, len(sum.Order3))
				for i, third := range sum.Order3 {
					d[i] = math.Cbrt(math.Abs(third))
				}
				if !same(d, c.d) {
					wrong("D")
				}
				var step cubic.Step
				err := solver.Solve(&step, c.Gbar, c.Hbar, c.d, now.lambda)
				if !same(step.Eta, c.newton) || step.Status != c.status || (err != nil) != (c.reason != "") {
					wrong("the cubic step")
				}
				if err != nil {
					failed++
				}
				average := slices.Clone(c.newton)
				for i := range average {
					if now.order == optim.ClipFirst {
						average[i] = max(average[i], 0)
					}
					if rho := v.Number("average"); c.old != nil && rho != 0 {
						average[i] = rho*c.old[i] + (1-rho)*average[i]
					}
				}
				if !same(average, c.averaged) {
					wrong("the average")
				}
			}
			use := slices.Clone(c.averaged)
			for i := range use {
				if now.unclip[i] < 0 && now.clipped[i] == 0 {
					negative++
				}
				if now.order != optim.NoClipping {
					use[i] = max(use[i], 0)
				}
				use[i] *= v.Number("rate")
			}
			if !same(use, now.eta) {
				wrong("the step size in use")
			}
			r.recorder.Part.Spread(g, now.eta, now.u)
			if !same(g, now.move) {
				wrong("the move")
			}
			for p := range g {
				g[p] = now.before[p] - now.move[p]
			}
			if !same(g, now.after) {
				wrong("θ")
			}
			if k > 0 && !same(now.before, r.taken[k-1].after) {
				wrong("the start")
			}
		}
	}
	if negative == 0 || failed == 0 {
		t.Errorf("%d clipped step sizes, %d calls without a minimiser: some branch was not taken", negative, failed)
	}
}

// What the formulas write out adds up: ḡ is the product with the gradient on
// the summary minibatch, g the mean over its samples, the root lies on the
// secular curve, and η_new solves the system of which a row is shown.
func TestFormulasAddUp(t *testing.T) {
	roots := 0
	for name, v := range cases {
		s := New()
		if err := s.Set(v); err != nil {
			t.Fatal(name, err)
		}
		for k := range steps {
			if err := s.Set(demos.Values{"step": fmt.Sprint(k)}); err != nil {
				t.Fatal(name, err)
			}
			now, one := &s.now, make([]float64, len(s.now.before))
			c, n := now.call, len(now.groups)
			mean := 0.0
			for _, i := range now.batch {
				s.run.derivative(one, now.before, []int{i})
				mean += one[now.entry] / float64(len(now.batch))
			}
			if !(math.Abs(mean-now.g[now.entry]) <= 1e-12*(1+math.Abs(mean))) {
				t.Errorf("%s, iteration %d: the samples' mean is %g, g %g", name, k, mean, now.g[now.entry])
			}
			for g := range n {
				sum, size := 0.0, 0.0
				for _, p := range s.places(g) {
					sum += now.there[p] * c.u[p]
					size += math.Abs(now.there[p] * c.u[p])
				}
				if !(math.Abs(sum-c.Gbar[g]) <= 1e-12*size) {
					t.Errorf("%s, iteration %d: ⟨∂L, u⟩ = %g, ḡ = %g", name, k, sum, c.Gbar[g])
				}
			}
			if !c.status.Solved() {
				continue
			}
			if now.path != nil && c.r > 0 && c.status == cubic.Interior {
				roots++
				if psi := now.path.Secular(c.r, now.lambda); !(math.Abs(psi) <= 1e-8*c.r) {
					t.Errorf("%s, iteration %d: ψ(%g) = %g", name, k, c.r, psi)
				}
			}
			for i := range n {
				sum, size := -c.Gbar[i], math.Abs(c.Gbar[i])
				for j := range n {
					h := c.Hbar[i*n+j]
					if i == j {
						h += now.lambda / 2 * c.r * c.d[i] * c.d[i]
					}
					sum, size = sum+h*c.newton[j], size+math.Abs(h*c.newton[j])
				}
				if !(math.Abs(sum) <= 1e-8*size) {
					t.Errorf("%s, iteration %d: row %d misses ḡ by %g of %g", name, k, i, sum, size)
				}
			}
		}
	}
	if roots == 0 {
		t.Error("no case had a secular equation")
	}
}

// Every micro-step writes its formula with numbers of the iteration.
func TestEveryFormulaIsFilled(t *testing.T) {
	s := New()
	for micro := range last + 1 {
		if err := s.Set(demos.Values{"step": "8", "micro": fmt.Sprint(micro)}); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(s.filled(s.now.act()), " ")
		if s.now.formula(s.now.act()) == "" || !strings.ContainsAny(text, "0123456789") {
			t.Errorf("micro-step %d is filled as %q", micro, text)
		}
	}
}

// same compares bits, so that NaN is itself.
func same(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) })
}
