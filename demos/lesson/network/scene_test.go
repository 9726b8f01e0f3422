package network

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
	"github.com/cauchy-newton/playground/demos/lesson/perceptron"
	"github.com/cauchy-newton/playground/engine/optim"
	"github.com/cauchy-newton/playground/engine/summary"
)

// The claim of the lesson: what the whole H̄ promises comes near to what
// happens, and every step lowers the loss; the diagonal alone believes in
// steps that raise it. On every data set, from several starts.
func TestForgettingTheOffDiagonalCosts(t *testing.T) {
	for _, toy := range perceptron.Data("", "circles", "moons", "xor", "spirals").Options {
		rises, finer := [kinds]int{}, 0
		for seed := 1; seed <= 4; seed++ {
			s := demotest.With(t, New, demos.Values{"data": toy.Value, "seed": strconv.Itoa(seed), "step": "30"})
			for kind, r := range s.runs {
				if r.Broken != "" {
					t.Fatalf("%s, seed %d: %s", toy.Value, seed, r.Broken)
				}
				for k := 1; k <= 30; k++ {
					if r.States[k].loss > r.States[k-1].loss {
						rises[kind]++
					}
				}
			}
			if s.runs[whole].States[30].loss < s.runs[diagonal].States[30].loss {
				finer++
			}
		}
		t.Logf("%s: of 120 steps %d of the whole H̄ and %d of the diagonal raise the loss", toy.Value, rises[whole], rises[diagonal])
		if rises[whole] > 2 || rises[diagonal] < 4*rises[whole] {
			t.Errorf("%s: %v steps raise the loss", toy.Value, rises)
		}
		if finer < 4 {
			t.Errorf("%s: only in %d of 4 runs the whole H̄ comes lower", toy.Value, finer)
		}
	}
}

// In the opening state the diagonal's belief is wrong, and H̄ says so before the
// step is taken.
func TestHbarKnowsBetter(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"step": "6"})
	d, w := s.now.trials[diagonal], s.now.trials[whole]
	t.Logf("whole: promised %g, true %g; diagonal: believed %g, promised %g, true %g", w.promised, w.actual, d.believed, d.promised, d.actual)
	if !(math.Abs(w.promised-w.actual) <= 0.5*math.Abs(w.promised)) {
		t.Errorf("the whole H̄ promises %g, and %g happens", w.promised, w.actual)
	}
	if !(math.Abs(d.promised-d.actual) <= math.Abs(d.believed-d.actual)) {
		t.Errorf("the diagonal believes %g, the whole H̄ %g, and %g happens", d.believed, d.promised, d.actual)
	}
}

// A step more, and the same step in one go, are the same state to the bit; so
// is the state after other values and back.
func TestStateIsAFunctionOfTheValues(t *testing.T) {
	slow, fast := New(), demotest.With(t, New, demos.Values{"step": "7"})
	for k := range 8 {
		if err := slow.Set(demos.Values{"step": strconv.Itoa(k)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := fast.Set(demos.Values{"data": "moons", "offdiagonal": "false", "step": "3"}); err != nil {
		t.Fatal(err)
	}
	if err := fast.Set(slow.State()); err != nil {
		t.Fatal(err)
	}
	if a, b := fmt.Sprint(slow.Tables(), slow.Figures(), slow.Alt()), fmt.Sprint(fast.Tables(), fast.Figures(), fast.Alt()); a != b {
		t.Errorf("two ways to one state differ:\n%.300s\n%.300s", a, b)
	}
}

// The exercise is not solved by the opening state, refuses wrong pairs with
// different hints, and takes the right one in both orders.
func TestExercise(t *testing.T) {
	for _, values := range []demos.Values{{}, {"step": "12"}, {"partition": "per-layer"}, {"partition": "weights-biases"}, {"data": "spirals", "hidden": "6,6,6", "offdiagonal": "false"}} {
		s := demotest.With(t, New, values)
		i, j, ok := s.now.strongest()
		if !ok {
			t.Fatalf("%v: no pair", values)
		}
		if s.Check(demos.Values{}).Right || s.Check(demos.Defaults(s.Questions())).Right {
			t.Errorf("%v: solved before anything is answered", values)
		}
		right, hints := 0, map[string]bool{}
		n := len(s.groups)
		for a := 1; a <= n; a++ {
			for b := 1; b <= n; b++ {
				answer := demos.Values{"first": strconv.Itoa(a), "second": strconv.Itoa(b)}
				read, err := demos.Read(s.Questions(), answer)
				if err != nil {
					t.Fatal(err)
				}
				v := s.Check(read)
				want := a-1 == i && b-1 == j || a-1 == j && b-1 == i
				if v.Right != want {
					t.Errorf("%v: %d and %d are right: %t", values, a, b, v.Right)
				}
				if v.Words == "" {
					t.Errorf("%v: %d and %d: no word", values, a, b)
				}
				if v.Right {
					right++
				} else {
					hints[v.Words[strings.Index(v.Words, ". ")+1:]] = true
				}
			}
		}
		if right != 2 || n > 3 && len(hints) < 4 {
			t.Errorf("%v: %d right answers, %d hints", values, right, len(hints))
		}
	}
	s := demotest.With(t, New, demos.Values{"partition": "trivial"})
	if v := s.Check(demos.Values{}); v.Right || v.Words == "" || s.Questions() != nil {
		t.Errorf("one group: %+v", v)
	}
}

// What cannot go on is said in words, with a way out, in the header and in Alt.
func TestFailuresInWords(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"lambda": "0.01", "rate": "1", "step": "20"})
	if m := s.now.message; !strings.Contains(m, "λ_int") || !strings.Contains(s.Alt(), m) {
		t.Errorf("message %q", m)
	}
	for _, f := range s.Figures() {
		if f.Sign == "" || f.Label == "" {
			t.Errorf("figure %+v", f)
		}
	}
	if err := s.Set(demos.Values{"step": "41"}); err == nil {
		t.Error("step 41 is taken")
	}
	if err := s.Set(demos.Values{"data": "mnist"}); err == nil {
		t.Error("digits are taken")
	}
}

// Every value of every choice, and the ends of every range, give a picture.
func TestEveryValueIsDrawn(t *testing.T) {
	for _, c := range controls() {
		var values []string
		for _, o := range c.Options {
			values = append(values, o.Value)
		}
		if c.Kind == demos.Slider || c.Kind == demos.Number {
			values = append(values, strconv.FormatFloat(c.Min, 'g', -1, 64), strconv.FormatFloat(c.Max, 'g', -1, 64))
		}
		for _, v := range values {
			s := demotest.With(t, New, demos.Values{c.Name: v, "step": "10"})
			if c.Name == "step" {
				s = demotest.With(t, New, demos.Values{"step": v})
			}
			demotest.Legible(t, c.Name+" = "+v, s, demotest.Desktop, demotest.Small)
		}
	}
}

// A place so far out that its summary, its loss or both are no numbers has no step,
// and the reason is told.
func TestNoSummaryIsTold(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"activation": "relu"})
	lost := 0
	for far := 1.0; far < 1e100; far *= 1e4 {
		theta := s.task.Start()
		for p := range theta {
			theta[p] *= far
		}
		var sum *summary.Summary
		got := try(s.task, theta, optim.GroupedNewton{}, &sum)
		if sum == nil || got.reason == "" && !(math.Abs(got.promised) >= 0) {
			t.Errorf("θ × %g: %+v", far, got)
		}
		if got.reason == "the summary is too large or not a number; there is no step size yet, so θ stays" {
			lost++
		}
	}
	if lost == 0 {
		t.Error("no place has a loss and no summary")
	}
}
