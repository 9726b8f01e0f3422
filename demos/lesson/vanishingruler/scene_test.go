package vanishingruler

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/engine/cubic"
)

// every visits all choices of loss, activation and partition for some seeds.
func every(t *testing.T, visit func(at string, w *view)) {
	t.Helper()
	s := New()
	options := map[string][]string{}
	for _, c := range controls() {
		for _, o := range c.Options {
			options[c.Name] = append(options[c.Name], o.Value)
		}
	}
	for _, loss := range options["loss"] {
		for _, activation := range options["activation"] {
			for _, partition := range options["partition"] {
				for seed := 1; seed <= 6; seed++ {
					v := demos.Values{"loss": loss, "activation": activation, "partition": partition, "seed": fmt.Sprint(seed)}
					if err := s.Set(v); err != nil {
						t.Fatalf("%v: %v", v, err)
					}
					visit(fmt.Sprintf("%s, %s, %s, seed %d", loss, activation, partition, seed), &s.view)
				}
			}
		}
	}
}

// Law: squared error over a linear last layer has no third derivative along a
// group of the last layer alone: D is exactly 0, whatever the activation.
func TestSquaredErrorHasNoRulerInTheLastLayer(t *testing.T) {
	seen := 0
	every(t, func(at string, w *view) {
		for g, holds := range w.holds {
			last := !slices.Contains(holds, w1) && !slices.Contains(holds, b1)
			if w.loss == squared && last {
				if seen++; w.d[g] != 0 {
					t.Errorf("%s: D of %s is %g", at, w.names[g], w.d[g])
				}
			}
		}
	})
	if seen < 100 {
		t.Errorf("only %d groups", seen)
	}
}

// Law: a group for each layer brings nothing back, one group for both layers
// does: with squared error D is 0 for the last layer and positive for all.
func TestOnlyAGroupOfBothLayersBringsTheRulerBack(t *testing.T) {
	every(t, func(at string, w *view) {
		if w.loss != squared {
			return
		}
		switch w.partition {
		case "per-layer":
			if w.d[w.owner[w2]] != 0 {
				t.Errorf("%s: D of the last layer is %g", at, w.d[w.owner[w2]])
			}
		case "trivial", "weights-biases":
			if w.d[w.owner[w2]] == 0 {
				t.Errorf("%s: D is 0 for the group of W₁ and W₂", at)
			}
		}
	})
}

// Law: what the text says of a group's ruler is what the engine finds: D is 0
// exactly where the loss is a parabola along the group.
func TestOriginsAreTheEnginesZeros(t *testing.T) {
	count := map[origin]int{}
	every(t, func(at string, w *view) {
		for g := range w.d {
			o := w.origin(g)
			count[o]++
			if zero := o == none || o == noSlope; zero != (w.d[g] == 0) {
				t.Errorf("%s: D of %s is %g, but %q", at, w.names[g], w.d[g], w.why(g))
			}
		}
	})
	for _, o := range []origin{none, fromLoss, fromBend, fromPair} {
		if count[o] == 0 {
			t.Errorf("no case of origin %d", o)
		}
	}
}

// Law: the solver finds no step exactly where H̄ has a negative eigenvalue among
// the groups without a ruler; the lesson then shows a direction that falls for
// ever, and else it does not.
func TestUnboundedIsNegativeCurvatureWithoutRuler(t *testing.T) {
	unbounded, bounded := 0, 0
	every(t, func(at string, w *view) {
		n := len(w.d)
		zero := w.unruled()
		low := math.Inf(1)
		if len(zero) > 0 {
			// In units of the groups' own curvature, which makes sizes comparable.
			unit := func(g int) float64 { return math.Sqrt(math.Abs(w.hbar[g*n+g])) }
			h := mat.NewSymDense(len(zero), nil)
			for i, g := range zero {
				for j, o := range zero[:i+1] {
					h.SetSym(i, j, w.hbar[g*n+o]/(unit(g)*unit(o)))
				}
			}
			var e mat.EigenSym
			if !e.Factorize(h, false) {
				t.Fatalf("%s: no eigenvalues", at)
			}
			low = e.Values(nil)[0]
		}
		if !(math.Abs(low) >= 1e-9) {
			t.Fatalf("%s: an eigenvalue of %g decides nothing", at, low)
		}
		if (low < 0) != (w.status == cubic.Unbounded) {
			t.Errorf("%s: lowest eigenvalue without ruler %g, status %v", at, low, w.status)
		}
		if (w.way == falling) != (w.status == cubic.Unbounded) {
			t.Errorf("%s: status %v, but the curves show way %d", at, w.status, w.way)
		}
		if w.status == cubic.Unbounded {
			unbounded++
		} else {
			bounded++
		}
	})
	if unbounded < 15 || bounded < 100 {
		t.Errorf("%d unbounded, %d bounded", unbounded, bounded)
	}
}

// Law: along a direction that falls for ever the model is the quadratic one,
// ruler or not, and promises more than the loss has; the true loss never does.
func TestTheModelPromisesMoreThanThereIs(t *testing.T) {
	every(t, func(at string, w *view) {
		last := len(w.ts) - 1
		for i := range w.ts {
			if !(w.truth[i] >= -w.value*(1+1e-12)) {
				t.Errorf("%s: the loss falls to %g", at, w.value+w.truth[i])
			}
			if !(w.ruled[i] >= w.plain[i]) {
				t.Errorf("%s: the cubic term lowers the model", at)
			}
		}
		switch w.way {
		case falling:
			if w.ruled[last] != w.plain[last] || !(w.ruled[last] <= -2*w.value) || !(w.bend < 0) || !(w.slope >= 0) {
				t.Errorf("%s: falls to %g from a loss of %g, slope %g, bend %g", at, w.ruled[last], w.value, w.slope, w.bend)
			}
		case caught:
			if !(w.bend < 0) || math.IsInf(w.turn, 1) {
				t.Errorf("%s: caught, bend %g, turn %g", at, w.bend, w.turn)
			}
			if far := w.ts[last]; w.turn < far && !(w.ruled[last] > slices.Min(w.ruled)) {
				t.Errorf("%s: the ruler's end at t = %g is not to be seen", at, w.turn)
			}
		}
		if w.status.Solved() && w.promise > 0 {
			t.Errorf("%s: the step raises the model by %g", at, w.promise)
		}
	})
}

// Case: the opening has no ruler at all and no step.
func TestOpening(t *testing.T) {
	w := &New().view
	for g, d := range w.d {
		if d != 0 {
			t.Errorf("D of %s is %g", w.names[g], d)
		}
	}
	if w.status != cubic.Unbounded || !(w.eigen[0] < 0) || len(w.names) != 4 {
		t.Errorf("status %v, eigenvalues %v", w.status, w.eigen)
	}
}

// Case: units that no sample opens have no gradient, no row of H̄ and no ruler,
// and the words name their groups.
func TestDeadUnits(t *testing.T) {
	s := New()
	if err := s.Set(demos.Values{"bias": "-4"}); err != nil {
		t.Fatal(err)
	}
	w := &s.view
	if got := w.listed(w.deadGroups()); got != "W₁, b₁ and W₂" {
		t.Errorf("dead: %s", got)
	}
	for _, g := range w.deadGroups() {
		for j := range w.d {
			if w.gbar[g] != 0 || w.d[g] != 0 || w.hbar[g*len(w.d)+j] != 0 {
				t.Errorf("%s: ḡ = %g, D = %g, H̄ = %g", w.names[g], w.gbar[g], w.d[g], w.hbar[g*len(w.d)+j])
			}
		}
	}
	if w.status != cubic.Unregularised {
		t.Errorf("status %v", w.status)
	}
}

// Case: an ELU whose units are all open is a straight line, and says so.
func TestOpenELUIsStraight(t *testing.T) {
	s := New()
	if err := s.Set(demos.Values{"activation": "elu", "bias": "4"}); err != nil {
		t.Fatal(err)
	}
	for g, d := range s.view.d {
		if d != 0 || s.view.origin(g) != none {
			t.Errorf("D of %s is %g: %s", s.view.names[g], d, s.view.why(g))
		}
	}
}

// The exercise: open at first; right for each single change that gives every
// group a ruler, and only for those; the hint depends on what is wrong.
func TestExercise(t *testing.T) {
	hints := map[string]bool{}
	for name, k := range map[string]struct {
		v     demos.Values
		right bool
	}{
		"opening":          {nil, false},
		"another seed":     {demos.Values{"seed": "3"}, false},
		"tanh":             {demos.Values{"activation": "tanh"}, false},
		"identity":         {demos.Values{"activation": "identity"}, false},
		"layers":           {demos.Values{"partition": "per-layer"}, false},
		"weights, biases":  {demos.Values{"partition": "weights-biases"}, false},
		"two changes":      {demos.Values{"loss": crossed, "activation": "tanh"}, false},
		"dead":             {demos.Values{"loss": crossed, "bias": "-4"}, false},
		"cross-entropy":    {demos.Values{"loss": crossed}, true},
		"one group":        {demos.Values{"partition": "trivial"}, true},
		"one group, λ":     {demos.Values{"partition": "trivial", "lambda": "10"}, true},
		"entropy, seed 40": {demos.Values{"loss": crossed, "seed": "40"}, true},
	} {
		s := New()
		if err := s.Set(k.v); err != nil {
			t.Fatal(err)
		}
		got := s.Check(nil)
		if got.Right != k.right || len(got.Words) < 40 {
			t.Errorf("%s: %v %q", name, got.Right, got.Words)
		}
		if !got.Right {
			hints[got.Words] = true
		}
	}
	if len(hints) < 5 {
		t.Errorf("only %d different hints", len(hints))
	}
}

// Every value of every control gives numbers, words and tables.
func TestEveryStateIsAnswered(t *testing.T) {
	every(t, func(at string, w *view) {
		long, short := w.words()
		if len(long) < 30 || len(short) < 10 || len(short) > len(long) {
			t.Errorf("%s: words %q, %q", at, long, short)
		}
		for _, v := range slices.Concat(w.truth, w.plain, w.ruled, w.eigen, w.v) {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("%s: %g on the picture", at, v)
			}
		}
	})
}
