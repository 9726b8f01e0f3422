package deep

import (
	"math"
	"strings"
	"testing"

	"github.com/cauchy-newton/playground/demos"
	"github.com/cauchy-newton/playground/demos/demotest"
)

// seeds of the laws: they are of means, for one start is chance.
const seeds = 6

// every runs do for a run of judged steps from each start.
func every(t *testing.T, depth int, partition, activation string, do func(seed int, r *run)) {
	t.Helper()
	for seed := 1; seed <= seeds; seed++ {
		r, err := newRun(setup{depth, partition, activation, uint64(seed)})
		if err != nil {
			t.Fatal(err)
		}
		if r.until(judged); r.Broken != "" {
			t.Fatalf("%d layers, seed %d: %s", depth, seed, r.Broken)
		}
		do(seed, r)
	}
}

// The first claim: at the start groups half the network apart interact at least
// as strongly as if all pairs were alike; after some steps less, in every
// partition.
func TestLongRangeFades(t *testing.T) {
	for _, k := range []struct {
		partition string
		depth     int
	}{{"canonical", 12}, {"canonical", 16}, {"per-layer", 16}, {"blocks:4", 16}} {
		first, last, even, fades := 0.0, 0.0, 0.0, 0
		every(t, k.depth, k.partition, "tanh", func(seed int, r *run) {
			least := far(r.stages)
			a, b := r.At(0).share(forth, least), r.recent(forth, least, judged)
			first, last, even = first+a/seeds, last+b/seeds, r.At(0).forth.even(least)
			if b < a {
				fades++
			}
		})
		t.Logf("%s, %d hidden layers: %.2f at the start, %.2f later, %.2f were all alike; it fades in %d of %d runs", k.partition, k.depth, first, last, even, fades, seeds)
		if k.partition == "canonical" && k.depth == 16 && (math.Round(100*first) != 27 || math.Round(100*last) != 15) {
			t.Errorf("the far share goes from %.3f to %.3f: the text says from 27 %% to 15 %%", first, last)
		}
		if !(first >= even) || !(last <= 0.9*even) || fades < seeds-1 {
			t.Errorf("%s, %d hidden layers: the far share goes from %.3f to %.3f, all alike is %.3f; %d of %d fade", k.partition, k.depth, first, last, even, fades, seeds)
		}
	}
}

// Where the first claim ends: with ELU there is no long range at the start that
// could fade.
func TestELUHasNoLongRangeAtTheStart(t *testing.T) {
	mean, even := 0.0, 0.0
	for seed := uint64(1); seed <= 2*seeds; seed++ {
		r, err := newRun(setup{16, "canonical", "elu", seed})
		if err != nil {
			t.Fatal(err)
		}
		r.until(0)
		least := far(r.stages)
		mean, even = mean+r.At(0).share(forth, least)/(2*seeds), r.At(0).forth.even(least)
	}
	if t.Logf("far share at the start %.3f, all alike %.3f", mean, even); !(mean <= even) {
		t.Errorf("far share at the start %.3f, all alike %.3f: the text says that it is less", mean, even)
	}
}

// The second claim: less of the inverse than of H̄ lies outside the
// tridiagonal, at the start and later, in every run; and the claim's limit: it
// is not tridiagonal.
func TestTheInverseIsNearerToTheTridiagonal(t *testing.T) {
	for _, depth := range []int{8, 16} {
		every(t, depth, "canonical", "tanh", func(seed int, r *run) {
			for _, step := range []int{0, judged} {
				if step == 0 && depth == 8 {
					continue // there, at the start, the two may be equal
				}
				h, inverse := r.recent(forth, outside, step), r.recent(back, outside, step)
				if !(inverse < h) {
					t.Errorf("%d layers, seed %d, step %d: %.3f of the inverse and %.3f of H̄ lie outside", depth, seed, step, inverse, h)
				}
			}
			if inverse := r.recent(back, outside, judged); depth == 16 && inverse < 0.4 {
				t.Errorf("seed %d: only %.3f of the inverse lies outside: the text says that it is not tridiagonal", seed, inverse)
			}
		})
	}
}

// With a group for each layer the inverse loses its long range, too: more than
// half of what was far at the start, in the mean of the runs.
func TestTheInverseFadesByLayers(t *testing.T) {
	first, last := 0.0, 0.0
	every(t, 16, "per-layer", "tanh", func(_ int, r *run) {
		least := far(r.stages)
		first, last = first+r.At(0).share(back, least)/seeds, last+r.recent(back, least, judged)/seeds
	})
	t.Logf("far share of the inverse: %.3f, then %.3f", first, last)
	if !(last <= 0.5*first) {
		t.Errorf("from %.3f to %.3f", first, last)
	}
}

// None of the blocks weight–weight, weight–bias and bias–bias is small: their
// interactions are tenths of the diagonal's 1, or more, at the start and later.
func TestNoBlockIsSmall(t *testing.T) {
	every(t, 16, "canonical", "tanh", func(seed int, r *run) {
		n := len(r.groups)
		for _, step := range []int{0, judged} {
			sums, counts := [3]float64{}, [3]float64{}
			for i := range n {
				for j := range n {
					if i == j {
						continue
					}
					block := 0
					for _, g := range [...]int{i, j} {
						if r.groups[g].Role == "bias" {
							block++
						}
					}
					sums[block] += math.Abs(r.At(step).k[i*n+j])
					counts[block]++
				}
			}
			for block, name := range []string{"weight–weight", "weight–bias", "bias–bias"} {
				if mean := sums[block] / counts[block]; !(mean >= 0.15) {
					t.Errorf("seed %d, step %d: %s interact with %.3f on average", seed, step, name, mean)
				}
			}
		}
	})
}

// The exercise's law: more of the inverse lies outside the tridiagonal, the
// deeper the network; and its answer is the same from every start, with room to
// spare.
func TestDepthOpensTheInverse(t *testing.T) {
	before := 0.0
	for _, depth := range []int{3, 5, 8, 12, 16} {
		mean := 0.0
		every(t, depth, "canonical", "tanh", func(seed int, r *run) {
			v := r.recent(back, outside, judged)
			if mean += v / seeds; (v > line+slack) != (depth >= 8) || (v > line-slack) != (depth >= 8) {
				t.Errorf("seed %d, %d hidden layers: %.3f lies outside", seed, depth, v)
			}
		})
		t.Logf("%d hidden layers: %.3f of the inverse lies outside the tridiagonal", depth, mean)
		if !(mean >= before+0.02) {
			t.Errorf("%d hidden layers: %.3f, with fewer %.3f", depth, mean, before)
		}
		before = mean
	}
}

// A start that differs in its last bits, as between processors, may leave a run
// elsewhere after twenty steps; what the exercise measures moves by less than
// its slack at the depths that decide.
func TestLastBitsDoNotDecide(t *testing.T) {
	for _, depth := range []int{3, 5, 8} {
		k := setup{depth, "canonical", "tanh", 7}
		a, err := newRun(k)
		if err != nil {
			t.Fatal(err)
		}
		b, err := newRun(k)
		if err != nil {
			t.Fatal(err)
		}
		for i := range b.Theta {
			b.Theta[i] *= 1 + 2e-15*math.Sin(float64(i))
		}
		a.until(judged)
		b.until(judged)
		x, y := a.recent(back, outside, judged), b.recent(back, outside, judged)
		t.Logf("%d hidden layers: %.6f and %.6f", depth, x, y)
		if x == y || !(math.Abs(x-y) <= slack) {
			t.Errorf("%d hidden layers: %g, after a change of the last bits %g", depth, x, y)
		}
	}
}

// H̄ scaled has the same entries in all units of the groups, and the shares of
// an even matrix are those of its pairs.
func TestMeasure(t *testing.T) {
	h := []float64{4, -1, 2, -1, 9, 0.5, 2, 0.5, -1}
	units := []float64{3, 0.1, -20}
	other := make([]float64, 9)
	for i := range 3 {
		for j := range 3 {
			other[i*3+j] = units[i] * units[j] * h[i*3+j]
		}
	}
	a, b := scaled(h, 3), scaled(other, 3)
	for i := range a {
		if !(math.Abs(math.Abs(a[i])-math.Abs(b[i])) <= 1e-15) {
			t.Errorf("entry %d: %g, in other units %g", i, a[i], b[i])
		}
	}
	place := []int{0, 1, 3, 1}
	ones := make([]float64, 16)
	for i := range ones {
		ones[i] = -2
	}
	r := measure(ones, place, 4)
	for d := range 5 {
		if !(math.Abs(r.from(d)-r.even(d)) <= 1e-15) {
			t.Errorf("distance %d: %g of an even matrix, %g of its pairs", d, r.from(d), r.even(d))
		}
	}
	if r.pairs[0] != 6 || r.pairs[1] != 4 || r.pairs[2] != 4 || r.pairs[3] != 2 || r.total != 32 || !(math.Abs(r.relative(3)-1) <= 1e-15) {
		t.Errorf("%+v", r)
	}
	if scaled([]float64{0, 1, 1, 2}, 2)[1] != 0 {
		t.Error("a group without curvature interacts")
	}
}

// A step more, and the same step in one go, are the same state to the bit.
func TestStateIsAFunctionOfTheValues(t *testing.T) {
	slow, fast := demotest.With(t, New, demos.Values{"depth": "5"}), demotest.With(t, New, demos.Values{"depth": "5", "step": "7"})
	for _, k := range []string{"1", "2", "12", "7"} {
		if err := slow.Set(demos.Values{"step": k}); err != nil {
			t.Fatal(err)
		}
	}
	if slow.Alt() != fast.Alt() || slow.now.now.loss != fast.now.now.loss {
		t.Errorf("two ways to one state differ:\n%s\n%s", slow.Alt(), fast.Alt())
	}
	for i, v := range slow.now.now.inverse {
		if v != fast.now.now.inverse[i] {
			t.Fatalf("entry %d of the inverse", i)
		}
	}
}

// The exercise: open at first, a hint for each way to be wrong, and one right
// depth.
func TestExercise(t *testing.T) {
	hints := map[string]bool{}
	for _, k := range []struct {
		v     demos.Values
		right bool
	}{
		{nil, false},
		{demos.Values{"step": "20"}, false},
		{demos.Values{"step": "20", "depth": "3"}, false},
		{demos.Values{"step": "20", "depth": "5"}, false},
		{demos.Values{"step": "20", "depth": "12"}, false},
		{demos.Values{"step": "19", "depth": "8"}, false},
		{demos.Values{"step": "20", "depth": "8", "partition": "blocks:4"}, false},
		{demos.Values{"step": "20", "depth": "8"}, true},
		{demos.Values{"step": "20", "depth": "8", "seed": "2"}, true},
	} {
		s := demotest.With(t, New, k.v)
		got := s.Check(nil)
		if got.Right != k.right || len(got.Words) < 60 {
			t.Errorf("%v: %t %q", k.v, got.Right, got.Words)
		}
		if got.Right {
			t.Log(got.Words)
		} else {
			hints[got.Words[:12]] = true
		}
	}
	if len(hints) < 4 {
		t.Errorf("only %d kinds of hints", len(hints))
	}
}

// A run that ends and a matrix without an inverse are told in words, with a way
// out, in the header and in Alt.
func TestFailuresInWords(t *testing.T) {
	s := demotest.With(t, New, demos.Values{"depth": "3", "step": "2"})
	s.now.now.inverse, s.now.now.noInverse, s.now.cloth, s.now.side = nil, "H̄ is singular", nil, back
	s.now.message = s.now.complain()
	s.aim()
	demotest.Legible(t, "singular", s, demotest.Desktop, demotest.Small)
	if m := s.now.message; m == "" || len(s.Figures()) == 0 || len(s.Tables()) < 4 {
		t.Errorf("message %q", m)
	}
	if v := s.Check(nil); v.Right {
		t.Error("judged right")
	}
	s = demotest.With(t, New, demos.Values{"depth": "3", "step": "5"})
	s.now.Broken = "the run diverged"
	if m := s.now.complain(); m != "" {
		t.Errorf("before the run breaks: %q", m)
	}
	s.now.step = len(s.now.States)
	if m := s.now.complain(); !strings.Contains(m, "diverged") {
		t.Errorf("after: %q", m)
	}
	demotest.Legible(t, "broken", s, demotest.Small)
	for name, bad := range map[string]string{"depth": "7", "step": "25", "partition": "trivial", "activation": "relu"} {
		if err := s.Set(demos.Values{name: bad}); err == nil {
			t.Errorf("%s = %s is taken", name, bad)
		}
	}
}
