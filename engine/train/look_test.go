package train

import (
	"math"
	"slices"
	"testing"

	"github.com/cauchy-newton/playground/engine/setting"
)

var lookable = Config{Layers: "8-10", Batch: 20, SummaryBatch: 60, Period: 3}

// Law: work counts what was computed. A step of SGD over WorkSamples samples is
// 1, whoever observes it; a summary costs what View says, and its test a loss.
func TestWork(t *testing.T) {
	for _, observe := range []bool{false, true} {
		r := begin(t, Config{Method: setting.SGD, Batch: WorkSamples, Observe: observe})
		walk(t, r, 12)
		if all, curvature := r.Work(); !(math.Abs(all-12) <= 1e-9) || curvature != 0 {
			t.Errorf("observed %t: 12 steps of SGD are a work of %g, of which curvature %g", observe, all, curvature)
		}
	}
	r := begin(t, lookable)
	walk(t, r, 7)
	v, err := r.View("")
	if err != nil {
		t.Fatal(err)
	}
	loss, gradient := r.graph.Cost()
	summaries := 3 * (v.Work + loss/gradient*60/WorkSamples)
	all, curvature := r.Work()
	if !(math.Abs(curvature-summaries) <= 1e-9 && math.Abs(all-curvature-7*20./WorkSamples) <= 1e-9) {
		t.Errorf("7 steps with 3 summaries: %g, of which curvature %g, want %g", all, curvature, summaries)
	}
	if r.Reset(); r.objective.meter.spent != 0 {
		t.Error("a reset keeps the work")
	}
}

// Law: looking changes nothing.
func TestLooksDoNotDisturb(t *testing.T) {
	for _, method := range []string{setting.GroupedNewton, setting.SGD, setting.KFAC} {
		c := lookable
		c.Method = method
		want := bits(walk(t, begin(t, c), 20))
		r := begin(t, c)
		frames := walk(t, r, 7)
		if _, err := r.View("per-layer"); err != nil {
			t.Fatal(err)
		}
		for s, err := range r.Spectrum(5) {
			if err != nil {
				t.Fatal(err)
			}
			frames = append(frames, walk(t, r, 1)...)
			if s != nil {
				break
			}
		}
		r.Answers(make([]float64, 10), make([]float64, 784))
		frames = append(frames, walk(t, r, 20-len(frames))...)
		if !slices.Equal(bits(frames), want) {
			t.Errorf("%s: looking changed the run", method)
		}
	}
}

// Law: the parts of H̄ by origin sum to it, and H̄ of a coarser partition is that
// of the finer one merged.
func TestViewsAgree(t *testing.T) {
	r := begin(t, lookable)
	walk(t, r, 5)
	fine, err := r.View("")
	if err != nil {
		t.Fatal(err)
	}
	sum := make([]float64, len(fine.Hbar))
	for _, o := range fine.Origins {
		for i, h := range o.Hbar {
			sum[i] += h
		}
	}
	total := 0.0
	for i, h := range fine.Hbar {
		total += h
		if !(math.Abs(h-sum[i]) <= 1e-12*(1+math.Abs(h))) {
			t.Errorf("entry %d is %g, its parts sum to %g", i, h, sum[i])
		}
	}
	one, err := r.View("trivial")
	if err != nil {
		t.Fatal(err)
	}
	if len(one.Hbar) != 1 || !(math.Abs(one.Hbar[0]-total) <= 1e-9*math.Abs(total)) {
		t.Errorf("one group sees %v, the entries of the finer H̄ sum to %g", one.Hbar, total)
	}
	if !(fine.Change < 0 && one.Change < 0) {
		t.Errorf("promised changes %g and %g", fine.Change, one.Change)
	}
	if _, err := r.View("custom: w1"); err == nil {
		t.Error("a partition that leaves parameters out is shown")
	}
}

// Law (Cauchy's interlacing): the eigenvalues of H̄ in unit directions lie between
// the outermost of the full Hessian.
func TestSpectrumHoldsHbar(t *testing.T) {
	r := begin(t, lookable)
	walk(t, r, 30)
	pulls := 0
	var s *Spectrum
	for got, err := range r.Spectrum(60) {
		if err != nil {
			t.Fatal(err)
		}
		pulls++
		s = got
	}
	if s == nil || pulls != 61 || len(s.Values) != 60 || len(s.Hbar) != 4 || s.Samples != 60 {
		t.Fatalf("%d pulls, %+v", pulls, s)
	}
	lo, hi := s.Values[0]-s.Errors[0], s.Values[59]+s.Errors[59]
	for _, v := range s.Hbar {
		if !(v >= lo && v <= hi) {
			t.Errorf("H̄ has the eigenvalue %g, the Hessian's lie in %g … %g", v, lo, hi)
		}
	}
	if !(s.Hbar[3] > 0.01*hi) {
		t.Errorf("the largest of H̄ is %g, of the Hessian %g", s.Hbar[3], hi)
	}
}

func TestAnswers(t *testing.T) {
	r := begin(t, lookable)
	var f Frame
	for range 10 {
		if err := r.Step(&f); err != nil {
			t.Fatal(err)
		}
	}
	x, p := make([]float64, 784), make([]float64, 10)
	for _, a := range f.Digits {
		r.test.Gather(x, nil, []int{a.Index})
		r.Answers(p, x)
		for c, v := range p {
			if !(math.Abs(v-a.Prob[c]) <= 1e-12) {
				t.Fatalf("digit %d: %v, in the frame %v", a.Index, p, a.Prob)
			}
		}
	}
}
